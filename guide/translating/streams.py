"""Where translated texts are: a stream is one field of one model that modeltranslation knows.

Found by its registry, so that the texts of a new model appear by themselves; the few models whose
rows are versions say here which of them count, and by which name that outlives a version.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import CharField, Exists, F, Model, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Concat
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modeltranslation.translator import translator

from contacts.models import Country, QuestionChoice, QuestionVersion
from contacts.proposal_parts import shared_part
from contacts.standard_questions import LANGUAGES as IN_QUESTIONS
from contacts.translated_rows import own_rows
from guide.life import OPEN, State
from guide.models import Section, Version

# Of what is no model, the sentences of the consent sheet: guide.translating.sheet.
SHEET = "contacts.consent_sheet.text"

AREAS: dict[str, str | Promise] = {
    "contacts": _("Directory"),
    "guide": _("Guide"),
    "codes": _("Code lists and countries"),
    "rules": _("Country rules and notices"),
    "questions": _("Standard questions"),
    "sheet": _("Consent sheet"),
    "glossary": _("Glossary"),
}
# Plurals and abbreviations of a language: nobody's translation.
_OF_ITS_LANGUAGE = {"guide.term.forms"}
_AREA_OF = {
    "contacts.Code": "codes",
    "contacts.CodeList": "codes",
    "contacts.Country": "codes",
    "contacts.CountryRule": "rules",
    "contacts.CountryNotice": "rules",
    "contacts.QuestionVersion": "questions",
    "contacts.QuestionChoice": "questions",
    "guide.Term": "glossary",
}


@dataclass(frozen=True)
class Stream:
    """One translated field; `country` is the path to its country's code, "" where it has none."""

    id: str
    model: type[Model]
    field: str
    area: str
    country: str

    @property
    def label(self) -> str:
        """What it is, in words: “service: name”."""
        meta = self.model._meta
        field: Any = meta.get_field(self.field)
        words = {"label": meta.verbose_name, "value": field.verbose_name}
        return gettext("%(label)s: %(value)s") % words

    @property
    def part(self) -> str:
        """Which of the data that countries share it is: a contact point agrees to its words."""
        return shared_part(self.model)

    @property
    def languages(self) -> tuple[str, ...]:
        """Into which it is translated; the standard questions exist in three."""
        if self.area == "questions":
            return tuple(IN_QUESTIONS)
        return tuple(settings.MODELTRANSLATION_LANGUAGES)

    def rows(self) -> "QuerySet[Any]":
        """The rows that count, each with its `u_key`."""
        special = _SPECIAL.get(self.model._meta.label)
        return special() if special else _plain_rows(self.model)


def area_label(area: str) -> str:
    """The name of an area; that of its app where this module names none."""
    if area in AREAS:
        return str(AREAS[area])
    return str(apps.get_app_config(area).verbose_name)


@cache
def streams() -> dict[str, Stream]:
    """All streams by their id, in the order of the registry; what an editor cannot edit is none."""
    found = {}
    for model in translator.get_registered_models(abstract=False):
        own = own_rows(model)
        if own and own.rows is None:
            continue
        for name in translated_fields(model):
            name_of = f"{model._meta.label_lower}.{name}"
            if name_of in _OF_ITS_LANGUAGE or not getattr(
                model._meta.get_field(name), "editable", True
            ):
                continue
            stream = Stream(
                id=name_of,
                model=model,
                field=name,
                area=_AREA_OF.get(model._meta.label, model._meta.app_label),
                country=_country_path(model),
            )
            found[name_of] = stream
    return found


def translated_fields(model: type[Model]) -> list[str]:
    """The names of a model's fields that modeltranslation knows."""
    options: Any = translator.get_options_for_model(model)
    return list(options.fields)


def _country_path(model: type[Model], depth: int = 2) -> str:
    if model is Country:
        return "pk"
    links = [f for f in model._meta.concrete_fields if f.many_to_one]
    if any(link.related_model is Country and link.name == "country" for link in links):
        return "country_id"
    if depth:
        for link in links:
            found = _country_path(link.related_model, depth - 1)  # type: ignore[arg-type]
            if found and link.related_model is not Country:
                return f"{link.name}__{found}"
    return ""


def _plain_rows(model: type[Model]) -> "QuerySet[Any]":
    own = own_rows(model)
    rows = own.rows() if own and own.rows else model._default_manager.all()
    for path in ("active", "organisation__active"):
        if _has(model, path):
            rows = rows.filter(**{path: True})
    return rows.annotate(u_key=Cast(F(key_field(model)), CharField()))


def key_field(model: type[Model]) -> str:
    """By which a row is named: an unique short name where it has one."""
    names = {field.name for field in model._meta.concrete_fields if field.unique}
    primary: Any = model._meta.pk
    return next((name for name in ("slug", "key") if name in names), str(primary.name))


def _has(model: type[Model], path: str) -> bool:
    name, _dot, rest = path.partition("__")
    field = next((f for f in model._meta.concrete_fields if f.name == name), None)
    if field is None or not rest:
        return field is not None
    return _has(field.related_model, rest)  # type: ignore[arg-type]


def _versions() -> "QuerySet[Any]":
    """Of each page the version in work, else the public one."""
    in_work = Version.objects.filter(page=OuterRef("page"), state__in=OPEN)
    counted = Q(state__in=OPEN) | Q(state=State.PUBLISHED) & ~Exists(in_work)
    return Version.objects.filter(counted, retired=False).annotate(
        u_key=Cast(F("page__slug"), CharField())
    )


def _sections() -> "QuerySet[Any]":
    return Section.objects.filter(version__in=_versions().values("pk")).annotate(
        u_key=Concat("version__page__slug", Value("/"), "key", output_field=CharField())
    )


def _questions() -> "QuerySet[Any]":
    """The newest version of each question that is offered."""
    newest = QuestionVersion.objects.filter(question=OuterRef("question")).order_by("-number")
    return QuestionVersion.objects.filter(
        question__active=True, number=Subquery(newest.values("number")[:1])
    ).annotate(u_key=Cast(F("question__code"), CharField()))


def _choices() -> "QuerySet[Any]":
    return QuestionChoice.objects.filter(version__in=_questions().values("pk")).annotate(
        u_key=Concat("version__question__code", Value("/"), "code", output_field=CharField())
    )


_SPECIAL: dict[str, Callable[[], "QuerySet[Any]"]] = {
    "guide.Version": _versions,
    "guide.Section": _sections,
    "contacts.QuestionVersion": _questions,
    "contacts.QuestionChoice": _choices,
}
