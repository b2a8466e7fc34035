"""A file beside the cases is kept only when it is harmless and, with a scanner, looked at."""

import pytest

from protection.files import accepting
from protection.files.checks import FileRefused
from protection.files.scanner import ScannerAway
from tests.referrals.files import samples


def test_without_a_scanner_the_kind_decides() -> None:
    assert accepting.accepted(samples.pdf())[0] == "pdf"
    with pytest.raises(FileRefused):
        accepting.accepted(b"MZ a program")


def test_what_the_scanner_finds_or_cannot_see_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(accepting, "is_configured", lambda: True)
    monkeypatch.setattr(accepting, "found_in", lambda _data: "Eicar-Signature")
    with pytest.raises(FileRefused, match="virus"):
        accepting.accepted(samples.pdf())

    def away(_data: bytes) -> str:
        raise ScannerAway

    monkeypatch.setattr(accepting, "found_in", away)
    with pytest.raises(FileRefused, match="again"):
        accepting.accepted(samples.pdf())
