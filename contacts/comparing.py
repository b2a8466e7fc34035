"""Two organisations side by side: the same questions asked of both."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from contacts import codes
from contacts.models import Organisation
from contacts.presenters import Row, present_row
from contacts.selectors import with_parts


@dataclass(frozen=True)
class Cell:
    """What one organisation says: lines of text, the first with a link if `uri`."""

    lines: list[str]
    uri: str = ""


@dataclass(frozen=True)
class Line:
    """One question with both answers; `same` when they are equal."""

    label: str
    cells: list[Cell]

    @property
    def same(self) -> bool:
        return len({tuple(cell.lines) for cell in self.cells}) == 1


@dataclass(frozen=True)
class Comparison:
    """The organisations, in the order asked for, and the lines under them."""

    rows: list[Row]
    lines: list[Line]


def compare(slugs: list[str]) -> Comparison | None:
    """Two organisations beside each other, in three queries; None unless both are there."""
    if len(set(slugs)) != 2:
        return None
    found = {
        one.slug: one
        for one in with_parts(Organisation.objects.filter(active=True)).filter(slug__in=slugs)
    }
    if len(found) != 2:
        return None
    both = [found[slug] for slug in dict.fromkeys(slugs)]
    rows = [present_row(one) for one in both]
    questions = [_answers(one, row) for one, row in zip(both, rows, strict=True)]
    return Comparison(
        rows, [Line(label, [answers[label] for answers in questions]) for label in questions[0]]
    )


def _answers(organisation: Organisation, row: Row) -> dict[str, Cell]:
    services = organisation.services.all()
    confirmed = organisation.verified_at
    return {
        _("Phone"): Cell(_lines(row.phone), row.phone_uri),
        _("Kind of organisation"): Cell(_lines(row.kind)),
        _("Country"): Cell(_lines(row.country)),
        _("Place"): Cell(_lines(row.place)),
        _("Languages"): Cell(_lines(row.languages)),
        _("For whom"): Cell(_lines(row.target_groups)),
        _("Needs"): Cell(codes.labels("need", organisation.needs)),
        _("Services"): Cell([service.name for service in services]),
        _("Conditions"): Cell([one.conditions for one in services if one.conditions]),
        _("E-mail"): Cell(_lines(row.email), f"mailto:{row.email}" if row.email else ""),
        _("Confirmed on"): Cell(_lines(date_format(confirmed, "DATE_FORMAT") if confirmed else "")),
    }


def _lines(text: str) -> list[str]:
    return [text] if text else []
