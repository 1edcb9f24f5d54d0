"""A stand-in on a free port, with clocks that stand still until a test moves them."""

from __future__ import annotations

from collections.abc import AsyncIterator

import aiohttp
import pytest

from bot.standin import StandIn, serve
from tests.bot.standin.wire import Clock, Wire


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def pulse() -> Clock:
    return Clock()


@pytest.fixture
async def standin(clock: Clock, pulse: Clock) -> StandIn:
    return StandIn(clock=clock, pulse=pulse, first_backoff=0.001)


@pytest.fixture
async def url(standin: StandIn) -> AsyncIterator[str]:
    async with serve(standin) as base:
        yield base


@pytest.fixture
async def wire(standin: StandIn, url: str) -> AsyncIterator[Wire]:
    async with aiohttp.ClientSession() as session:
        yield Wire(session, url, standin.token)
