"""What an official's look-up costs while ballots pile up, and what it costs to score a whole province.

Three databases differ in nothing but the number of ballots; their look-ups are timed in turns. The ballots are made
from a few dozen answered papers a campaign, drawn with a seed and written directly; the cells are folded from the
same papers.
"""

from __future__ import annotations

import json
import sqlite3
import statistics
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from benchmarks.crowd import PROVINCE, store_ballots, store_cells
from bot.app.entities import Campaign, RoleKind, Unit
from bot.app.names import find_province
from bot.app.package import ProvincePackage, UnitPlan
from bot.app.recount_ports import StoredBallot
from bot.app.round_scores import RoundScores
from bot.compose import Services, open_services
from bot.province import read_province
from bot.settings import Settings
from scoring import Ballot, CellKey, Entry, Rating, fold
from surveys import Answer, Questionnaire, ratings

__all__ = ["measure", "report"]

RATINGS = (10**3, 10**5, 10**7)
UNITS = 61
PAPERS = 40
"""Different papers a campaign; the rest of the crowd answers like one of them."""

LOOKS = 200
SCORINGS = 10
SEED = 2019
OFFICIAL = 7_000_000_001
UNIT = "unit_07"


@dataclass(frozen=True)
class Result:
    """Medians in milliseconds: a look-up by the number of ratings stored, the spread of repeated medians, and the
    scoring of all units on the largest database."""

    look_ms: Mapping[int, float]
    noise_ms: float
    cells: int
    province_ms: float

    @property
    def province_ratio(self) -> float:
        """Scoring the province, in look-ups."""
        return self.province_ms / self.look_ms[max(self.look_ms)]


async def measure(sizes: tuple[int, ...] = RATINGS) -> Result:
    with TemporaryDirectory() as folder:
        async with AsyncExitStack() as stack:
            towns = {size: await _town(stack, Path(folder) / f"{size}.sqlite3", size) for size in sizes}
            times: dict[int, list[float]] = {size: [] for size in sizes}
            for turn in range(LOOKS):
                for size, services in towns.items():
                    spent = await _timed(lambda services=services: services.standings.cards(OFFICIAL))  # type: ignore[misc]
                    if turn:  # the first one reads the framework and the questionnaires
                        times[size].append(spent)
            largest = towns[max(sizes)]
            province = [await _timed(lambda: _score_province(largest)) for _ in range(SCORINGS)]
            cells = await _cells_of_unit(largest)
    halves = [abs(statistics.median(each[::2]) - statistics.median(each[1::2])) for each in times.values()]
    looks = {size: statistics.median(each) for size, each in times.items()}
    return Result(looks, max(halves), cells, statistics.median(province))


def report(result: Result) -> Iterator[str]:
    for stored, spent in result.look_ms.items():
        yield f"look-up of a score with {stored:,} ratings stored: {spent:.2f} ms"
    yield f"  the same measured twice differs by {result.noise_ms:.2f} ms at most; {result.cells} cells are read"
    yield f"scoring {UNITS} units: {result.province_ms:.1f} ms, as much as {result.province_ratio:.1f} look-ups"


async def _timed(work: Callable[[], Awaitable[object]]) -> float:
    began = time.perf_counter()
    await work()
    return 1000 * (time.perf_counter() - began)


async def _score_province(services: Services) -> None:
    async with services.store.read() as tx:
        (unit,) = [
            each for each in await tx.provinces.units(await find_province(tx, "hai_duong")) if each.code == UNIT
        ]
        (round_, *_) = await tx.calendar.rounds(unit.province_id)
        scores = await RoundScores.of(tx, round_, unit.type)
        standings = await scores.standings()
    if len(standings) != UNITS or any(each.score.survey_total is None for each in standings):
        raise RuntimeError("the province was not scored")


async def _cells_of_unit(services: Services) -> int:
    async with services.store.read() as tx:
        (campaign, _), *_ = await tx.provinces.campaigns("hai_duong")
        return len(await tx.scores.cells(campaign.round, [UNIT]))


async def _town(stack: AsyncExitStack, path: Path, size: int) -> Services:
    """A province of 61 units about which `size` ratings were given, and an official of one of them."""
    settings = Settings(database_url=f"sqlite+aiosqlite:///{path}")
    services = await stack.enter_async_context(open_services(settings))
    await services.loader.load(_package())
    code = await services.access.role_code("hai_duong", RoleKind.OFFICIAL, UNIT)
    await services.membership.bind(1, OFFICIAL, code.code, "vi")
    async with services.store.read() as tx:
        campaigns = [
            (campaign, await tx.drafts.questionnaire(campaign.questionnaire_id), units)
            for campaign, units in await tx.provinces.campaigns("hai_duong")
        ]
    wanted = size // len(campaigns)
    connection = sqlite3.connect(path)
    for campaign, form, subjects in campaigns:
        units = [unit for unit in subjects if unit]
        _write(connection, campaign, form, units, wanted)
    connection.commit()
    connection.close()
    return services


def _package() -> ProvincePackage:
    """Hải Dương's districts become 61 units with points entered everywhere; papers about one unit each."""
    package = read_province(PROVINCE)
    (round_,) = package.rounds
    codes = tuple(f"unit_{number:02}" for number in range(UNITS))
    districts = {unit.code for unit in package.units if unit.type == "district"}
    units = tuple(UnitPlan(code, "district", {"vi": code, "en": code}, ()) for code in codes)
    leaves = [leaf for _, leaf in round_.framework.set_for("district").leaves if leaf.source == "appraised"]
    points = {leaf.code: Entry(leaf.max_score, leaf.max_score) for leaf in leaves}
    single = tuple(
        replace(each, units=codes, seats=100_000)
        for each in round_.campaigns
        if not districts.isdisjoint(each.units) and not each.questionnaire.rates_units
    )
    whole = replace(round_, scores=dict.fromkeys(codes, points), facts={}, campaigns=single)
    return replace(package, units=units, rounds=(whole,))


def _write(
    connection: sqlite3.Connection, campaign: Campaign, form: Questionnaire, units: list[Unit], wanted: int
) -> None:
    """About `wanted` ratings of this campaign: the first papers about the unit looked at, the others about all."""
    random = Random(f"{SEED} {campaign.code}")
    papers = [_answers(form, random) for _ in range(PAPERS)]
    given = [ratings(form, answers, unit=UNIT, units=()) for answers in papers]
    ballots = wanted * PAPERS // sum(map(len, given))
    looked_at = [unit.code for unit in units].index(UNIT)
    about = (looked_at if number < PAPERS else number % len(units) for number in range(ballots))
    chosen = Counter((unit, random.randrange(PAPERS)) for unit in about)
    cells: Counter[CellKey] = Counter()
    for (unit, paper), number in chosen.items():
        rated = tuple(Rating(units[unit].code, each.criterion, each.option) for each in given[paper])
        one = fold(Ballot(campaign.round.code, campaign.code, campaign.respondent_group, rated))
        cells.update({key: count * number for key, count in one.items()})
    store_ballots(connection, _ballots(campaign, units, [json.dumps(each) for each in papers], chosen, random))
    store_cells(connection, campaign.round.id, cells)


def _ballots(
    campaign: Campaign, units: list[Unit], papers: list[str], chosen: Mapping[tuple[int, int], int], random: Random
) -> Iterator[StoredBallot]:
    for (unit, paper), number in chosen.items():
        for _ in range(number):
            id_ = random.randbytes(16).hex()
            yield StoredBallot(id_, campaign.id, campaign.questionnaire_id, units[unit].id, "", papers[paper])


def _answers(form: Questionnaire, random: Random) -> dict[str, Answer]:
    """An option of every question that counts for a criterion."""
    return {
        question.name: random.choice(question.choices).name
        for question in form.questions()
        if question.criterion and question.choices
    }
