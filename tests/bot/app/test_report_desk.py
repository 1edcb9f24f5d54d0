"""The unit's side: only its own reports, one answer, no trace of who wrote it, an apology where it was late."""

from __future__ import annotations

import asyncio
from dataclasses import fields
from datetime import date

import pytest

from bot.app.entities import Delivery
from bot.app.report import MAX_ANSWER, ReplyKind, Report, ReportStatus
from bot.app.report_desk import INBOX_PAGE, DeskTold, ReplyAct
from storage.store import SqlStore
from tests.bot.app.office import Office
from tests.bot.app.report_office import AN, LAN, MAI, ReportOffice
from tests.conftest import StoppedClock
from tests.storage.rows import all_rows, rows_of


@pytest.fixture
async def desk(office: Office) -> ReportOffice:
    """Lan answers for huyện gia_loc, Mai for huyện thanh_ha."""
    await office.official(LAN, "gia_loc")
    await office.official(MAI, "thanh_ha")
    return ReportOffice(office)


def test_what_a_unit_gets_has_no_place_for_a_person() -> None:
    assert not [field.name for field in fields(Report) if "telegram" in field.name or "reporter" in field.name]


async def test_an_official_sees_the_reports_of_the_unit_and_no_other(desk: ReportOffice) -> None:
    mine, other = await desk.sent(unit=1), await desk.sent(unit=2)
    assert (await desk.desk.inbox(LAN)).reports.items == (mine,)
    assert (await desk.desk.inbox(MAI)).reports.items == (other,)
    nobody = await desk.desk.inbox(AN)
    assert (nobody.units, nobody.reports.items) == ((), ())


async def test_a_forged_button_opens_and_answers_nothing(desk: ReportOffice, database_url: str) -> None:
    report = await desk.sent(unit=1)
    before = await all_rows(database_url)
    for stranger in (MAI, AN):
        assert (await desk.desk.show(stranger, report.id)).told is DeskTold.NOT_YOURS
        for kind in ReplyKind:
            assert (await desk.official(stranger).begins(report, kind)).told is DeskTold.NOT_YOURS
        view = await desk.desk.tapped(desk.update(), stranger, report.id, ReplyKind.ANSWER, 0, ReplyAct.SEND)
        assert (view.told, view.report) == (DeskTold.NOT_YOURS, None)
    assert (await desk.desk.show(LAN, 10**12)).told is DeskTold.NOT_YOURS
    assert await all_rows(database_url) == before


async def test_an_answer_is_looked_over_sent_once_and_brought_to_the_citizen(
    desk: ReportOffice, database_url: str
) -> None:
    report = await desk.sent()
    lan = desk.official()
    await lan.begins(report)
    await lan.types("Sai")
    await lan.taps(ReplyAct.CHANGE)
    assert lan.reply.text == ""
    await lan.types("Đã trả <b>kết quả</b>")
    sent = await lan.taps(ReplyAct.SEND)
    assert sent.told is DeskTold.DONE
    assert sent.report
    assert (sent.report.answer, sent.report.answered_on) == ("Đã trả <b>kết quả</b>", date(2026, 11, 20))
    assert sent.report.status is ReportStatus.ANSWERED
    assert not sent.report.needs_apology
    told = [row for row in await rows_of(database_url, "outbox") if row["kind"] == "citizen_report_answered"]
    assert [(row["chat_id"], row["params"]["answer"]) for row in told] == [(AN, "Đã trả <b>kết quả</b>")]
    assert (await desk.desk.inbox(LAN)).reports.items == ()
    assert await rows_of(database_url, "report_reply") == []


async def test_a_replay_of_any_step_of_an_answer_changes_nothing(desk: ReportOffice, database_url: str) -> None:
    report = await desk.sent()
    lan = desk.official()
    await lan.begins(report, update=1)
    await lan.types("Đã xong", update=2)
    revision = lan.reply.revision
    await lan.types("Đã xong", update=2)
    assert lan.reply.revision == revision
    await lan.taps(ReplyAct.SEND, update=3)
    before = await all_rows(database_url)
    await lan.taps(ReplyAct.SEND, revision=revision, update=3)
    await lan.types("Đã xong", update=2)
    assert (await lan.begins(report, update=1)).told is DeskTold.DONE_BEFORE
    assert await all_rows(database_url) == before


@pytest.mark.parametrize("again", ReplyAct)
async def test_a_second_tap_after_sending_says_that_it_was_sent(
    desk: ReportOffice, database_url: str, again: ReplyAct
) -> None:
    lan = desk.official()
    await lan.begins(await desk.sent())
    await lan.types("Đã trả kết quả")
    shown = lan.reply.revision
    await lan.taps(ReplyAct.SEND)
    before = await rows_of(database_url, "outbox")
    second = await lan.taps(again, revision=shown)
    assert second.told is DeskTold.SENT_BEFORE
    assert second.report
    assert second.report.answer == "Đã trả kết quả"
    assert await rows_of(database_url, "outbox") == before


async def test_a_second_tap_after_cancelling_says_that_nothing_was_sent(desk: ReportOffice) -> None:
    lan = desk.official()
    await lan.begins(await desk.sent())
    shown = lan.reply.revision
    for _ in range(2):
        assert (await lan.taps(ReplyAct.CANCEL, revision=shown)).told is DeskTold.CANCELLED


async def test_of_two_officials_one_answers(
    desk: ReportOffice, workers: tuple[SqlStore, ...], database_url: str
) -> None:
    tam = MAI + 1
    await desk.office.official(tam, "gia_loc")
    report = await desk.sent()
    officials = [
        ReportOffice(desk.office.at(worker)).official(who) for worker, who in zip(workers, (LAN, tam), strict=False)
    ]
    for official in officials:
        await official.begins(report)
        await official.types(f"Trả lời của {official.telegram_id}")
    views = await asyncio.gather(*(official.taps(ReplyAct.SEND) for official in officials))
    assert {view.told for view in views} == {DeskTold.DONE, DeskTold.DONE_BEFORE}
    answered = [row for row in await rows_of(database_url, "outbox") if row["kind"] == "citizen_report_answered"]
    assert len(answered) == 1


async def test_a_stale_button_below_a_reply_changes_nothing(desk: ReportOffice) -> None:
    report = await desk.sent()
    lan = desk.official()
    await lan.begins(report)
    first = lan.reply.revision
    await lan.types("Đã xong")
    assert (await lan.taps(ReplyAct.CANCEL, revision=first)).stale
    assert lan.reply.text == "Đã xong"
    other = await desk.sent("Việc khác")
    await lan.begins(other)
    assert lan.reply.text == "", "the answer to one report never slips to another"
    assert (await lan.taps(ReplyAct.CANCEL)).told is DeskTold.CANCELLED


@pytest.mark.parametrize(
    "text", [None, "", "/diem", "ư" * (MAX_ANSWER + 1)], ids=["photo", "none", "command", "long"]
)
async def test_an_answer_that_cannot_be_taken_is_explained(desk: ReportOffice, text: str | None) -> None:
    lan = desk.official()
    await lan.begins(await desk.sent())
    assert (await lan.types(text)).rejected
    assert lan.reply.text == ""
    assert (await lan.taps(ReplyAct.SEND)).told is None, "there is nothing to send"


async def test_a_late_answer_owes_a_letter_until_it_is_noted(
    desk: ReportOffice, clock: StoppedClock, database_url: str
) -> None:
    report = await desk.sent()
    lan = desk.official()
    assert (await lan.begins(report, ReplyKind.APOLOGY)).told is DeskTold.DONE_BEFORE, "nothing is late yet"
    clock.advance(days=15)  # the due day is the fourteenth
    answered = (await lan.answers(report)).report
    assert answered
    assert answered.late_on == date(2026, 12, 5), "also where no tick came round since midnight"
    assert answered.needs_apology
    assert (await desk.desk.inbox(LAN)).reports.items == (answered,)
    done = await lan.apologises(report, "12/UBND-VP ngày 05/12/2026")
    assert done.told is DeskTold.DONE
    assert done.report
    assert (done.report.apology_number, done.report.apology_on) == ("12/UBND-VP", date(2026, 12, 5))
    assert (await desk.desk.inbox(LAN)).reports.items == ()
    kinds = [row["kind"] for row in await rows_of(database_url, "outbox") if row["chat_id"] == AN]
    assert sorted(kinds) == ["citizen_report_answered", "citizen_report_apology"]
    assert (await lan.begins(report, ReplyKind.APOLOGY)).told is DeskTold.DONE_BEFORE


@pytest.mark.parametrize("again", ReplyAct)
async def test_a_second_tap_after_a_letter_says_that_it_was_noted_also_before_any_answer(
    desk: ReportOffice, clock: StoppedClock, database_url: str, again: ReplyAct
) -> None:
    report = await desk.sent()
    clock.advance(days=15)
    await desk.watch.run()
    lan = desk.official()
    await lan.begins(report, ReplyKind.APOLOGY)
    await lan.types("12/UBND-VP 05/12/2026")
    shown = lan.reply.revision
    await lan.taps(ReplyAct.SEND)
    before = await rows_of(database_url, "outbox")
    assert (await lan.taps(again, revision=shown)).told is DeskTold.NOTED_BEFORE
    assert await rows_of(database_url, "outbox") == before


@pytest.mark.parametrize(
    "typed",
    ["12/UBND-VP 5/12/2026", "12/UBND-VP, ngày 05-12-2026", "12/UBND-VP ngày 05 tháng 12 năm 2026"],
)
async def test_a_letter_is_named_as_documents_name_it(desk: ReportOffice, clock: StoppedClock, typed: str) -> None:
    report = await desk.sent()
    clock.advance(days=15)
    await desk.watch.run()
    noted = (await desk.official().apologises(report, typed)).report
    assert noted
    assert (noted.apology_number, noted.apology_on) == ("12/UBND-VP", date(2026, 12, 5))


@pytest.mark.parametrize(
    "typed",
    [
        "12/UBND",
        "05/12/2026",
        "12/UBND 31/02/2026",
        "12/UBND 19/11/2026",
        "12/UBND 06/12/2026",
        "x" * 90 + " 05/12/2026",
    ],
    ids=["no date", "no number", "no such day", "before the report", "tomorrow", "long"],
)
async def test_a_letter_needs_a_number_and_a_true_date(desk: ReportOffice, clock: StoppedClock, typed: str) -> None:
    report = await desk.sent()
    clock.advance(days=15)
    await desk.watch.run()
    lan = desk.official()
    await lan.begins(report, ReplyKind.APOLOGY)
    assert (await lan.types(typed)).rejected


async def test_the_inbox_has_pages_with_the_most_urgent_first(desk: ReportOffice, clock: StoppedClock) -> None:
    for number in range(INBOX_PAGE + 1):
        await desk.sent(telegram_id=AN + number)
        clock.advance(days=1)
    inbox = await desk.desk.inbox(LAN, 1)
    assert (inbox.reports.number, inbox.reports.pages) == (1, 2)
    assert [number for number, _ in inbox.reports.shown] == [INBOX_PAGE + 1]
    assert (await desk.desk.inbox(LAN, 99)).reports.number == 1
    dues = [report.due_on for report in inbox.reports.items]
    assert dues == sorted(dues)


async def test_who_blocked_the_bot_is_not_written_to(desk: ReportOffice, database_url: str) -> None:
    await desk.office.membership.blocked(LAN, blocked=True)
    report = await desk.sent()
    assert await rows_of(database_url, "outbox") == []
    await desk.office.membership.blocked(AN, blocked=True)
    await desk.official().answers(report)
    (row,) = await rows_of(database_url, "outbox")
    assert row["state"] == Delivery.PLANNED, "the lane finds out; the answer waits in /phananh"
