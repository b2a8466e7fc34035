"""A name as the search compares it: the same however it was typed.

“De Smet” and “Desmet”, “van den Berg” and “Vandenberg”, “El Amrani” and “Elamrani” are one name to
those who write them down. So a particle is joined to the word it leads. A list puts particles last
(“Berg, Anna van den”): they go back to the front of the family name. Elsewhere the same letters are
a word of their own (“Nguyen Van An”), whose order changes: the words as they stand count too.
"""

from protection.blind_index import normalise

_DUTCH_AND_GERMAN = "van den de der ter ten te t het vanden vander vande von zu zur"
_FRENCH = "la le les du des d l dela st ste saint sainte"
_OTHERS = "al el ben bin ibn abu abou abd abdel abdul ould da do dos das del della di o mac mc"
PARTICLES = frozenset(f"{_DUTCH_AND_GERMAN} {_FRENCH} {_OTHERS}".split())


def forms_of(*names: str) -> list[list[str]]:
    """One or two forms of a name whose parts are given: its words, normalised, in alphabetical
    order, with particles joined to theirs and as they stand."""
    joined = sorted(word for name in names for word in words_of(name))
    plain = sorted(word for name in names for word in normalise(name).split())
    return [joined] if joined == plain else [joined, plain]


def words_of(name: str) -> list[str]:
    """The words of a whole name, normalised, particles joined to theirs."""
    parts = [_joined(normalise(part).split()) for part in name.split(",")]
    found: list[str] = []
    for words, left in parts:
        found += words
        if left and found:
            # After a comma they belong to the family name in front; otherwise to the word before.
            place = 0 if words is not parts[0][0] else len(found) - 1
            found[place] = left + found[place]
        elif left:
            found.append(left)
    return found


def _joined(words: list[str]) -> tuple[list[str], str]:
    """Each particle joined to the word behind it; and those with no word behind them."""
    found, waiting = [], ""
    for word in words:
        if word in PARTICLES:
            waiting += word
        else:
            found.append(waiting + word)
            waiting = ""
    return found, waiting
