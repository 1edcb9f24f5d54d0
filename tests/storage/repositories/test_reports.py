"""Citizen reports in the store: once answered, once marked, and who wrote one is erased for good."""

from __future__ import annotations

import asyncio
from datetime import date

import pytest

from bot.app.entities import Unit
from bot.app.names import find_province
from bot.app.report import Category, Report, ReportDraft
from storage.store import SqlStore
from tests.storage.rows import rows_of

AN = 7_000_000_001
DAY = date(2026, 11, 20)
DUE = date(2026, 12, 4)
LATE = date(2026, 12, 5)


def make_draft(unit: Unit | None, *, text: str = "Chờ ba tuần", telegram_id: int = AN) -> ReportDraft:
    return ReportDraft(
        telegram_id, "2026-11", DAY, revision=1, unit=unit, category=Category.OTHER, text=text, photo="file-1"
    )


async def add(store: SqlStore, number: str = "PA-2222-2222", *, telegram_id: int = AN, place: int = 0) -> Report:
    async with store.write() as tx:
        unit = (await tx.provinces.units(await find_province(tx, "hai_duong")))[place]
        report = await tx.reports.add(make_draft(unit, telegram_id=telegram_id), number, DAY, DUE)
    assert report
    return report


async def test_a_report_is_read_as_it_was_written(loaded: SqlStore) -> None:
    report = await add(loaded)
    async with loaded.read() as tx:
        assert await tx.reports.numbered("PA-2222-2222") == report
        assert list(await tx.reports.own(AN)) == [report]
        assert await tx.reports.reporter(report) == AN
        assert await tx.reports.numbered("PA-3333-3333") is None
    assert (report.text, report.category, report.photo, report.due_on) == (
        "Chờ ba tuần",
        Category.OTHER,
        "file-1",
        DUE,
    )


async def test_a_number_is_given_once(loaded: SqlStore) -> None:
    report = await add(loaded)
    async with loaded.write() as tx:
        assert await tx.reports.add(make_draft(report.unit), report.number, DAY, DUE) is None


async def test_an_unfinished_draft_is_a_defect(loaded: SqlStore) -> None:
    async with loaded.write() as tx:
        with pytest.raises(ValueError, match="not finished"):
            await tx.reports.add(make_draft(None), "PA-2222-2222", DAY, DUE)


async def test_of_several_workers_one_answers_and_one_marks(
    loaded: SqlStore, workers: tuple[SqlStore, ...]
) -> None:
    report = await add(loaded)

    async def mark(worker: SqlStore) -> int:
        async with worker.write() as tx:
            return len(await tx.reports.flag_late(LATE))

    async def answer(worker: SqlStore) -> bool:
        async with worker.write() as tx:
            return await tx.reports.answer(report, "Đã xong", LATE)

    async def apologise(worker: SqlStore) -> bool:
        async with worker.write() as tx:
            return await tx.reports.apologise(report, "1/UB", LATE)

    assert not await apologise(loaded), "nothing is late yet"
    for act in (mark, answer, apologise):
        assert sum(await asyncio.gather(*(act(worker) for worker in workers))) == 1


async def test_only_what_is_named_is_marked_where_one_is_named(loaded: SqlStore) -> None:
    first, second = await add(loaded), await add(loaded, "PA-3333-3333")
    async with loaded.write() as tx:
        assert await tx.reports.flag_late(DUE) == []
        assert [each.id for each in await tx.reports.flag_late(LATE, second)] == [second.id]
        assert [each.id for each in await tx.reports.flag_late(LATE)] == [first.id]


async def test_what_waits_for_a_unit_is_what_is_not_answered_or_not_apologised_for(loaded: SqlStore) -> None:
    report, other = await add(loaded), await add(loaded, "PA-3333-3333", place=1)

    async def waiting() -> list[int]:
        async with loaded.read() as tx:
            return [each.id for each in await tx.reports.open_of([report.unit])]

    assert await waiting() == [report.id]
    async with loaded.write() as tx:
        await tx.reports.flag_late(LATE)
        await tx.reports.answer(report, "Đã xong", LATE)
    assert await waiting() == [report.id]
    async with loaded.write() as tx:
        await tx.reports.apologise(report, "1/UB", LATE)
    assert await waiting() == []
    async with loaded.read() as tx:
        assert [each.id for each in await tx.reports.late_in([report.unit.province_id], LATE)] == [
            report.id,
            other.id,
        ]
        assert await tx.reports.late_in([report.unit.province_id + 1], LATE) == []


async def test_closing_erases_who_wrote_it_and_the_photo(loaded: SqlStore, database_url: str) -> None:
    report = await add(loaded)
    async with loaded.write() as tx:
        assert await tx.reports.close(LATE, LATE) == [], "it is not answered"
        await tx.reports.answer(report, "Đã xong", DUE)
        assert await tx.reports.close(DAY, LATE) == []
        assert await tx.reports.close(DUE, LATE) == [report.id]
        assert await tx.reports.close(DUE, LATE) == []
        assert await tx.reports.reporter(report) is None
    (row,) = await rows_of(database_url, "citizen_report")
    assert (row["reporter_id"], row["photo"], row["text"]) == (None, None, "Chờ ba tuần")


async def test_unlinking_takes_only_the_persons_own(loaded: SqlStore) -> None:
    mine, _ = await add(loaded), await add(loaded, "PA-3333-3333", telegram_id=AN + 1)
    async with loaded.write() as tx:
        assert await tx.reports.unlink(AN) == [mine.id]
        assert await tx.reports.own(AN) == []
        assert len(await tx.reports.own(AN + 1)) == 1
