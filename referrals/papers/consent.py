"""The consent sheet of one referral, or a blank one: as PDF and as a page to print.

Both are drawn from the same parts, so that they say the same.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from contacts import codes
from contacts.consent_sheet import Sheet, english_sentences
from contacts.models import Organisation
from referrals.codes import IDENTITY_FIELDS

from .paper import Paper, make_pdf

GUARDIAN_FIELDS = frozenset({"guardian_name", "guardian_phone", "guardian_authority"})


@dataclass(frozen=True)
class Named:
    """An organisation that would receive the identity, without the `withheld` fields."""

    name: str
    withheld: Sequence[str] = ()


@dataclass(frozen=True)
class Asking:
    """What one referral puts on the sheet. A blank sheet has no reference and names nobody."""

    sender: str
    country: str
    phones: Sequence[str] = ()
    reference: str = ""
    named: Sequence[Named] = ()
    scope: Sequence[str] = ()
    minor: bool = True
    filled: bool = field(default=False)


def phones_of(sender: Organisation, *further: str) -> list[str]:
    """The numbers at which the sender is reached, each once."""
    return list(dict.fromkeys(number for number in (*further, sender.phone) if number))


def _authorities(country: str) -> list[str]:
    """Where the person can complain (GDPR art. 77): of the country, or of all when none is said."""
    own = codes.attribute("country", country, "authority", "")
    found = (
        [own]
        if own
        else [
            codes.attribute("country", code, "authority", "")
            for code, _name in codes.choices("country")
        ]
    )
    return [authority for authority in found if authority]


def parts_of(sheet: Sheet, asking: Asking) -> dict[str, Any]:
    """The sheet as its parts: plain values for the template of the PDF and that of the page."""

    def say(key: str) -> dict[str, Any]:
        return asdict(sheet.sentence(key))

    def text(key: str) -> dict[str, Any]:
        return {"kind": "text", "sentence": say(key)}

    def ticks(keys: Iterable[str], on: Iterable[str] = ()) -> dict[str, Any]:
        chosen = set(on)
        items = [{"sentence": say(key), "on": key in chosen} for key in keys]
        return {"kind": "ticks", "items": items}

    def lines(count: int) -> dict[str, Any]:
        return {"kind": "lines", "lines": list(range(count))}

    def fields(names: Iterable[str]) -> list[dict[str, Any]]:
        return [say(f"field_{name}") for name in names]

    asked = [f for f in IDENTITY_FIELDS if asking.minor or f not in GUARDIAN_FIELDS]
    kept_from_all = (
        set.intersection(*(set(n.withheld) for n in asking.named)) if asking.named else set()
    )
    kept = [n for n in asking.named if n.withheld]
    told = [name for name in asked if name not in kept_from_all]
    scopes = [key for key in english_sentences() if key.startswith("scope_")]
    if asking.filled:
        who = {"kind": "names", "items": [n.name for n in asking.named]}
        not_told = (
            [
                {
                    "kind": "kept",
                    "sentence": say("except_from"),
                    "items": [{"name": n.name, "fields": fields(n.withheld)} for n in kept],
                }
            ]
            if kept
            else [text("not_told_nothing")]
        )
        what = {"kind": "list", "items": fields(told)}
    else:
        who, what = lines(3), ticks([f"field_{name}" for name in told])
        not_told = []
    sections = [
        ("choice", [text("choice_free"), text("choice_no"), text("choice_time")]),
        ("who", [text("who_only"), who, text("who_police")]),
        ("what", [text("what_first"), text("what_then"), what]),
        ("not_told", [*not_told, text("not_told_write"), lines(2)]),
        ("why", [text("why_only"), ticks(scopes, [f"scope_{code}" for code in asking.scope])]),
        (
            "back",
            [
                text("back_when"),
                text("back_then"),
                text("back_reach"),
                {"kind": "plain", "items": [", ".join((asking.sender, *asking.phones))]}
                if asking.sender
                else lines(1),
            ],
        ),
        (
            "rights",
            [
                text("rights_see"),
                text("rights_complain"),
                {
                    "kind": "plain",
                    "items": _authorities(asking.country),
                },
            ],
        ),
        (
            "answer",
            [
                ticks(["answer_yes", "answer_no", "answer_think", "answer_understood"]),
                {
                    "kind": "sign",
                    "items": [
                        say(f"sign_{who_signs}")
                        for who_signs in ("person", "date", "guardian", "worker", "interpreter")
                    ],
                },
            ],
        ),
    ]
    head = f"{sheet.sentence('version').text} {sheet.language.upper()} {sheet.version}"
    if asking.reference:
        head = f"{sheet.sentence('reference').text} {asking.reference} · {head}"
    return {
        "head": head,
        "heading": say("title"),
        "intro": say("intro"),
        "sections": [{"heading": say(key), "parts": parts} for key, parts in sections],
        "keep": say("keep"),
        "direction": sheet.direction,
    }


def consent_pdf(sheet: Sheet, asking: Asking, *, now: datetime) -> Paper:
    """The sheet as PDF. Raises DocumentError, as where no font has a character of the language."""
    parts = parts_of(sheet, asking)
    content = make_pdf(
        "consent.typ",
        {
            **parts,
            "page": sheet.sentence("page").text,
            "of": sheet.sentence("of").text,
            "foot": parts["head"],
        },
        language=sheet.language,
        title=sheet.sentence("title").text,
        now=now,
        all_or_nothing=True,  # the page in the browser shows every script
    )
    return Paper(f"{asking.reference or 'blank'}-c-{sheet.language}.pdf", content)
