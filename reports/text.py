"""Words from figures: resolves the references of `reports.wording` against released figures.

Nothing here counts. What a sentence says, it reads from the same frozen figures as the tables do,
and every resolved reference is noted beside the text.
"""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from babel.numbers import format_decimal

from reports.days import NBSP, day_in
from reports.definitions import definition
from reports.definitions.rows import COLUMN_LIST, ROW_LIST, named, time_label
from reports.definitions.words import typeset
from reports.disclosure.release import WITHHELD
from reports.figures import TOTAL, Figures, Table
from reports.wording import Text, Wording, wording

REFERENCE = re.compile(r"\{([^{}]+)\}")
CHAPTER = "chapter"
THRESHOLD = "threshold"
SCOPE = "scope"
PARAGRAPH = "\n\n"

# Their columns are not parts of one another.
WITHOUT_MARGINS = {
    "directory",
    "brochure",
    "training_topics",
    "evaluation",
    "present",
    "recommendations",
    "freshness",
}
UNRANKED = {"other", "unknown", "unrecorded"}  # say nothing as "the most frequent"
PAIRED = "pairs"  # its rows and columns are the same countries, so its diagonal says nothing


@dataclass
class Composer:
    """Writes one language from one set of figures."""

    figures: Figures
    language: str
    references: list[str] = field(default_factory=list)
    chapters: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.words: Wording = wording(self.language)
        self.values = self.figures.values()

    def number(self, value: int | float | None) -> str:
        """A count as the language writes it; the withheld mark for None."""
        if value is None:
            return WITHHELD
        text: str = format_decimal(value, locale=self.language)
        return text.replace("\u202f", NBSP)

    def tenth(self, value: float | None) -> str:
        """Hours to a tenth, as in a column of them; the withheld mark for None."""
        if value is None:
            return WITHHELD
        text: str = format_decimal(value, format="#,##0.0", locale=self.language)
        return text.replace("\u202f", NBSP)

    def shown(self, reference: str) -> str:
        """A figure as tables write it; the withheld mark for one that is not there."""
        value = self.values.get(reference)
        return self.number(round(value, 1) if isinstance(value, float) else value)

    def hours(self, value: float | None) -> str:
        """A duration in hours with at most one decimal and its unit."""
        if value is None:
            return WITHHELD
        shown = round(value, 1)
        singular = shown == 1 if self.language == "nl" else shown < 2
        return f"{self.number(shown)}{NBSP}{self.words.words['hour' if singular else 'hours']}"

    def share(self, part: str, whole: str) -> str:
        """A whole percentage of two published counts."""
        numerator, denominator = self.values.get(part), self.values.get(whole)
        if numerator is None or not denominator:
            return WITHHELD
        value = self.number(int(100 * numerator / denominator + 0.5))
        return self.words.words["share"].format(value=value).replace(" ", NBSP)

    def day(self, value: dt.date) -> str:
        """A day in full, e.g. 2 december 2016."""
        return day_in(value, self.language)

    def iso_day(self, value: str) -> str:
        """A day as plain data has it (ISO 8601), in full."""
        return self.day(dt.date.fromisoformat(value))

    def label(self, code_list: str, code: str) -> str:
        """The label of the definitions, else the frozen one of the code list."""
        own = named(code_list, code, self.language)
        return own or self.figures.label(self.language, code_list, code)

    def row_label(self, table: str, row: str) -> str:
        """How a row is called in tables and charts."""
        if row == TOTAL:
            return self.words.words["total"]
        if table == "months":
            return time_label(row, self.language)
        return self.label(ROW_LIST[table.partition("@")[0]], row)

    def column_label(self, table: str, column: str) -> str:
        """How a column is called."""
        name = self.label(COLUMN_LIST[table.partition("@")[0]], column)
        if table != PAIRED:
            return name
        return self.words.to_country.get(column) or self.words.heads["to"].format(label=name)

    def pair_label(self, sender: str, receiver: str) -> str:
        """A direction in words: from one country to the other."""
        words = self.words
        start = words.from_country.get(sender, self.label("country", sender))
        end = words.to_country.get(receiver, self.label("country", receiver))
        return f"{start} {end}"

    def series(self, key: str) -> list[tuple[str, str, int | None]]:
        """(reference, label, count) of each inner cell, for charts and rankings."""
        table = self.figures.table(key)
        if key == PAIRED and table.columns:
            return [
                (f"{key}.{row}.{column}", self.pair_label(row, column), table.cells[r][c])
                for r, row in enumerate(table.rows)
                for c, column in enumerate(table.columns)
                if not self.figures.is_no_way(key, row, column)
            ]
        return [
            (
                f"{key}.{row}",
                self.row_label(key, row),
                table.row_totals[r] if table.columns else table.cells[r][0],
            )
            for r, row in enumerate(table.rows)
        ]

    def joined(self, items: list[str]) -> str:
        """An enumeration in words."""
        if len(items) < 2:
            return "".join(items)
        return ", ".join(items[:-1]) + self.words.words["and"] + items[-1]

    def _in_a_sentence(self, reference: str, label: str) -> str:
        """A label in the middle of a sentence: no capital, but for the country where only the
        countries that send are told apart."""
        table, _, row = reference.partition(".")
        if table == PAIRED and "." not in row:
            return self.words.from_country.get(row, label)
        return f"{label[:1].lower()}{label[1:]}"

    def top(self, key: str, size: int = 3) -> str:
        """The most frequent published rows with their counts."""
        if not self.figures.has(key):
            return self.words.words["none"]
        shown = [
            item
            for item in self.series(key)
            if item[2] and item[0].rpartition(".")[2] not in UNRANKED
        ]
        shown.sort(key=lambda item: -(item[2] or 0))
        items = []
        for reference, label, value in shown[:size]:
            self.references.append(reference)
            brief = self._in_a_sentence(reference, label.split(" (")[0])
            items.append(f"{brief} ({self.number(value)})")
        return self.joined(items) if items else self.words.words["none"]

    def resolved(self, expression: str) -> str:
        """One reference, resolved; a figure that these figures lack reads as a withheld one."""
        plainly = {
            "period.first": self.day(self.figures.period.first),
            "period.last": self.day(self.figures.period.last),
            "frozen": self.day(self.figures.frozen_at.date()),
            SCOPE: self.label("country", self.figures.scope),
            THRESHOLD: self.words.words[f"threshold_{self.figures.threshold}"],
        }
        if expression in plainly:
            return plainly[expression]
        plain, _, style = expression.partition(":")
        if plain == CHAPTER:
            return self.chapters.get(style, self.words.words["not_applicable"])
        if style == "top":
            return self.top(plain)
        if style == "share":
            part, whole = plain.split("/")
            self.references += [part, whole]
            return self.share(part, whole)
        reference, *nouns = plain.split("|")
        self.references.append(reference)
        value = self.values.get(reference)
        if style == "hours":
            return self.hours(value)
        return self.counted(int(value) if value is not None else None, nouns)

    def counted(self, value: int | None, nouns: list[str]) -> str:
        """A count, with the singular or the plural of its noun when there is one."""
        if not nouns:
            return self.number(value)
        # Dutch: one; French: below two, so zero takes the singular there.
        limit = {1} if self.language == "nl" else {0, 1}
        return f"{self.number(value)}{NBSP}{nouns[0] if value in limit else nouns[1]}"

    def chosen(self, text: Text) -> str:
        """A statement in the variant that its figure asks for, its references as they stand."""
        if isinstance(text, str):
            return text
        if text.on not in self.values:
            return text.missing
        value = self.values[text.on]
        if value is None:
            return text.withheld
        if value == 0:
            return text.zero
        return text.one if value == 1 else text.other

    def template(self, texts: Iterable[Text]) -> str:
        """The statements of a block, one a paragraph, with references instead of figures."""
        return PARAGRAPH.join(chosen for text in texts if (chosen := self.chosen(text)))

    def filled(self, template: str) -> str:
        """A text with its references resolved."""
        resolved = REFERENCE.sub(lambda match: self.resolved(match.group(1)), template)
        # A withheld share beside its withheld count says the same twice.
        resolved = resolved.replace(f" ({WITHHELD})", "")
        return typeset(resolved) if self.language == "fr" else resolved

    def head(self, key: str) -> str:
        """The head of a table's first column."""
        found = definition(key).row
        return found.in_language(self.language) if found else ""

    def caption(self, key: str) -> str:
        """What a table or chart is called; one layer of a table says which."""
        title = definition(key).title.in_language(self.language)
        layer = key.partition("@")[2]
        if not layer or key == f"{PAIRED}@received":
            return title
        colon = f"{NBSP}: " if self.language == "fr" else ": "
        return f"{title}{colon}{self.row_label('ages', layer).lower()}"

    def sentence(self, text: Text) -> str:
        """A statement in the variant that its figure asks for, with its references resolved."""
        return self.filled(self.chosen(text))

    def table_rows(self, table: Table) -> tuple[list[str], list[list[str]], bool]:
        """Header cells, body rows (label first) and whether the last row is a total."""
        heads, words = self.words.heads, self.words.words
        first = self.head(table.key)
        body: list[list[str]] = []
        if not table.columns:
            for reference, label, value in self.series(table.key):
                self.references.append(reference)
                body.append([label, self.number(value)])
            if not table.overlapping:
                body.append([words["total"], self.number(table.total)])
            return [first, heads["count"]], body, not table.overlapping
        margins = table.key not in WITHOUT_MARGINS
        head = [first, *(self.column_label(table.key, c) for c in table.columns)]
        for r, row in enumerate(table.rows):
            cells = [
                words["not_applicable"]
                if self.figures.is_no_way(table.family, row, column)
                else self.number(table.cells[r][c])
                for c, column in enumerate(table.columns)
            ]
            if margins:
                cells.append(self.number(table.row_totals[r]))
            body.append([self.row_label(table.key, row), *cells])
        last = [self.number(value) for value in table.column_totals]
        if margins:
            head.append(words["total"])
            last.append(self.number(table.total))
        if table.overlapping:
            return head, body, False
        body.append([words["total"], *last])
        return head, body, True

    def outside_rows(self) -> tuple[list[str], list[list[str]], bool]:
        """National figures from outside the portal, each with its country and its source."""
        words, table = self.words.words, self.figures.table("outside")
        body = [
            [
                self.label("outside", row),
                self.label("country", self.label("outside_country", row)),
                self.number(table.cells[r][0]),
                self.label("outside_source", row),
            ]
            for r, row in enumerate(table.rows)
        ]
        head = [self.head("outside"), words["country"], self.words.heads["count"], words["source"]]
        return head, body, False

    def duration_rows(self) -> tuple[list[str], list[list[str]], bool]:
        """The table of answer times, in hours."""
        heads = self.words.heads
        body = [
            [
                self.row_label("times", duration.key),
                self.number(duration.count),
                self.tenth(duration.median),
                self.tenth(duration.p90),
            ]
            for duration in self.figures.durations
        ]
        return [self.head("times"), heads["answered"], heads["median"], heads["p90"]], body, True
