"""What the pages and the API read from the directory."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib.postgres.search import SearchRank
from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Window

from contacts import search
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
# Who asks for women is also helped by those who help all adults, and so on.
ALSO_HELPED_BY = {
    "women": ["women", "all_adults"],
    "men": ["men", "all_adults"],
    "unaccompanied_minors": ["unaccompanied_minors", "minors"],
}


@dataclass(frozen=True)
class Criteria:
    """What a reader looks for; empty values do not filter."""

    question: str = ""
    country: str = ""
    kind: str = ""
    need: str = ""
    target_group: str = ""
    language: str = ""
    contact_point: bool = False
    sort: str = ""


@dataclass(frozen=True)
class Results:
    """One page of organisations. `count` stops at MOST_COUNTED, then `more` is true.

    `asked_instead` are the words searched when those typed found nothing; `some_words` is true
    when no organisation has all words and these have some.
    """

    organisations: Sequence[Organisation] = ()
    count: int = 0
    more: bool = False
    pages: int = 0
    asked_instead: str = ""
    some_words: bool = False
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
    return found.defer("search_vector").annotate(is_contact_point=_is_contact_point())


def directory(criteria: Criteria) -> "QuerySet[Organisation]":
    """The active organisations that meet all criteria, unordered; for pages of any size."""
    words = search.words(criteria.question)
    found = filtered(criteria)
    return found.filter(search_vector=search.TextQuery(words)) if words else found


def filtered(criteria: Criteria) -> "QuerySet[Organisation]":
    """The active organisations that meet the filters, whatever the question."""
    found = Organisation.objects.filter(active=True)
    if criteria.country:
        found = found.filter(country_id=criteria.country)
    if criteria.kind:
        found = found.filter(kind=criteria.kind)
    if criteria.need:
        found = found.filter(needs__contains=[criteria.need])
    if criteria.language:
        found = found.filter(languages__contains=[criteria.language])
    if criteria.target_group:
        groups = ALSO_HELPED_BY.get(criteria.target_group, [criteria.target_group])
        found = found.filter(target_groups__overlap=groups)
    if criteria.contact_point:
        found = found.filter(_is_contact_point())
    return found


def search_organisations(criteria: Criteria, *, page: int = 1) -> Results:
    """One page of what a reader looks for, forgiving typing errors when nothing is found.

    One query with a question, two without; one to three more when the words as typed find
    nothing.
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
    return results if results.count else Results(words=words)


def _page(
    base: "QuerySet[Organisation]",
    query: search.TextQuery | None,
    criteria: Criteria,
    page: int,
    asked: Results,
) -> Results:
    start = (page - 1) * PAGE_SIZE
    rows: list[Any]
    order = _COUNTRY if criteria.sort == "country" else _NAME
    if query is None:
        rows = list(_for_the_list(base).order_by(*order)[start : start + PAGE_SIZE])
        counted = _count(base)
    else:
        found = base.filter(search_vector=query)
        if not criteria.sort:
            order = [SearchRank(F("search_vector"), query).desc(), *_NAME]
        # All hits are weighed, so counting them in passing costs nothing more.
        whole = _for_the_list(found).annotate(counted=Window(Count("*")))
        rows = list(whole.order_by(*order)[start : start + PAGE_SIZE])
        counted = rows[0].counted if rows else _count(found) if page > 1 else 0
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


def _for_the_list(found: "QuerySet[Organisation]") -> "QuerySet[Organisation]":
    return (
        found.only(
            "slug", "name", "kind", "country", "region", "region_codes", "national_scope",
            "phone", "email", "languages", "target_groups", "unverified_fields", "verified_at",
        )
        .annotate(is_contact_point=_is_contact_point())
    )  # fmt: skip


def _is_contact_point() -> Exists:
    return Exists(NationalContactPoint.objects.filter(organisation_id=OuterRef("pk")))
