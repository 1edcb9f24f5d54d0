"""The draft row as the one place of an interview, and the seats of a quota."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

from bot.app.entities import Campaign, DraftPaper, Unit
from storage.store import SqlStore, SqlTransaction
from surveys import Consent, Interview, Stage
from tests.storage.rows import rows_of

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


async def the_campaign(tx: SqlTransaction) -> tuple[Campaign, Unit]:
    ((campaign, units),) = await tx.provinces.campaigns("hai_duong")
    assert units[0]
    return campaign, units[0]


async def a_draft(store: SqlStore, interview: Interview) -> DraftPaper:
    async with store.write() as tx:
        campaign, unit = await the_campaign(tx)
        await tx.tickets.add("hash", campaign, unit, "xa_1")
        draft = DraftPaper(
            campaign=campaign,
            pseudonym="who",
            ticket_hash="hash",
            unit=unit,
            cluster="xa_1",
            questionnaire_id=campaign.questionnaire_id,
            questionnaire=await tx.drafts.questionnaire(campaign.questionnaire_id),
            interview=interview,
            message_id=2**40,
            seat_held=True,
        )
        await tx.drafts.add(draft, NOW)
    return draft


async def test_a_draft_comes_back_as_it_was_kept(loaded: SqlStore) -> None:
    interview = Interview(
        stage=Stage.ASKING,
        language="vi",
        unit="gia_loc",
        units=("thanh_ha", "gia_loc"),
        answers={"dung_hen": "good", "gop_y": "Tốt “lắm”", "nhieu": ("a", "b")},
        at="thai_do",
        editing=True,
        consent=Consent(notice="n", language="vi", at=NOW),
        revision=5,
    )
    draft = await a_draft(loaded, interview)
    async with loaded.write() as tx:
        assert await tx.drafts.get(draft.campaign, "who") == draft
        assert await tx.drafts.latest({draft.campaign.id: "who"}) == draft
        assert await tx.drafts.get(draft.campaign, "someone else") is None
        assert await tx.drafts.latest({}) is None


async def test_the_last_touch_is_known(loaded: SqlStore) -> None:
    draft = await a_draft(loaded, Interview())
    later = NOW + timedelta(seconds=1)
    async with loaded.write() as tx:
        whose = {draft.campaign.id: "who", 404: "nobody"}
        assert await tx.drafts.touched(whose) == NOW
        await tx.drafts.save(draft, Interview(), later)
        assert await tx.drafts.touched(whose) == later
        assert await tx.drafts.touched({draft.campaign.id: "someone else"}) is None
        assert await tx.drafts.touched({}) is None


async def test_sixty_read_modify_writes_of_one_draft_lose_nothing(
    loaded: SqlStore, workers: tuple[SqlStore, ...]
) -> None:
    """One counter in the interview: whoever reads the draft holds its row until the transaction ends."""
    draft = await a_draft(loaded, Interview())

    async def one(number: int) -> None:
        async with workers[number % len(workers)].write() as tx:
            held = await tx.drafts.get(draft.campaign, "who")
            assert held
            counted = held.interview.model_copy(update={"revision": held.interview.revision + 1})
            await tx.drafts.save(held, counted, NOW)

    await asyncio.gather(*map(one, range(60)))
    async with loaded.write() as tx:
        end = await tx.drafts.get(draft.campaign, "who")
    assert end
    assert end.interview.revision == 60


async def test_sixty_who_ask_at_once_get_the_thirty_seats(
    loaded: SqlStore, workers: tuple[SqlStore, ...], database_url: str
) -> None:
    async def take(number: int) -> bool:
        async with workers[number % len(workers)].write() as tx:
            return await tx.drafts.take_seat(*await the_campaign(tx))

    assert sum(await asyncio.gather(*map(take, range(60)))) == 30
    assert sorted((row["taken"], row["seats"]) for row in await rows_of(database_url, "quota")) == [
        (0, 30),
        (30, 30),
    ]


async def test_a_unit_without_a_quota_has_no_seat(loaded: SqlStore) -> None:
    async with loaded.write() as tx:
        campaign, _ = await the_campaign(tx)
        nowhere = Unit(404, 1, "nowhere", "district", {})
        assert not await tx.drafts.take_seat(campaign, nowhere)
