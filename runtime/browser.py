"""The browser of the tests: `python -m runtime.browser` sees to it that there is one.

A system's Chromium is preferred, installed by apt where root or sudo allows it; otherwise
Playwright downloads its own.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")


def system_browser() -> str | None:
    """The path of a Chromium of this system, or None."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def own_browser() -> Path | None:
    """The Chromium that Playwright downloaded, or None."""
    from playwright.sync_api import sync_playwright  # of the tests' requirements

    with sync_playwright() as playwright:
        path = Path(playwright.chromium.executable_path)
    return path if path.exists() else None


def _apt() -> bool:
    apt = shutil.which("apt-get")
    if apt is None:
        return False
    before = []
    if os.geteuid() != 0:
        if not shutil.which("sudo"):
            return False
        if subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode:
            return False
        before = ["sudo", "-n"]
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update", "-qq"], ["install", "-y", "-qq", "chromium"]):
        done = subprocess.run(
            [*before, apt, *arguments],
            env=environment,
            stdout=subprocess.DEVNULL,
            check=False,
        )
        if done.returncode and arguments[0] == "install":
            return False
    return system_browser() is not None


def main() -> None:
    if system_browser() or own_browser():
        return
    print("  Installing Chromium for the tests …", flush=True)
    if _apt():
        return
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
    if own_browser() is None:
        raise SystemExit(
            "The tests need Chromium: install it (Debian, Ubuntu: sudo apt install chromium), "
            "then run this again."
        )


if __name__ == "__main__":
    main()
