"""Two texts beside each other: what was taken out and what was put in, word by word."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

SAME, IN, OUT = "same", "in", "out"
_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
# Blocks with more words than this are shown as a whole, not word by word: matching words takes
# time with the square of their number.
MOST_WORDS = 1200


@dataclass(frozen=True)
class Piece:
    """A part of a text; `kind` is SAME, IN or OUT."""

    kind: str
    text: str


def pieces(before: str, after: str) -> list[Piece]:
    """The way from one text to the other: by lines, within changed lines by words."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    found: list[Piece] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, come = "".join(old[a:b]), "".join(new[c:d])
        found += [Piece(SAME, gone)] if tag == "equal" else _by_words(gone, come)
    return _joined(found)


def _by_words(before: str, after: str) -> list[Piece]:
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if len(old) > MOST_WORDS or len(new) > MOST_WORDS or not old or not new:
        return pair(before, after)
    found: list[Piece] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone = "".join(old[a:b])
        found += [Piece(SAME, gone)] if tag == "equal" else pair(gone, "".join(new[c:d]))
    return found


def pair(before: str, after: str) -> list[Piece]:
    """Two texts as a whole, the earlier one out, the later one in."""
    return [Piece(kind, text) for kind, text in ((OUT, before), (IN, after)) if text]


def _joined(found: Sequence[Piece]) -> list[Piece]:
    """Neighbours of one kind as one piece, and a single space between changes as part of both."""
    joined: list[Piece] = []
    for piece in found:
        if joined and joined[-1].kind == piece.kind:
            joined[-1] = Piece(piece.kind, joined[-1].text + piece.text)
        else:
            joined.append(piece)
    return joined
