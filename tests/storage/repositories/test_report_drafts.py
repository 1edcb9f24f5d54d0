"""What is being written: one draft and one reply per person, read as they were written."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from bot.app.names import find_province
from bot.app.report import Category, Reply, ReplyKind, ReportDraft, ReportStage
from storage.store import SqlStore
from tests.storage.repositories.test_reports import AN, DAY, add

NOON = datetime(2026, 11, 20, 5, 0, tzinfo=UTC)


async def test_a_draft_is_kept_changed_and_removed(loaded: SqlStore) -> None:
    async with loaded.write() as tx:
        unit = (await tx.provinces.units(await find_province(tx, "hai_duong")))[1]
        draft = ReportDraft(AN, "2026-11", DAY, revision=2**40)
        assert await tx.report_drafts.add(draft, NOON)
        assert not await tx.report_drafts.add(draft, NOON), "a person writes one at a time"
        full = replace(
            draft,
            stage=ReportStage.REVIEW,
            revision=2**40 + 1,
            page=2,
            province_id=unit.province_id,
            unit_type=unit.type,
            unit=unit,
            category=Category.COST,
            text="Thu thêm <b>",
            photo="file-1",
        )
        await tx.report_drafts.save(full, NOON)
        await tx.report_drafts.drawn(AN, 2**33)
        assert await tx.report_drafts.draft(AN) == replace(full, message_id=2**33)
        assert await tx.report_drafts.draft(AN + 1) is None
        await tx.report_drafts.remove(AN)
        assert await tx.report_drafts.draft(AN) is None


async def test_a_reply_takes_the_place_of_another(loaded: SqlStore) -> None:
    first, second = await add(loaded), await add(loaded, "PA-3333-3333")
    async with loaded.write() as tx:
        await tx.report_drafts.save_reply(Reply(AN, first, ReplyKind.ANSWER, 5, "Đã xong"), NOON)
        letter = Reply(AN, second, ReplyKind.APOLOGY, 6, "1/UB", date(2026, 12, 5))
        await tx.report_drafts.save_reply(letter, NOON)
        await tx.report_drafts.reply_drawn(AN, 7)
        assert await tx.report_drafts.reply(AN) == replace(letter, message_id=7)
        await tx.report_drafts.remove_reply(AN)
        assert await tx.report_drafts.reply(AN) is None


async def test_the_last_touch_is_known(loaded: SqlStore) -> None:
    report = await add(loaded)
    async with loaded.write() as tx:
        assert await tx.report_drafts.touched(AN) == (None, None)
        await tx.report_drafts.add(ReportDraft(AN, "2026-11", DAY, revision=1), NOON)
        await tx.report_drafts.save_reply(Reply(AN, report, ReplyKind.ANSWER, 1), NOON + timedelta(seconds=1))
        assert await tx.report_drafts.touched(AN) == (NOON, NOON + timedelta(seconds=1))


async def test_what_is_idle_is_forgotten(loaded: SqlStore) -> None:
    report = await add(loaded)
    async with loaded.write() as tx:
        await tx.report_drafts.add(ReportDraft(AN, "2026-11", DAY, revision=1), NOON)
        await tx.report_drafts.save_reply(Reply(AN, report, ReplyKind.ANSWER, 1), NOON)
        assert await tx.report_drafts.forget_idle(NOON) == 0
        assert await tx.report_drafts.forget_idle(NOON + timedelta(seconds=1)) == 2
