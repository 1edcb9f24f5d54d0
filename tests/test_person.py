"""The person of the conversation tests, against a bot of a few lines."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Any

import aiohttp
import pytest

from bot.standin import StandIn, serve
from tests.person import NothingHappened, Person

KEYS = {"inline_keyboard": [[{"text": "Hài lòng", "callback_data": "1"}]]}


class Echo:
    """Polls as the project's own loop does: it confirms an update after it has been handled."""

    def __init__(self, session: aiohttp.ClientSession, base: str) -> None:
        self.session = session
        self.base = base
        self.handled = 0

    async def run(self) -> None:
        offset = 0
        while True:
            for update in await self.call("getUpdates", offset=offset, timeout=50):
                await self.handle(update)
                self.handled += 1
                offset = update["update_id"] + 1

    async def handle(self, update: dict[str, Any]) -> None:
        if message := update.get("message"):
            if message.get("text") != "im lặng":
                text = message.get("text") or message.get("caption") or "?"
                await self.call("sendMessage", chat_id=message["chat"]["id"], text=text, reply_markup=KEYS)
        elif query := update.get("callback_query"):
            where = {"chat_id": query["from"]["id"], "message_id": query["message"]["message_id"]}
            await self.call("editMessageText", **where, text=f"Đã chọn {query['data']}")
            await self.call("answerCallbackQuery", callback_query_id=query["id"], text="Cảm ơn")

    async def call(self, method: str, **params: Any) -> Any:
        async with self.session.post(f"{self.base}/{method}", json=params) as response:
            return (await response.json()).get("result", [])


@pytest.fixture
async def url() -> AsyncIterator[str]:
    standin = StandIn()
    async with serve(standin) as base, aiohttp.ClientSession() as session:
        task = asyncio.create_task(Echo(session, f"{base}/bot{standin.token}").run())
        yield base
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def test_a_conversation_reads_like_a_person(url: str) -> None:
    an = await Person.create(url, name="An")
    screen = await an.start("thu-1")
    assert (screen.text, screen.buttons) == ("/start thu-1", ["Hài lòng"])
    screen = await an.click("Hài lòng")
    assert (screen.text, screen.buttons, screen.toast) == ("Đã chọn 1", [], "Cảm ơn")
    screen = await an.tap("muộn", screen.newest["message_id"])
    assert screen.said == ["Đã chọn muộn"]
    assert (await an.until("muộn")).text == "Đã chọn muộn"
    assert (await an.send_document("a.pdf", b"%PDF", caption="đơn")).text == "đơn"
    assert (await an.send_other("location")).text == "?"


async def test_a_replayed_update_reaches_the_bot_twice(url: str) -> None:
    an = await Person.create(url)
    await an.send("một")
    assert (await an.replay()).said == ["một", "một"]


async def test_silence_is_either_expected_or_an_error(url: str) -> None:
    an = await Person.create(url, patience=0.05)
    await an.start()
    assert (await an.send("im lặng", quiet=True)).text == "/start"
    with pytest.raises(NothingHappened, match="no reaction"):
        await an.send("im lặng")
    with pytest.raises(NothingHappened, match="never appeared"):
        await an.until("không bao giờ")


async def test_a_wrong_button_fails_with_the_buttons_there_are(url: str) -> None:
    an = await Person.create(url)
    await an.start()
    with pytest.raises(AssertionError, match="Hài lòng"):
        await an.click("Rất hài lòng")


async def test_blocking_is_seen_on_the_screen(url: str) -> None:
    an = await Person.create(url)
    await an.start()
    assert (await an.block()).blocked
    assert not (await an.unblock()).blocked
