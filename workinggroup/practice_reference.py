"""Load tasks, programme, topics and the inquiry's first questions from the product's own files.

`data/tasks.json` has the six tasks as the declaration words them in Dutch; their titles, French and
English are ours. `data/programme.json` holds what the Committee of Ministers' reply to the
Interparliamentary Assembly says, word for word in Dutch and French; the English is ours. A row that
is there is not written again: the secretariat's states and lines stay.
"""

import json
from pathlib import Path
from typing import Any

from workinggroup.models.declaration import DeclarationTask
from workinggroup.models.inquiry import InquiryQuestion
from workinggroup.models.recommendations import ProgrammeItem, TopicPage
from workinggroup.themes import Topic

DATA = Path(__file__).parent / "data"
SOURCE = {
    "en": "Reply of the Benelux Committee of Ministers to the Interparliamentary Assembly",
    "nl": "Antwoord van het Benelux Comité van Ministers aan de Interparlementaire Assemblee",
    "fr": "Réponse du Comité de Ministres Benelux à l’Assemblée Interparlementaire",
}
SUMMARIES: dict[Topic, dict[str, str]] = {
    Topic.POLICE_JUSTICE: {
        "en": "Police, public prosecution and magistrates of the three countries share "
        "information and start joint investigations.",
        "nl": "Politie, openbaar ministerie en magistraten van de drie landen delen informatie "
        "en starten gezamenlijke onderzoeken.",
        "fr": "La police, le ministère public et les magistrats des trois pays partagent des "
        "informations et lancent des enquêtes communes.",
    },
    Topic.FINANCIAL: {
        "en": "Financial investigation is often crucial against organised crime: it shows who "
        "earns, and takes the profit away.",
        "nl": "Financieel onderzoek is vaak cruciaal tegen georganiseerde criminaliteit: het "
        "toont wie verdient en neemt de winst weg.",
        "fr": "L’enquête financière est souvent décisive contre la criminalité organisée : elle"
        " montre qui en profite et retire les gains.",
    },
    Topic.MUNICIPALITIES: {
        "en": "Municipalities see signals first and hold permits and inspections, within the "
        "national frameworks.",
        "nl": "Gemeenten zien signalen het eerst en hebben vergunningen en controles in handen,"
        " binnen de nationale kaders.",
        "fr": "Les communes voient les premiers signes et disposent des permis et des "
        "contrôles, dans les cadres nationaux.",
    },
    Topic.EMPACT: {
        "en": "All three Benelux countries take part in EMPACT THB, in which the member states "
        "of the Union act together.",
        "nl": "De drie Benelux-landen nemen alle deel aan EMPACT THB, waarin de lidstaten van "
        "de Unie samen optreden.",
        "fr": "Les trois pays du Benelux participent tous à EMPACT THB, où les États membres de"
        " l’Union agissent ensemble.",
    },
}  # fmt: skip


def load(*, using: str, written: dict[str, int]) -> None:
    """Make what is missing; counts it in `written`."""
    for order, row in enumerate(_read("tasks"), start=1):
        task = DeclarationTask(
            code=row["code"], order=order, state=row["state"], **_texts(row, "title", "text")
        )
        _make(task, "code", "tasks", using, written)
    for order, row in enumerate(_read("programme"), start=1):
        item = ProgrammeItem(
            order=order,
            source=SOURCE["en"],
            **{name: row[name] for name in ("slug", "kind", "state", "chapter")},
            **_texts(row, "title", "text"),
        )
        _make(item, "slug", "programme", using, written)
    for order, row in enumerate(_read("inquiry"), start=1):
        question = InquiryQuestion(
            slug=row["slug"], order=order, **_texts(row, "text", "explanation")
        )
        _make(question, "slug", "inquiry", using, written)
    for topic, summary in SUMMARIES.items():
        page = TopicPage(topic=topic, **_texts({"summary": summary}, "summary"))
        _make(page, "topic", "topics", using, written)


def _read(name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))
    return rows


def _texts(row: dict[str, Any], *names: str) -> dict[str, str]:
    return {f"{name}_{lang}": text for name in names for lang, text in row[name].items()}


def _make(row: Any, key: str, dataset: str, using: str, written: dict[str, int]) -> None:
    rows = type(row)._default_manager.using(using)
    if not rows.filter(**{key: getattr(row, key)}).exists():
        row.save(using=using, force_insert=True)
        written[dataset] = written.get(dataset, 0) + 1
