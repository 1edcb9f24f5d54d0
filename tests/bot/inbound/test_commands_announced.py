"""The command list is announced in every language, and a Telegram that cannot be reached stops nothing."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator

import pytest
from aiogram import Bot

from bot.inbound.commands import announce_commands
from bot.inbound.dispatcher import make_bot
from bot.standin import DEFAULT_TOKEN, StandIn, serve
from tests.person import control


@pytest.fixture
async def url() -> AsyncIterator[str]:
    async with serve(StandIn()) as opened:
        yield opened


@pytest.fixture
async def bot(url: str) -> AsyncIterator[Bot]:
    async with make_bot(DEFAULT_TOKEN, url) as opened:
        yield opened


async def test_the_commands_are_announced_in_each_language_and_in_vietnamese_for_everybody_else(bot: Bot) -> None:
    await announce_commands(bot)
    told = {code: await bot.get_my_commands(language_code=code or None) for code in ("vi", "en", "")}
    said = {code: {each.command: each.description for each in commands} for code, commands in told.items()}
    assert said["vi"]["help"] == "Hướng dẫn"
    assert said["en"]["help"] == "Help"
    assert said[""] == said["vi"]
    assert said["vi"].keys() == said["en"].keys()


@pytest.mark.parametrize("fault", ["500", "429", "drop_after"])
async def test_where_telegram_cannot_be_reached_it_is_noted_and_nothing_else_happens(
    bot: Bot, url: str, fault: str, caplog: pytest.LogCaptureFixture
) -> None:
    await control(url, "POST", "faults", {"method": "setMyCommands", "kind": fault, "times": 99})
    with caplog.at_level(logging.WARNING):
        await announce_commands(bot)
    assert "not announced" in caplog.text
