"""What an editor should look at first: each page with the reasons, the weightiest first."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, Prefetch, Q, Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from guide.brochure.editions import NAMES
from guide.links.checking import failing_by_page
from guide.models import PUBLIC, Feedback, Helped, Kind, Section, Topic, Version
from guide.selectors import text_of
from guide.use.models import PageUse

ANSWERS_OF = timedelta(days=365)
READ_IN = timedelta(days=90)
OLD_AFTER = timedelta(days=365)
# How much each reason weighs. A page that exists in one language only fails half of its readers.
NO, PARTLY, REMARK, UNTRANSLATED, TO_CONFIRM, OLD, BROKEN = 3, 1, 2, 5, 1, 4, 3


@dataclass(frozen=True)
class Row:
    """A page, what was counted of it, and the reasons to look at it in words."""

    slug: str
    title: str
    no: int
    partly: int
    yes: int
    remarks: int
    views: int
    edition: date | None
    score: int
    reasons: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Read:
    """One of the guide's own lists, and how often it was read."""

    label: str
    views: int


def rows(today: date) -> list[Row]:
    """All published pages but the source texts, the weightiest first; seven queries at most."""
    versions = list(
        Version.objects.filter(PUBLIC)
        .exclude(page__kind=Kind.SOURCE)
        .select_related("page")
        .prefetch_related(Prefetch("sections", queryset=Section.objects.order_by("order")))
        .order_by("page__order", "page__slug")
    )
    said: dict[str, dict[str, Any]] = {
        row["page__slug"]: {**row}
        for row in Feedback.objects.filter(Q(day__gte=today - ANSWERS_OF) | _OPEN)
        .order_by()
        .values("page__slug")
        .annotate(
            **{
                answer: Count("pk", filter=Q(helped=answer, day__gte=today - ANSWERS_OF))
                for answer in Helped.values
            },
            remarks=Count("pk", filter=_OPEN),
        )
    }
    read, broken = views(today), failing_by_page()
    found = [
        _row(v, said.get(v.page.slug, {}), read, broken.get(v.page.slug, 0), today)
        for v in versions
    ]
    return sorted(found, key=lambda row: (-row.score, -row.views))


_OPEN = Q(settled_on=None) & ~Q(missing="")


def views(today: date) -> dict[str, int]:
    """How often each page was read in the last READ_IN, in all languages; one query."""
    counted = PageUse.objects.filter(day__gte=today - READ_IN).order_by().values_list("page")
    return dict(counted.annotate(sum=Sum("views")))


def lists(read: dict[str, int]) -> list[Read]:
    """The guide's own lists, the most read first."""
    labels = {
        "~index": _("Practical guide"),
        "~now": _("What to do now"),
        "~checklist": _("Signals"),
        "~table": _("In one table"),
        "~brochure": _("Brochure"),
        **{f"~compare-{topic}": f"{_('Compare')}: {topic.label}" for topic in Topic},
    }
    found = [Read(label, read.get(name, 0)) for name, label in labels.items()]
    return sorted(found, key=lambda row: -row.views)


def _row(
    version: Version, said: dict[str, Any], read: dict[str, int], broken: int, today: date
) -> Row:
    sections = list(version.sections.all())
    oldest = min((section.edition for section in sections), default=None)
    missing = _untranslated(version, sections)
    to_confirm = sum(section.to_confirm for section in sections)
    no, partly, yes = (said.get(name, 0) for name in (Helped.NO, Helped.PARTLY, Helped.YES))
    remarks = said.get("remarks", 0)
    old = oldest is not None and oldest < today - OLD_AFTER
    reasons = []
    if no or partly:
        reasons.append(_("%(no)s × no, %(partly)s × partly") % {"no": no, "partly": partly})
    if remarks:
        words = ngettext("%(n)s remark to look into", "%(n)s remarks to look into", remarks)
        reasons.append(words % {"n": remarks})
    if missing:
        reasons.append(_("missing in %(languages)s") % {"languages": ", ".join(missing)})
    if to_confirm:
        words = ngettext("%(n)s part to be confirmed", "%(n)s parts to be confirmed", to_confirm)
        reasons.append(words % {"n": to_confirm})
    if broken:
        words = ngettext("%(n)s link that fails", "%(n)s links that fail", broken)
        reasons.append(words % {"n": broken})
    if old:
        reasons.append(_("last looked at more than a year ago"))
    return Row(
        slug=version.page.slug,
        title=text_of(version, "title")[0],
        no=no,
        partly=partly,
        yes=yes,
        remarks=remarks,
        views=read.get(version.page.slug, 0),
        edition=oldest,
        score=NO * no
        + PARTLY * partly
        + REMARK * remarks
        + UNTRANSLATED * len(missing)
        + TO_CONFIRM * to_confirm
        + OLD * old
        + BROKEN * broken,
        reasons=reasons,
    )


def _untranslated(version: Version, sections: Iterable[Section]) -> list[str]:
    """The portal's languages, in their own words, in which a part of a page is missing."""
    names = {**NAMES, "en": "English"}
    return [
        names[language]
        for language, _label in settings.LANGUAGES
        if not getattr(version, f"title_{language}")
        or any(not getattr(section, f"body_{language}") for section in sections)
    ]
