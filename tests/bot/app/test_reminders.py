"""Reminders: once for each deadline, lead and coordinator, never at night, never to who blocked the bot."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot.app.reminders import REMINDER, Reminders
from bot.app.telling import NIGHT, Daytime, QuietHours
from storage.store import SqlStore
from tests.bot.app.office import HANOI, Office, open_office
from tests.builders import make_deadline, make_package, make_round
from tests.conftest import StoppedClock
from tests.storage.rows import rows_of

LAN = 2**40
MAI = LAN + 1
DUE = datetime(2026, 11, 27, 10, 0, tzinfo=UTC)  # 17:00 in Hà Nội


def hanoi(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=HANOI).astimezone(UTC)


async def an_office(store: SqlStore, clock: StoppedClock, due_at: datetime = DUE) -> Office:
    """One deadline, one coordinator; it is eight days and a night before the deadline."""
    clock.now = hanoi("2026-11-19 09:00")
    package = make_package(rounds=[make_round(deadlines=[make_deadline(due_at=due_at)])])
    office = await open_office(store, clock, package)
    await office.coordinator(LAN)
    return office


def reminders(office: Office, quiet: QuietHours | None = NIGHT) -> Reminders:
    return Reminders(office.store, Daytime(office.clock, HANOI, quiet))


async def planned(url: str) -> list[tuple[int, str, datetime]]:
    rows = await rows_of(url, "outbox")
    return sorted((row["chat_id"], row["key"].split(":")[-2], row["not_before"]) for row in rows)


async def test_nothing_is_planned_before_the_first_lead(store: SqlStore, clock: StoppedClock) -> None:
    office = await an_office(store, clock)
    assert await reminders(office).plan() == 0
    clock.now = DUE - timedelta(days=7, seconds=1)
    assert await reminders(office).plan() == 0


async def test_each_lead_reminds_once(store: SqlStore, clock: StoppedClock, database_url: str) -> None:
    office = await an_office(store, clock)
    moments = [DUE - timedelta(days=days) for days in (7, 6, 3, 2, 1)]
    counts = []
    for clock.now in moments:
        counts.append((await reminders(office).plan(), await reminders(office).plan()))
    assert counts == [(1, 0), (0, 0), (1, 0), (0, 0), (1, 0)]
    assert await planned(database_url) == [(LAN, "1", moments[4]), (LAN, "3", moments[2]), (LAN, "7", moments[0])]


async def test_a_lead_that_was_missed_gives_way_to_the_next_nearer_one(
    store: SqlStore, clock: StoppedClock, database_url: str
) -> None:
    office = await an_office(store, clock)
    clock.now = DUE - timedelta(hours=4)
    assert await reminders(office).plan() == 1
    assert [lead for _, lead, _ in await planned(database_url)] == ["1"]


async def test_every_coordinator_of_the_province_is_reminded_and_nobody_else(
    store: SqlStore, clock: StoppedClock, database_url: str
) -> None:
    office = await an_office(store, clock)
    await office.loader.load(make_package(code="thai_binh", rounds=[make_round(campaigns=[])]))
    await office.coordinator(MAI)
    await office.coordinator(MAI)  # a second code for the same person
    await office.coordinator(MAI + 1, "thai_binh")
    await office.official(MAI + 2)
    clock.now = DUE - timedelta(days=1)
    assert await reminders(office).plan() == 2
    assert [chat for chat, _, _ in await planned(database_url)] == [LAN, MAI]


async def test_several_workers_plan_at_once_and_nothing_is_planned_twice(
    store: SqlStore, clock: StoppedClock, workers: tuple[SqlStore, ...], database_url: str
) -> None:
    office = await an_office(store, clock)
    for number in range(5):
        await office.coordinator(MAI + number)
    clock.now = DUE - timedelta(days=1)
    plans = [reminders(office.at(worker)).plan() for worker in workers for _ in range(2)]
    assert sum(await asyncio.gather(*plans)) == 6
    assert len(await rows_of(database_url, "outbox")) == 6


async def test_a_reminder_says_what_is_due_and_when(
    store: SqlStore, clock: StoppedClock, database_url: str
) -> None:
    office = await an_office(store, clock)
    clock.now = DUE - timedelta(days=1)
    await reminders(office).plan()
    (row,) = await rows_of(database_url, "outbox")
    assert row["kind"] == REMINDER
    assert row["params"] == {
        "due_at": "2026-11-27T10:00:00+00:00",
        "title_vi": "Hạn self_score",
        "title_en": "Due self_score",
        "round_vi": "Chỉ số 2026",
        "round_en": "Index 2026",
    }


@pytest.mark.parametrize(
    ("moment", "sent"),
    [
        ("2026-11-26 07:29:59", "2026-11-26 07:30"),
        ("2026-11-26 07:30", "2026-11-26 07:30"),
        ("2026-11-26 19:59:59", "2026-11-26 19:59:59"),
        ("2026-11-26 20:00", "2026-11-27 07:30"),
        ("2026-11-26 23:59", "2026-11-27 07:30"),
        ("2026-11-27 00:00", "2026-11-27 07:30"),
    ],
)
async def test_at_night_a_reminder_waits_for_the_morning(
    store: SqlStore, clock: StoppedClock, database_url: str, moment: str, sent: str
) -> None:
    office = await an_office(store, clock)
    clock.now = hanoi(moment)
    await reminders(office).plan()
    ((_, _, not_before),) = await planned(database_url)
    assert not_before == hanoi(sent)


async def test_without_quiet_hours_it_goes_out_at_once(
    store: SqlStore, clock: StoppedClock, database_url: str
) -> None:
    office = await an_office(store, clock)
    clock.now = hanoi("2026-11-26 23:00")
    await reminders(office, quiet=None).plan()
    ((_, _, not_before),) = await planned(database_url)
    assert not_before == clock.now


async def test_nothing_is_planned_that_the_morning_would_find_too_late(
    store: SqlStore, clock: StoppedClock
) -> None:
    office = await an_office(store, clock, due_at=hanoi("2026-11-27 07:30"))
    clock.now = hanoi("2026-11-26 21:00")
    assert await reminders(office).plan() == 0


async def test_a_deadline_that_is_over_reminds_nobody(store: SqlStore, clock: StoppedClock) -> None:
    office = await an_office(store, clock)
    clock.now = DUE
    assert await reminders(office).plan() == 0


async def test_a_moved_deadline_reminds_anew_and_of_the_new_moment_alone(
    store: SqlStore, clock: StoppedClock, database_url: str
) -> None:
    office = await an_office(store, clock)
    clock.now = DUE - timedelta(days=1)
    assert await reminders(office).plan() == 1
    moved = make_deadline(due_at=DUE + timedelta(hours=1))
    await office.loader.load(make_package(rounds=[make_round(deadlines=[moved])]))
    clock.advance(hours=1)
    assert await reminders(office).plan() == 1
    assert await reminders(office).plan() == 0
    due = sorted(row["params"]["due_at"] for row in await rows_of(database_url, "outbox"))
    assert due == ["2026-11-27T11:00:00+00:00"]


async def test_who_blocked_the_bot_is_reminded_again_only_after_coming_back(
    store: SqlStore, clock: StoppedClock
) -> None:
    office = await an_office(store, clock)
    await office.membership.blocked(LAN, blocked=True)
    clock.now = DUE - timedelta(days=3)
    assert await reminders(office).plan() == 0
    await office.membership.blocked(LAN, blocked=False)
    assert await reminders(office).plan() == 1
