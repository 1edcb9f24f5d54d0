"""Time passes: late reports are marked and reminded of once, closed ones forget who wrote them."""

from __future__ import annotations

import asyncio
from datetime import date, datetime

import pytest

from bot.app.report import ReportStatus
from bot.app.report_form import Act
from bot.app.report_watch import LATE_PAGE
from bot.app.telling import NIGHT
from storage.store import SqlStore
from tests.bot.app.office import HANOI, Office, open_office
from tests.bot.app.report_office import AN, LAN, MAI, ReportOffice
from tests.builders import make_package, make_round, make_unit
from tests.conftest import StoppedClock
from tests.storage.rows import all_rows, rows_of


@pytest.fixture
async def desk(office: Office) -> ReportOffice:
    await office.official(LAN, "gia_loc")
    await office.coordinator(MAI)
    return ReportOffice(office)


async def reminded(url: str) -> list[int]:
    return [row["chat_id"] for row in await rows_of(url, "outbox") if row["kind"] == "citizen_report_late"]


async def test_a_report_is_late_on_the_day_after_its_day(
    desk: ReportOffice, clock: StoppedClock, database_url: str
) -> None:
    await desk.sent()
    clock.now = datetime(2026, 12, 4, 23, 59, tzinfo=HANOI)
    await desk.watch.run()
    assert await reminded(database_url) == []
    clock.now = datetime(2026, 12, 5, 0, 1, tzinfo=HANOI)
    await desk.watch.run()
    assert await reminded(database_url) == [LAN]
    ((report,), today) = (await desk.desk.inbox(LAN)).reports.items, (await desk.desk.inbox(LAN)).today
    assert (report.late_on, report.is_late(today), report.needs_apology) == (date(2026, 12, 5), True, True)


async def test_it_is_marked_and_reminded_of_once_whoever_ticks(
    desk: ReportOffice, workers: tuple[SqlStore, ...], clock: StoppedClock, database_url: str
) -> None:
    await desk.sent()
    clock.advance(days=20)
    await asyncio.gather(*(ReportOffice(desk.office.at(worker)).watch.run() for worker in workers))
    before = await all_rows(database_url)
    clock.advance(days=1)
    await desk.watch.run()
    assert await all_rows(database_url) == before
    assert await reminded(database_url) == [LAN]


async def test_answering_one_late_report_does_not_swallow_the_reminder_of_another(
    desk: ReportOffice, clock: StoppedClock, database_url: str
) -> None:
    first, _ = await desk.sent(), await desk.sent("Việc khác")
    clock.advance(days=20)
    await desk.official().answers(first)
    await desk.watch.run()
    assert await reminded(database_url) == [LAN]


async def test_a_reminder_waits_for_the_morning(desk: ReportOffice, clock: StoppedClock, database_url: str) -> None:
    await desk.sent()
    clock.now = datetime(2026, 12, 5, 0, 1, tzinfo=HANOI)
    await ReportOffice(desk.office, NIGHT).watch.run()
    (row,) = [row for row in await rows_of(database_url, "outbox") if row["kind"] == "citizen_report_late"]
    assert row["not_before"].astimezone(HANOI) == datetime(2026, 12, 5, 7, 30, tzinfo=HANOI)


async def test_a_closed_report_no_longer_says_who_wrote_it_anywhere(
    desk: ReportOffice, clock: StoppedClock, database_url: str
) -> None:
    an = desk.citizen()
    await an.begins()
    await an.fills_in("Chờ", photo="file-1")
    report = (await an.sends()).report
    assert report
    clock.advance(days=20)
    await desk.official().answers(report)
    await desk.official().apologises(report, "1/UB 10/12/2026")
    clock.advance(days=29)
    await desk.watch.run()
    assert len((await desk.reporting.home(AN)).own) == 1
    clock.advance(days=1)
    await desk.watch.run()
    rows = await all_rows(database_url)
    del rows["person"]  # the language stays, without any link to the report
    rows.pop("language_kept", None)
    assert str(AN) not in str(rows)
    (stored,) = rows["citizen_report"]
    assert (stored["text"], stored["photo"], stored["closed_on"]) == ("Chờ", None, date(2027, 1, 9))
    assert (await desk.reporting.home(AN)).own == ()
    followed = await desk.reporting.follow(AN, report.number)
    assert not followed.mine
    assert followed.report
    assert followed.report.status is ReportStatus.CLOSED


async def test_an_apology_that_is_owed_outlives_the_closing(desk: ReportOffice, clock: StoppedClock) -> None:
    report = await desk.sent()
    clock.advance(days=20)
    await desk.official().answers(report)
    clock.advance(days=31)
    await desk.watch.run()
    (owed,) = (await desk.desk.inbox(LAN)).reports.items
    assert owed.closed_on
    await desk.official().apologises(report, "9/UB 20/12/2026")
    assert (await desk.desk.inbox(LAN)).reports.items == ()


async def test_a_report_that_waits_is_not_closed(desk: ReportOffice, clock: StoppedClock) -> None:
    await desk.sent()
    clock.advance(days=400)
    await desk.watch.run()
    assert [report.status for report in (await desk.reporting.home(AN)).own] == [ReportStatus.RECEIVED]


async def test_coordinators_see_the_late_ones_counted_by_unit(desk: ReportOffice, clock: StoppedClock) -> None:
    await desk.office.official(LAN + 5, "thanh_ha")
    answered, done = await desk.sent("a", unit=1), await desk.sent("b", unit=1)
    await desk.sent("c", unit=2)
    await desk.sent("d", AN + 1, unit=2)
    assert (late := await desk.watch.late(MAI)) is not None
    assert late.units.items == ()
    clock.advance(days=15)
    for report in (answered, done):
        await desk.official().answers(report)
    await desk.official().apologises(done, "1/UB 01/12/2026")
    await desk.sent("too new", AN + 2)
    late = await desk.watch.late(MAI)
    assert late
    counted = [(each.unit.code, each.unanswered, each.owed, each.done) for each in late.units.items]
    assert counted == [("thanh_ha", 2, 2, 0), ("gia_loc", 0, 1, 1)]
    assert [n for n, _ in late.units.shown] == [1, 2]
    waiting = [[report.text for report in late.of(each.unit.id)] for _, each in late.units.shown]
    assert waiting == [["c", "d"], ["a"]]


async def test_nobody_else_sees_the_late_list(desk: ReportOffice) -> None:
    assert await desk.watch.late(LAN) is None
    assert await desk.watch.late(AN) is None


async def test_a_coordinator_sees_no_other_province(desk: ReportOffice, clock: StoppedClock) -> None:
    await desk.office.loader.load(make_package(code="thanh_hoa"))
    an = desk.citizen()
    await an.begins()
    await an.taps(Act.PICK, 2)
    await an.fills_in()
    await an.sends()
    clock.advance(days=20)
    late = await desk.watch.late(MAI)
    assert late
    assert late.units.items == ()


async def test_the_late_list_has_pages(store: SqlStore, clock: StoppedClock) -> None:
    units = [make_unit(code=f"h{n}") for n in range(LATE_PAGE + 1)]
    office = await open_office(store, clock, make_package(units=units, rounds=[make_round(campaigns=())]))
    await office.coordinator(MAI)
    desk = ReportOffice(office)
    for number in range(LATE_PAGE + 1):
        await desk.sent(telegram_id=AN + number, unit=number + 1)
    clock.advance(days=20)
    late = await desk.watch.late(MAI, 5)
    assert late
    assert (late.units.number, late.units.pages, len(late.units.shown)) == (1, 2, 1)
