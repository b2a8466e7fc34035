"""The only writer of the inquiry: questions, contributions, positions, syntheses."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify

from contacts.models import Organisation
from protection.actor import require_actor
from protection.audit import record
from workinggroup.contributing import can_contribute, can_take_position, can_write_programme
from workinggroup.models.inquiry import (
    Contribution,
    CountryPosition,
    InquiryQuestion,
    Synthesis,
)
from workinggroup.stale import StaleError
from workinggroup.themes import Position

SUBJECT = "inquiry"


def contribute(
    question: InquiryQuestion, text: str, *, language: str, revision: int, now: datetime
) -> None:
    """Answer a question for one's organisation, or change its answer, made on top of `revision`
    (0: it had none). Raises PermissionError, StaleError."""
    actor = require_actor()
    if not can_contribute(actor):
        raise PermissionError
    with transaction.atomic():
        # One row to wait at: of two colleagues who answer first, one comes second.
        if not InquiryQuestion.objects.select_for_update().get(pk=question.pk).active:
            raise PermissionError
        own = question.contributions.filter(organisation_id=actor.organisation_id).first()
        if (own.revision if own else 0) != revision:
            raise StaleError
        if own is None:
            own = Contribution(question=question, organisation_id=actor.organisation_id)
        own.country_id = actor.country or None
        own.kind = Organisation.objects.only("kind").get(pk=actor.organisation_id).kind
        own.language, own.text = language, text
        own.revision = revision + 1
        own.written_by, own.written_at = actor.user_id, now
        own.save()
        record("inquiry_answered", subject=SUBJECT, subject_id=question.slug)


def take_position(
    position: Position, reasons: Mapping[str, str], *, since: date, now: datetime
) -> CountryPosition:
    """Note what the member's country finds since a day. Raises PermissionError."""
    actor = require_actor()
    if not can_take_position(actor):
        raise PermissionError
    with transaction.atomic():
        row = CountryPosition.objects.create(
            country_id=actor.country,
            position=position,
            since=since,
            taken_by=actor.user_id,
            taken_at=now,
            **reasons,
        )
        record(
            "inquiry_position_taken",
            subject=SUBJECT,
            subject_id=str(row.pk),
            detail={"country": actor.country, "position": str(position)},
        )
    return row


def write_synthesis(texts: Mapping[str, str], *, after: int, now: datetime) -> Synthesis:
    """A new version, made on top of number `after` (0: the first).

    Raises PermissionError, StaleError.
    """
    actor = require_actor()
    if not can_write_programme(actor):
        raise PermissionError
    with transaction.atomic():
        # One row to wait at: two that write at once get their numbers one after the other.
        list(InquiryQuestion.objects.select_for_update().order_by("pk")[:1])
        newest = Synthesis.objects.aggregate(newest=Max("number"))["newest"] or 0
        if newest != after:
            raise StaleError
        row = Synthesis.objects.create(
            number=newest + 1, written_by=actor.user_id, written_at=now, **texts
        )
        record("inquiry_synthesis_written", subject=SUBJECT, subject_id=str(row.number))
    return row


def write_question(
    texts: Mapping[str, str], *, active: bool, slug: str = "", revision: int = 0
) -> InquiryQuestion:
    """Ask something more, or change a question, made on top of `revision`.

    Raises PermissionError, StaleError, DoesNotExist.
    """
    if not can_write_programme(require_actor()):
        raise PermissionError
    with transaction.atomic():
        if slug:
            row = InquiryQuestion.objects.select_for_update().get(slug=slug)
            if row.revision != revision:
                raise StaleError
            row.revision += 1
        else:
            order = InquiryQuestion.objects.aggregate(last=Max("order"))["last"] or 0
            row = InquiryQuestion(slug=_free_slug(texts), order=order + 1)
        row.active = active
        for name, text in texts.items():
            setattr(row, name, text)
        row.save()
        record("inquiry_question_written", subject=SUBJECT, subject_id=row.slug)
    return row


def _free_slug(texts: Mapping[str, str]) -> str:
    stem = slugify(texts.get("text_nl", ""))[:34].strip("-") or "question"
    taken = set(
        InquiryQuestion.objects.filter(slug__startswith=stem).values_list("slug", flat=True)
    )
    slug, number = stem, 2
    while slug in taken | {"add"}:
        slug, number = f"{stem}-{number}", number + 1
    return slug
