"""The only writers of the directory.

A change of an organisation goes through here, because the columns it is found and sorted by
follow from its texts, its services and the labels of its codes.
"""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.db import connections, transaction
from django.db.models import Prefetch, QuerySet

from contacts.models import Code, Country, Organisation, SearchWord, Service
from contacts.search import CONFIGURATIONS, normalise, trigrams

LANGUAGES = tuple(CONFIGURATIONS)
DATA = Path(__file__).parent / "data"
_BATCH = 500


@dataclass
class _Document:
    """What one organisation is found by: the words of its name, and those in each language."""

    names: list[str] = field(default_factory=list)
    texts: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))


def refresh_search(organisation_ids: Iterable[int] | None = None, *, using: str = "default") -> int:
    """Rewrite the derived columns of these organisations (None: of all); gives their number.

    Call it after every change of an organisation, a service, a contact point or a code's name.
    """
    chosen = Organisation.objects.using(using).order_by("pk")
    if organisation_ids is not None:
        chosen = chosen.filter(pk__in=list(organisation_ids))
    labels = _Labels(using)
    number = 0
    with transaction.atomic(using=using):
        ids = list(chosen.values_list("pk", flat=True))
        for start in range(0, len(ids), _BATCH):
            batch = chosen.filter(pk__in=ids[start : start + _BATCH])
            number += _refresh_batch(batch, labels, using)
    return number


def _refresh_batch(batch: "QuerySet[Organisation]", labels: "_Labels", using: str) -> int:
    organisations = list(
        batch.prefetch_related(
            Prefetch("services", Service.objects.filter(active=True)),
            "contact_points",
            "contact_point_of",
        )
    )
    rows: dict[str, list[object]] = defaultdict(list)
    known: set[str] = set()
    for organisation in organisations:
        document = _document(organisation, labels)
        rows["id"].append(organisation.pk)
        for name in ("needs", "target_groups"):
            codes = [c for s in organisation.services.all() for c in getattr(s, name)]
            rows[name].append(" ".join(dict.fromkeys(codes)))
        rows["areas"].append(" ".join(_areas(organisation)))
        rows["names"].append(" ".join(document.names))
        everything = list(document.names)
        for language in LANGUAGES:
            text = " ".join(dict.fromkeys(" ".join(document.texts[language]).split()))
            rows[language].append(text)
            everything.append(text)
            name = _in(organisation, "name", language)
            rows[f"sort_key_{language}"].append(normalise(name)[:250])
        all_words = sorted(set(" ".join(everything).split()))
        rows["everything"].append(" ".join(all_words))
        known.update(word for word in all_words if len(word) <= 60)
    if rows:
        _write_derived(rows, using)
        SearchWord.objects.using(using).bulk_create(
            [SearchWord(word=word, trigrams=trigrams(word)) for word in sorted(known)],
            ignore_conflicts=True,
        )
    return len(organisations)


def _write_derived(rows: dict[str, list[object]], using: str) -> None:
    vector = " || ".join(
        [
            "setweight(to_tsvector('simple', d.names), 'A')",
            *(
                f"setweight(to_tsvector('{configuration}', d.{language}_text), 'C')"
                for language, configuration in CONFIGURATIONS.items()
            ),
            "setweight(to_tsvector('simple', d.everything), 'D')",
        ]
    )
    sort_keys = [f"sort_key_{language}" for language in LANGUAGES]
    columns = ["needs", "target_groups", "areas", "names", *LANGUAGES, *sort_keys, "everything"]
    # Only constants of this module are put into the text; what was typed is a parameter.
    statement = f"""
        UPDATE contacts_organisation o SET
            needs = string_to_array(d.needs, ' '),
            target_groups = string_to_array(d.target_groups, ' '),
            areas = string_to_array(d.areas, ' '),
            search_vector = {vector},
            sort_key = d.sort_key_{settings.MODELTRANSLATION_DEFAULT_LANGUAGE},
            {", ".join(f"{key} = d.{key}" for key in sort_keys)}
        FROM unnest(%s::bigint[], {", ".join(["%s::text[]"] * len(columns))}) AS d(
            id, needs, target_groups, areas, names, {", ".join(f"{c}_text" for c in LANGUAGES)},
            {", ".join(sort_keys)}, everything)
        WHERE o.id = d.id
    """  # noqa: S608
    with connections[using].cursor() as cursor:
        cursor.execute(statement, [rows["id"], *(rows[column] for column in columns)])


def _document(organisation: Organisation, labels: "_Labels") -> _Document:
    document = _Document()
    names = dict.fromkeys(_in(organisation, "name", language) for language in LANGUAGES)
    document.names = [normalise(name) for name in names] + [normalise(organisation.slug)]
    for language in LANGUAGES:
        add = document.texts[language].append
        for attribute in ("roles", "notes"):
            add(normalise(_in(organisation, attribute, language)))
        for service in organisation.services.all():
            add(normalise(_in(service, "name", language)))
            add(normalise(_in(service, "conditions", language)))
            for list_code, codes in (
                ("need", service.needs),
                ("target_group", service.target_groups),
            ):
                for code in codes:
                    add(labels.get(list_code, code, language))
        for point in organisation.contact_points.all():
            add(normalise(_in(point, "function", language)))
        add(labels.get("org_type", organisation.kind, language))
        for code in organisation.languages:
            add(labels.get("language", code, language))
        for code in _areas(organisation):
            add(labels.get("region", code, language))
        add(labels.country(organisation.country_id, language))
        if organisation.contact_point_of.all():
            add(labels.get("role", "contact_point", language))
    _add_what_has_no_language(document, organisation, labels)
    return document


def _areas(organisation: Organisation) -> list[str]:
    """Its own regions and what its services cover; the country's code for all of it."""
    services = organisation.services.all()
    found = [*organisation.region_codes, *(code for one in services for code in one.coverage)]
    if organisation.national_scope or any(not one.coverage for one in services):
        found.append(organisation.country_id or "")
    return list(dict.fromkeys(code for code in found if code))


def _add_what_has_no_language(
    document: _Document, organisation: Organisation, labels: "_Labels"
) -> None:
    plain = [organisation.region, organisation.address, organisation.email, organisation.website]
    phones = [organisation.phone, *(point.phone for point in organisation.contact_points.all())]
    for phone in phones:
        plain += [phone, _national(phone)]
    text = normalise(" ".join(plain))
    document.texts["en"].append(text)
    document.texts["en"].append(labels.other_place_names(" ".join([*document.names, text])))


def _national(phone: str) -> str:
    """+31 33 448 11 86 as 033 448 11 86, the way it is dialled inside the country."""
    start, _, rest = phone.partition(" ")
    return f"0{rest}" if start in {"+31", "+32"} else ""


def _in(row: object, name: str, language: str) -> str:
    """A translated text in one language; where it is missing, in the language it has."""
    for candidate in (language, *settings.MODELTRANSLATION_FALLBACK_LANGUAGES):
        value = getattr(row, f"{name}_{candidate}")
        if value:
            return str(value)
    return ""


class _Labels:
    """Normalised labels and search words of all codes and countries, read once."""

    def __init__(self, using: str) -> None:
        self._codes: dict[tuple[str, str, str], str] = {}
        for code in Code.objects.using(using).filter(
            list_id__in=["org_type", "need", "target_group", "language", "region", "role"]
        ):
            keywords = code.attributes.get("keywords", "")
            for language in LANGUAGES:
                text = normalise(f"{_in(code, 'name', language)} {keywords}")
                self._codes[code.list_id, code.code, language] = text
        self._countries = {
            (country.code, language): normalise(_in(country, "name", language))
            for country in Country.objects.using(using).all()
            for language in LANGUAGES
        }
        places = json.loads((DATA / "place_names.json").read_text(encoding="utf-8"))
        self._places = [[normalise(name) for name in names] for names in places]

    def get(self, list_code: str, code: str, language: str) -> str:
        return self._codes.get((list_code, code, language), "")

    def country(self, code: str | None, language: str) -> str:
        return self._countries.get((code or "", language), "")

    def other_place_names(self, text: str) -> str:
        """The names in other languages of the places that a normalised text names."""
        padded = f" {text} "
        return " ".join(
            name
            for names in self._places
            if any(f" {name} " in padded for name in names)
            for name in names
        )
