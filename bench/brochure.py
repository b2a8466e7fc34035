"""A brochure of sixty pages, from the database to the file."""

import io
import time

from .timing import Result

PAGES = 60


def measure() -> list[Result]:
    """Seconds for the pages of today's guide, repeated until they are PAGES; and how many."""
    from django.utils import timezone  # Django is set up only now
    from pypdf import PdfReader

    from guide.brochure.content import collect
    from guide.brochure.making import draw

    now = timezone.now()
    begin = time.perf_counter()
    data = collect("nl", now.date())
    countries = data["chapters"][2:5]
    data["chapters"][5:5] = countries * 4
    made = draw(data, "nl", number=1, now=now)
    seconds = time.perf_counter() - begin
    pages = len(PdfReader(io.BytesIO(made)).pages)
    if pages < PAGES:
        raise SystemExit(f"The brochure has {pages} pages")
    return [Result("brochure: worker time", pages, "s", seconds, limit="value <= 5")]
