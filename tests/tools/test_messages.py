"""The translations tool on small projects made for each test."""

from pathlib import Path

import pytest
from babel.messages.mofile import read_mo

from tools import messages

FRENCH = """
msgid ""
msgstr ""
"Language: fr\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"

"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    app = tmp_path / "letters"
    app.mkdir()
    (app / "__init__.py").touch()
    (app / "views.py").write_text(
        "from django.utils.translation import gettext_lazy as _, ngettext_lazy, pgettext\n"
        'TITLE = _("A title with %(name)s")\n'
        'COUNT = ngettext_lazy("%(n)s letter", "%(n)s letters")\n'
        'MONTH = pgettext("month name", "May")\n'
    )
    templates = tmp_path / "templates"
    templates.mkdir()
    (templates / "page.html").write_text(
        "{% load i18n %}\n"
        "  <c-card title=\"{% translate 'In a component' %}\">\n"
        "      {% blocktranslate trimmed with who=user %}\n"
        "        Dear {{ who }},\n        welcome.\n"
        "      {% endblocktranslate %}\n"
        "</c-card>\n"
        "    {% blocktranslate count n=total %}{{ n }} day{% plural %}{{ n }} days"
        "{% endblocktranslate %}\n"
    )
    return tmp_path


def catalogue(project: Path, language: str, body: str) -> Path:
    path = messages.catalogue_path(language, project)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(FRENCH.replace("fr", language) + body)
    return path


def found_in_french(project: Path) -> list[str]:
    return [text for text in messages.complaints(project) if "/fr/" in text]


def test_extracts_from_code_templates_and_components(project: Path) -> None:
    found = {(message.id, message.context) for message in messages.extract_messages(project)}
    assert found - {("", None)} == {
        ("A title with %(name)s", None),
        (("%(n)s letter", "%(n)s letters"), None),
        ("May", "month name"),
        ("In a component", None),
        ("Dear %(who)s, welcome.", None),
        (("%(n)s day", "%(n)s days"), None),
    }


def test_tests_and_migrations_are_not_translated(project: Path) -> None:
    for folder in ("tests", "letters/migrations"):
        (project / folder).mkdir()
        (project / folder / "__init__.py").write_text('_("Not for readers")\n')
    assert "Not for readers" not in messages.extract_messages(project)


def test_update_keeps_translations_drops_the_rest_and_settles(project: Path) -> None:
    path = catalogue(
        project,
        "fr",
        'msgctxt "month name"\nmsgid "May"\nmsgstr "mai"\n\nmsgid "Gone"\nmsgstr "Disparu"\n',
    )
    messages.update(project)
    first = path.read_text()
    assert 'msgstr "mai"' in first
    assert "Gone" not in first
    assert first.index('"A title') < first.index('"In a component"')
    messages.update(project)
    assert path.read_text() == first


def test_compile_leaves_what_is_untranslated_to_the_source_language(project: Path) -> None:
    path = catalogue(
        project,
        "nl",
        'msgid "In a component"\nmsgstr "In een onderdeel"\n\n'
        'msgid "%(n)s day"\nmsgid_plural "%(n)s days"\nmsgstr[0] "%(n)s dag"\nmsgstr[1] ""\n',
    )
    catalogue(project, "fr", "")
    messages.compile_catalogues(project)
    with path.with_suffix(".mo").open("rb") as file:
        compiled = read_mo(file)
    assert [message.string for message in compiled if message.id] == ["In een onderdeel"]


def test_a_complete_catalogue_passes(project: Path) -> None:
    (project / "letters" / "views.py").write_text('_("Open %(name)s <b>now</b>")\n')
    (project / "templates" / "page.html").write_text("")
    catalogue(project, "fr", 'msgid "Open %(name)s <b>now</b>"\nmsgstr "<b>Ouvrir</b> %(name)s"\n')
    messages.update(project)
    assert found_in_french(project) == []


@pytest.mark.parametrize(
    ("source", "entry", "complaint"),
    [
        ('_("Send")', "", "no translation"),
        ('_("Send")', '#, fuzzy\nmsgid "Send"\nmsgstr "Envoyer"\n', "fuzzy"),
        ('_("To %(name)s")', 'msgid "To %(name)s"\nmsgstr "À %(nom)s"\n', "other placeholders"),
        ('_("To {name}")', 'msgid "To {name}"\nmsgstr "À {nom}"\n', "other placeholders"),
        ('_("Send ")', 'msgid "Send "\nmsgstr "Envoyer"\n', "other white space"),
        ('_("<b>Send</b>")', 'msgid "<b>Send</b>"\nmsgstr "Envoyer"\n', "HTML tags"),
        ('_("You may")', 'msgid "You may"\nmsgstr "Tu peux"\n', "informally"),
        (
            'ngettext("%(n)s day", "%(n)s days", 2)',
            'msgid "%(n)s day"\nmsgid_plural "%(n)s days"\nmsgstr[0] "%(n)s jour"\nmsgstr[1] ""\n',
            "plural forms",
        ),
    ],
)
def test_check_names_what_is_wrong(project: Path, source: str, entry: str, complaint: str) -> None:
    (project / "letters" / "views.py").write_text(source + "\n")
    (project / "templates" / "page.html").write_text("")
    catalogue(project, "fr", entry)
    messages.update(project)
    assert [text for text in found_in_french(project) if complaint in text]


def test_check_notices_a_stale_catalogue(project: Path) -> None:
    messages.update(project)
    (project / "letters" / "views.py").write_text('_("Something new")\n')
    assert any("not up to date" in text for text in messages.complaints(project))


def test_update_sets_french_as_it_is_printed(project: Path) -> None:
    (project / "letters" / "views.py").write_text('_("No: \\"Send\\" is not on")\n')
    body = 'msgid "No: \\"Send\\" is not on"\nmsgstr "Non : « Envoyer » n\'y est pas"\n'
    path = catalogue(project, "fr", body)
    messages.update(project)
    assert "Non\xa0: «\xa0Envoyer\xa0» n’y est pas" in path.read_text()
