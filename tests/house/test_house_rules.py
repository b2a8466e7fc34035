"""Rules of the house that no linter knows."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.template.engine import Engine
from django.template.loaders.app_directories import Loader as PackageLoader

from notifications.kinds import KINDS

ROOT = Path(__file__).resolve().parent.parent.parent
APPS = sorted(path.parent.name for path in ROOT.glob("*/apps.py"))
TEMPLATES = sorted(
    str(path.relative_to(ROOT / "templates"))
    for path in (ROOT / "templates").rglob("*")
    if path.is_file()
)
LONGEST_FILE = 400
NOT_OURS = {"vendor", "migrations", "node_modules", "staticfiles"}


def own_files(*suffixes: str) -> list[Path]:
    """Files of the project with one of the suffixes, without vendored and generated ones."""
    folders = [path for path in ROOT.iterdir() if path.is_dir() and not path.name.startswith(".")]
    return [
        path
        for folder in folders
        if folder.name not in NOT_OURS
        for path in folder.rglob("*")
        if path.suffix in suffixes and not NOT_OURS & set(path.relative_to(ROOT).parts)
    ]


@pytest.fixture(scope="module")
def sources() -> str:
    """All code and templates as one text, to look for names in."""
    paths = [path for path in own_files(".py", ".html", ".txt") if "tests" not in path.parts]
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


def is_used(template: str, sources: str) -> bool:
    if f'"{template}"' in sources or f"'{template}'" in sources:
        return True
    if template.startswith("cotton/"):
        component = template.removeprefix("cotton/").removesuffix(".html")
        tag = re.escape(component.replace("/", ".").replace("_", "-"))
        return re.search(rf"<c-{tag}[\s/>]", sources) is not None
    return is_put_together(template, sources) or replaces_a_package_s(template)


def is_put_together(template: str, sources: str) -> bool:
    """Whether code names it with a variable part, and names that part's value elsewhere."""
    for before, after in re.findall(r'f"([\w/]+/)\{[^{}"]+\}([\w.]*)"', sources):
        if template.startswith(before) and template.endswith(after):
            value = template[len(before) : len(template) - len(after)]
            if f'"{value}"' in sources or value.isdigit():
                return True
    return False


def replaces_a_package_s(template: str) -> bool:
    packages = PackageLoader(Engine.get_default())
    return any(Path(origin.name).exists() for origin in packages.get_template_sources(template))


def test_every_template_is_used(sources: str) -> None:
    assert [name for name in TEMPLATES if not is_used(name, sources)] == []


# A block of JSON is data: no browser runs it, and a content policy lets it be.
INLINE = re.compile(
    r"<script(?![^>]*(\bsrc=|type=\"application/json\"))"
    r"|<style\b|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']"
)


def test_templates_hold_no_inline_script_or_style() -> None:
    pages = [name for name in TEMPLATES if name.endswith(".html")]
    texts = {name: (ROOT / "templates" / name).read_text(encoding="utf-8") for name in pages}
    assert [name for name, text in texts.items() if INLINE.search(text)] == []


def test_every_notice_has_a_kind_and_every_kind_its_texts() -> None:
    names = {path.name for path in (ROOT / "templates" / "notices").glob("*.txt")}
    written = {name.removesuffix(".subject.txt") for name in names if name.endswith(".subject.txt")}
    assert written == set(KINDS), "notifications/kinds.py says how each kind may reach its reader"
    assert {f"{code}.txt" for code in KINDS} <= names


def test_files_are_short_enough_to_be_one_thing() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in own_files(".py", ".html", ".js", ".css")
        if (lines := path.read_text(encoding="utf-8").count("\n")) > LONGEST_FILE
    }
    assert long == {}


def test_no_file_holds_what_a_merge_left_behind() -> None:
    markers = re.compile(r"^(<{7} |>{7} |={7}$)", re.MULTILINE)  # not spelt out, so not found here
    written = own_files(".py", ".html", ".txt", ".js", ".css", ".po", ".md", ".json", ".typ")
    assert [path for path in written if markers.search(path.read_text(encoding="utf-8"))] == []


def test_names_of_models_and_fields_start_in_lower_case() -> None:
    named = [
        (model._meta.label, str(name))
        for app in APPS
        for model in apps.get_app_config(app).get_models()
        for name in (
            model._meta.verbose_name,
            model._meta.verbose_name_plural,
            *(field.verbose_name for field in model._meta.fields),
        )
    ]
    assert [pair for pair in named if pair[1][:2].istitle()] == []


@pytest.mark.parametrize("name", ["requirements", "requirements-dev", "requirements-bootstrap"])
def test_requirements_are_pinned_and_hashed(name: str) -> None:
    locked = (ROOT / f"{name}.txt").read_text(encoding="utf-8")
    entries = re.split(r"\n(?=\S)", re.sub(r"^#.*\n", "", locked, flags=re.MULTILINE).strip())
    for entry in entries:
        assert re.match(r"[\w.-]+(\[[\w,-]+\])?==\S+", entry), entry.splitlines()[0]
        assert "--hash=sha256:" in entry, entry.splitlines()[0]
    pinned = {re.split(r"[=\[]", entry)[0].lower() for entry in entries}
    for line in (ROOT / f"{name}.in").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith(("#", "-r")):
            wanted = re.split(r"[\[~=<>]", line)[0].strip().lower().replace("_", "-")
            assert wanted in pinned


class TestDocuments:
    def test_readme_is_short(self) -> None:
        assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) < 120

    def test_commands_in_documents_are_in_the_makefile(self) -> None:
        makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
        targets = set(re.findall(r"^([a-z][\w-]*):", makefile, flags=re.MULTILINE))
        for path in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / ".ci" / "run"):
            text = path.read_text(encoding="utf-8")
            named = set(re.findall(r"\bmake ([a-z-]+)\b", re.sub(r"git, make and", "", text)))
            assert named <= targets, path.name

    def test_links_lead_somewhere(self) -> None:
        for path in (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")):
            for target in re.findall(r"\]\(([^)#\s]+)", path.read_text(encoding="utf-8")):
                assert "://" in target or (path.parent / target).exists(), (path, target)

    def test_every_variable_of_production_is_documented(self) -> None:
        code = (ROOT / "benelux_thb" / "settings" / "production.py").read_text(encoding="utf-8")
        told = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
        for name in re.findall(r'"(PORTAL_[A-Z_]+[A-Z])"', code):
            assert f"`{name}`" in told or name == "PORTAL_DEBUG", name
