"""Rules of the templates beside those of tests/house."""

import re
from pathlib import Path

from django.conf import settings
from django.template.loader import get_template

TEMPLATES = Path(settings.BASE_DIR) / "templates"


def named(*suffixes: str) -> dict[str, str]:
    """The text of each template, by its name."""
    return {
        path.relative_to(TEMPLATES).as_posix(): path.read_text()
        for path in sorted(TEMPLATES.rglob("*"))
        if path.suffix in suffixes
    }


PAGES = named(".html")
COMPONENTS = [name for name in PAGES if name.startswith("cotton/")]


def test_nothing_is_loaded_from_elsewhere() -> None:
    elsewhere = re.compile(r"(src|srcset|action)\s*=\s*[\"']?(https?:)?//")
    assert [name for name, text in PAGES.items() if elsewhere.search(text)] == []


def test_a_template_compiles() -> None:
    for name in named(".html", ".txt"):
        get_template(name)


def test_every_component_that_is_used_exists() -> None:
    texts = named(".html", ".txt").values()
    used = {tag for text in texts for tag in re.findall(r"<c-([a-z-]+)", text)} - {"vars", "slot"}
    known = {Path(name).stem.replace("_", "-") for name in COMPONENTS}
    assert used <= known


def test_a_page_with_a_form_has_an_error_summary() -> None:
    for name, text in PAGES.items():
        if name in COMPONENTS or not re.search(r"\{\{ *\w*form(\.as_div)? *\}\}", text):
            continue
        above = re.search(r'{% extends "(.+?)" %}', text)
        inherited = PAGES[above[1]] if above else ""
        assert "<c-error-summary" in text + inherited, name


def test_a_page_names_itself_and_has_one_main_heading() -> None:
    for name, text in PAGES.items():
        if '{% extends "base.html" %}' not in text or Path(name).stem == "page":
            continue
        assert "{% block title %}" in text, name
        assert re.search(r"<h1|<c-confirmation title=(?![^>]*level)", text), name


# What a component draws is written in its file alone: tag -> the elements it would be by hand.
BY_HAND = re.compile(
    r'class="(?:btn|tag|breadcrumb|tabs|pagination|summary-list|summary-row|task-list|timeline|'
    r'table-scroll|notice|error-summary|inset|confirmation|empty|progress-steps|chart)[ "]'
    r"|<(?:progress|details)[ >]|as_field_group"
)


def test_what_has_a_component_is_drawn_by_it() -> None:
    for name, text in PAGES.items():
        if not name.startswith(("cotton/", "django/")):
            assert BY_HAND.findall(text) == [], name


def test_each_component_is_in_the_gallery_and_on_a_page() -> None:
    pages = [text for name, text in PAGES.items() if name not in {*COMPONENTS, "gallery.html"}]
    for name in COMPONENTS:
        tag = re.compile(rf"<c-{Path(name).stem.replace('_', '-')}[\s/>]")
        assert tag.search(PAGES["gallery.html"]), name
        # No list of the portal is sorted by its reader: each has the one order that matters.
        on_a_page = any(tag.search(text) for text in pages)
        assert on_a_page or name == "cotton/table_header.html", name
