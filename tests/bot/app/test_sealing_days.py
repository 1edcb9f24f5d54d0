"""The day that is kept of the ballots' days."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from random import Random

import pytest

from bot.app.mixing import Mixing
from bot.app.sealing import Sealing
from bot.app.secrecy import period_start
from storage.store import SqlStore
from tests.bot.app.office import HANOI, Office
from tests.bot.app.sealing_office import open_two
from tests.conftest import StoppedClock
from tests.storage.mutants import Untouched
from tests.storage.rows import rows_of


@pytest.fixture
async def office(store: SqlStore, clock: StoppedClock) -> Office:
    return await open_two(store, clock)


@pytest.fixture
def sealing(store: SqlStore, clock: StoppedClock) -> Sealing:
    """The files are left alone, which takes most of the time; the tests about crashes clear them."""
    return Sealing(store, Untouched(), clock, HANOI, Random(1))


@pytest.mark.parametrize(
    ("opens_at", "kept"),
    [(datetime(2026, 11, 1, 18, 0, tzinfo=UTC), date(2026, 11, 2)), (None, date(2026, 1, 1))],
)
async def test_of_a_day_the_first_of_the_campaign_or_of_the_year_is_kept(
    office: Office, opens_at: datetime | None, kept: date
) -> None:
    async with office.store.read() as tx:
        ((campaign, _), *_) = await tx.provinces.campaigns("hai_duong")
    assert period_start(replace(campaign, opens_at=opens_at), date(2026, 11, 20), HANOI) == kept


async def test_an_open_ended_campaign_over_new_year_has_one_day_when_it_is_sealed(
    office: Office, sealing: Sealing, clock: StoppedClock, database_url: str
) -> None:
    mixing = Mixing(office.store, sealing.traces, clock, HANOI, Random(1))
    days: list[set[date]] = []

    async def note(then: Callable[[], Awaitable[object]]) -> None:
        await then()
        days.append({row["received_on"] for row in await rows_of(database_url, "ballot")})

    await office.ballot(1, "good", "good", campaign="desk")
    await note(mixing.run)
    clock.advance(days=60)
    await office.ballot(2, "good", "good", campaign="desk")
    await note(mixing.run)
    await note(lambda: sealing.seal("hai_duong", "desk", close=True))
    assert days == [{date(2026, 1, 1)}, {date(2026, 1, 1), date(2027, 1, 1)}, {date(2026, 1, 1)}]
