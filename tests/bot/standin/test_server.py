"""Serving: loopback only, a free port, a prompt end."""

from __future__ import annotations

import asyncio

import aiohttp
import pytest

from bot.standin import StandIn, UnsafeHost, serve
from tests.bot.standin.wire import Wire


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "example.com"])
async def test_other_hosts_than_this_machine_are_refused(host: str) -> None:
    with pytest.raises(UnsafeHost):
        async with serve(StandIn(), host):
            pass


async def test_a_long_poll_ends_at_once_when_the_stand_in_goes_down() -> None:
    standin = StandIn()
    async with aiohttp.ClientSession() as session:
        async with serve(standin) as url:
            assert standin.url == url
            wire = Wire(session, url, standin.token)
            poll = asyncio.create_task(wire.result("getUpdates", timeout=50))
            while not standin.exchange.journal.last:
                await asyncio.sleep(0)
        assert await poll == []
