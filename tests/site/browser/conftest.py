"""The system's Chromium, and pages in it that may not say a word in the console."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Browser, Page, Request, sync_playwright

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    Opening = Callable[..., AbstractContextManager[Page]]

NAMES = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Yield the browser of the system, without a window; where there is none, tests fail."""
    found = [path for name in NAMES if (path := shutil.which(name))]
    assert found, "there is no Chromium: apt-get install chromium"
    with sync_playwright() as playwright:
        # as root, as in CI, Chromium starts without its sandbox alone; it sees our own pages only
        chromium = playwright.chromium.launch(executable_path=found[0], args=["--no-sandbox"])
        yield chromium
        chromium.close()


def _failure(request: Request) -> list[str]:
    """Return what failed; not what nobody waits for, because another page is opened."""
    return [] if "ERR_ABORTED" in (request.failure or "") else [request.url]


@pytest.fixture(scope="session")
def opening(browser: Browser, site: Path) -> Opening:
    """Return what opens a page of the site from the disk, and fails where the console speaks."""

    @contextmanager
    def opened(address: str, width: int = 1440, **context: Any) -> Iterator[Page]:  # noqa: ANN401
        own = browser.new_context(viewport={"width": width, "height": 900}, **context)
        page = own.new_page()
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("requestfailed", lambda request: said.extend(_failure(request)))
        page.goto(f"{site.as_uri()}/{address}")
        yield page
        own.close()
        assert said == [], address

    return opened
