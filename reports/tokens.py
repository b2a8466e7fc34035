"""What people may write in a block: words, and references to frozen figures.

A reference stands in braces, e.g. `{referrals}` or `{answers.can_help/answers.total:share}`; see
`reports.wording`. Both languages must name the same figures, and nobody may type a number below the
threshold. Which counts are withheld plays no part: who tries numbers out would learn them.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass

from reports.figures import Figures
from reports.text import CHAPTER, REFERENCE, SCOPE, THRESHOLD

WORDS = ("period.first", "period.last", "frozen", SCOPE, THRESHOLD)
STYLES = ("", "hours", "share", "top")
# Numbers that count nobody: the three countries, dates, years, articles of law, numbered parts,
# percentiles.
NOT_COUNTED = re.compile(
    r"\d{1,2}(?:er)?[\s\u00a0](?:januari|februari|maart|april|mei|juni|juli|augustus|september"
    r"|oktober|november|december|janvier|février|mars|avril|mai|juin|juillet|août|septembre"
    r"|octobre|novembre|décembre)(?:[\s\u00a0]\d{4})?"
    r"|\bdrie\s(?:Benelux-?)?(?:landen|partners)\b|\btrois\s(?:pays|partenaires)\b"
    r"|\d{4}/\d+|\d{1,2}[-/]\d{1,2}[-/]\d{4}|\b(?:19|20)\d\d\b|90e"
    r"|(?:artikel(?:en)?|articles?|lid|paragra(?:af|fen|phes?)|sections?|hoofdstuk(?:ken)?|chapitres?|tabel(?:len)?"
    r"|tableaux?|figuur|figures?|bijlagen?|annexes?|n°|nr\.)[\s\u00a0]\d+(?:\.\d+)*",
    re.IGNORECASE,
)
NUMBER = re.compile(r"\d+(?:[.,\u00a0\u202f ]\d{3})*")
SPELT = {
    2: ("twee", "deux"),
    3: ("drie", "trois"),
    4: ("vier", "quatre"),
    5: ("vijf", "cinq"),
    6: ("zes", "six"),
    7: ("zeven", "sept"),
    8: ("acht", "huit"),
    9: ("negen", "neuf"),
    10: ("tien", "dix"),
}


@dataclass(frozen=True)
class Faults:
    """What is wrong with a text in both languages, as the references and numbers themselves."""

    unknown: tuple[str, ...] = ()
    only_nl: tuple[str, ...] = ()
    only_fr: tuple[str, ...] = ()
    typed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.unknown or self.only_nl or self.only_fr or self.typed)


def named(text: str) -> dict[str, int]:
    """The figures that a text names, without their nouns, and how often each."""
    found: dict[str, int] = {}
    for expression in REFERENCE.findall(text):
        plain, _, style = expression.partition(":")
        name = plain.split("|")[0] + (f":{style}" if style else "")
        found[name] = found.get(name, 0) + 1
    return found


def known(name: str, figures: Figures, chapters: Collection[str]) -> bool:
    """Whether a reference (as `named` gives it) can be resolved."""
    plain, _, style = name.partition(":")
    if plain == CHAPTER:
        return style in chapters
    if name in WORDS:
        return True
    if style not in STYLES:
        return False
    values = figures.values()
    if style == "top":
        return figures.has(plain)
    if style == "share":
        return plain.count("/") == 1 and all(part in values for part in plain.split("/"))
    return plain in values


def faults(
    nl: str,
    fr: str,
    figures: Figures,
    chapters: Collection[str],
    *,
    made: tuple[str, str] = ("", ""),
) -> Faults:
    """What keeps a text from being saved; nothing when it may be.

    `made` is the portal's own wording of the block (nl, fr): a number that stands there may stand
    here.
    """
    dutch, french = named(nl), named(fr)
    both = {**dutch, **french}
    unknown = [name for name in both if not known(name, figures, chapters)]
    unknown += [
        expression
        for text in (nl, fr)
        for expression in REFERENCE.findall(text)
        if expression.count("|") not in {0, 2}
    ]
    for text in (nl, fr):
        rest = REFERENCE.sub("", text)
        unknown += [brace for brace in "{}" if brace in rest]
    return Faults(
        unknown=tuple(unknown),
        only_nl=tuple(name for name in dutch if name not in french),
        only_fr=tuple(name for name in french if name not in dutch),
        typed=tuple(
            sorted(
                {
                    *typed(nl, made[0], below=figures.threshold),
                    *typed(fr, made[1], below=figures.threshold),
                },
                key=len,
            )
        ),
    )


def typed(text: str, made: str = "", *, below: int | None = None) -> list[str]:
    """Numbers in a text that may count somebody, in figures or spelt out, as they are written.

    `below` asks for those that are smaller alone; what stands in `made` is left out.
    """
    found = [shown for shown, value in _numbers(text) if value and (not below or value < below)]
    for shown, _value in _numbers(made):
        if shown in found:
            found.remove(shown)
    return found


def _numbers(text: str) -> list[tuple[str, int]]:
    """Each number that may count somebody, as written and as a number."""
    plain = NOT_COUNTED.sub(" ", REFERENCE.sub(" ", text))
    found = [(shown, int(re.sub(r"\D", "", shown))) for shown in NUMBER.findall(plain)]
    words = re.findall(r"\w+", plain.lower())
    for value, spelt in SPELT.items():
        found += [(word, value) for word in words if word in spelt]
    return found
