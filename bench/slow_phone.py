"""A slow phone on a slow line: largest contentful paint, and what a first visit loads.

Chromium with a quarter of the processor and Lighthouse's "slow 4G": 150 ms to the server and back,
1.6 Mbit/s down. The portal is one of its own, as `make run` starts it; each visit has an empty
cache.
"""

import os
import statistics
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from accounts.demonstration import DEMONSTRATION_ACCOUNTS
from runtime.browser import system_browser
from tests.portal import short_folder, start_portal
from tools.walk import sign_in

from .timing import Result

WARM_UP, RUNS = 2, 3  # each of the two web processes draws its first page slowly
PROCESSOR = 4
LINE: dict[str, Any] = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 750_000 / 8,
}
LARGEST_PAINT = """() => new Promise(resolve => {
  new PerformanceObserver(list => resolve(list.getEntries().at(-1).startTime))
    .observe({type: "largest-contentful-paint", buffered: true});
})"""
PAGES = ("accounts/login/", "", "referrals/", "referrals/new/", "contacts/")


def measure() -> list[Result]:
    """Milliseconds for each page, cold; then kB and requests from sign-in to home."""
    with short_folder() as folder:
        portal = start_portal(folder / "data")
        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(
                    executable_path=system_browser(),
                    args=["--no-sandbox"] if os.geteuid() == 0 else [],
                )
                results = [_paint(browser, portal.base_url, path) for path in PAGES]
                results += _first_visit(browser, portal.base_url)
                browser.close()
        finally:
            portal.stop()
    return results


def _paint(browser: Browser, base: str, path: str) -> Result:
    times = []
    for run in range(WARM_UP + RUNS):
        context = browser.new_context(viewport={"width": 390, "height": 844})
        page = context.new_page()
        if not path.endswith("/login/"):
            sign_in(page, base, "nl", DEMONSTRATION_ACCOUNTS[0].login)
        phone = context.new_cdp_session(page)
        phone.send("Network.enable")
        phone.send("Network.clearBrowserCache")
        phone.send("Network.emulateNetworkConditions", LINE)
        phone.send("Emulation.setCPUThrottlingRate", {"rate": PROCESSOR})
        page.goto(f"{base}/nl/{path}")
        painted = page.evaluate(LARGEST_PAINT)
        if run >= WARM_UP:
            times.append(painted)
        context.close()
    name = f"slow phone, largest paint of /nl/{path}"
    return Result(name, 1, "ms", statistics.median(times), limit="value <= 1500")


def _first_visit(browser: Browser, base: str) -> list[Result]:
    context = browser.new_context()
    page = context.new_page()
    requests = watch(page)
    sign_in(page, base, "nl", DEMONSTRATION_ACCOUNTS[0].login)
    page.wait_for_load_state("networkidle")
    context.close()
    size = sum(requests) / 1000
    return [
        Result("first visit, sign-in to home", 1, "kB", size, limit="value <= 120"),
        Result("first visit, sign-in to home", 1, "requests", len(requests), limit="value <= 6"),
    ]


def watch(page: Page) -> list[int]:
    """A list that grows by the bytes of each answer from now on that no cache gave."""
    sizes: list[int] = []
    cached: set[str] = set()
    client = page.context.new_cdp_session(page)
    client.send("Network.enable")
    client.on("Network.requestServedFromCache", lambda event: cached.add(event["requestId"]))

    def finished(event: dict[str, Any]) -> None:
        if event["requestId"] not in cached:
            sizes.append(event["encodedDataLength"])

    def sent(event: dict[str, Any]) -> None:
        # The redirect after sign-in never finishes loading; it is a request all the same.
        if "redirectResponse" in event:
            sizes.append(event["redirectResponse"]["encodedDataLength"])

    client.on("Network.loadingFinished", finished)
    client.on("Network.requestWillBeSent", sent)
    return sizes
