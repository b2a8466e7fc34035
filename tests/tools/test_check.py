"""The check command keeps exit codes, and a check that could not look never passes in silence."""

import json
import sys
from collections.abc import Mapping

import pytest

from tools import check, vulnerabilities


def answer(*dependencies: Mapping[str, object]) -> str:
    return json.dumps({"dependencies": list(dependencies), "fixes": []})


CLEAN = {"name": "django", "version": "5.2", "vulns": []}
SKIPPED = {"name": "redis", "skip_reason": "Dependency not found on PyPI"}
HIT = {
    "name": "py",
    "version": "1.0",
    "vulns": [{"id": "PYSEC-1", "fix_versions": ["1.1"], "aliases": [], "description": ""}],
}


@pytest.mark.parametrize(
    ("given", "code", "said"),
    [
        (answer(CLEAN), 0, "1 packages, no known vulnerability"),
        (answer(CLEAN, HIT), 1, "py 1.0: PYSEC-1, mended in 1.1"),
        (answer(HIT, SKIPPED), 1, "NOT CHECKED"),
        (answer(CLEAN, SKIPPED), vulnerabilities.NOT_CHECKED, "1 of 2 packages: redis"),
        (answer(), vulnerabilities.NOT_CHECKED, "NOT CHECKED"),
        ("", vulnerabilities.NOT_CHECKED, "no network"),
        ("[]", vulnerabilities.NOT_CHECKED, "no network"),
    ],
)
def test_a_missing_answer_is_not_a_clean_one(given: str, code: int, said: str) -> None:
    found, lines = vulnerabilities.verdict(int(code == 1), given, "Traceback\nno network\n")
    assert found == code
    assert said in "\n".join(lines)


def stand_in(code: int, name: str = "example", **more: int) -> check.Check:
    program = f"print('what is wrong'); raise SystemExit({code})"
    return check.Check(name, [sys.executable, "-c", program], **more)


def test_one_failure_fails_the_whole_and_shows_its_output(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(check, "CHECKS", [stand_in(0, "good"), stand_in(7, "bad")])
    assert check.main([]) == 1
    said = capsys.readouterr().out
    assert "(exit code 7)\nwhat is wrong" in said
    assert said.count("what is wrong") == 1
    assert said.endswith("1 of 2 checks failed: bad.\n")


@pytest.mark.parametrize(("value", "code"), [("", 1), ("yes", 1), ("allow", 0)])
def test_not_checked_fails_unless_allowed_and_is_said_either_way(
    value: str,
    code: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv(vulnerabilities.OFFLINE_VARIABLE, value)
    monkeypatch.setattr(check, "CHECKS", [stand_in(3, not_checked_code=3)])
    assert check.main([]) == code
    assert "NOT CHECKED" in capsys.readouterr().out


def test_an_unknown_name_lists_the_known_ones(capsys: pytest.CaptureFixture[str]) -> None:
    assert check.main(["typos"]) == 2
    assert "types" in capsys.readouterr().out
