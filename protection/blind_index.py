"""Keyed blind indexes: finding equal texts without keeping a text that could be read.

HMAC-SHA-256 (RFC 2104) under a key of its own from the environment. Whoever has the database alone
can neither read a name from a digest nor try names against it. The portal's own key can, so what
asks is limited and logged by the caller.
"""

import base64
import hashlib
import hmac
import unicodedata

from django.conf import settings

from .seal import canonical

# Letters that no decomposition takes apart, as typists without them write.
_LETTERS = str.maketrans(
    {"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h"}
)


def normalise(text: str) -> str:
    """The same text however it was typed: no accents, case, punctuation or doubled spaces.

    Letters of any script stay; marks that many leave out (Arabic vowel signs, Vietnamese tones) go.
    """
    folded = unicodedata.normalize("NFKD", text).casefold().translate(_LETTERS)
    decomposed = unicodedata.normalize("NFKD", folded)
    kept = (
        c if c.isalnum() else " "
        for c in decomposed
        if not unicodedata.category(c).startswith(("M", "Cf"))
    )
    return " ".join("".join(kept).split())


def blind_index(purpose: str, *parts: str) -> bytes:
    """32 bytes that are equal for equal normalised parts of one purpose, and say nothing else.

    Parts keep their borders: ("ab", "c") differs from ("a", "bc"). Raises ValueError when nothing
    is left of all parts, as every empty text would look alike.
    """
    normalised = [normalise(part) for part in parts]
    if not any(normalised):
        raise ValueError("A blind index needs a letter or a digit.")
    key = base64.b64decode(settings.BLIND_INDEX_KEY)
    return hmac.new(key, canonical([purpose, *normalised]), hashlib.sha256).digest()
