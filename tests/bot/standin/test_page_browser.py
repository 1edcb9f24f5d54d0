"""The chat page in a real browser: a person taps, the bubbles follow."""

from __future__ import annotations

import base64
import zlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.bot.standin.wire import PIXEL, Json, Wire
from tests.chromium import browser_test, open_page

HOSTILE = "<img src=x onerror=alert(1)> *An*"

pytestmark = browser_test()


@pytest.fixture
async def page(wire: Wire) -> AsyncIterator[Page]:
    """Opened after the stand-in, and closed before it."""
    async with open_page() as opened:
        yield opened


def blank_png(width: int, height: int) -> str:
    """A white picture, as base64."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")

    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes([8, 0, 0, 0, 0])
    rows = zlib.compress((b"\0" + b"\xff" * width) * height)
    png = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    return base64.b64encode(png).decode()


def keys(*names: str) -> Json:
    return {"inline_keyboard": [[{"text": name, "callback_data": name} for name in names]]}


async def opened(page: Page, wire: Wire, query: str = "") -> int:
    """A started person's chat on the page."""
    user = await wire.person()
    await page.goto(f"{wire.url}/chat?user={user}{query}")
    await expect(page.locator("#log > li.mine")).to_have_count(1)
    return user


async def pressed(wire: Wire) -> Json:
    """The newest update; waits for it as a poller does."""
    updates: list[Json] = await wire.result("getUpdates", timeout=10)
    await wire.result("getUpdates", offset=updates[-1]["update_id"] + 1)
    return updates[-1]


async def test_a_first_visit_creates_the_person_and_start_sends_the_deep_link(page: Page, wire: Wire) -> None:
    await page.goto(f"{wire.url}/chat?user=77&name={HOSTILE}&start=thu-1")
    await expect(page.locator("#honest")).to_contain_text("không có gì được gửi đi")
    await expect(page.locator("#status")).to_contain_text(HOSTILE)
    await page.get_by_role("button", name="BẮT ĐẦU").click()
    update = await pressed(wire)
    assert update["message"]["text"] == "/start thu-1"
    assert update["message"]["from"]["first_name"] == HOSTILE
    await expect(page.locator(".bubble")).to_contain_text("/start thu-1")


async def test_an_interview_is_edited_in_place(page: Page, wire: Wire) -> None:
    user = await opened(page, wire)
    text = "<b>3/12</b> Ông/Bà hài lòng không? &lt;script&gt;"
    sent = await wire.result(
        "sendMessage", chat_id=user, text=text, parse_mode="HTML", reply_markup=keys("Hài lòng", "Không")
    )
    await expect(page.locator(".bubble b")).to_have_text("3/12")
    await expect(page.locator(".bubble").last).to_contain_text("<script>")
    await page.get_by_role("button", name="Hài lòng").click()
    query = (await pressed(wire))["callback_query"]
    await wire.result(
        "editMessageText", chat_id=user, message_id=sent["message_id"], text="4/12", reply_markup=keys("Có")
    )
    await wire.result("answerCallbackQuery", callback_query_id=query["id"], text="Đã ghi")
    await expect(page.locator("#log > li")).to_have_count(2)
    await expect(page.locator(".bubble").last).to_contain_text("đã sửa")
    await expect(page.locator("#toast")).to_have_text("Đã ghi")
    await page.get_by_role("button", name="Có").click()
    query = (await pressed(wire))["callback_query"]
    await wire.result("answerCallbackQuery", callback_query_id=query["id"], text="Xong", show_alert=True)
    await expect(page.get_by_role("dialog")).to_contain_text("Xong")


async def test_typing_reply_keyboards_and_commands_write_messages(page: Page, wire: Wire) -> None:
    user = await opened(page, wire)
    await page.get_by_label("Tin nhắn").fill("Xin chào")
    await page.keyboard.press("Enter")
    assert (await pressed(wire))["message"]["text"] == "Xin chào"
    await wire.result("setMyCommands", commands=[{"command": "diem", "description": "Điểm"}])
    markup = {"keyboard": [[{"text": "📊 Điểm của đơn vị"}]]}
    await wire.result("sendMessage", chat_id=user, text="Gõ /han", reply_markup=markup)
    await page.get_by_role("button", name="📊 Điểm của đơn vị").click()
    assert (await pressed(wire))["message"]["text"] == "📊 Điểm của đơn vị"
    await page.get_by_role("button", name="Lệnh của bot").click()
    await page.get_by_role("button", name="/diem").click()
    assert (await pressed(wire))["message"]["text"] == "/diem"
    await page.get_by_role("button", name="/han").click()
    assert (await pressed(wire))["message"]["text"] == "/han"


async def test_files_go_both_ways(page: Page, wire: Wire, tmp_path: Path) -> None:
    user = await opened(page, wire)
    paper = tmp_path / "đơn.txt"
    paper.write_text("kiến nghị", "utf-8")
    await page.get_by_role("button", name="Đính kèm").click()
    async with page.expect_file_chooser() as chooser:
        await page.get_by_role("button", name="Tệp").click()
    await (await chooser.value).set_files(paper)
    document = (await pressed(wire))["message"]["document"]
    assert document["file_name"] == "đơn.txt"
    await wire.result("sendDocument", chat_id=user, document=document["file_id"], caption="Đã nhận")
    async with page.expect_download() as download:
        await page.locator("#log > li:not(.mine) a.file").click()
    saved = await (await download.value).path()
    assert saved.read_text("utf-8") == "kiến nghị"
    photo = tmp_path / "ảnh.png"
    photo.write_bytes(PIXEL)
    await page.get_by_role("button", name="Đính kèm").click()
    async with page.expect_file_chooser() as chooser:
        await page.get_by_role("button", name="Ảnh").click()
    await (await chooser.value).set_files(photo)
    assert (await pressed(wire))["message"]["photo"][0]["width"] == 1
    await expect(page.locator("img.picture")).to_be_visible()


@pytest.mark.parametrize("screen", [(390, 844), (1280, 800)], ids=["a phone", "a desktop"])
@pytest.mark.parametrize("size", [(1080, 1500), (1500, 300), (40, 30)], ids=["tall", "wide", "small"])
async def test_a_picture_keeps_its_shape_and_fits_the_screen(
    page: Page, wire: Wire, screen: tuple[int, int], size: tuple[int, int]
) -> None:
    width, height = size
    await page.set_viewport_size({"width": screen[0], "height": screen[1]})
    user = await opened(page, wire)
    await wire.control(f"users/{user}/photo", name="a.png", mime="image/png", base64=blank_png(width, height))
    picture = page.locator("img.picture")
    await expect(picture).to_have_js_property("naturalWidth", width)
    box = await picture.bounding_box()
    assert box
    assert box["width"] / box["height"] == pytest.approx(width / height, rel=0.02)
    assert box["width"] <= screen[0]
    assert box["height"] <= screen[1]


async def test_blocking_and_starting_again(page: Page, wire: Wire) -> None:
    user = await opened(page, wire)
    await page.get_by_role("button", name="Chặn").click()
    assert "my_chat_member" in await pressed(wire)
    assert (await wire.api("sendMessage", chat_id=user, text="a"))["error_code"] == 403
    await page.get_by_role("button", name="BẮT ĐẦU LẠI").click()
    await expect(page.get_by_label("Tin nhắn")).to_be_visible()
    assert (await pressed(wire))["message"]["text"] == "/start"


async def test_the_page_speaks_english_on_demand(page: Page, wire: Wire) -> None:
    await opened(page, wire)
    await page.get_by_role("button", name="Switch to English").click()
    await expect(page.locator("#honest")).to_contain_text("nothing is sent anywhere")
    await expect(page.get_by_role("button", name="Block")).to_be_visible()
    await expect(page.locator("html")).to_have_attribute("lang", "en")


@pytest.mark.parametrize("width", [320, 360, 1280])
async def test_nothing_is_wider_than_the_screen(page: Page, wire: Wire, width: int) -> None:
    await page.set_viewport_size({"width": width, "height": 740})
    user = await opened(page, wire)
    long = "Rất không hài lòng vì phải đi lại nhiều lần và bổ sung hồ sơ " * 2
    markup = {
        "inline_keyboard": [
            [{"text": long.strip(), "callback_data": "a"}, {"text": "b" * 90, "callback_data": "b"}]
        ]
    }
    await wire.result("sendMessage", chat_id=user, text="x" * 500, reply_markup=markup)
    await expect(page.locator(".keys")).to_be_visible()
    for selector in ("html", "#scroller"):
        overflow = await page.evaluate(
            "s => { const e = document.querySelector(s); return e.scrollWidth - e.clientWidth }", selector
        )
        assert overflow <= 0
    heights = await page.evaluate("() => [...document.querySelectorAll('.keys button')].map(b => b.offsetHeight)")
    assert min(heights) >= 44


async def test_the_index_opens_a_chat_for_a_new_person(page: Page, wire: Wire) -> None:
    await page.goto(f"{wire.url}/")
    await page.get_by_label("Tên").fill(HOSTILE)
    await page.get_by_role("button", name="Mở trò chuyện").click()
    await expect(page.get_by_role("button", name="BẮT ĐẦU")).to_be_visible()
    await page.goto(f"{wire.url}/")
    await expect(page.locator("#people")).to_contain_text(HOSTILE)
    await page.get_by_label(HOSTILE).check()
    await page.get_by_role("button", name="Xem cạnh nhau").click()
    await expect(page.frame_locator("iframe").get_by_role("button", name="BẮT ĐẦU")).to_be_visible()
