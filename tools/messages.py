"""The interface's translations, without gettext on the machine (docs/decisions/0003).

python -m tools.messages update    # extract from code and templates, merge into the catalogues
python -m tools.messages compile   # write the .mo files that Django reads
python -m tools.messages check     # fail on what a reader would stumble over
"""

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = {"nl": "Dutch", "fr": "French"}
PROJECT = "Benelux THB referral portal"
NOT_TRANSLATED = {"tests", "tools", "bench", "runtime"}  # developers read these
TEMPLATE_SUFFIXES = {".html", ".txt", ".xml"}
WIDTH = 100
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}

PERCENT = re.compile(r"%\(\w+\)[sdif]|%[sdif](?!\w)")
BRACE = re.compile(r"\{\w*(?:![rsa])?(?::[^{}]*)?\}")
TAG = re.compile(r"</?[a-zA-Z][\w-]*")
# The portal addresses its readers formally: u and vous.
INFORMAL = {
    "nl": re.compile(r"\b(je|jij|jou|jouw|jullie)\b", re.IGNORECASE),
    "fr": re.compile(r"\b(tu|toi|te|ton|ta|tes)\b|\bt['’]", re.IGNORECASE),
}

# Every entry is set as printed Dutch and French are: curled apostrophes and quotes, and in French
# no-break spaces before : ; ! ? » and after «.
TYPOGRAPHY: dict[str, list[tuple[str, str]]] = {
    "nl": [("'", "’"), (r"“([^“”]*)”", r"‘\1’")],
    "fr": [("'", "’"), (r"[ \u202f]+([:;!?»])(?!\w)", "\xa0\\1"), (r"«[ \u202f]+", "«\xa0")],
}


def sources(root: Path = ROOT) -> Iterator[Path]:
    """Python files of every app, and the templates; never migrations or tests."""
    for package in sorted(root.glob("*/__init__.py")):
        folder = package.parent
        if folder.name in NOT_TRANSLATED:
            continue
        for path in sorted(folder.rglob("*.py")):
            if "migrations" not in path.relative_to(folder).parts:
                yield path
    for path in sorted((root / "templates").rglob("*")):
        if path.suffix in TEMPLATE_SUFFIXES:
            yield path


def extract_messages(root: Path = ROOT) -> Catalog:
    """All marked texts, as a catalogue without translations.

    Raises SyntaxError with the file's name when a file cannot be read as code or template.
    """
    template = Catalog(project=PROJECT, charset="utf-8")
    for path in sources(root):
        text = path.read_text(encoding="utf-8")
        if path.suffix != ".py":
            # templatize blanks out everything but the marked texts; the brackets keep what it
            # leaves of the indentation from mattering to the tokenizer.
            text = f"({templatize(text)}\n)"
        try:
            found = list(extract("python", io.BytesIO(text.encode()), keywords=KEYWORDS))
        except (SyntaxError, ValueError) as error:
            raise SyntaxError(f"{path.relative_to(root)}: {error}") from error
        for _line, message, _comments, context in found:
            if message and message != "":
                template.add(message, context=context)
    return template


def catalogue_path(language: str, root: Path = ROOT) -> Path:
    return root / "locale" / language / "LC_MESSAGES" / "django.po"


def read_catalogue(language: str, root: Path = ROOT) -> Catalog:
    """The stored catalogue of a language; an empty one where there is none yet."""
    path = catalogue_path(language, root)
    if not path.exists():
        return Catalog(locale=language, project=PROJECT, charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def merged(language: str, template: Catalog, root: Path = ROOT) -> bytes:
    """The catalogue as it should stand: every marked text, sorted, with the translations kept."""
    catalogue = read_catalogue(language, root)
    catalogue.update(template, no_fuzzy_matching=True, update_creation_date=False)
    catalogue.obsolete.clear()
    catalogue.header_comment = (
        f"# {LANGUAGES[language]} translations of the {PROJECT}.\n"
        "# `python -m tools.messages update` writes this file; only the msgstr lines are yours."
    )
    catalogue.msgid_bugs_address = ""
    catalogue.last_translator = ""
    catalogue.language_team = LANGUAGES[language]
    for message in catalogue:
        message.user_comments.clear()
        message.auto_comments.clear()
        message.previous_id = []
        if message.id:
            message.string = typeset(message.string, language)
    buffer = io.BytesIO()
    write_po(
        buffer, catalogue, width=WIDTH, sort_output=True, no_location=True, ignore_obsolete=True
    )
    return buffer.getvalue()


def typeset(text: Any, language: str) -> Any:
    """A translation, or its plural forms, with the signs and spaces of its language."""
    if isinstance(text, tuple | list):
        return tuple(typeset(form, language) for form in text)
    for pattern, replacement in TYPOGRAPHY[language]:
        text = re.sub(pattern, replacement, text or "")
    return text


def update(root: Path = ROOT) -> None:
    """Bring the catalogues in line with the code and say what is left to translate."""
    template = extract_messages(root)
    for language in LANGUAGES:
        path = catalogue_path(language, root)
        path.parent.mkdir(parents=True, exist_ok=True)
        content = merged(language, template, root)
        if not path.exists() or path.read_bytes() != content:
            path.write_bytes(content)
        missing = [message for message in texts(read_catalogue(language, root)) if gaps(message)]
        print(f"{language}: {len(template)} texts, {len(missing)} to translate")


def compile_catalogues(root: Path = ROOT) -> None:
    """Write each .mo that is older than its .po; a text without translation stays English."""
    for language in LANGUAGES:
        source = catalogue_path(language, root)
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns > source.stat().st_mtime_ns:
            continue
        catalogue = read_catalogue(language, root)
        for message in list(texts(catalogue)):
            if gaps(message):
                catalogue.delete(message.id, message.context)
        buffer = io.BytesIO()
        write_mo(buffer, catalogue)
        temporary = target.with_suffix(".mo.new")
        temporary.write_bytes(buffer.getvalue())
        temporary.replace(target)


def texts(catalogue: Catalog) -> Iterator[Message]:
    """The messages of a catalogue without its header."""
    return (message for message in catalogue if message.id)


def forms(message: Message) -> list[str]:
    """The translation's plural forms; one for a message without a plural."""
    strings = message.string if isinstance(message.string, tuple | list) else [message.string]
    return [string or "" for string in strings]


def gaps(message: Message) -> bool:
    return not all(forms(message))


def placeholders(text: str) -> list[str]:
    # A brace in a %-format is rare enough to be compared as well.
    return sorted(PERCENT.findall(text.replace("%%", "")) + BRACE.findall(text))


def edges(text: str) -> tuple[str, str]:
    """Leading and trailing white space."""
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def complaints_about(message: Message, language: str, plural_forms: int) -> Iterator[str]:
    """What is wrong with one translation, in words."""
    ids = [message.id] if isinstance(message.id, str) else list(message.id)
    strings = forms(message)
    if not any(strings):
        yield "has no translation"
        return
    if message.fuzzy:
        yield "is marked fuzzy"
    if len(ids) > 1 and (len(strings) != plural_forms or not all(strings)):
        yield f"needs {plural_forms} plural forms"
        return
    for number, string in enumerate(strings):
        wanted = [placeholders(ids[-1])]
        if number == 0:
            wanted.append(placeholders(ids[0]))
        if placeholders(string) not in wanted:
            yield f"has other placeholders: {', '.join(placeholders(string)) or 'none'}"
        source = ids[min(number, len(ids) - 1)]
        if edges(string) != edges(source):
            yield "begins or ends with other white space"
        if sorted(TAG.findall(string)) != sorted(TAG.findall(source)):
            yield "has other HTML tags"
        informal = INFORMAL[language].search(string)
        if informal:
            yield f"addresses the reader informally: “{informal.group()}”"


def complaints(root: Path = ROOT) -> Iterator[str]:
    """Every reason why the catalogues are not ready to be shown to a reader."""
    template = extract_messages(root)
    for language in LANGUAGES:
        path = catalogue_path(language, root)
        name = path.relative_to(root)
        if not path.exists() or path.read_bytes() != merged(language, template, root):
            yield f"{name}: is not up to date with the code; run `make fix`"
        catalogue = read_catalogue(language, root)
        for wanted in texts(template):
            message = catalogue.get(wanted.id, wanted.context)
            if message is None:
                yield f"{name}: {wanted.id!r} is not in the catalogue"
                continue
            for complaint in complaints_about(message, language, catalogue.num_plurals):
                yield f"{name}: {message.id!r} {complaint}"


def main(arguments: list[str]) -> int:
    if arguments == ["update"]:
        update()
    elif arguments == ["compile"]:
        compile_catalogues()
    elif arguments == ["check"]:
        found = list(complaints())
        print("\n".join(found) or "Dutch and French are complete.")
        return 1 if found else 0
    else:
        print(__doc__)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
