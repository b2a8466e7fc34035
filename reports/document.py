"""The report as a list of blocks, the same for PDF, DOCX, ODT and the page in the portal."""

from dataclasses import asdict, dataclass
from typing import Any

from reports.charts import CHARTS
from reports.disclosure.release import WITHHELD
from reports.disclosure.words import remark
from reports.figures import Figures
from reports.text import Composer
from reports.wording import Text

# (kind, key, level): the order of the report. Both languages follow it.
OUTLINE: tuple[tuple[str, str, int], ...] = (
    ("chapter", "summary", 1),
    ("chapter", "between", 1),
    ("chapter", "pairs", 2),
    ("table", "pairs", 0),
    ("chart", "pairs", 0),
    ("chapter", "months", 2),
    ("chart", "months", 0),
    ("table", "months", 0),
    ("chapter", "forms", 2),
    ("table", "forms", 0),
    ("chart", "forms", 0),
    ("chapter", "persons", 2),
    ("table", "ages", 0),
    ("table", "genders", 0),
    ("chapter", "needs", 2),
    ("table", "needs", 0),
    ("chart", "needs", 0),
    ("chapter", "urgency", 2),
    ("table", "urgency", 0),
    ("chapter", "answers", 1),
    ("chapter", "replies", 2),
    ("table", "answers", 0),
    ("chart", "answers", 0),
    ("chapter", "reasons", 2),
    ("table", "reasons", 0),
    ("chart", "reasons", 0),
    ("chapter", "times", 2),
    ("table", "times", 0),
    ("table", "punctuality", 0),
    ("chapter", "states", 2),
    ("table", "states", 0),
    ("table", "outcomes", 0),
    ("chapter", "guide", 1),
    ("table", "adequacy", 0),
    ("chapter", "contacts", 1),
    ("table", "directory", 0),
    ("chapter", "tasks", 1),
    ("chapter", "task_practices", 2),
    ("chapter", "task_trainings", 2),
    ("chapter", "task_contacts", 2),
    ("chapter", "task_mechanisms", 2),
    ("chapter", "task_instrument", 2),
    ("chapter", "task_report", 2),
    ("chapter", "method", 1),
    ("annex", "definitions", 1),
    ("annex", "sources", 1),
)


@dataclass(frozen=True)
class Document:
    """One language of the report; `blocks` are plain values, as templates and Typst read them."""

    language: str
    title: str
    subtitle: str
    front: tuple[str, ...]
    words: dict[str, str]
    created: str
    blocks: tuple[dict[str, Any], ...]


def _numbers() -> dict[str, int]:
    return {"1": 0, "2": 0, "table": 0, "chart": 0}


def _block(composer: Composer, kind: str, key: str, count: dict[str, int]) -> dict[str, Any]:
    if kind == "chart":
        count["chart"] += 1
        return {
            "kind": "chart",
            "key": key,
            "number": count["chart"],
            "caption": composer.caption(key),
            "alt": chart_alternative(composer, key),
        }
    count["table"] += 1
    if key == "times":
        head, rows, totals = composer.duration_rows()
    else:
        table = composer.figures.table(key)
        head, rows, totals = composer.table_rows(table)
    return {
        "kind": "table",
        "key": key,
        "number": count["table"],
        "caption": composer.caption(key),
        "head": head,
        "rows": rows,
        "total_row": totals,
        "note": any(WITHHELD in cell for row in rows for cell in row),
    }


def _shown(composer: Composer, kind: str, key: str, count: dict[str, int]) -> list[dict[str, Any]]:
    """A table or chart with what must be said of it; in words alone where nothing is left."""
    figures = composer.figures
    if key == "times":
        return [_block(composer, kind, key, count)]
    if not figures.has(key):
        return []
    table = figures.table(key)
    found = [_block(composer, kind, key, count)] if table.rows else []
    said = remark(figures, table, composer.language)
    if kind == "table" and said:
        found.append({"kind": "paragraph", "text": said, "references": []})
    if kind == "table" and figures.has(f"{key}@received"):
        found.append(_block(composer, kind, f"{key}@received", count))
    return found


def chart_alternative(composer: Composer, key: str) -> str:
    """The chart in words: its caption and each bar with its figure."""
    values = "; ".join(
        f"{label}: {composer.number(value)}" for _, label, value in composer.series(key)
    )
    return composer.words.words["chart"].format(caption=composer.caption(key), values=values)


def _texts(composer: Composer, key: str) -> tuple[Text, ...]:
    """The statements of a chapter; on the guide they depend on whether it was asked about."""
    texts = composer.words.texts
    if key != "guide":
        return texts[key]
    measured = "guide_measured" if composer.figures.has("adequacy") else "guide_not_measured"
    return texts["guide"] + texts[measured] + texts["guide_hint"]


def compose(figures: Figures, language: str) -> Document:
    """The report in one language; ValueError unless the figures have been released."""
    if not figures.released:
        raise ValueError("only released figures may be written about")
    composer = Composer(figures, language)
    words = composer.words
    count = _numbers()
    blocks: list[dict[str, Any]] = []
    for kind, key, level in OUTLINE:
        if kind in {"table", "chart"}:
            blocks += _shown(composer, kind, key, count)
            continue
        number = ""
        if kind == "chapter":
            count[str(level)] += 1
            if level == 1:
                count["2"] = 0
            number = f"{count['1']}" if level == 1 else f"{count['1']}.{count['2']}"
        blocks.append(
            {
                "kind": "heading",
                "level": level,
                "key": key,
                "number": number,
                "text": words.titles[key],
            }
        )
        for text in _texts(composer, key):
            composer.references = []
            sentence = composer.sentence(text)
            if sentence:
                blocks.append(
                    {
                        "kind": "paragraph",
                        "text": sentence,
                        "references": composer.references,
                    }
                )
        if key == "definitions":
            blocks.append({"kind": "terms", "items": [list(item) for item in words.definitions]})
        if key == "sources":
            blocks.append({"kind": "list", "items": list(words.sources)})
    plain = words.words
    first, last = composer.day(figures.period.first), composer.day(figures.period.last)
    return Document(
        language=language,
        title=plain["title"],
        subtitle=plain["subtitle"],
        front=(
            plain["period"].format(first=first, last=last),
            plain["made"].format(frozen=composer.day(figures.frozen_at.date())),
            plain["body"],
            plain["status"],
        ),
        words=dict(plain),
        created=figures.frozen_at.isoformat(),
        blocks=tuple(blocks),
    )


def charts_of(figures: Figures) -> list[str]:
    """Keys of the charts that a report on these figures has, in order."""
    return [
        key
        for kind, key, _ in OUTLINE
        if kind == "chart" and key in CHARTS and figures.has(key) and figures.table(key).rows
    ]


def as_plain(document: Document) -> dict[str, Any]:
    """Plain JSON values."""
    return asdict(document)
