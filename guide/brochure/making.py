"""Making an edition: collect, compare with the last one, draw, keep."""

import hashlib
import io
import json
import logging
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from documents import render_pdf
from documents.pdf import TEMPLATES
from guide.brochure.content import collect
from guide.brochure.models import LANGUAGES, Edition
from guide.brochure.orders import order, put_off, settle

logger = logging.getLogger(__name__)
TEMPLATE = "brochure.typ"
LAYOUT = (TEMPLATE, "base.typ")


def make(language: str, token: UUID, *, now: datetime) -> Edition | None:
    """The next edition under a claim; None when nothing has changed or the claim is another's.

    What fails is put off and raised: the editors see that it failed, the log why.
    """
    try:
        data = collect(language, timezone.localdate(now))
        print_of = fingerprint(data)
        last = newest(language)
        if last is not None and last.fingerprint == print_of:
            with transaction.atomic():
                settle(language, token)
            return None
        number = last.number + 1 if last else 1
        content = draw(data, language, number=number, now=now)
        pages = _pages(content)
    except Exception:
        put_off(language, token, timezone.now())
        raise
    with transaction.atomic():
        if not settle(language, token):
            logger.info("The brochure in %s is another worker's now", language)
            return None
        return Edition.objects.create(
            language=language,
            number=number,
            day=timezone.localdate(now),
            made_at=now,
            fingerprint=print_of,
            content=content,
            size=len(content),
            pages=pages,
            sha256=hashlib.sha256(content).hexdigest(),
        )


def draw(data: dict[str, Any], language: str, *, number: int, now: datetime) -> bytes:
    """The PDF of collected content; the same input gives the same bytes. Raises DocumentError."""
    with translation.override(language):
        day = date_format(timezone.localdate(now), "DATE_FORMAT")
        # The note of the portal's other papers; the shipped fonts know most scripts.
        note = _(
            "A code in brackets such as [U+0E01] stands for a character that this document cannot "
            "show. The page in the portal shows it."
        )
        edition = _("Edition %(number)s of %(day)s") % {"number": number, "day": day}
    return render_pdf(
        TEMPLATE,
        {**data, "edition": edition},
        language=language,
        title=f"{data['heading']} – Benelux",
        created=now.replace(microsecond=0),
        unknown_note=note,
    )


def fingerprint(data: dict[str, Any]) -> str:
    """What tells one brochure from another: its words and its layout, not its day."""
    told = hashlib.sha256(json.dumps(data, sort_keys=True, ensure_ascii=False).encode())
    for name in LAYOUT:
        told.update((TEMPLATES / name).read_bytes())
    return told.hexdigest()


def newest(language: str) -> Edition | None:
    """The last edition of a language, without its content."""
    return Edition.objects.filter(language=language).defer("content").order_by("-number").first()


def order_if_changed(now: datetime) -> bool:
    """Order what no publication told of: the directory, rules, code lists, words of the portal."""
    for language in LANGUAGES:
        last = newest(language)
        told = fingerprint(collect(language, timezone.localdate(now)))
        if last is None or last.fingerprint != told:
            order(now)
            return True
    return False


def _pages(content: bytes) -> int:
    # The process that makes a brochure loads it, not every start.
    from pypdf import PdfReader

    return len(PdfReader(io.BytesIO(content)).pages)
