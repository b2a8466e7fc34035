"""What the pages and the API read from the directory."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db.models import Count, F, Prefetch, Q, QuerySet

from contacts import search
from contacts.criteria import (
    FILTERS,
    Criteria,
    all_of,
    conditions,
    filtered,
    is_contact_point,
)
from contacts.models import (
    CountryNotice,
    CountryRule,
    NationalContactPoint,
    Organisation,
    Service,
)

_NAME: list[Any] = ["sort_key", "id"]
_COUNTRY: list[Any] = [F("country__order").asc(nulls_last=True), *_NAME]
PAGE_SIZE = 20
MOST_PAGES = 50
MOST_COUNTED = PAGE_SIZE * MOST_PAGES


@dataclass(frozen=True)
class Results:
    """One page of organisations. `count` stops at MOST_COUNTED, then `more` is true.

    `asked_instead` are the words searched when those typed found nothing; `some_words` is true
    when no organisation has all words and these have some. `did_you_mean` are known words near to
    those typed, which no organisation that meets the filters has either.
    """

    organisations: Sequence[Organisation] = ()
    count: int = 0
    more: bool = False
    pages: int = 0
    asked_instead: str = ""
    some_words: bool = False
    did_you_mean: str = ""
    words: list[str] = field(default_factory=list)


def contact_point_organisations(country_code: str) -> list[Organisation]:
    """The country's contact point: its rota of active organisations, first one first."""
    return list(
        Organisation.objects.filter(contact_point_of__country_id=country_code, active=True)
        .select_related("country")
        .order_by("contact_point_of__order", "contact_point_of__id")
    )


def national_contact_points() -> list[NationalContactPoint]:
    """The rotas of all countries, in the order of the countries and of each rota."""
    return list(
        NationalContactPoint.objects.filter(organisation__active=True)
        .select_related("organisation")
        .defer("organisation__search_vector")
        .order_by("country__order", "country_id", "order", "id")
    )


def rule_in_force(country_code: str | None, kind: str, on: date) -> CountryRule | None:
    """The rule of a country on a day; `None` asks for the convention's minimum."""
    return (
        CountryRule.objects.filter(country_id=country_code, kind=kind, valid_from__lte=on)
        .order_by("-valid_from")
        .first()
    )


def rules_in_force(kinds: Sequence[str], on: date) -> dict[tuple[str | None, str], CountryRule]:
    """The rules of these kinds on a day, by country (None: the convention) and kind; one query."""
    found = CountryRule.objects.filter(kind__in=kinds, valid_from__lte=on).order_by("valid_from")
    return {(rule.country_id, rule.kind): rule for rule in found}


def notices_for(
    topic: str, country_code: str, *, on: date, stage: str = "", child: bool = False
) -> list[CountryNotice]:
    """What a country's law or practice means for this person, in order; one query.

    An unknown `stage` ("") brings what is said to everybody.
    """
    found = CountryNotice.objects.filter(
        Q(country_id=country_code) | Q(country__isnull=True),
        topic=topic,
        active=True,
        valid_from__lte=on,
    ).order_by("order", "key")
    return [
        notice
        for notice in found
        if (not notice.stages or stage in notice.stages) and notice.for_minors in {None, child}
    ]


def organisation_page(slug: str) -> Organisation | None:
    """One active organisation with all that its page shows, in a fixed number of queries."""
    return with_parts(Organisation.objects.filter(slug=slug, active=True)).first()


def with_parts(found: "QuerySet[Organisation]") -> "QuerySet[Organisation]":
    """With country, contact points and services, in two more queries."""
    return (
        with_contact_point(found)
        .select_related("country")
        .prefetch_related(
            "contact_points", Prefetch("services", Service.objects.filter(active=True))
        )
    )


def with_contact_point(found: "QuerySet[Organisation]") -> "QuerySet[Organisation]":
    """With `is_contact_point`, and without the search column that no reader needs."""
    return found.defer("search_vector").annotate(is_contact_point=is_contact_point())


def directory(criteria: Criteria) -> "QuerySet[Organisation]":
    """The active organisations that meet all criteria, unordered; for pages of any size."""
    words = search.words(criteria.question)
    found = filtered(criteria)
    return found.filter(search_vector=search.TextQuery(words)) if words else found


def search_organisations(criteria: Criteria, *, page: int = 1) -> Results:
    """One page of what a reader looks for, forgiving typing errors when nothing is found.

    Two queries; two to four more when the words as typed find nothing.
    """
    words = search.words(criteria.question)
    base = filtered(criteria)
    if not words:
        return _page(base, None, criteria, page, Results())
    query = search.TextQuery(words)
    results = _page(base, query, criteria, page, Results(words=words))
    if results.count:
        return results
    better = search.corrected(words)
    if better:
        asked = Results(words=better, asked_instead=" ".join(better))
        results = _page(base, search.TextQuery(better), criteria, page, asked)
    if not results.count and len(words) > 1:
        asked = Results(words=words, some_words=True)
        results = _page(base, search.TextQuery(words, every=False), criteria, page, asked)
    if results.count:
        return results
    return Results(words=words, did_you_mean=" ".join(better or []))


def found_without(criteria: Criteria, words: list[str]) -> dict[str, int]:
    """How many are found when one filter is dropped: by the filter's name, the most first, those
    that help only; one query. `words` are those that were asked."""
    asked = [name for name in conditions(criteria) if name in FILTERS]
    if not asked:
        return {}
    base = Organisation.objects.filter(active=True)
    if words:
        base = base.filter(search_vector=search.TextQuery(words))
    empty = Criteria()
    counts = base.aggregate(
        **{
            name: Count("pk", filter=all_of(replace(criteria, **{name: getattr(empty, name)})))
            for name in asked
        }
    )
    return {name: number for name, number in sorted(counts.items(), key=_most) if number}


def _most(counted: tuple[str, int]) -> tuple[int, str]:
    name, number = counted
    return -number, name


def _page(
    base: "QuerySet[Organisation]",
    query: search.TextQuery | None,
    criteria: Criteria,
    page: int,
    asked: Results,
) -> Results:
    start = (page - 1) * PAGE_SIZE
    rows: list[Any]
    if query is None:
        order = _COUNTRY if criteria.sort == "country" else _NAME
        rows = list(for_a_list(base).order_by(*order)[start : start + PAGE_SIZE])
        counted = _count(base)
    else:
        ids, counted = search.best(base, query, sort=criteria.sort, start=start, size=PAGE_SIZE)
        place = {pk: number for number, pk in enumerate(ids)}
        chosen = for_a_list(Organisation.objects.filter(pk__in=ids)) if ids else ()
        rows = sorted(chosen, key=lambda row: place[row.pk])
        if not rows and page > 1:
            counted = _count(base.filter(search_vector=query))
    count = min(counted, MOST_COUNTED)
    return Results(
        organisations=rows,
        count=count,
        more=counted > MOST_COUNTED,
        pages=-(-count // PAGE_SIZE),
        asked_instead=asked.asked_instead,
        some_words=asked.some_words,
        words=asked.words,
    )


def _count(found: "QuerySet[Organisation]") -> int:
    """The number of organisations, at most one more than MOST_COUNTED."""
    return found.order_by()[: MOST_COUNTED + 1].values("pk").count()


def named(path: str) -> list[str]:
    """For `only()`: what a page says of an organisation at the end of `path`, and no more of its
    many columns."""
    names = ("name", *(f"name_{language}" for language in ("en", "nl", "fr", "de")))
    return [f"{path}__{field}" for field in (*names, "slug", "phone", "email", "country")]


def unnamed(path: str) -> list[str]:
    """For `defer()`: all columns of an organisation at the end of `path` but those of `named`."""
    every = [f"{path}__{field.name}" for field in Organisation._meta.concrete_fields]
    return [name for name in every if name not in {f"{path}__id", *named(path)}]


def for_a_list(found: "QuerySet[Organisation]") -> "QuerySet[Organisation]":
    """With `is_contact_point`, and with what a row of a list shows alone."""
    return (
        found.only(
            "slug", "name", "kind", "country", "region", "region_codes", "national_scope",
            "phone", "email", "languages", "target_groups", "unverified_fields", "verified_at",
            "sort_key",
        )
        .annotate(is_contact_point=is_contact_point())
    )  # fmt: skip
