"""The town that conversation tests happen in."""

from __future__ import annotations

from collections.abc import AsyncIterator
from random import Random

import pytest

from bot.app.package import ProvincePackage
from tests.conftest import StoppedClock
from tests.town import Town, open_town


@pytest.fixture
async def town(
    database_url: str, clock: StoppedClock, hai_duong: ProvincePackage, thanh_hoa: ProvincePackage
) -> AsyncIterator[Town]:
    """Both example provinces, on each engine."""
    async with open_town(database_url, clock, Random(1).choice, hai_duong, thanh_hoa) as opened:
        yield opened
