"""A code is read as people type it, and a mistyped one is known before anything is looked up."""

import pytest

from trainings.certificates.codes import ALPHABET, LENGTH, new_code, read_code, shown_code

CODE = "7F3K9QZ2HH4M0TWA"


def whole(signs: str) -> str:
    """With the check sign that belongs to the first fifteen."""
    return next(code for sign in ALPHABET if read_code(code := signs[: LENGTH - 1] + sign))


def test_a_new_code_reads_as_itself_in_groups_of_four() -> None:
    codes = {new_code() for _ in range(200)}
    assert len(codes) == 200
    for code in codes:
        assert read_code(shown_code(code)) == code
        assert [len(group) for group in shown_code(code).split("-")] == [4, 4, 4, 4]


def test_a_code_is_read_as_people_type_it() -> None:
    code = whole("10ABCDEFGH10ABC")
    typed = shown_code(code).replace("1", "l").replace("0", "o").lower().replace("-", " ")
    assert read_code(f" {typed} ") == code


def test_every_single_mistyped_sign_is_found() -> None:
    code = whole(CODE)
    for place in range(LENGTH):
        for sign in ALPHABET:
            if sign != code[place]:
                assert read_code(code[:place] + sign + code[place + 1 :]) == ""


@pytest.mark.parametrize("typed", ["", "7F3K", "7F3K-9QZ2-HH4M-0TW!", "0" * 15, "x" * 5000])
def test_what_cannot_be_a_code_is_none(typed: str) -> None:
    assert read_code(typed) == ""
