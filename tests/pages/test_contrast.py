"""The contrast of the tokens of assets/css (WCAG 2.2, 1.4.3 and 1.4.11)."""

import re
from pathlib import Path

import pytest
from django.conf import settings

STYLES = sorted((Path(settings.BASE_DIR) / "assets/css").glob("*.css"))
CSS = STYLES[0].read_text()
TOKEN = re.compile(r"--([\w-]+): (#[0-9a-f]{6});")

TEXT = [  # foreground, background: 4.5:1
    ("ink", "paper"),
    ("ink", "paper-soft"),
    ("ink-soft", "paper"),
    ("ink-soft", "paper-soft"),
    ("link", "paper"),
    ("link", "paper-soft"),
    ("link-hover", "paper"),
    ("link-hover", "paper-soft"),
    ("on-brand", "brand"),
    ("on-brand-soft", "brand"),
    ("exit", "on-brand"),
    ("on-action", "action"),
    ("on-action", "action-hover"),
    ("on-focus", "focus"),
    *[(name, "paper") for name in ("good", "warn", "bad", "info", "quiet")],
    *[(name, f"{name}-soft") for name in ("good", "warn", "bad", "info", "quiet")],
    *[("ink", f"{name}-soft") for name in ("good", "warn", "bad", "info", "quiet")],
]
CONTROLS = [  # borders, rings and marks: 3:1
    ("control", "paper"),
    ("control", "paper-soft"),
    ("action", "paper"),
    ("action", "paper-soft"),
    ("bad", "paper"),
    ("accent", "brand"),
    ("focus", "on-focus"),
    ("focus", "brand"),
]


def tokens(mode: str) -> dict[str, str]:
    light, dark = re.findall(r":root \{(.*?)\n *\}", CSS, re.DOTALL)[:2]
    found = dict(TOKEN.findall(light))
    return found | dict(TOKEN.findall(dark)) if mode == "dark" else found


def luminance(colour: str) -> float:
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = [
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
        for channel in channels
    ]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_the_formula() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize(("front", "back"), TEXT)
def test_text(mode: str, front: str, back: str) -> None:
    found = tokens(mode)
    assert contrast(found[front], found[back]) >= 4.5


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize(("front", "back"), CONTROLS)
def test_borders_of_controls(mode: str, front: str, back: str) -> None:
    found = tokens(mode)
    assert contrast(found[front], found[back]) >= 3


@pytest.mark.parametrize("path", STYLES[1:], ids=lambda path: path.stem)
def test_colours_are_written_as_tokens_only(path: Path) -> None:
    """So that the lists above say it all; print is black on white."""
    allowed = {"#000000", "#333333", "#ffffff"} if path.stem == "95-print" else {"#ffffff"}
    assert set(re.findall(r"#[0-9a-f]{3,8}\b", path.read_text())) <= allowed
