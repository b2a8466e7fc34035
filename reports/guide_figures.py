"""What the report shows of the guide itself: whether readers found it enough, and where not."""

from guide.use.figures import GuideFigures, PageFigures, for_period
from reports.figures import LANGUAGES, Note, Period, Table, one_dimension
from reports.wording import wording

MOST_PAGES = 10  # of those that helped least


def guide_tables(period: Period) -> tuple[list[Table], tuple[Note, ...]]:
    """Tables of a period, and an entry for each page that most readers found wanting."""
    found = for_period(period.first, period.last)
    tables = [_state(found)] if found.pages else []
    if found.yes + found.partly + found.no:
        answers = {"yes": found.yes, "partly": found.partly, "no": found.no}
        tables.append(one_dimension("readers", answers, public=True))
    return tables, tuple(_note(page) for page in found.inadequate[:MOST_PAGES])


def _state(found: GuideFigures) -> Table:
    counts = {
        "pages": len(found.pages),
        "views": found.views,
        "remarks": found.remarks,
        "sections": found.sections,
        "to_confirm": found.to_confirm,
        "broken_links": found.broken_links,
    }
    return one_dimension("guide_pages", counts, overlapping=True, public=True)


def _note(page: PageFigures) -> Note:
    """How often readers of a page said that it did not help, of all who answered."""
    nl, fr = (
        wording(language)
        .words["page_helped"]
        .format(yes=page.yes, answers=page.answers, no=page.no, partly=page.partly)
        for language in LANGUAGES
    )
    title = {language: page.title.get(language) or page.slug for language in LANGUAGES}
    return Note("guide_missing", nl, fr, title["nl"], title["fr"])
