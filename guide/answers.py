"""What readers said of the guide, for its editors."""

from dataclasses import dataclass

from django.db.models import Count, Q

from guide.models import Feedback, Helped, Page
from guide.selectors import text_of

PAGE_SIZE = 20


@dataclass(frozen=True)
class Figures:
    """How often a page helped."""

    slug: str
    title: str
    yes: int
    partly: int
    no: int
    open: int


@dataclass(frozen=True)
class Open:
    """Texts to look into, each with the title of its page; `next_before` is the id of the last."""

    rows: list[tuple[str, Feedback]]
    next_before: int | None


def figures() -> list[Figures]:
    """Each page that readers answered about, those that helped least first; two queries."""
    counted = (
        Page.objects.annotate(
            yes=Count("feedback", filter=Q(feedback__helped=Helped.YES)),
            partly=Count("feedback", filter=Q(feedback__helped=Helped.PARTLY)),
            no=Count("feedback", filter=Q(feedback__helped=Helped.NO)),
            waiting=Count(
                "feedback", filter=Q(feedback__settled_on=None) & ~Q(feedback__missing="")
            ),
        )
        .filter(Q(yes__gt=0) | Q(partly__gt=0) | Q(no__gt=0))
        .order_by("-no", "-partly", "order")
        .prefetch_related("versions")
    )
    return [
        Figures(
            page.slug,
            text_of(page.versions.all()[0], "title")[0] if page.versions.all() else page.slug,
            page.yes,
            page.partly,
            page.no,
            page.waiting,
        )
        for page in counted
    ]


def waiting(titles: dict[str, str], before: int | None = None) -> Open:
    """The texts that nobody has settled, newest first, from below the id `before`; one query."""
    found = Feedback.objects.filter(settled_on=None).exclude(missing="").select_related("page")
    if before is not None:
        found = found.filter(pk__lt=before)
    rows = list(found.order_by("-id")[: PAGE_SIZE + 1])
    more = len(rows) > PAGE_SIZE
    rows = rows[:PAGE_SIZE]
    titled = [(titles.get(row.page.slug, row.page.slug), row) for row in rows]
    return Open(titled, rows[-1].pk if more else None)
