"""The attack by looking twice: ballots come in one by one, and after each an onlooker asks for the score.

He subtracts every pair of looks, to the end and over it. What he finds must be about five answers at least; without
one part of the rule he is shown to find single answers.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from fractions import Fraction
from random import Random
from typing import Any, NamedTuple

import pytest

from bot.app.entities import RoundStatus
from bot.app.mixing import Mixing
from bot.app.package import ProvincePackage
from bot.app.releasing import Releasing
from bot.app.sealing import Sealing
from scoring.release import Batches
from storage.store import SqlStore
from tests.bot.app.office import HANOI, Office, open_office, recount, stored_cells
from tests.bot.app.onlooker import Catch, Level, Look, Shown, attack, look
from tests.builders import make_campaign, make_framework, make_package, make_round, make_scores
from tests.conftest import StoppedClock
from tests.storage.rows import all_rows, rows_of

OFFICIAL = 2**45
WORTH = {"good": Fraction(1), "fair": Fraction(1, 2), "poor": Fraction(0)}


class Paper(NamedTuple):
    unit: str
    campaign: str
    answers: tuple[str, str]
    cluster: str


def papers() -> list[Paper]:
    """Two units and two groups; of businesses four about one, and three with an opinion about the other."""
    random = Random(2026)
    found = [
        Paper(
            unit,
            group,
            (random.choice(("good", "good", "fair", "poor", "no_information")), second),
            random.choice(("xa_1", "xa_2")),
        )
        for unit, group, number, opinions in (
            ("gia_loc", "citizen", 24, 24),
            ("gia_loc", "business", 13, 3),
            ("thanh_ha", "citizen", 17, 11),
            ("thanh_ha", "business", 4, 4),
        )
        for second in [random.choice(tuple(WORTH)) for _ in range(opinions)]
        + ["no_information"] * (number - opinions)
    ]
    random.shuffle(found)
    return found


def province(clock: StoppedClock, *, status: RoundStatus = RoundStatus.PROVISIONAL) -> ProvincePackage:
    """The citizens' survey closes tomorrow, the businesses' stays open."""
    closes = {"citizen": clock.now + timedelta(days=1), "business": None}
    return make_package(
        rounds=[
            make_round(
                status=status,
                framework=make_framework(business_weight="0.4", minimum_ballots=1),
                scores={"gia_loc": make_scores(), "thanh_ha": make_scores()},
                campaigns=[make_campaign(code=each, group=each, closes_at=end) for each, end in closes.items()],
            )
        ]
    )


async def looks_on(
    store: SqlStore, clock: StoppedClock, batches: Batches, watched: list[Paper] | None = None
) -> list[Look]:
    """A look after every ballot, after one survey closed, and after the round was published."""
    office = await open_office(store, clock, province(clock))
    published = province(clock, status=RoundStatus.PUBLISHED)
    releasing = Releasing(store, clock, Random(7), batches)
    for unit in ("gia_loc", "thanh_ha"):
        await office.official(OFFICIAL, unit)
    looks = []

    async def tick() -> None:
        await releasing.run()
        looks.append(look(await office.standings.cards(OFFICIAL)))

    for person, paper in enumerate(papers() if watched is None else watched):
        await office.ballot(person, *paper.answers, unit=paper.unit, campaign=paper.campaign, cluster=paper.cluster)
        await tick()
    clock.advance(days=2)
    await tick()
    await office.loader.load(published)
    await tick()
    return looks


async def test_whoever_looks_after_every_ballot_learns_of_no_fewer_than_five(
    store: SqlStore, clock: StoppedClock
) -> None:
    looks = await looks_on(store, clock, Batches())
    assert attack(looks) == set()
    numbers = {level: shown.number for level, shown in looks[-1].levels.items() if not level.criterion}
    every = Counter(Level(paper.unit, paper.campaign, "", "ballots") for paper in papers())
    del every[Level("thanh_ha", "business", "", "ballots")]
    assert numbers == every, "in the end all that may be told is told: four businesses are not"
    assert looks[-1].levels[Level("gia_loc", "business", "can_bo.thai_do", "valid")].number == 0, (
        "three had an opinion"
    )
    assert len({str(each) for each in looks}) > 8, "and it moved now and then"
    for unit in ("gia_loc", "thanh_ha"):
        for number, criterion in enumerate(("tthc.dung_hen", "can_bo.thai_do")):
            given = [paper.answers[number] for paper in papers() if paper[:2] == (unit, "citizen")]
            valid = [WORTH[each] for each in given if each in WORTH]
            assert looks[-1].levels[Level(unit, "citizen", criterion, "valid")] == Shown(
                len(valid), sum(valid, Fraction(0))
            )


class TellsTheEnd(Batches):
    """Whole batches at once, and the rest in the end, however little that is."""

    def free(self, waiting: int, *, final: bool, size: int = 1) -> int:
        return waiting if final else waiting // self.minimum * self.minimum


class TellsSmallLevels(Batches):
    """As it should be, but in the end everything."""

    def free(self, waiting: int, *, final: bool, size: int = 1) -> int:
        return waiting if final else super().free(waiting, final=final, size=size)


async def test_without_batches_every_answer_is_read(store: SqlStore, clock: StoppedClock) -> None:
    """Survey points of the live counts: the difference of two looks is the ballot in between."""
    sent = papers()[:12]
    found = attack(await looks_on(store, clock, Batches(minimum=1, kept=0), sent))
    for paper in sent:
        for criterion, answer in zip(("tthc.dung_hen", "can_bo.thai_do"), paper.answers, strict=True):
            if answer in WORTH:
                level = Level(paper.unit, paper.campaign, criterion, "valid")
                assert Catch(level, 1, WORTH[answer]) in found


async def test_without_holding_back_the_end_tells_of_the_last_ones(store: SqlStore, clock: StoppedClock) -> None:
    found = attack(await looks_on(store, clock, TellsTheEnd(), papers()[:20]))
    assert any(catch.number < 5 and catch.level.criterion and catch.worth is not None for catch in found)


async def test_small_groups_told_in_the_end_are_read(store: SqlStore, clock: StoppedClock) -> None:
    businesses = [paper for paper in papers() if paper.campaign == "business"]
    found = attack(await looks_on(store, clock, TellsSmallLevels(), businesses))
    assert Level("thanh_ha", "business", "", "ballots") in {catch.level for catch in found}
    assert Level("gia_loc", "business", "can_bo.thai_do", "valid") in {catch.level for catch in found}


# While others are at work


def waiting(rows: Sequence[dict[str, object]]) -> dict[tuple[object, ...], tuple[int, int]]:
    """Level → how many answers are not released, and how many are."""
    found: dict[tuple[object, ...], tuple[int, int]] = {}
    for row in rows:
        level = row["unit"], row["campaign"], row["criterion"], row["option"] == "no_information"
        held, told = found.get(level, (0, 0))
        n, released = int(str(row["n"])), int(str(row["released"]))
        found[level] = held + n - released, told + released
    return found


async def test_a_copy_of_the_database_shows_no_last_ballot_apart(
    store: SqlStore, clock: StoppedClock, database_url: str
) -> None:
    """What is not released yet is all of a level, or at least five answers, drawn by lot."""
    office = await open_office(store, clock, province(clock))
    most = 0
    for person, paper in enumerate(each for each in papers() if each[:2] == ("gia_loc", "citizen")):
        await office.ballot(person, *paper.answers, cluster=paper.cluster)
        await office.releasing.run()
        levels = waiting(await rows_of(database_url, "cell")).values()
        assert all(held >= 5 or not told for held, told in levels)
        most = max(told for _, told in levels)
    assert most == 15


async def test_several_workers_release_while_ballots_come_in_and_are_mixed_and_somebody_looks_all_the_time(
    workers: tuple[SqlStore, ...], clock: StoppedClock, database_url: str
) -> None:
    office = await open_office(workers[0], clock, province(clock))
    for unit in ("gia_loc", "thanh_ha"):
        await office.official(OFFICIAL, unit)
    respondents = []
    for person, paper in enumerate(papers()[:30]):
        respondent = office.at(workers[person % 3]).respondent(person)
        await respondent.opens(await office.ticket(unit=paper.unit, campaign=paper.campaign))
        await respondent.fills_in(*paper.answers)
        respondents.append(respondent)
    releasing = [Releasing(store, clock, Random(n)) for n, store in enumerate(workers)]
    mixing = [Mixing(store, store, clock, HANOI) for store in workers]
    looks: list[Look] = []

    async def onlooker() -> None:
        looks.append(look(await office.at(workers[2]).standings.cards(OFFICIAL)))

    for first in range(0, 30, 6):
        await asyncio.gather(
            *(respondent.sends() for respondent in respondents[first : first + 6]),
            *(each.run() for each in releasing),
            onlooker(),
            *(each.run() for each in mixing),
            *(each.run() for each in releasing),
            onlooker(),
        )
    await releasing[0].run()
    await onlooker()
    assert attack(looks) == set()
    assert looks[-1].levels[Level("gia_loc", "citizen", "", "ballots")].number >= 5
    assert await stored_cells(database_url) == await recount(database_url)


async def test_mixing_keeps_what_is_released(office: Office, store: SqlStore, database_url: str) -> None:
    for person in range(11):
        await office.ballot(person, ("good", "fair")[person % 2], "poor")
    await office.releasing.run()
    before = await rows_of(database_url, "cell")
    await Mixing(store, store, office.clock, HANOI).run()
    assert await rows_of(database_url, "cell") == before
    assert sum(row["released"] for row in before) == 15


async def test_sealing_releases_what_was_held_back_and_leaves_nothing_that_tells_late_from_early(
    store: SqlStore, clock: StoppedClock, database_url: str
) -> None:
    office = await open_office(store, clock, province(clock))
    for person in range(13):
        await office.ballot(person, "good", ("poor", "no_information")[person > 10], unit="gia_loc")
        await office.releasing.run()
    clock.advance(days=2)
    await Sealing(store, store, clock, HANOI).seal("hai_duong", "citizen")
    assert waiting(await rows_of(database_url, "cell")) == {
        ("gia_loc", "citizen", "*", False): (0, 13),
        ("gia_loc", "citizen", "tthc.dung_hen", False): (0, 13),
        ("gia_loc", "citizen", "can_bo.thai_do", False): (0, 11),
        ("gia_loc", "citizen", "can_bo.thai_do", True): (2, 0),
    }
    assert await office.releasing.run() == 0


async def test_nothing_is_written_where_nothing_may_be_released(office: Office, database_url: str) -> None:
    for person in range(14):
        await office.ballot(person, "good", "good")
    assert await office.releasing.run() == 1
    before = await all_rows(database_url)
    assert await office.releasing.run() == 0
    assert await all_rows(database_url) == before


async def test_a_survey_that_is_opened_again_goes_on_in_batches(store: SqlStore, clock: StoppedClock) -> None:
    office = await open_office(store, clock, province(clock))
    await office.official(OFFICIAL)
    looks = []

    async def come(persons: range) -> None:
        for person in persons:
            await office.ballot(person, "good", "fair")
            await office.releasing.run()
            looks.append(look(await office.standings.cards(OFFICIAL)))

    async def close() -> None:
        clock.advance(days=2)
        await office.releasing.run()
        looks.append(look(await office.standings.cards(OFFICIAL)))

    await come(range(7))
    await close()
    await office.loader.load(province(clock))
    await come(range(7, 10))
    await close()
    ballots = Level("gia_loc", "citizen", "", "ballots")
    assert looks[-1].levels[ballots].number == 7, "three more would be told apart: they wait"
    await office.loader.load(province(clock))
    await come(range(10, 12))
    await close()
    assert looks[-1].levels[ballots].number == 12
    assert attack(looks) == set()


class PowerCut(Random):
    """Fails at the second unit."""

    lots = 0

    def sample(self, *given: Any, **more: Any) -> Any:
        self.lots += 1
        if self.lots > 3:
            raise RuntimeError
        return super().sample(*given, **more)


async def test_a_crash_in_the_middle_releases_nothing(office: Office, database_url: str) -> None:
    for person in range(20):
        await office.ballot(person, "good", "good", unit=("gia_loc", "thanh_ha")[person % 2])
    before = await all_rows(database_url)
    with pytest.raises(RuntimeError):
        await Releasing(office.store, office.clock, PowerCut(1)).run()
    assert await all_rows(database_url) == before
    assert await office.releasing.run() == 2
