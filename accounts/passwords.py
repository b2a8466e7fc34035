"""Refuses passwords that attackers try first.

The list is Django's own (19,646 from breaches, BSD licence; its source is Have I Been Pwned's, by
way of SecLists) and `common_words.txt` beside this file: words that people in the Netherlands,
Belgium and Luxembourg build their passwords from. Both are shipped; no password leaves the portal.

Few entries of such lists have twelve characters. What people do to get there is make a word longer:
Welkom2026!!, Azerty123456, voetbalvoetbal. So a password is stripped of that first: letters in
lower case without accents, look-alikes (0, 1, 3, @, $) read as letters, digits and signs dropped.
It is refused when what is left is nothing, one listed word, or no more than two of them.
"""

import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

OWN_WORDS = Path(__file__).with_name("common_words.txt")
SHORTEST_WORD = 3
MOST_LOOSE_LETTERS = 2  # beside the words
FEWEST_CHARACTERS = 5  # different ones, in the whole password
_LOOK_ALIKES = str.maketrans({"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t"})
_SIGNS = str.maketrans({"@": "a", "$": "s", "!": "i", "€": "e", "|": "l"})
_ROWS = ("qwertyuiop", "azertyuiop", "asdfghjkl", "qsdfghjklm", "zxcvbnm", "wxcvbn")
_ORDER = ("abcdefghijklmnopqrstuvwxyz", *_ROWS)


class CommonPasswordRefused:
    """Django's interface of a password validator."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raises ValidationError (code `password_too_common`)."""
        if is_common(password):
            raise ValidationError(
                _("This password is among the first that attackers try. Choose another."),
                code="password_too_common",
            )

    def get_help_text(self) -> str:
        return _("Not a common word with a number behind it: attackers try those first.")


def is_common(password: str) -> bool:
    """Whether a password is a listed one, or one or two listed words made longer."""
    plain = _without_accents(password.lower())
    if plain in listed() or len(set(plain)) < FEWEST_CHARACTERS:
        return True
    # 1 and ! stand for a letter inside a word and decorate at its end, so both are tried.
    readings = {
        plain,
        plain.translate(_LOOK_ALIKES),
        plain.translate(_SIGNS),
        plain.translate(_SIGNS).translate(_LOOK_ALIKES),
        re.sub(r"[^a-z]+$", "", plain).translate(_SIGNS).translate(_LOOK_ALIKES),
    }
    return any(_is_built_of_listed(reading) for reading in readings)


def _is_built_of_listed(reading: str) -> bool:
    """At most two listed words, each as often as one likes, and nothing but signs between."""
    letters = [part for part in re.split(r"[^a-z]+", reading) if part]
    parts = [part for part in letters if len(part) >= SHORTEST_WORD]
    if sum(map(len, letters)) - sum(map(len, parts)) > MOST_LOOSE_LETTERS:
        return False
    words: set[str] = set()
    for part in parts:
        found = _words_of(part)
        if found is None:
            return False
        words |= found
    return len(words) <= 2


def _words_of(part: str) -> set[str] | None:
    """The one or two listed words that letters consist of, or a run of the keyboard."""
    if part in listed() or any(part in row or part in row[::-1] for row in _ORDER):
        return {part}
    for length in range(SHORTEST_WORD, len(part) // 2 + 1):
        unit = part[:length]
        if unit * (len(part) // length) == part and unit in listed():
            return {unit}
    for cut in range(SHORTEST_WORD, len(part) - SHORTEST_WORD + 1):
        if part[:cut] in listed() and part[cut:] in listed():
            return {part[:cut], part[cut:]}
    return None


def _without_accents(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


@cache
def listed() -> frozenset[str]:
    """Every listed password, in lower case and without accents; read once a process."""
    django_s = {_without_accents(word) for word in CommonPasswordValidator().passwords}
    own = OWN_WORDS.read_text(encoding="utf-8").splitlines()
    words = {_without_accents(line.strip().lower()) for line in own if not line.startswith("#")}
    return frozenset((django_s | words) - {""})
