"""What a reader sees of the good practices: the list with its filters, and one of them."""

from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import Q, QuerySet

from contacts.models import Country
from contacts.search import TextQuery, words
from protection.actor import Actor
from workinggroup.contributing import can_contribute, can_mark_adopted, can_read, can_review
from workinggroup.models.practices import Practice
from workinggroup.paging import Page, page_of
from workinggroup.practices.life import State

# An organisation's row and a practice's texts are wide: a line of the list needs little of them.
_OF_A_LINE = (
    "state", "theme", "country_id", "organisation_id", "transferability", "sort_at",
    *(f"title_{language}" for language in settings.MODELTRANSLATION_LANGUAGES),
    *(f"organisation__name_{language}" for language in settings.MODELTRANSLATION_LANGUAGES),
)  # fmt: skip


@dataclass(frozen=True)
class Filters:
    """What a reader narrows the list to; "" for everything. `view`: published, own or review."""

    view: str = "published"
    q: str = ""
    theme: str = ""
    country: str = ""
    transferability: str = ""
    adopted: str = ""

    def query(self) -> dict[str, str]:
        """The filters for an address, without those that say nothing."""
        every = {
            name: getattr(self, name)
            for name in ("view", "q", "theme", "country", "transferability", "adopted")
        }
        return {n: v for n, v in every.items() if v and (n, v) != ("view", "published")}

    @property
    def narrowed(self) -> bool:
        """Whether anything beside the view is asked for."""
        return bool(set(self.query()) - {"view"})


@dataclass(frozen=True)
class Listed:
    """A page of the list, and the number to review for those who do."""

    page: Page[Practice]
    to_review: int
    filters: Filters = field(default_factory=Filters)


def visible_to(actor: Actor | None) -> "QuerySet[Practice]":
    """What this reader may see; `contributing.can_see_practice` for rows."""
    if not can_read(actor) or actor is None:
        return Practice.objects.none()
    seen = Q(state=State.PUBLISHED)
    if can_contribute(actor):
        seen |= Q(organisation_id=actor.organisation_id)
    if can_review(actor):
        seen |= ~Q(state=State.DRAFT)
    return Practice.objects.filter(seen)


def listed(actor: Actor, filters: Filters, cursor: str) -> Listed:
    """The practices that fit, the newest first; two queries, one more for the secretariat."""
    rows = narrowed(actor, filters).select_related("organisation").only(*_OF_A_LINE)
    page = page_of(rows.prefetch_related("adoptions"), cursor, column="sort_at")
    to_review = 0
    if can_review(actor):
        to_review = Practice.objects.filter(state=State.REVIEW).count()
    return Listed(page, to_review, filters)


def narrowed(actor: Actor, filters: Filters) -> "QuerySet[Practice]":
    """The practices of a view that fit the filters."""
    rows = _view(actor, filters.view)
    if filters.theme:
        rows = rows.filter(theme=filters.theme)
    if filters.country:
        rows = rows.filter(country_id=filters.country)
    if filters.transferability:
        rows = rows.filter(transferability=filters.transferability)
    if filters.adopted:
        rows = rows.filter(adoptions__country_id=filters.adopted)
    if asked := words(filters.q):
        rows = rows.filter(search_vector=TextQuery(asked))
    return rows


def _view(actor: Actor, view: str) -> "QuerySet[Practice]":
    if view == "own" and can_contribute(actor):
        return Practice.objects.filter(organisation_id=actor.organisation_id)
    if view == "review" and can_review(actor):
        return Practice.objects.filter(state__in=[State.REVIEW, State.RETURNED])
    return Practice.objects.filter(state=State.PUBLISHED)


def one(actor: Actor | None, practice_id: int) -> Practice | None:
    """A practice with its organisation, or None for a stranger to it."""
    return (
        visible_to(actor)
        .select_related("organisation")
        .defer("search_vector", "organisation__search_vector")
        .filter(pk=practice_id)
        .first()
    )


def markable_countries(actor: Actor, practice: Practice) -> list[tuple[str, str]]:
    """(code, name) of the countries for which the reader may mark “adopted in”."""
    return [
        (country.code, country.name)
        for country in portal_countries()
        if can_mark_adopted(actor, country.code, practice.country_id or "")
    ]


def portal_countries() -> list[Country]:
    """The countries of the portal in their order; one query."""
    return list(Country.objects.filter(in_portal=True).order_by("order", "code"))
