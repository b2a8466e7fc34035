"""What a session holds under which name, and how its browser is called in words."""

import re
from typing import NamedTuple

SESSION_ENDS = "ends_at"  # seconds since the epoch: the latest end, however busy
ENDED_FOR = "ended_for"  # whose session this browser had until it ended by itself
KEPT_PAGES = "kept_pages"  # addresses with kept text, to the form's own: [[page, action], …]
BROWSER = "browser"
SYSTEM = "system"

# The first that fits names it: Edge and Opera also say Chrome, and Chrome says Safari.
_BROWSERS = (
    ("edge", r"\bEdgA?(iOS)?/"),
    ("opera", r"\bOPR/"),
    ("samsung", r"\bSamsungBrowser/"),
    ("firefox", r"\b(Firefox|FxiOS)/"),
    ("chrome", r"\b(Chrom(e|ium)|HeadlessChrome|CriOS)/"),
    ("safari", r"\bSafari/"),
)
_SYSTEMS = (
    ("android", r"\bAndroid\b"),
    ("ios", r"\b(iPhone|iPad|iPod)\b"),
    ("windows", r"\bWindows\b"),
    ("macos", r"\bMac OS X\b|\bMacintosh\b"),
    ("chromeos", r"\bCrOS\b"),
    ("linux", r"\bLinux\b|\bX11\b"),
)
BROWSER_NAMES = {
    "edge": "Edge",
    "opera": "Opera",
    "samsung": "Samsung Internet",
    "firefox": "Firefox",
    "chrome": "Chrome",
    "safari": "Safari",
}
SYSTEM_NAMES = {
    "android": "Android",
    "ios": "iPhone / iPad",
    "windows": "Windows",
    "macos": "macOS",
    "chromeos": "ChromeOS",
    "linux": "Linux",
}


class Device(NamedTuple):
    """Codes of BROWSER_NAMES and SYSTEM_NAMES; "" where it cannot be told."""

    browser: str
    system: str


def device_of(user_agent: str) -> Device:
    """The browser and system that a User-Agent header names."""
    return Device(_first(_BROWSERS, user_agent), _first(_SYSTEMS, user_agent))


def _first(patterns: tuple[tuple[str, str], ...], text: str) -> str:
    return next((code for code, pattern in patterns if re.search(pattern, text)), "")
