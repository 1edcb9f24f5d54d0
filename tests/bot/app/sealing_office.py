"""Two campaigns with papers sent and not sent, one of which can be closed and sealed."""

from __future__ import annotations

from datetime import UTC, datetime

from storage.store import SqlStore
from tests.bot.app.office import AN_ID, Office, open_office
from tests.builders import make_campaign, make_package, make_round
from tests.conftest import StoppedClock

__all__ = ["CLOSES", "close", "open_two", "some_papers"]

CLOSES = datetime(2026, 11, 30, 17, 0, tzinfo=UTC)


async def open_two(store: SqlStore, clock: StoppedClock) -> Office:
    """Two campaigns, `citizen` with a day on which it closes, `desk` without."""
    campaigns = [
        make_campaign(opens_at=clock.now, closes_at=CLOSES),
        make_campaign(code="desk", units=("gia_loc",)),
    ]
    return await open_office(store, clock, make_package(rounds=[make_round(campaigns=campaigns)]))


async def some_papers(office: Office, clock: StoppedClock) -> None:
    """Three ballots on three days, and two papers that are not sent: one holds its seat, one lost it."""
    for person, (answers, unit) in enumerate(
        [(("good", "poor"), "gia_loc"), (("fair", "fair"), "gia_loc"), (("poor", "no_information"), "thanh_ha")]
    ):
        await office.ballot(person, *answers, unit=unit, cluster="xa_1")
        clock.advance(days=1)
    for person in (10, 11):
        respondent = office.respondent(person)
        await respondent.opens(await office.ticket())
        await respondent.agrees()
        async with office.store.write() as tx:
            await tx.drafts.release_seats(clock.now if person == 10 else clock.now.replace(year=2020))
        clock.advance(hours=1)
    await office.ballot(AN_ID, "good", "good", campaign="desk")


def close(clock: StoppedClock) -> None:
    clock.now = CLOSES
