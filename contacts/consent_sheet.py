"""The sentences of the consent sheet, in any language: the portal's own, and what editors add.

The portal brings Dutch, French, English and German (data/consent_sheet.json). A further language,
or a better sentence, is a version that an editor adds; no version is ever changed, so that a sheet
somebody signed can always be read as it was. Where a language lacks a sentence, the English one
stands in its place and is marked as such: never in silence.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from django.core.validators import RegexValidator
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from contacts.validators import refuse_control_characters, refuse_markup

SOURCE = "en"
# The languages that the portal brings, each named in itself, in the order of the lists.
SHIPPED = {"nl": "Nederlands", "fr": "Français", "en": "English", "de": "Deutsch"}
DATA = Path(__file__).parent / "data" / "consent_sheet.json"


class Direction(models.TextChoices):
    """How a script is read."""

    LEFT_TO_RIGHT = "ltr", _("from left to right")
    RIGHT_TO_LEFT = "rtl", _("from right to left")


class SheetLanguage(models.Model):
    """A language in which the sheet exists beside the portal's own, or instead of them.

    `code` is ISO 639; `active` says whether caseworkers are offered it.
    """

    code = models.CharField(
        _("code"), max_length=3, primary_key=True, validators=[RegexValidator(r"^[a-z]{2,3}\Z")]
    )
    name = models.CharField(
        _("name of the language"),
        max_length=60,
        validators=[refuse_control_characters, refuse_markup],
    )
    direction = models.CharField(
        _("direction"), max_length=3, choices=Direction.choices, default=Direction.LEFT_TO_RIGHT
    )
    active = models.BooleanField(_("offered"), default=True)

    class Meta:
        verbose_name = _("language of the consent sheet")
        verbose_name_plural = _("languages of the consent sheet")
        ordering = ("code",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(direction__in=Direction.values),
                name="sheet_direction_is_known",
            ),
        )

    def __str__(self) -> str:
        return self.name


class SheetVersion(models.Model):
    """The sentences of one language from some day on.

    `texts` maps the key of a sentence to its text; `sources` to the digest of the English sentence
    it was made from. `written_by` is the editor's user id.
    """

    language = models.ForeignKey(SheetLanguage, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    texts = models.JSONField(default=dict)
    sources = models.JSONField(default=dict)
    written_at = models.DateTimeField(_("written on"))
    written_by = models.BigIntegerField(null=True)

    class Meta:
        verbose_name = _("version of the consent sheet")
        verbose_name_plural = _("versions of the consent sheet")
        ordering = ("language", "number")
        constraints = (
            models.UniqueConstraint(fields=("language", "number"), name="sheet_version_once"),
        )

    def __str__(self) -> str:
        return f"{self.language_id} {self.number}"


@dataclass(frozen=True)
class Sentence:
    """One sentence as a sheet shows it; `language` is SOURCE where the sheet's own lacks it."""

    text: str
    language: str
    direction: str
    missing: bool


@dataclass(frozen=True)
class Sheet:
    """The sheet in one language. `version` is 0 where nobody wrote anything yet."""

    language: str
    name: str
    direction: str
    active: bool
    version: int
    texts: dict[str, str]
    sources: dict[str, str]

    def sentence(self, key: str) -> Sentence:
        """A sentence, or the English one in its place. KeyError for a sentence there is not."""
        english = english_sentences()[key]
        if text := self.texts.get(key, ""):
            return Sentence(text, self.language, self.direction, missing=False)
        return Sentence(english, SOURCE, Direction.LEFT_TO_RIGHT.value, missing=True)

    @property
    def missing(self) -> list[str]:
        """The keys of the sentences that it lacks."""
        return [key for key in english_sentences() if not self.texts.get(key)]

    @property
    def outdated(self) -> list[str]:
        """The keys of its sentences whose English changed since they were written."""
        english = english_sentences()
        return [
            key
            for key, digest in self.sources.items()
            if self.texts.get(key) and key in english and digest != digest_of(english[key])
        ]


@cache
def _shipped() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(DATA.read_text(encoding="utf-8"))
    return found


def english_sentences() -> dict[str, str]:
    """Key to English sentence, in the order of the sheet."""
    return shipped_sentences(SOURCE)


def shipped_sentences(language: str) -> dict[str, str]:
    """Key to sentence in one of the portal's own languages; in English for another."""
    code = language if language in SHIPPED else SOURCE
    return {key: texts[code] for key, texts in _shipped()["sentences"].items()}


def digest_of(text: str) -> str:
    """What tells an English sentence from a later one."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _shipped_sheet(code: str) -> Sheet:
    version: int = _shipped()["version"]
    return Sheet(code, SHIPPED[code], "ltr", True, version, shipped_sentences(code), {})


def all_sheets() -> list[Sheet]:
    """The sheet in every language, the portal's own first, then by name; in two queries."""
    newest: dict[str, SheetVersion] = {}
    for version in SheetVersion.objects.order_by("language_id", "number"):
        newest[version.language_id] = version
    found = {code: _shipped_sheet(code) for code in SHIPPED}
    for row in SheetLanguage.objects.order_by("name", "code"):
        last, own = newest.get(row.code), found.get(row.code)
        found[row.code] = Sheet(
            row.code,
            row.name,
            row.direction,
            row.active,
            last.number if last else own.version if own else 0,
            last.texts if last else own.texts if own else {},
            last.sources if last else {},
        )
    return list(found.values())


def offered_sheets() -> list[Sheet]:
    """The languages that a caseworker can print: those in force that hold at least a sentence."""
    return [sheet for sheet in all_sheets() if sheet.active and sheet.texts]


def find_sheet(code: str) -> Sheet | None:
    """The sheet in a language, or None."""
    return next((sheet for sheet in all_sheets() if sheet.language == code), None)


class StaleSheet(Exception):
    """Somebody saved another version meanwhile."""


def write_sheet(
    code: str,
    *,
    name: str,
    direction: str,
    active: bool,
    texts: dict[str, str],
    shown: int,
    by: int,
    now: datetime,
) -> Sheet:
    """Add a version of a language on top of the version `shown` (0: a new language).

    A sentence that stayed as it was keeps the English it was made from; one that was written anew
    is of today's. Raises StaleSheet when the language has another version now.
    """
    with transaction.atomic():
        before = find_sheet(code)
        if (before.version if before else 0) != shown:
            raise StaleSheet
        SheetLanguage.objects.update_or_create(
            code=code, defaults={"name": name, "direction": direction, "active": active}
        )
        kept = before.texts if before else {}
        digests = before.sources if before else {}
        english = english_sentences()
        filled = {key: text for key, text in texts.items() if text and key in english}
        SheetVersion.objects.create(
            language_id=code,
            number=shown + 1,
            texts=filled,
            sources={
                key: digests[key]
                if kept.get(key) == text and key in digests
                else digest_of(english[key])
                for key, text in filled.items()
            },
            written_at=now,
            written_by=by,
        )
    return next(sheet for sheet in all_sheets() if sheet.language == code)
