"""A citizen writes a report: step by step, resumable, once, and nothing of it names the citizen to the unit."""

from __future__ import annotations

import asyncio
from datetime import date, datetime, timedelta

import pytest

from bot.app.report import Category, ReportStage, ReportStatus
from bot.app.report_form import Act, Tap
from bot.app.reports import MAX_WAITING, Reporting, Told
from bot.app.telling import NIGHT
from storage.store import SqlStore
from tests.bot.app.office import HANOI, Office
from tests.bot.app.report_office import AN, LAN, MAI, Citizen, ReportOffice
from tests.conftest import StoppedClock
from tests.storage.rows import all_rows, rows_of


@pytest.fixture
async def desk(office: Office) -> ReportOffice:
    await office.official(LAN)
    return ReportOffice(office)


@pytest.fixture
async def an(desk: ReportOffice) -> Citizen:
    citizen = desk.citizen()
    await citizen.begins()
    return citizen


async def test_a_report_goes_from_the_notice_to_the_receipt(
    desk: ReportOffice, an: Citizen, database_url: str
) -> None:
    assert an.is_asked(ReportStage.UNIT), "one province, one type of unit: nothing to choose"
    assert an.form.before is None
    assert [option.name["vi"] for _, option in an.form.page.shown] == ["huyện gia_loc", "huyện thanh_ha"]
    await an.fills_in("Chờ <b>ba</b> tuần", unit=2, photo="file-1")
    assert an.is_asked(ReportStage.REVIEW)
    sent = await an.sends()
    assert sent.told is Told.SENT
    assert sent.report
    assert sent.report.unit.code == "thanh_ha"
    assert (sent.report.category, sent.report.text) == (Category.LATE_FILE, "Chờ <b>ba</b> tuần")
    assert (sent.report.sent_on, sent.report.due_on) == (date(2026, 11, 20), date(2026, 12, 4))
    assert sent.report.status is ReportStatus.RECEIVED
    (stored,) = await rows_of(database_url, "citizen_report")
    assert (stored["reporter_id"], stored["photo"]) == (AN, "file-1")
    assert await rows_of(database_url, "report_draft") == []


async def test_only_the_officials_of_the_unit_are_told_and_not_by_whom(
    desk: ReportOffice, database_url: str
) -> None:
    await desk.office.official(MAI, "thanh_ha")
    report = await desk.sent(unit=1)
    (row,) = await rows_of(database_url, "outbox")
    assert (row["chat_id"], row["kind"], row["params"]["number"]) == (LAN, "citizen_report_new", report.number)
    assert str(AN) not in str(row)
    assert "Chờ" not in str(row)


async def test_an_official_is_not_woken_at_night(
    desk: ReportOffice, clock: StoppedClock, database_url: str
) -> None:
    clock.now = datetime(2026, 11, 20, 23, 0, tzinfo=HANOI)
    await ReportOffice(desk.office, NIGHT).sent()
    (row,) = await rows_of(database_url, "outbox")
    assert row["not_before"].astimezone(HANOI) == datetime(2026, 11, 21, 7, 30, tzinfo=HANOI)


async def test_a_replay_changes_nothing_at_any_step(desk: ReportOffice, database_url: str) -> None:
    an = desk.citizen()

    async def twice(step: object) -> None:
        before = await all_rows(database_url)
        await step  # type: ignore[misc]
        assert await all_rows(database_url) == before

    await an.begins(update=1)
    await twice(an.begins(update=1))
    await an.taps(Act.PICK, 1, update=2)
    await twice(an.taps(Act.PICK, 1, update=2))
    await an.taps(Act.PICK, 1, update=3)
    await an.types("Chờ ba tuần", update=4)
    await twice(an.types("Chờ ba tuần", update=4))
    await an.shows("file-1", update=5)
    await twice(an.shows("file-1", update=5))
    revision = an.form.draft.revision
    sent = await an.taps(Act.SEND, revision=revision, update=6)
    await twice(an.taps(Act.SEND, revision=revision, update=6))
    assert an.last.told is Told.SENT
    assert an.last.report == sent.report
    await twice(an.begins(update=1))
    await twice(an.types("Chờ ba tuần", update=4))


async def test_a_double_tap_sends_once_and_shows_the_receipt_twice(
    desk: ReportOffice, workers: tuple[SqlStore, ...], an: Citizen, database_url: str
) -> None:
    await an.fills_in()
    revision = an.form.draft.revision
    devices = [ReportOffice(desk.office.at(worker)).citizen() for worker in workers]
    views = await asyncio.gather(*(device.taps(Act.SEND, revision=revision) for device in devices))
    assert {view.told for view in views} == {Told.SENT}
    assert len({view.report and view.report.number for view in views}) == 1
    assert len(await rows_of(database_url, "citizen_report")) == 1
    assert len(await rows_of(database_url, "outbox")) == 1


async def test_two_devices_begin_one_draft(
    desk: ReportOffice, workers: tuple[SqlStore, ...], database_url: str
) -> None:
    devices = [ReportOffice(desk.office.at(worker)).citizen() for worker in workers]
    await asyncio.gather(*(device.begins() for device in devices))
    assert len(await rows_of(database_url, "report_draft")) == 1


async def test_a_button_of_an_earlier_step_or_draft_changes_nothing(desk: ReportOffice, an: Citizen) -> None:
    first = an.form.draft.revision
    await an.taps(Act.PICK, 1)
    stale = await an.taps(Act.PICK, 2, revision=first)
    assert stale.stale
    assert an.form.draft.unit
    assert an.form.draft.unit.code == "gia_loc"
    await an.taps(Act.CANCEL)
    assert an.last.told is Told.CANCELLED
    await an.begins()
    assert an.form.draft.revision > first + 1
    assert (await an.taps(Act.PICK, 2, revision=first)).stale


async def test_it_is_resumed_days_later_by_another_worker(
    desk: ReportOffice, workers: tuple[SqlStore, ...], an: Citizen, clock: StoppedClock
) -> None:
    await an.taps(Act.PICK, 2)
    await an.taps(Act.PICK, 3)
    clock.advance(days=3)
    other = ReportOffice(desk.office.at(workers[1]))
    resumed = await other.reporting.open(AN)
    assert resumed.form
    assert resumed.form.draft.stage is ReportStage.TEXT
    assert resumed.form.draft.category is Category.PAPERWORK


async def test_a_person_waits_before_a_sixth_report(desk: ReportOffice) -> None:
    for _ in range(MAX_WAITING):
        await desk.sent()
    view = await desk.citizen().begins()
    assert view.told is Told.TOO_MANY
    assert len(view.own) == MAX_WAITING
    await desk.official().answers(view.own[0])
    assert (await desk.citizen().begins()).form


async def test_where_no_unit_is_loaded_nobody_begins(store: SqlStore, clock: StoppedClock) -> None:
    assert (await ReportOffice(Office(store, clock)).citizen().begins()).told is Told.NO_UNITS


async def test_a_number_shows_a_stranger_only_the_state(desk: ReportOffice) -> None:
    report = await desk.sent("Bí mật")
    mine = await desk.reporting.follow(AN, report.number.lower())
    assert (mine.mine, mine.report) == (True, report)
    assert not (await desk.reporting.follow(MAI, report.number)).mine
    assert (await desk.reporting.follow(AN, "PA-2222-2222")).told is Told.UNKNOWN_NUMBER
    assert (await desk.reporting.follow(AN, "x")).told is Told.UNKNOWN_NUMBER
    assert (await desk.reporting.show(MAI, report.id)).report is None
    assert (await desk.reporting.show(AN, report.id)).report == report


async def test_the_language_is_kept_for_the_answer_and_a_chosen_one_stays(desk: ReportOffice) -> None:
    await desk.reporting.begin(desk.update(), AN, "en")
    assert (await desk.office.membership.standing(AN)).language == "en"
    await desk.office.membership.speak(MAI, "vi")
    await desk.reporting.begin(desk.update(), MAI, "en")
    assert (await desk.office.membership.standing(MAI)).language == "vi"


async def test_every_number_is_drawn_anew_where_it_is_taken(desk: ReportOffice) -> None:
    first = await desk.sent()
    letters = iter(first.number.replace("-", "")[2:] * 2)
    stubborn = Reporting(desk.office.store, desk.daytime, lambda alphabet: next(letters, alphabet[0]))
    an = desk.citizen()
    await an.begins()
    await an.fills_in()
    view = await stubborn.tapped(desk.update(), AN, an.form.draft.revision, Tap(Act.SEND))
    assert view.report
    assert view.report.number != first.number


async def test_an_idle_draft_is_forgotten(
    desk: ReportOffice, an: Citizen, clock: StoppedClock, database_url: str
) -> None:
    clock.now += timedelta(days=7)
    await desk.watch.run()
    assert len(await rows_of(database_url, "report_draft")) == 1
    clock.advance(seconds=1)
    await desk.watch.run()
    assert await rows_of(database_url, "report_draft") == []
