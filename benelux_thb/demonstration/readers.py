"""Readers of the guide in the demonstration: answers, remarks, reading, downloads and copies.

Of 2017 there are counts alone: what readers wrote is deleted after two years.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta

from django.db.models import Model

from accounts.models import Role
from guide.models import Feedback, Helped, Page
from guide.use.models import Copies, Download, PageUse

from .cast import Cast
from .dice import Dice

SEED = "readers of the guide"
MONTHS = [date(2016, 12, 15), *(date(2017, month, 15) for month in range(1, 13))]
HELPED: dict[str, float] = {Helped.YES: 6.0, Helped.PARTLY: 3.0, Helped.NO: 1.0}
LISTS = ("~index", "~now", "~checklist", "~table", "~compare-stay", "~brochure")
KINDS = {"": 5.0, "police": 3.0, "specialised_centre": 2.0, "ngo": 2.0, "municipality": 1.0}
COUNTRIES = {"NL": 4.0, "BE": 4.0, "LU": 1.0}
REMARKS = (
    ("danger", "nl", Helped.PARTLY, "Wie mag de taxi naar de opvang betalen?"),
    ("minor", "fr", Helped.NO, "Il manque le numéro du tuteur la nuit."),
    ("be-stay", "nl", Helped.PARTLY, "Hoe lang duurt het voor de bijlage 15 er is?"),
    ("construction", "fr", Helped.PARTLY, "Que faire pour les travailleurs détachés ?"),
)
HANDED_OUT = (
    ("BE", "police", 120, "Opleiding voor referentieambtenaren"),
    ("BE", "specialised_centre", 60, ""),
    ("NL", "labour_inspectorate", 80, "Training voor inspecteurs"),
    ("NL", "municipality", 150, "Netwerkdag van gemeenten"),
    ("LU", "police", 40, "Journée d’étude"),
    (None, "benelux_body", 200, "Conferentie van de drie landen"),
)


def rows(cast: Cast, now: datetime) -> Iterator[list[Model]]:
    """All of it, a list for each table."""
    dice = Dice(SEED)
    pages = list(Page.objects.using(cast.using).order_by("order", "slug"))
    days = [*MONTHS, *_lately(now.date())]
    yield list(_answers(dice, pages, days))
    yield list(_remarks({page.slug: page for page in pages}, now.date()))
    names = [*LISTS, *(page.slug for page in pages)]
    yield [
        PageUse(page=name, language=language, day=day, views=dice.whole(1, 30))
        for day in days
        for name in names
        for language in ("nl", "fr")
    ]
    yield list(_downloads(dice, days))
    yield list(_copies(cast))


def _lately(today: date) -> list[date]:
    """One day of each of the last twelve weeks."""
    return [today - timedelta(weeks=weeks) for weeks in range(12, 0, -1)]


def _answers(dice: Dice, pages: Iterable[Page], days: Iterable[date]) -> Iterator[Feedback]:
    for day in days:
        for page in pages:
            if dice.chance(0.25):
                yield Feedback(
                    page=page,
                    version=1,
                    language=dice.pick({"nl": 3.0, "fr": 2.0}),
                    helped=dice.pick(HELPED),
                    day=day,
                )


def _remarks(pages: dict[str, Page], today: date) -> Iterator[Feedback]:
    for place, (slug, language, helped, missing) in enumerate(REMARKS):
        if slug in pages:
            yield Feedback(
                page=pages[slug],
                version=1,
                language=language,
                helped=helped,
                missing=missing,
                day=today - timedelta(days=3 + 9 * place),
            )


def _downloads(dice: Dice, days: Iterable[date]) -> Iterator[Download]:
    for day in days:
        for language in ("nl", "fr"):
            for kind in ["", *dice.each(dict.fromkeys(list(KINDS)[1:], 0.4))]:
                yield Download(
                    language=language,
                    day=day,
                    country=dice.pick(COUNTRIES) if kind else "",
                    kind=kind,
                    number=dice.whole(1, 12),
                )


def _copies(cast: Cast) -> Iterator[Copies]:
    secretariat = cast.person("benelux", Role.SECRETARIAT)
    for place, (country, kind, number, occasion) in enumerate(HANDED_OUT):
        for language in ("nl", "fr"):
            day = MONTHS[2 * place]
            yield Copies(
                country_id=country,
                kind=kind,
                language=language,
                number=number,
                day=day,
                occasion=occasion,
                organisation=secretariat.organisation,
                recorded_by=secretariat.user.pk,
                recorded_at=datetime.combine(day, time(12), UTC),
            )
