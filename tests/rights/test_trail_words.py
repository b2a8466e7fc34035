"""An officer reads words: each action and subject that the code writes out has one."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from rights.trail_words import ACTIONS, SUBJECTS, action_label

ROOT = Path(__file__).parents[2]
APPS = [
    "accounts",
    "benelux_thb",
    "contacts",
    "exchange",
    "guide",
    "notifications",
    "protection",
    "referrals",
    "reports",
    "rights",
    "trainings",
    "workinggroup",
]
WRITERS = {"record", "_record", "_log"}


def written() -> Iterator[tuple[str, str]]:
    """(action or "", subject or "") of each call that writes a line of the trail."""
    for app in APPS:
        for file in (ROOT / app).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text())):
                if isinstance(node, ast.Call) and called(node) in WRITERS:
                    for action in constants(node.args[0]) if called(node) == "record" else ():
                        yield action, ""
                    for word in node.keywords:
                        if word.arg == "subject":
                            yield from (("", subject) for subject in constants(word.value))


def called(node: ast.Call) -> str:
    return getattr(node.func, "id", getattr(node.func, "attr", ""))


def constants(node: ast.expr) -> list[str]:
    """The texts an expression may give, as far as they are written out."""
    if isinstance(node, ast.IfExp):
        return constants(node.body) + constants(node.orelse)
    return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) else []


def test_each_action_and_subject_has_words() -> None:
    found = set(written())
    assert len(found) > 60
    assert {action for action, _subject in found} - {""} <= set(ACTIONS)
    assert {subject for _action, subject in found} - {""} <= set(SUBJECTS)


@pytest.mark.parametrize("move", ["accept", "send"])
def test_a_move_says_what_happened(move: str) -> None:
    assert action_label(f"referral_{move}") != f"referral {move}"
