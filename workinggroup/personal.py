"""Nothing of a person in what the working group writes to one another: a check that refuses.

It knows the forms of names, phone numbers, mail addresses, number plates (Netherlands, Belgium,
Luxembourg and their neighbours) and document numbers, and says which piece it stumbled over. It
cannot know everything: the page warns beside the field, and a signal can be taken back. When in
doubt it refuses, since a signal is about a method and never about somebody.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from contacts import codes
from contacts.models import Organisation

DATA = Path(__file__).parent / "data"
SHORTEST_STEM = 5


class Kind(StrEnum):
    """What a piece of text looks like."""

    NAME = "name"
    PHONE = "phone"
    MAIL = "mail"
    PLATE = "plate"
    DOCUMENT = "document"
    PROFILE = "profile"
    BIRTH = "birth"


MESSAGES: dict[Kind, Any] = {
    Kind.NAME: _("“%(piece)s” looks like the name of a person. Leave it out."),
    Kind.PHONE: _("“%(piece)s” looks like a phone or register number. Leave it out."),
    Kind.MAIL: _("“%(piece)s” looks like an e-mail address. Leave it out."),
    Kind.PLATE: _("“%(piece)s” looks like a number plate. Leave it out."),
    Kind.DOCUMENT: _("“%(piece)s” looks like the number of a document or account. Leave it out."),
    Kind.PROFILE: _("“%(piece)s” looks like the address of a profile or page. Leave it out."),
    Kind.BIRTH: _("“%(piece)s” looks like a date of birth. Leave it out."),
}


@dataclass(frozen=True)
class Finding:
    """A piece of the text that looks like somebody's."""

    kind: Kind
    piece: str


_I = re.IGNORECASE
# What is made of many digits and is nobody's: removed before numbers are looked for.
_HARMLESS = (
    re.compile(
        r"\b(?:richtlijn|verordening|directive|règlement|reglement|regulation|decision|besluit|"
        r"décision)\s*(?:\([A-Z]{2,4}\)\s*)?(?:nr\.?|n°|no\.?)?\s*\d{2,4}/\d{1,4}(?:/\w{2,4})?",
        _I,
    ),
    re.compile(r"\b(?:19|20)\d{2}\s*[-–/]\s*(?:19|20)\d{2}\b"),  # 2016-2017
    re.compile(r"\b(?:19|20)\d{2}-\d{1,2}-\d{1,2}\b"),
    re.compile(
        r"(?<![\d/.-])(?:0?[1-9]|[12]\d|3[01])\s?[-/.]\s?(?:0?[1-9]|1[0-2])\s?[-/.]\s?"
        r"(?:19|20)?\d{2}\b(?![\s/.-]?\d)"
    ),  # 12/03/2026
    re.compile(r"(?:€|\beuro?s?\b)\s*\d[\d.,\s\u00a0\u202f]*\d", _I),
    re.compile(r"\d[\d.,\s\u00a0\u202f]*\s*(?:€|euros?\b|eur\b)", _I),
    re.compile(r"\b\d{1,2}[.:]\d{2}\s*(?:-|–|tot|à|to)\s*\d{1,2}[.:]\d{2}\b"),  # hours
)
_MAIL = re.compile(r"[^\s@]+(?:@|\s?\[at\]\s?|\s?\(at\)\s?)\w[\w.-]*", _I)
_PROFILE = re.compile(
    r"(?:https?://|www\.)\S+|(?<!\w)@\w[\w.]{2,}|\b(?:t\.me|wa\.me|fb\.com)/\S+", _I
)
_PHONE = re.compile(
    r"\+?(?:\d[\s./()\u00a0-]{0,2}){7,}\d?|(?:\+|\b00)\s?3[12]\d?[\s./()-]{0,2}\d{2,}"
)
_BIRTH = re.compile(
    r"\b(?:geboren|geboortedatum|née?|naissance|born|geb\.)\b\D{0,20}"
    r"\d{1,4}\s*[-/. ]\s*(?:\d{1,2}|[a-zéû]{3,9})\s*[-/. ]\s*\d{2,4}",
    _I,
)
# Series of plates. With hyphens in small letters too; with spaces or nothing in capitals alone, or
# “10 van 5” would be one.
_SERIES = re.findall(
    r"\S+",
    "LL-DD-DD DD-DD-LL DD-LL-DD LL-DD-LL LL-LL-DD DD-LL-LL DD-LLL-D D-LLL-DD LL-DDD-L L-DDD-LL "
    "LLL-DD-L D-LL-DDD DDD-LL-D "  # Netherlands
    "D-LLL-DDD LLL-DDD DDD-LLL "  # Belgium
    "LL-DDDD LL-DDDDD "  # Luxembourg
    "LL-DDD-LL LL-LL-DDDD L-LL-DDDD LLL-LL-DDD",  # France, Germany
)


def _plate(series: str, *, joined: str, letters: str) -> str:
    piece = re.escape(series).replace(r"\-", joined).replace("L", letters).replace("D", r"\d")
    return rf"(?<![\w-]){piece}(?![\w-])"


_HYPHENED = re.compile(
    "|".join(_plate(s, joined=r"\s?[-–·.]\s?", letters="[A-Za-z]") for s in _SERIES)
)
_SPACED = re.compile("|".join(_plate(s, joined=r"\s?", letters="[A-Z]") for s in _SERIES))
# Before a number these are no plate: EU 2016, BE 2017, B8.
_NO_PLATE = re.compile(r"^(?:EU|UE|BE|NL|LU|FR|DE|VN|UN|ONU|NU|IN|EN|ART|THB|NRM)\W*\d", _I)
_DOCUMENT = re.compile(
    r"\b[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{4}){2,}(?:\s?[A-Z0-9]{1,4})?\b"  # a bank account
    r"|\b(?=(?:[A-Z]*\d){4})(?=\d*[A-Z])[A-Z0-9]{7,14}\b"  # passport, card, residence permit
    r"|\b(?i:BSN|NISS|INSZ|CNS|matricule|rijksregister\w*|paspoort\w*|passeport|passport|"
    r"identiteitskaart|dossier(?:nummer)?|document(?:nummer)?|V-nummer|PV|IMEI)\s*"
    r"(?i:nr\.?|n°|no\.?|nummer|numéro|number|num\.?)?\s*[:.]?\s*(?=\S*\d)[A-Z0-9][\w./-]{3,}",
)
_ANNOUNCED = re.compile(
    r"\b(?i:mevrouw|mevr|mw|meneer|mijnheer|dhr|de\ heer|madame|mme|monsieur|mlle|mrs?|ms|miss)"
    r"\b\.?"
    r"\s+(?:(?:van|de|den|der|el|al|ter|du|le|la)\s+)*[A-ZÀ-Þ][\w’'-]+"
    r"|\b(?i:heet|heette|genaamd|bijgenaamd|alias|nommée?|prénommée?|surnommée?|s[’']appelle|"
    r"s[’']appelait|dite?|named|called|nicknamed|naam|nom|name)\b\s*(?:(?i:is|est|:)\s*)?[“”‘«\"]?\s?"
    r"[A-ZÀ-Þ][a-zà-ÿ’'-]+"
)
_WORD = re.compile(r"[A-Za-zÀ-ÖØ-öø-žȘșȚț][\w’'-]*")
_PARTICLES = frozenset(
    re.findall(
        r"\S+",
        "van de den der ter ten el al ben bin ibn du le la des von da dos di del della o'",
    )
)
_ENDS_A_SENTENCE = re.compile(r"[.!?:;\n•“”‘«»\"(]\s*$|[-–]\s+$")


def refuse_personal_data(text: str) -> None:
    """A validator: refuse a text that holds something of a person. Raises ValidationError."""
    found = findings(text)
    if found:
        raise ValidationError(
            [
                ValidationError(MESSAGES[one.kind], code=one.kind, params={"piece": one.piece})
                for one in found
            ]
        )


def findings(text: str) -> list[Finding]:
    """What looks like a person's in a text, each piece once; empty for a text that may go out."""
    found: dict[str, Finding] = {}
    for look in (_addresses, _births, _numbers, _plates_and_papers, _names):
        for finding in look(text):
            if not any(finding.piece in piece for piece in found):
                found[finding.piece] = finding
    return list(found.values())


def _addresses(text: str) -> Iterator[Finding]:
    yield from _each(Kind.MAIL, _MAIL, text)
    yield from _each(Kind.PROFILE, _PROFILE, text)


def _births(text: str) -> Iterator[Finding]:
    yield from _each(Kind.BIRTH, _BIRTH, text)


def _numbers(text: str) -> Iterator[Finding]:
    yield from _each(Kind.PHONE, _PHONE, _without_harmless(text))


def _plates_and_papers(text: str) -> Iterator[Finding]:
    left = _without_harmless(text)
    for pattern in (_HYPHENED, _SPACED):
        yield from _each(Kind.PLATE, pattern, left, lambda piece: not _NO_PLATE.match(piece))
    yield from _each(Kind.DOCUMENT, _DOCUMENT, left)


def _each(
    kind: Kind,
    pattern: re.Pattern[str],
    text: str,
    counts: Callable[[str], object] = bool,
) -> Iterator[Finding]:
    for match in pattern.finditer(text):
        piece = match[0].strip(" .,;:()")
        if counts(piece):
            yield Finding(kind, piece)


def _without_harmless(text: str) -> str:
    for pattern in _HARMLESS:
        text = pattern.sub(" … ", text)
    return text


def _names(text: str) -> Iterator[Finding]:
    yield from _each(Kind.NAME, _ANNOUNCED, text, _names_somebody)
    words = [(match[0], match.start(), match.end()) for match in _WORD.finditer(text)]
    for at, (word, start, _end) in enumerate(words):
        if not _capital(word) or _is_known(word):
            continue
        if _bare(word) in _first_names():
            yield Finding(Kind.NAME, word)
            continue
        following = _following(words, at, text)
        begins = start == 0 or bool(_ENDS_A_SENTENCE.search(text[:start]))
        if following and not (begins and _is_common(word)):
            yield Finding(Kind.NAME, text[start : following[2]])


def _following(
    words: list[tuple[str, int, int]], at: int, text: str
) -> tuple[str, int, int] | None:
    """The next word when it goes on with a name: “Popescu” after “Ion”, “den Berg” after “Van”."""
    end = words[at][2]
    for following in words[at + 1 : at + 4]:
        word, start, stop = following
        if text[end:start].strip(" "):  # something stands between
            return None
        if word.lower() in _PARTICLES and not _capital(word):
            end = stop
            continue
        return following if _capital(word) and not _is_known(word) else None
    return None


def _names_somebody(piece: str) -> bool:
    last = piece.rsplit(maxsplit=1)[-1].strip('“”‘«"’')
    return not _is_known(last)


def _capital(word: str) -> bool:
    """Begins with a capital and is no abbreviation (THB, EMPACT)."""
    return word[:1].isupper() and not (word.isupper() and len(word) <= 6)


def _bare(word: str) -> str:
    return re.sub(r"[’']s$", "", word).casefold()


def _is_known(word: str) -> bool:
    """A place, a people, a body: no person's name."""
    parts = [_bare(part) for part in word.split("-") if part]
    return all(_is_known_part(part) for part in parts) or _bare(word) in _known()


def _is_known_part(part: str) -> bool:
    if part in _known() or part in _directory_words():
        return True
    stems = (part[:length] for length in range(SHORTEST_STEM, len(part)))
    return any(stem in _known() for stem in stems)


def _is_common(word: str) -> bool:
    return _bare(word) in _common() or word.casefold().endswith(_ENDINGS)


# Endings of words of the three languages that begin a sentence and end no first name here.
_ENDINGS = (
    "ing",
    "ingen",
    "heid",
    "eurs",
    "teurs",
    "tion",
    "tions",
    "ment",
    "ments",
    "schap",
    "aars",
)


@cache
def _first_names() -> frozenset[str]:
    return frozenset(name.casefold() for name in _words_of("first_names.txt"))


@cache
def _known() -> frozenset[str]:
    return frozenset(
        part.casefold()
        for word in _words_of("known_words.txt")
        for part in (word, *word.split("-"))
    )


@cache
def _common() -> frozenset[str]:
    return frozenset(word.casefold() for word in _words_of("common_words.txt"))


def _words_of(name: str) -> Iterator[str]:
    for line in (DATA / name).read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            yield from line.split()


def _directory_words() -> frozenset[str]:
    """The words of the names of organisations, regions and countries; read once a minute."""
    kept = codes.derived()
    key = "words that name no person"
    if key not in kept:
        names = [
            name for pair in Organisation.objects.values_list("name_nl", "name_fr") for name in pair
        ]
        for list_code in ("country", "region", "language"):
            names += [codes.label(list_code, code) for code in codes.all_codes(list_code)]
        kept[key] = frozenset(
            part.casefold()
            for name in names
            if name
            for word in _WORD.findall(name)
            for part in (word, *word.split("-"))
        )
    found: frozenset[str] = kept[key]
    return found
