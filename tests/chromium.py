"""A real browser for tests, where one is installed."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import Page, async_playwright

__all__ = ["browser_test", "open_page"]

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync"]


def browser_test() -> list[pytest.MarkDecorator]:
    """The marks of a module whose tests drive Chromium."""
    reason = "no chromium, chromium-browser or google-chrome on PATH"
    return [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason=reason)]


@asynccontextmanager
async def open_page() -> AsyncIterator[Page]:
    """A phone of 360 pixels whose console must stay silent."""
    complaints: list[str] = []
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        page = await browser.new_page(viewport={"width": 360, "height": 740}, locale="vi-VN")
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        yield page
        await browser.close()
    assert complaints == []
