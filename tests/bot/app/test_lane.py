"""The hold that both lanes obey after a 429."""

from __future__ import annotations

from datetime import timedelta

from bot.app.lane import Lane
from storage.store import SqlStore
from tests.conftest import StoppedClock


async def test_without_a_hold_nobody_waits(store: SqlStore, clock: StoppedClock) -> None:
    assert await Lane(store, clock).wait_seconds() == 0


async def test_a_hold_lasts_as_long_as_it_was_asked_for(store: SqlStore, clock: StoppedClock) -> None:
    lane = Lane(store, clock)
    await lane.hold(timedelta(seconds=30))
    assert await lane.wait_seconds() == 30
    clock.advance(seconds=29.5)
    assert await lane.wait_seconds() == 0.5
    clock.advance(seconds=10)
    assert await lane.wait_seconds() == 0


async def test_a_shorter_hold_never_shortens_a_longer_one(
    store: SqlStore, clock: StoppedClock, workers: tuple[SqlStore, ...]
) -> None:
    ours, theirs = Lane(store, clock), Lane(workers[1], clock)
    await ours.hold(timedelta(seconds=30))
    await theirs.hold(timedelta(seconds=3))
    assert await ours.wait_seconds() == await theirs.wait_seconds() == 30
    await theirs.hold(timedelta(seconds=60))
    assert await ours.wait_seconds() == 60
