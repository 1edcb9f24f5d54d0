"""Erasing on time and never early."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.app.entities import Delivery, RoundStatus
from bot.app.package import ProvincePackage
from bot.app.privacy import DRAFT_DAYS
from bot.app.retention import (
    CLOSED_DRAFT_DAYS,
    LANGUAGE_DAYS,
    MESSAGE_CONTENT_DAYS,
    MESSAGE_DAYS,
    UNPUBLISHED_DAYS,
    Retention,
)
from storage.store import SqlStore
from surveys import Pick
from tests.bot.app.office import AN_ID, HANOI, Office, open_office
from tests.builders import make_campaign, make_package, make_privacy, make_round
from tests.conftest import StoppedClock
from tests.storage.rows import rows_of

SECOND = timedelta(seconds=1)
DAYS = 90


@pytest.fixture
def retention(store: SqlStore, clock: StoppedClock) -> Retention:
    return Retention(store, clock, HANOI)


def province(clock: StoppedClock, *, status: RoundStatus, closes: bool = True) -> ProvincePackage:
    """A campaign that closes in 10 days, kept for 90 days after publication."""
    campaign = make_campaign(closes_at=clock.now + timedelta(days=10) if closes else None)
    rounds = [make_round(status=status, campaigns=[campaign])]
    return make_package(rounds=rounds, privacy=make_privacy(retention_days=DAYS))


async def count(url: str, *tables: str) -> list[int]:
    return [len(await rows_of(url, table)) for table in tables]


async def test_an_untouched_paper_is_erased_on_its_day_with_seat_and_ticket(
    office: Office, retention: Retention, clock: StoppedClock, database_url: str
) -> None:
    an = office.respondent()
    await an.opens(await office.ticket())
    clock.now += timedelta(days=DRAFT_DAYS)
    await retention.run()
    assert await count(database_url, "draft") == [1]
    clock.now += SECOND
    await retention.run()
    assert await count(database_url, "draft") == [0]
    assert {row["taken"] for row in await rows_of(database_url, "quota")} == {0}
    assert [row["state"] for row in await rows_of(database_url, "ticket")] == ["free"]


async def test_a_touched_paper_stays(
    office: Office, retention: Retention, clock: StoppedClock, database_url: str
) -> None:
    an = office.respondent()
    await an.opens(await office.ticket())
    clock.now += timedelta(days=DRAFT_DAYS)
    await an.taps(Pick(1))
    clock.now += timedelta(days=DRAFT_DAYS)
    await retention.run()
    assert await count(database_url, "draft") == [1]


async def test_a_paper_of_a_closed_campaign_is_erased_a_week_later(
    store: SqlStore, retention: Retention, clock: StoppedClock, database_url: str
) -> None:
    office = await open_office(store, clock, province(clock, status=RoundStatus.PROVISIONAL))
    await office.respondent().opens(await office.ticket())
    clock.now += timedelta(days=10 + CLOSED_DRAFT_DAYS)
    await retention.run()
    assert await count(database_url, "draft") == [1]
    clock.now += SECOND
    await retention.run()
    assert await count(database_url, "draft") == [0]


async def test_papers_are_erased_the_provinces_days_after_publication_and_the_cells_stay(
    store: SqlStore, retention: Retention, clock: StoppedClock, database_url: str
) -> None:
    office = await open_office(store, clock, province(clock, status=RoundStatus.PROVISIONAL))
    await office.ballot(AN_ID, "good", "fair")
    cells = await rows_of(database_url, "cell")
    closed = clock.now + timedelta(days=10)
    clock.now += timedelta(days=200)
    await retention.run()
    assert await count(database_url, "ballot", "participation") == [1, 1], "nothing is published yet"
    campaign = make_campaign(closes_at=closed)
    published = make_round(status=RoundStatus.PUBLISHED, campaigns=[campaign])
    await office.loader.load(make_package(rounds=[published], privacy=make_privacy(retention_days=DAYS)))
    await retention.run()
    clock.now += timedelta(days=DAYS) - SECOND
    await retention.run()
    assert await count(database_url, "ballot", "participation") == [1, 1]
    clock.now += SECOND
    await retention.run()
    assert await count(database_url, "ballot", "participation") == [0, 0]
    assert await rows_of(database_url, "cell") == cells


async def test_while_a_campaign_takes_papers_nothing_is_counted_even_of_a_published_round(
    store: SqlStore, retention: Retention, clock: StoppedClock, database_url: str
) -> None:
    office = await open_office(store, clock, province(clock, status=RoundStatus.PUBLISHED))
    await office.ballot(AN_ID, "good", "fair")
    await retention.run()
    assert await count(database_url, "retention") == [0]


async def test_a_publication_taken_back_stops_the_count(
    store: SqlStore, retention: Retention, clock: StoppedClock, database_url: str
) -> None:
    office = await open_office(store, clock, province(clock, status=RoundStatus.PUBLISHED, closes=False))
    await office.ballot(AN_ID, "good", "fair")
    await retention.run()
    assert await count(database_url, "retention") == [1]
    await office.loader.load(province(clock, status=RoundStatus.PROVISIONAL, closes=False))
    clock.now += timedelta(days=DAYS)
    await retention.run()
    assert await count(database_url, "retention", "ballot") == [0, 1]


async def test_a_round_that_is_never_published_does_not_keep_papers_for_ever(
    store: SqlStore, retention: Retention, clock: StoppedClock, database_url: str
) -> None:
    office = await open_office(store, clock, province(clock, status=RoundStatus.PROVISIONAL))
    await office.ballot(AN_ID, "good", "fair")
    clock.now += timedelta(days=10 + UNPUBLISHED_DAYS + DAYS) - SECOND
    await retention.run()
    assert await count(database_url, "ballot") == [1]
    clock.now += SECOND
    await retention.run()
    assert await count(database_url, "ballot") == [0]


async def test_processed_messages_lose_their_contents_and_later_their_rows(
    office: Office, retention: Retention, clock: StoppedClock, database_url: str
) -> None:
    async with office.store.write() as tx:
        for key in ("sent", "waiting"):
            await tx.outbox.plan(key, AN_ID, "kind", {"text": "words"}, clock.now)
    row = next(row for row in await rows_of(database_url, "outbox") if row["key"] == "sent")
    async with office.store.write() as tx:
        await tx.outbox.mark(row["id"], Delivery.SENT)
    for days, left in (
        (MESSAGE_CONTENT_DAYS, {"sent": {"text": "words"}, "waiting": {"text": "words"}}),
        (MESSAGE_CONTENT_DAYS + 1, {"sent": {}, "waiting": {"text": "words"}}),
        (MESSAGE_DAYS + 1, {"waiting": {"text": "words"}}),
    ):
        clock.now = row["not_before"] + timedelta(days=days)
        await retention.run()
        assert {row["key"]: row["params"] for row in await rows_of(database_url, "outbox")} == left


async def test_the_language_of_a_citizen_is_forgotten_after_a_year_and_that_of_an_official_is_not(
    office: Office, retention: Retention, clock: StoppedClock, database_url: str
) -> None:
    await office.membership.speak(AN_ID, "en")
    await office.official(AN_ID + 1)
    await retention.run()
    clock.now += timedelta(days=LANGUAGE_DAYS)
    await retention.run()
    assert await count(database_url, "person") == [2]
    clock.now += timedelta(days=1)
    await retention.run()
    assert [row["telegram_id"] for row in await rows_of(database_url, "person")] == [AN_ID + 1]
    assert await count(database_url, "language_kept") == [0]
