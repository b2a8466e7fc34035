"""Before a report is published: what was typed, looked at anew under the public's threshold.

Figures in a text are references, which the public's release withholds by itself. A number that
somebody typed stays, whatever it counts. It is told for every block until somebody has looked.
"""

from collections.abc import Collection
from dataclasses import dataclass

from reports.document import written
from reports.figures import LANGUAGES, from_json
from reports.models import ReportRun, ReportVersion
from reports.tokens import typed


@dataclass(frozen=True)
class Concern:
    """A block by its key, and the numbers in it that may count somebody, as they are written."""

    key: str
    numbers: tuple[str, ...]


def concerns(version: ReportVersion) -> list[Concern]:
    """The blocks of a version with numbers that the public should perhaps not read: all typed ones.

    Not those alone that are small or withheld somewhere: the list would tell which these are.
    """
    run = ReportRun.objects.only("released").get(pk=str(version.run_id))
    released = from_json(run.released or {})
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
            numbers |= dict.fromkeys(typed(text, own[language].get(block.key, "")))
        if numbers:
            found.append(Concern(block.key, tuple(numbers)))
    return found


def unconfirmed(version: ReportVersion, confirmed: Collection[str]) -> list[Concern]:
    """What nobody has looked at yet, of what is of concern."""
    return [concern for concern in concerns(version) if concern.key not in confirmed]
