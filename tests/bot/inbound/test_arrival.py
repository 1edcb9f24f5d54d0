"""A wrong token, a webhook, a second poller: said in a sentence, by the real libraries at a strict Bot API."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramConflictError

from bot.app.errors import BotRefused
from bot.i18n import translator
from bot.inbound.arrival import check_in, speak_plainly
from bot.inbound.dispatcher import make_bot
from bot.standin import DEFAULT_TOKEN, StandIn, serve
from tests.person import control

HOOK = "http://127.0.0.1:9/hook"


@pytest.fixture
async def url() -> AsyncIterator[str]:
    async with serve(StandIn()) as url:
        yield url


@asynccontextmanager
async def bot_at(url: str, token: str = DEFAULT_TOKEN) -> AsyncIterator[Bot]:
    bot = make_bot(token, url)
    speak_plainly(bot, translator("en"))
    async with bot:
        yield bot


@pytest.mark.parametrize("token", ["123456:wrong", "1:" + "x" * 90])
async def test_a_token_that_telegram_does_not_know_is_refused(url: str, token: str) -> None:
    async with bot_at(url, token) as bot:
        with pytest.raises(BotRefused, match="does not know the token"):
            await check_in(bot)


async def test_a_token_that_is_taken_back_is_refused_at_the_next_request(url: str) -> None:
    async with bot_at(url, "123456:wrong") as bot:
        with pytest.raises(BotRefused, match="does not know the token"):
            await bot.get_updates(timeout=0)


async def test_a_webhook_is_named_and_stays_unless_it_shall_go(url: str) -> None:
    async with bot_at(url) as bot:
        await bot.set_webhook(HOOK)
        with pytest.raises(BotRefused, match=HOOK):
            await check_in(bot)
        assert (await bot.get_webhook_info()).url == HOOK
        await check_in(bot, drop_webhook=True)
        assert await bot.get_updates(timeout=0) == []


async def test_without_telegram_the_bot_starts_all_the_same(url: str, caplog: pytest.LogCaptureFixture) -> None:
    async with bot_at(url) as bot:
        await control(url, "POST", "faults", {"method": "getMe", "kind": "500"})
        await check_in(bot)
    assert "could not be asked" in caplog.text


async def test_a_second_poller_is_said_once_and_again_after_it_had_stopped(
    url: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    async with bot_at(url) as bot:
        for _ in range(2):
            await bot.set_webhook(HOOK)
            for _ in range(3):
                with pytest.raises(TelegramConflictError):
                    await bot.get_updates(timeout=0)
            await bot.delete_webhook()
            await bot.get_updates(timeout=0)
    assert caplog.text.count("Another program fetches the updates") == 2
