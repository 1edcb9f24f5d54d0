"""The rows behind privacy: the province's words, notices kept once, requests closed once."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.app.entities import RoleKind
from bot.app.privacy import DataRequest, Notice, Outcome, RequestKind, Who
from storage.store import SqlStore
from tests.builders import make_package, make_privacy
from tests.storage.rows import rows_of

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
AN_ID = 7_000_000_001
REQUEST = DataRequest(
    "YC-AAAA-AAAA", RequestKind.OTHER, NOW, NOW, NOW, province_id=1, telegram_id=AN_ID, text="Xin sửa"
)


async def test_the_provinces_words_are_loaded_and_loaded_anew(loaded: SqlStore) -> None:
    async with loaded.read() as tx:
        assert await tx.privacy.policy(1) == make_privacy()
    changed = make_package(privacy=make_privacy(contact="Another", retention_days=30))
    async with loaded.write() as tx:
        changes = await tx.provinces.load(changed, [0])
    assert changes.changed == {"province_privacy": ("hai_duong",)}
    async with loaded.read() as tx:
        assert (await tx.privacy.policy(1)).retention_days == 30


async def test_a_notice_is_kept_as_it_was_shown_first(loaded: SqlStore, database_url: str) -> None:
    for later in range(2):
        async with loaded.write() as tx:
            await tx.privacy.keep_notice(Notice("v1", {"vi": "Một"}), NOW + timedelta(hours=later))
    (row,) = await rows_of(database_url, "privacy_notice")
    assert row == {"version": "v1", "texts": {"vi": "Một"}, "first_shown_at": NOW}


async def test_a_request_is_read_as_it_was_written_and_its_number_is_taken(loaded: SqlStore) -> None:
    async with loaded.write() as tx:
        assert await tx.privacy.add_request(REQUEST)
        assert not await tx.privacy.add_request(replace(REQUEST, telegram_id=None, text=None))
    async with loaded.read() as tx:
        assert await tx.privacy.request(REQUEST.number) == REQUEST
        assert await tx.privacy.requests_of(AN_ID) == [REQUEST]
        assert await tx.privacy.request("YC-BBBB-BBBB") is None


async def test_open_requests_are_those_of_the_provinces_and_of_none(loaded: SqlStore) -> None:
    async with loaded.write() as tx:
        other = await tx.provinces.load(make_package(code="thanh_hoa"), [0])
        assert other
        await tx.privacy.add_request(REQUEST)
        await tx.privacy.add_request(replace(REQUEST, number="YC-BBBB-BBBB", province_id=2))
        await tx.privacy.add_request(replace(REQUEST, number="YC-CCCC-CCCC", province_id=None))
    async with loaded.read() as tx:
        assert [each.number[3] for each in await tx.privacy.open_requests([1])] == ["A", "C"]
        assert [each.number[3] for each in await tx.privacy.open_requests()] == ["A", "B", "C"]


async def test_of_two_who_close_a_request_one_does(
    loaded: SqlStore, workers: tuple[SqlStore, ...], database_url: str
) -> None:
    async with loaded.write() as tx:
        await tx.privacy.add_request(REQUEST)

    async def close(store: SqlStore) -> bool:
        async with store.write() as tx:
            return await tx.privacy.close_request(REQUEST.number, Outcome.ANSWERED, NOW)

    assert sorted(await asyncio.gather(*map(close, workers))) == [False, False, True]
    (row,) = await rows_of(database_url, "data_request")
    assert (row["telegram_id"], row["text"]) == (None, None)


async def test_a_person_goes_with_roles_codes_and_the_day_of_the_language(
    loaded: SqlStore, database_url: str
) -> None:
    async with loaded.write() as tx:
        await tx.people.keep_language(AN_ID, "vi")
        await tx.people.add_code("hash", RoleKind.COORDINATOR, 1, None)
        await tx.retention.note_languages(NOW.date())
        await tx.people.redeem("hash", AN_ID)
    async with loaded.write() as tx:
        await tx.privacy.erase_person(AN_ID)
    for table in ("person", "role", "access_code", "language_kept"):
        assert await rows_of(database_url, table) == []


async def test_a_person_without_a_pseudonym_has_no_entries(loaded: SqlStore) -> None:
    async with loaded.write() as tx:
        assert await tx.privacy.participations(Who(AN_ID)) == ()
        await tx.privacy.unlink_participations(Who(AN_ID))
