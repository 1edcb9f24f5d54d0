"""The golden line once more, with the hands of a person on a phone: a real browser on the chat page."""

from __future__ import annotations

from random import Random

import pytest
from playwright.async_api import expect

from bot.demo import SAMPLE_BALLOTS
from tests.chromium import browser_test, open_page
from tests.conftest import StoppedClock
from tests.town import Town

pytestmark = [*browser_test(), pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)]


async def test_a_citizen_fills_in_a_paper_on_the_page(town: Town) -> None:
    async with open_page() as page:
        await page.goto(f"{town.url}/chat?user=7000000101&name=An&start={await town.ticket()}")
        await page.locator("#start").click()
        await page.get_by_role("button", name="Tiếng Việt").click()
        await page.get_by_role("button", name="Tôi đồng ý").click()
        for number in range(1, 7):
            await expect(page.locator("#log")).to_contain_text(f"Câu {number}/7")
            await page.get_by_role("button", name="2. Hài lòng").click()
        await expect(page.locator("#log")).to_contain_text("Câu 7/7")
        await page.locator("#text").fill("Xin cảm ơn <b>một cửa</b>")
        await page.locator("#send").click()
        await expect(page.locator("#log")).to_contain_text("→ Xin cảm ơn <b>một cửa</b>")
        await page.get_by_role("button", name="Gửi phiếu").click()
        await expect(page.locator("#log")).to_contain_text("Trân trọng cảm ơn Ông/Bà!")
        await expect(page.locator("#log > li:not(.mine)")).to_have_count(1)


async def test_an_official_and_a_coordinator_on_the_page(town: Town, clock: StoppedClock) -> None:
    await town.services.sampler.add("hai_duong", "citizen", SAMPLE_BALLOTS, Random(2019))
    await town.services.releasing.run()
    official, coordinator = await town.official(), await town.coordinator()
    async with open_page() as page:
        await page.goto(f"{town.url}/chat?user={official.id}")
        await page.get_by_role("button", name="Xem điểm").click()
        await expect(page.locator("#log")).to_contain_text("Tổng điểm: 78,40 / 100")
        await expect(page.locator("#log img.picture")).to_be_visible()
        await town.services.reminders.plan()
        await page.goto(f"{town.url}/chat?user={coordinator.id}")
        await expect(page.locator("#log")).to_contain_text("còn 2 ngày")
