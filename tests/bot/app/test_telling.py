"""Telling people: by day, once under each key, and never who blocked the bot."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.app.telling import Daytime, QuietHours, tell
from tests.bot.app.office import AN_ID, HANOI, Office
from tests.conftest import StoppedClock
from tests.storage.rows import rows_of

NOON = datetime(2026, 11, 20, 5, 0, tzinfo=UTC)
PARAMS = {"name": "Gia Lộc"}


def test_quiet_hours_are_those_of_the_provinces_clock() -> None:
    quiet = QuietHours(time(22, 0), time(6, 0))
    evening = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)  # 22:00 in Hà Nội
    assert quiet.next_loud(evening, HANOI) == datetime(2026, 11, 20, 23, 0, tzinfo=UTC)
    assert quiet.next_loud(evening - timedelta(seconds=1), HANOI) == evening - timedelta(seconds=1)


@pytest.mark.parametrize(
    ("utc", "today"),
    [
        (datetime(2026, 11, 20, 16, 59, tzinfo=UTC), date(2026, 11, 20)),
        (datetime(2026, 11, 20, 17, 0, tzinfo=UTC), date(2026, 11, 21)),
    ],
)
def test_the_day_is_the_provinces(utc: datetime, today: date) -> None:
    assert Daytime(StoppedClock(utc), HANOI).today == today


def test_at_night_it_is_loud_again_in_the_morning_unless_no_hours_are_quiet() -> None:
    night = StoppedClock(datetime(2026, 11, 20, 16, 0, tzinfo=UTC))  # 23:00 in Hà Nội
    assert Daytime(night, HANOI).next_loud() == datetime(2026, 11, 21, 0, 30, tzinfo=UTC)
    assert Daytime(night, HANOI, quiet=None).next_loud() == night.now
    assert Daytime(StoppedClock(NOON), HANOI).next_loud() == NOON


async def test_everybody_is_told_once_and_who_blocked_the_bot_after_coming_back(
    office: Office, database_url: str
) -> None:
    for telegram_id in (AN_ID, AN_ID + 1):
        await office.coordinator(telegram_id)
    await office.membership.blocked(AN_ID + 1, blocked=True)
    assert [await told(office) for _ in range(2)] == [1, 0]
    await office.membership.blocked(AN_ID + 1, blocked=False)
    assert await told(office) == 1
    rows = await rows_of(database_url, "outbox")
    assert sorted((row["key"], row["chat_id"]) for row in rows) == [
        (f"news:1:{AN_ID}", AN_ID),
        (f"news:1:{AN_ID + 1}", AN_ID + 1),
    ]
    assert {(row["kind"], row["params"]["name"], row["not_before"]) for row in rows} == {("news", "Gia Lộc", NOON)}


async def told(office: Office) -> int:
    """Tells the province's coordinators; how many messages are new."""
    async with office.store.write() as tx:
        province_id = await tx.provinces.province_id("hai_duong")
        assert province_id is not None
        return await tell(tx, await tx.people.coordinators(province_id), "news:1", "news", PARAMS, NOON)
