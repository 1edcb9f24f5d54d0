"""The ballots behind the scores: all answers that are shown, none that is not, and nothing while papers come in."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import pytest

from bot.app.errors import RanksRefused
from bot.app.names import find_round
from bot.app.released import released_ballots
from bot.app.releasing import Releasing
from scoring import Ballot, fold
from tests.bot.app.office import Office
from tests.builders import make_campaign, make_package, make_round
from tests.conftest import StoppedClock
from tests.storage.rows import change

TOLD = ["good", "good", "fair", "fair", "poor", "good"]
HIDDEN = ["good", "poor", "fair", "no_information", "no_information", "no_information"]
"""Three valid answers and three of “no information”: neither level may be shown."""


@pytest.fixture
async def heard(office: Office, clock: StoppedClock) -> Office:
    """Six papers about Gia Lộc; the campaign closes in two days."""
    closes = make_campaign(closes_at=clock.now + timedelta(days=2))
    await office.loader.load(make_package(rounds=[make_round(campaigns=[closes])]))
    for number, answers in enumerate(zip(TOLD, HIDDEN, strict=True)):
        await office.ballot(7_000_000_100 + number, *answers, cluster=f"xa_{number % 2}")
    return office


async def released(office: Office) -> list[Ballot]:
    async with office.store.read() as tx:
        return list(await released_ballots(tx, await find_round(tx, "2026"), ["gia_loc"], office.clock()))


async def test_while_a_campaign_is_open_nothing_is_said(heard: Office, clock: StoppedClock) -> None:
    with pytest.raises(RanksRefused, match="These surveys are still open: citizen"):
        await released(heard)
    clock.advance(days=3)
    with pytest.raises(RanksRefused, match="are not those of the ballots yet"):
        await released(heard)
    assert await Releasing(heard.store, clock, Random(1)).run() == 1
    assert len(await released(heard)) == 6


async def test_only_answers_that_are_shown_count(heard: Office, clock: StoppedClock) -> None:
    clock.advance(days=3)
    await Releasing(heard.store, clock, Random(1)).run()
    ballots = await released(heard)
    assert sorted(rating.option for each in ballots for rating in each.ratings) == sorted(TOLD)
    async with heard.store.read() as tx:
        found = await find_round(tx, "2026")
        shown = await tx.scores.cells(found.round, ["gia_loc"])
    assert {key: n for key, n in fold(*ballots).items() if not key.counts_ballots} == {
        key: n for key, n in shown.items() if not key.counts_ballots
    }
    assert {each.cluster for each in ballots} == {"xa_0", "xa_1"}


async def test_campaigns_about_other_units_do_not_matter(heard: Office, clock: StoppedClock) -> None:
    clock.advance(days=3)
    await Releasing(heard.store, clock, Random(1)).run()
    plans = [make_campaign(closes_at=clock.now - timedelta(days=1)), make_campaign(code="open", units=["thanh_ha"])]
    await heard.loader.load(make_package(rounds=[make_round(campaigns=plans)]))
    assert len(await released(heard)) == 6


@pytest.mark.parametrize(
    "tampering", ["released = 0 where option = 'poor'", "released = n where criterion = 'can_bo.thai_do'"]
)
async def test_counts_that_are_shown_in_another_part_than_the_rule_lets_out_are_named(
    heard: Office, clock: StoppedClock, database_url: str, tampering: str
) -> None:
    clock.advance(days=3)
    await Releasing(heard.store, clock, Random(1)).run()
    await change(database_url, f"update cell set {tampering}")
    with pytest.raises(RanksRefused) as refused:
        await released(heard)
    criterion = "can_bo.thai_do" if "thai_do" in tampering else "tthc.dung_hen"
    assert refused.value.params["levels"] == f"gia_loc/citizen/{criterion}"
