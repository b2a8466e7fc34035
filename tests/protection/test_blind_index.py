"""Equal names find each other however they were typed; their digests say nothing to a reader."""

import base64
import hashlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protection.blind_index import blind_index, normalise


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        ("Amélie", "amelie"),
        ("  Van   der\tBERG ", "van der berg"),
        ("O’Neill-Łukasz", "o neill lukasz"),
        ("STRASSE", "straße"),
        ("Ştefănescu", "Stefanescu"),
        ("Nguyễn Thị", "NGUYEN THI"),
        ("Bjørn Æbelø", "bjorn aebelo"),
        ("İnci Işık", "inci isik"),
        ("مُحَمَّد", "محمد"),
        ("Ame\u0301lie", "Am\u00e9lie"),
        ("An\u200dna", "Anna"),
        ("ＡＮＮＡ", "anna"),
    ],
)
def test_the_same_name_however_it_is_typed(typed: str, same: str) -> None:
    assert normalise(typed) == normalise(same)
    assert blind_index("name", typed) == blind_index("name", same)


@pytest.mark.parametrize(("one", "other"), [("Anna", "Ana"), ("ياسمين", "ياسين"), ("阮", "范")])
def test_other_names_stay_other(one: str, other: str) -> None:
    assert blind_index("name", one) != blind_index("name", other)


@given(st.text())
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


def test_parts_keep_their_borders_and_purposes_do_not_meet() -> None:
    digests = {
        blind_index("name", "ab", "c"),
        blind_index("name", "a", "bc"),
        blind_index("name", "abc"),
        blind_index("name", "a b", "c"),
        blind_index("duplicate", "ab", "c"),
    }
    assert len(digests) == 5


@pytest.mark.parametrize("parts", [(), ("",), (" - ", "…")])
def test_nothing_has_no_index(parts: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="letter or a digit"):
        blind_index("name", *parts)


def test_it_depends_on_the_key(settings: Any) -> None:
    before = blind_index("name", "Amina")
    assert len(before) == 32
    assert before != hashlib.sha256(b"amina").digest()
    settings.BLIND_INDEX_KEY = base64.b64encode(b"c" * 32).decode()
    assert blind_index("name", "Amina") != before
