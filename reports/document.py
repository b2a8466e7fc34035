"""The report as a list of blocks, the same for PDF, DOCX, ODT and the page in the portal."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from reports.charts import CHARTS
from reports.definitions import TERMS, definition
from reports.definitions.words import typeset
from reports.disclosure.release import WITHHELD
from reports.disclosure.words import note, remark
from reports.figures import Figures
from reports.outline import ANNEX, CHART, HEADINGS, TABLE, Length, numbered, outline
from reports.text import PARAGRAPH, Composer
from reports.wording import Text


@dataclass(frozen=True)
class Frame:
    """What a version adds to its figures: how long it is, where it stands, who approved it.

    `texts` are the templates of its blocks by key; a block that is not there is written from the
    figures. `adopted` is the day (ISO 8601), "" for a draft; `approvals` are countries with days.
    """

    length: str = Length.FULL
    country: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)
    adopted: str = ""
    approvals: tuple[tuple[str, str], ...] = ()
    correction: str = ""
    public: bool = False


@dataclass(frozen=True)
class Document:
    """One language of the report; `blocks` are plain values, as templates and Typst read them."""

    language: str
    title: str
    subtitle: str
    front: tuple[str, ...]
    words: dict[str, str]
    created: str
    short: bool
    blocks: tuple[dict[str, Any], ...]
    defined: tuple[list[str], ...]


def _block(composer: Composer, kind: str, key: str, number: int) -> dict[str, Any]:
    if kind == CHART:
        return {
            "kind": CHART,
            "key": key,
            "number": number,
            "caption": composer.caption(key),
            "alt": chart_alternative(composer, key),
        }
    if key == "times":
        head, rows, totals = composer.duration_rows()
    elif key == "outside":
        head, rows, totals = composer.outside_rows()
    else:
        table = composer.figures.table(key)
        head, rows, totals = composer.table_rows(table)
    return {
        "kind": TABLE,
        "key": key,
        "number": number,
        "caption": composer.caption(key),
        "head": head,
        "rows": rows,
        "total_row": totals,
        "note": any(WITHHELD in cell for row in rows for cell in row),
    }


def _shown(composer: Composer, kind: str, key: str, count: dict[str, int]) -> list[dict[str, Any]]:
    """A table or chart with what must be said of it; in words alone where nothing is left."""

    def numbered_block(name: str) -> dict[str, Any]:
        count[kind] += 1
        return _block(composer, kind, name, count[kind])

    figures = composer.figures
    if key == "times":
        return [numbered_block(key)]
    table = figures.table(key)
    found = [numbered_block(key)] if table.rows else []
    said = remark(figures, table, composer.language)
    if kind == TABLE and said:
        found.append({"kind": "paragraph", "text": said, "references": []})
    below = (f"{key}@{name}" for name in ("received", *table.layers))
    found += [numbered_block(name) for name in below if kind == TABLE and figures.has(name)]
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
    if key == "summary" and composer.figures.scope:
        return texts[key] + texts["scope"]
    if key == "contacts" and composer.figures.scope:
        return texts["contacts_country"]
    if key != "guide":
        return texts[key]
    measured = "guide_measured" if composer.figures.has("adequacy") else "guide_not_measured"
    return texts["guide"] + texts[measured] + texts["guide_readers"]


def composer_of(figures: Figures, language: str, length: str = Length.FULL) -> Composer:
    """Who writes that language from these figures, with the numbers of that report's chapters."""
    return Composer(figures, language, chapters=numbered(length, figures))


def written(
    figures: Figures, language: str, length: str = Length.FULL, *, said: bool = True
) -> dict[str, str]:
    """What the portal writes under each heading, with references instead of figures, and what the
    working group said there; `said=False` leaves that out."""
    composer = composer_of(figures, language, length)
    found = {}
    for entry in outline(length, figures):
        if entry.kind in HEADINGS:
            texts: list[Text] = [*_texts(composer, entry.key)]
            if said:
                texts += _said(composer, entry.key)
            found[entry.key] = composer.template(texts)
    return found


def _said(composer: Composer, key: str) -> list[str]:
    """What the working group said in a chapter, or that it still can."""
    # Braces are for references; here they are letters like any other.
    found = [
        one.text(composer.language).replace("{", "(").replace("}", ")")
        for one in composer.figures.notes
        if one.chapter == key and not one.head(composer.language)
    ]
    waiting = composer.words.waiting.get(key)
    return found or ([waiting] if waiting else [])


def _entries(composer: Composer, key: str) -> list[list[str]]:
    """The list under a chapter: head and words of each entry, and its anchor on a page or ""."""
    language = composer.language
    return [
        [one.head(language), one.text(language), one.key]
        for one in composer.figures.notes
        if one.chapter == key and one.head(language)
    ]


def _defined(composer: Composer, shown: Iterable[str]) -> list[list[str]]:
    """Every figure of the report with its definition, after the words that they use."""
    keys = ["referrals", *dict.fromkeys(key.partition("@")[0] for key in shown)]
    found = [*(definition(key) for key in keys), *TERMS]
    terms = {
        one.title.in_language(composer.language): one.text.in_language(composer.language)
        for one in found
    }
    return [[title, text] for title, text in terms.items()]


def compose(figures: Figures, language: str, frame: Frame | None = None) -> Document:
    """The report in one language; ValueError unless the figures have been released."""
    if not figures.released:
        raise ValueError("only released figures may be written about")
    frame = frame or Frame()
    composer = composer_of(figures, language, frame.length)
    words = composer.words
    own = written(figures, language, frame.length)
    count = {TABLE: 0, CHART: 0}
    shown = [entry.key for entry in outline(frame.length, figures) if entry.kind in count]
    defined = _defined(composer, shown)
    blocks: list[dict[str, Any]] = []
    for entry in outline(frame.length, figures):
        if entry.kind in count:
            blocks += _shown(composer, entry.kind, entry.key, count)
            continue
        number = composer.chapters[entry.key]
        if entry.kind == ANNEX:
            number = f"{words.words['annex']} {number}."
        blocks.append(
            {
                "kind": "heading",
                "level": entry.level,
                "key": entry.key,
                "number": number,
                "text": words.titles[entry.key],
            }
        )
        blocks += paragraphs(composer, frame.texts.get(entry.key, own[entry.key]))
        if frame.length == Length.FULL and (entries := _entries(composer, entry.key)):
            blocks.append({"kind": "terms", "items": entries})
        if entry.key == "definitions":
            blocks.append({"kind": "terms", "items": defined})
        if entry.key == "sources":
            blocks.append({"kind": "list", "items": list(words.sources)})
    return Document(
        language=language,
        title=words.words["title"],
        subtitle=words.words["subtitle" if frame.adopted else "subtitle_draft"],
        front=_front(composer, frame),
        words=dict(words.words)
        | {
            "mark": "" if frame.adopted else words.words["mark"],
            "note": note(figures.threshold, language),
            "definitions": words.titles["definitions"],
        },
        created=figures.frozen_at.isoformat(),
        short=frame.length == Length.SHORT,
        blocks=tuple(blocks),
        defined=tuple(defined),
    )


def paragraphs(composer: Composer, template: str) -> list[dict[str, Any]]:
    """The paragraphs of a text, each with the references that it resolved."""
    found = []
    for part in template.split(PARAGRAPH):
        composer.references = []
        if text := composer.filled(part).strip():
            found.append({"kind": "paragraph", "text": text, "references": composer.references})
    return found


def _front(composer: Composer, frame: Frame) -> tuple[str, ...]:
    """The lines of the title page."""
    figures, plain = composer.figures, composer.words.words
    lines = [
        plain["period"].format(
            first=composer.day(figures.period.first), last=composer.day(figures.period.last)
        )
    ]
    if frame.country:
        name = composer.label("country", frame.country)
        lines.append(plain["only_country"].format(country=name))
    lines += [plain["made"].format(frozen=composer.day(figures.frozen_at.date())), plain["body"]]
    if not frame.adopted:
        lines.append(plain["status"])
    else:
        lines.append(plain["adopted"].format(day=composer.iso_day(frame.adopted)))
        lines += [
            plain["approved"].format(
                country=composer.label("country", country), day=composer.iso_day(day)
            )
            for country, day in frame.approvals
        ]
    if frame.correction:
        lines.append(plain["correction"].format(text=frame.correction))
    if frame.public:
        lines.append(composer.filled(plain["public"]))
    return tuple(lines)


def charts_of(figures: Figures, length: str = Length.FULL) -> list[str]:
    """Keys of the charts that a report on these figures has, in order."""
    return [
        entry.key
        for entry in outline(length, figures)
        if entry.kind == CHART and entry.key in CHARTS and figures.table(entry.key).rows
    ]


def as_plain(document: Document) -> dict[str, Any]:
    """Plain JSON values; what French sets apart from a word stays on the word's line."""
    plain: dict[str, Any] = asdict(document)
    return _bound(plain) if document.language == "fr" else plain


def _bound(value: Any) -> Any:
    if isinstance(value, str):
        return typeset(value)
    if isinstance(value, dict):
        return {key: _bound(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_bound(item) for item in value]
    return value
