"""Rules of the templates beside those of tests/house."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template

TEMPLATES = Path(settings.BASE_DIR) / "templates"


def templates(*suffixes: str) -> list[Path]:
    return sorted(path for path in TEMPLATES.rglob("*") if path.suffix in suffixes)


def name_of(path: Path) -> str:
    return path.relative_to(TEMPLATES).as_posix()


def code() -> str:
    """Everything in which a template may be named."""
    root = Path(settings.BASE_DIR)
    apps = (
        "benelux_thb",
        "accounts",
        "contacts",
        "notifications",
        "referrals",
        "reports",
        "rights",
    )
    files = [path for app in apps for path in (root / app).rglob("*.py")]
    return "\n".join(path.read_text() for path in [*files, *templates(".html", ".txt")])


@pytest.mark.parametrize("path", templates(".html"), ids=name_of)
def test_nothing_is_loaded_from_elsewhere(path: Path) -> None:
    assert not re.search(r"(src|srcset|action)\s*=\s*[\"']?(https?:)?//", path.read_text())


@pytest.mark.parametrize("path", templates(".html", ".txt"), ids=name_of)
def test_a_template_compiles(path: Path) -> None:
    get_template(name_of(path))


def test_every_component_that_is_used_exists() -> None:
    used = set(re.findall(r"<c-([a-z-]+)", code())) - {"vars", "slot"}
    known = {path.stem.replace("_", "-") for path in (TEMPLATES / "cotton").glob("*.html")}
    assert used <= known


@pytest.mark.parametrize("path", templates(".html"), ids=name_of)
def test_a_page_with_a_form_has_an_error_summary(path: Path) -> None:
    text = path.read_text()
    if re.search(r"\{\{ *\w*form(\.as_div)? *\}\}", text) and not name_of(path).startswith(
        "cotton/"
    ):
        above = re.search(r'{% extends "(.+?)" %}', text)
        inherited = (TEMPLATES / above[1]).read_text() if above else ""
        assert "<c-error-summary" in text + inherited


@pytest.mark.parametrize("path", templates(".html"), ids=name_of)
def test_a_page_names_itself_and_has_one_main_heading(path: Path) -> None:
    text = path.read_text()
    if '{% extends "base.html" %}' not in text or path.stem == "page":
        return
    assert "{% block title %}" in text
    headings = len(re.findall(r"<h1|<c-confirmation title=(?![^>]*level)", text))
    assert headings >= 1


# What a component draws is written in its file alone: tag -> the elements it would be by hand.
BY_HAND = re.compile(
    r'class="(?:btn|tag|breadcrumb|tabs|pagination|summary-list|summary-row|task-list|timeline|'
    r'table-scroll|notice|error-summary|inset|confirmation|empty|progress-steps|chart)[ "]'
    r"|<(?:progress|details)[ >]|as_field_group"
)


@pytest.mark.parametrize("path", templates(".html"), ids=name_of)
def test_what_has_a_component_is_drawn_by_it(path: Path) -> None:
    if not name_of(path).startswith(("cotton/", "django/")):
        assert BY_HAND.findall(path.read_text()) == []


@pytest.mark.parametrize(
    "component", [path.stem for path in sorted((TEMPLATES / "cotton").glob("*.html"))]
)
def test_each_component_is_in_the_gallery_and_on_a_page(component: str) -> None:
    tag = re.compile(rf"<c-{component.replace('_', '-')}[\s/>]")
    pages = [
        path
        for path in templates(".html")
        if not name_of(path).startswith("cotton/") and path.stem != "gallery"
    ]
    assert tag.search((TEMPLATES / "gallery.html").read_text())
    # No list of the portal can be sorted by its reader: each has the one order that matters.
    assert any(tag.search(path.read_text()) for path in pages) or component == "table_header"
