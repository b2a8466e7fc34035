"""Load the guide's first texts from the product's own files.

`data/pages.json` holds the pages and their sections, `data/texts/` their words: one Markdown file
for each page and language, `# ` before the title, `## ` before each section. A version that is in
the database is never written again: a new wording in the files has a new number, and once editors
have a version of that number, theirs stays.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils import timezone

from contacts.models import LoadedRow
from guide.markdown import refuse_address, refuse_unsafe
from guide.models import Fact, Page, Section, State, Version
from guide.terms import Term

DATA = Path(__file__).parent / "data"
LANGUAGES = ("nl", "fr", "en")


@dataclass(frozen=True)
class Text:
    """A page in one language; `sections` are (title, body) in their order."""

    title: str
    summary: str
    sections: list[tuple[str, str]]


def read(name: str) -> list[dict[str, Any]]:
    """The rows of `data/NAME.json`."""
    rows: list[dict[str, Any]] = json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))
    return rows


def read_text(slug: str, language: str) -> Text | None:
    """A page's words, or None where a language is missing. Raises ValueError."""
    path = DATA / "texts" / f"{slug}.{language}.md"
    if not path.exists():
        return None
    head, *parts = path.read_text(encoding="utf-8").split("\n## ")
    title, _, summary = head.removeprefix("# ").partition("\n")
    sections = []
    for part in parts:
        name, _, body = part.partition("\n")
        try:
            refuse_unsafe(body)
        except ValidationError as error:
            raise ValueError(f"{path.name}: {' '.join(error.messages)}") from error
        sections.append((name.strip(), body.strip()))
    return Text(title.strip(), summary.strip(), sections)


def load(*, using: str, written: dict[str, int]) -> None:
    """Bring the database up to the files; counts what was written in `written`."""
    for order, row in enumerate(read("pages"), start=1):
        page, _created = Page.objects.using(using).get_or_create(
            slug=row["slug"],
            defaults={
                "kind": row["kind"],
                "topic": row["topic"],
                "dimension": row.get("dimension", ""),
                "country_id": row["country"],
            },
        )
        numbers = Version.objects.using(using).filter(page=page)
        if not numbers.filter(number__gte=row["version"]).exists():
            _write(page, row, order, using)
            written["guide"] = written.get("guide", 0) + 1
    _load_facts(using)
    _load_terms(using)


def _write(page: Page, row: dict[str, Any], order: int, using: str) -> None:
    found = {language: read_text(page.slug, language) for language in LANGUAGES}
    texts = {language: text for language, text in found.items() if text is not None}
    now = timezone.now()
    Version.objects.using(using).filter(page=page, state=State.PUBLISHED).update(
        state=State.REPLACED
    )
    version = Version(
        page=page,
        number=row["version"],
        state=State.PUBLISHED,
        organisations=row["organisations"],
        order=order,
        written_at=now,
        published_at=now,
    )
    page.organisations, page.order = version.organisations, order
    page.save(using=using)
    for language, text in texts.items():
        setattr(version, f"title_{language}", text.title)
        setattr(version, f"summary_{language}", text.summary)
        if len(text.sections) != len(row["sections"]):
            raise ValueError(f"{page.slug}.{language}.md: other sections than in pages.json")
    version.clean_fields(exclude=["page", "title", "summary"])
    version.save(using=using)
    for place, item in enumerate(row["sections"]):
        for source in item["sources"]:
            refuse_address(source["url"])
        section = Section(version=version, order=place + 1, **item)
        for language, text in texts.items():
            title, body = text.sections[place]
            setattr(section, f"title_{language}", title)
            setattr(section, f"body_{language}", body)
        section.clean_fields(exclude=["version", "title", "body"])
        section.save(using=using)


def _load_facts(using: str) -> None:
    for row in read("facts"):
        values = {"edition": row["edition"], "to_confirm": row["to_confirm"]}
        values |= {f"text_{language}": row["text"][language] for language in LANGUAGES}
        identity = {"country_id": row["country"], "key": row["key"]}
        _bring(Fact, "guide_fact", f"{row['country']}/{row['key']}", identity, values, using)


def _load_terms(using: str) -> None:
    for row in read("terms"):
        values = {name: row[name] for name in ("source", "source_url", "to_confirm", "in_texts")}
        values["country_id"] = row["country"]
        for name in ("name", "forms", "definition"):
            values |= {f"{name}_{language}": text for language, text in row[name].items()}
        _bring(Term, "guide_term", row["slug"], {"slug": row["slug"]}, values, using)


def _bring(
    model: type[Model],
    dataset: str,
    key: str,
    identity: dict[str, Any],
    values: dict[str, Any],
    using: str,
) -> None:
    """Write what the file says anew of a row: what an editor changed since stays."""
    loaded = LoadedRow.objects.using(using).filter(dataset=dataset, key=key).first()
    before = loaded.values if loaded else {}
    if before == values:
        return
    row = model._default_manager.using(using).filter(**identity).first() or model(**identity)
    for name, value in values.items():
        if name not in before or before[name] != value:
            setattr(row, name, value)
    row.clean_fields(exclude=[f.name for f in model._meta.fields if f.is_relation])
    row.save(using=using)
    LoadedRow.objects.using(using).update_or_create(
        dataset=dataset, key=key, defaults={"object_id": str(row.pk), "values": values}
    )
