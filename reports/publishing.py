"""Before a report is published: what was typed, looked at anew under the public's threshold.

Figures in a text are references, which the public's release withholds by itself. A number that
somebody typed stays, whatever it counts. It is told for every block until somebody has looked.
"""

from collections.abc import Collection
from dataclasses import dataclass

from reports.disclosure.release import THRESHOLD_PUBLIC
from reports.document import written
from reports.figures import LANGUAGES, Figures, from_json
from reports.models import ReportRun, ReportVersion
from reports.tokens import typed


@dataclass(frozen=True)
class Concern:
    """A block by its key, and the numbers in it that may count people, as they are written."""

    key: str
    numbers: tuple[str, ...]


def concerns(version: ReportVersion) -> list[Concern]:
    """The blocks of a version with numbers that the public should perhaps not read.

    Of what was typed: every number below the public's threshold, and every one that is a count of
    people in the frozen figures, since any of those may be withheld.
    """
    run = ReportRun.objects.only("snapshot", "released").get(pk=str(version.run_id))
    counted, released = from_json(run.snapshot or {}), from_json(run.released or {})
    looked_for = set(range(1, THRESHOLD_PUBLIC)) | _counts_of_people(counted)
    own = {
        language: written(released, language, version.report.length, said=False)
        for language in LANGUAGES
    }
    found = []
    for block in version.blocks.all():
        numbers: dict[str, None] = {}
        for language in LANGUAGES:
            # What the working group lists under a heading was typed, too.
            entries = [
                f"{note.head(language)} {note.text(language)}"
                for note in released.notes
                if note.chapter == block.key and note.head(language)
            ]
            text = " ".join((block.text(language), *entries))
            numbers |= dict.fromkeys(typed(text, looked_for, own[language].get(block.key, "")))
        if numbers:
            found.append(Concern(block.key, tuple(numbers)))
    return found


def _counts_of_people(counted: Figures) -> set[int]:
    found = {
        value for table in counted.tables if not table.public for _name, value in table.items()
    }
    return {value for value in (counted.referrals, *found) if value}


def unconfirmed(version: ReportVersion, confirmed: Collection[str]) -> list[Concern]:
    """What nobody has looked at yet, of what is of concern."""
    return [concern for concern in concerns(version) if concern.key not in confirmed]
