"""What reports hold about a person is listed on request, and erased."""

from __future__ import annotations

from bot.app.privacy import HeldKind, Who
from bot.app.report_holdings import WrittenReports
from tests.bot.app.office import HANOI, Office
from tests.bot.app.report_office import AN, LAN, ReportOffice
from tests.storage.rows import all_rows


async def test_it_lists_the_persons_reports_and_what_is_being_written(office: Office) -> None:
    desk = ReportOffice(office)
    report = await desk.sent()
    await desk.citizen().begins()
    async with office.store.write() as tx:  # what is being written is read with its lock
        held = await WrittenReports().held(tx, Who(AN), HANOI)
        assert await WrittenReports().held(tx, Who(LAN), HANOI) == []
    assert [(each.kind, each.number, each.day) for each in held] == [
        (HeldKind.REPORT, report.number, report.sent_on),
        (HeldKind.REPORT_WRITING, "", None),
    ]


async def test_erasing_cuts_the_person_off_and_leaves_the_text_to_the_unit(
    office: Office, database_url: str
) -> None:
    desk = ReportOffice(office)
    await office.official(LAN)
    report, other = await desk.sent(), await desk.sent("Việc khác", AN + 1)
    await desk.official().answers(report)
    await desk.citizen().begins()
    async with office.store.write() as tx:
        await WrittenReports().erase(tx, Who(AN), office.clock())
    rows = await all_rows(database_url)
    assert str(AN) not in str([rows["citizen_report"], rows["report_draft"], rows["outbox"]])
    assert {row["text"] for row in rows["citizen_report"]} == {report.text, other.text}
    await desk.official().answers(other)
    told = [row["chat_id"] for row in (await all_rows(database_url))["outbox"]]
    assert AN + 1 in told
    assert AN not in told
