"""Spelling of every Dutch and French text: Hunspell's dictionaries and a list of our own words."""

import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from spylls.hunspell import Dictionary

from tools import messages

HERE = Path(__file__).resolve().parent
NOT_WORDS = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w+\}|https?://\S+|\S+@\S+|<[^>]+>|\b\w+\.\w+/\S*")
WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
FAMILIAR = {
    "nl": re.compile(r"\b(je|jij|jou|jouw|jullie)\b", re.IGNORECASE),
    "fr": re.compile(r"\b(tu|toi|ton|tes)\b", re.IGNORECASE),
}


def texts(language: str) -> Iterator[str]:
    """The translations, and the labels and titles of the code lists."""
    for message in messages.texts(messages.read_catalogue(language)):
        yield from messages.forms(message)
    lists = Path(settings.BASE_DIR) / "contacts" / "data" / "codelists.json"
    for found in json.loads(lists.read_text(encoding="utf-8")).values():
        yield from _labels(found, language)


def _labels(found: Any, language: str) -> Iterator[str]:
    if isinstance(found, dict):
        if isinstance(found.get(language), str):
            yield found[language]
        for value in found.values():
            yield from _labels(value, language)
    elif isinstance(found, list):
        for value in found:
            yield from _labels(value, language)


def dictionary(language: str, words: set[str], folder: Path) -> Dictionary:
    """The part of a dictionary that can matter to these words: reading all of it takes long.

    A word, and each part of a compound, begins with the first letters of its entry, but for the
    shortest and most irregular entries, which are all kept.
    """
    with zipfile.ZipFile(HERE / "dictionaries" / f"{language}.zip") as archive:
        names = [name for name in archive.namelist() if name.endswith((".aff", ".dic"))]
        archive.extractall(folder, names)
    (entries,) = folder.glob("*.dic")
    together = "\n".join(words).lower()
    _count, *lines = entries.read_text(encoding="utf-8").splitlines()
    kept = [
        line
        for line in lines
        # The Dutch one writes ĳ as one letter.
        if len(stem := line.partition("/")[0].replace("ĳ", "ij")) <= 4
        or stem[:3].lower() in together
    ]
    entries.write_text("\n".join([str(len(kept)), *kept]), encoding="utf-8")
    return Dictionary.from_files(str(entries.with_suffix("")))


@pytest.mark.parametrize("language", ["nl", "fr"])
def test_every_word_is_spelt_as_in_a_dictionary(language: str, tmp_path: Path) -> None:
    """What is right and not in it, a name or a term, goes into `words.LANGUAGE.txt`."""
    own = set((HERE / f"words.{language}.txt").read_text(encoding="utf-8").split())
    used = {
        word.replace("’", "'")
        for text in texts(language)
        for word in WORD.findall(NOT_WORDS.sub(" ", text))
    }
    spelt = dictionary(language, used, tmp_path)
    unknown = {word for word in used - own if not spelt.lookup(word)}
    assert sorted(unknown) == []


@pytest.mark.parametrize("language", ["nl", "fr"])
def test_readers_are_addressed_formally(language: str) -> None:
    assert [text for text in texts(language) if FAMILIAR[language].search(text)] == []
