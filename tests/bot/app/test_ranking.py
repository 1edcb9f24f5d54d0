"""How sure the ranks of a real province are: Hải Dương after its surveys, Thanh Hóa without any."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from bot.app.errors import RanksRefused, UnknownName
from bot.app.names import find_round
from bot.app.package import ProvincePackage
from bot.app.ranking import Ranking
from bot.app.released import released_ballots
from bot.app.round_scores import RoundScores
from scoring import Entries, Entry
from scoring.resample import draw_again
from scoring.sensitivity import Reason
from scoring.totals import TOTAL
from storage.store import SqlStore
from tests.bot.app.office import HANOI, Office
from tests.builders import make_campaign, make_framework, make_package, make_round, make_scores
from tests.conftest import StoppedClock

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


@pytest.fixture
async def surveyed(surveyed_province: Path, tmp_path: Path) -> AsyncIterator[SqlStore]:
    copy = tmp_path / "surveyed.sqlite3"
    shutil.copy(surveyed_province, copy)
    store = SqlStore(f"sqlite+aiosqlite:///{copy}")
    yield store
    await store.close()


def ranking(store: SqlStore) -> Ranking:
    return Ranking(store, lambda: NOW, HANOI)


async def test_the_published_ranks_are_those_of_the_scores(surveyed: SqlStore) -> None:
    departments, districts = await ranking(surveyed).under_other_rules(
        "2019", None, seed=1, draws=50, weight_change=0.25
    )
    async with surveyed.read() as tx:
        found = await find_round(tx, "2019")
        every = await (await RoundScores.of(tx, found.round, "district")).standings()
    assert len(every) == 12
    assert districts.ranked.province_name["vi"] == "Tỉnh Hải Dương"
    assert districts.ranked.computed_at.isoformat() == "2026-11-20T09:00:00+07:00"
    assert districts.ranked.standings == every
    assert districts.result is not None
    (published, *_) = districts.result.scenarios
    assert published.reason is Reason.AS_PUBLISHED
    assert published.ranks == {each.unit: each.rank for each in every}
    assert (departments.result, departments.ranked.standings, len(departments.ranked.open)) == (None, (), 18)


async def test_the_errors_of_the_survey_are_those_that_the_draws_show(surveyed: SqlStore) -> None:
    """Linearised and resampled: within a tenth of each other, for every district."""
    (districts,) = await ranking(surveyed).under_other_respondents("2019", "district", seed=1, draws=20)
    assert districts.units is not None
    scores = districts.ranked.scores
    async with surveyed.read() as tx:
        ballots = await released_ballots(tx, await find_round(tx, "2019"), list(scores), NOW)
    assert districts.ballots == len(ballots)
    drawn = draw_again(scores, ballots, seed=2, draws=4000)
    linear = np.array([float(districts.units[unit].error or 0) for unit in scores])
    assert drawn.totals.std(axis=0) == pytest.approx(linear, rel=0.1)
    totals = np.array([float(score.total or 0) for score in scores.values()])
    assert drawn.totals.mean(axis=0) == pytest.approx(totals, abs=0.05)


async def test_the_same_seed_says_the_same_whatever_the_order_of_the_ballots(surveyed: SqlStore) -> None:
    first, again = [
        await ranking(surveyed).under_other_respondents("2019", "district", seed=3, draws=200) for _ in range(2)
    ]
    (other,) = await ranking(surveyed).under_other_respondents("2019", "district", seed=4, draws=200)
    assert first == again
    assert first[0].units != other.units
    async with surveyed.read() as tx:
        ballots = await released_ballots(tx, await find_round(tx, "2019"), list(other.ranked.scores), NOW)
    one, shuffled = (
        draw_again(other.ranked.scores, each, seed=3, draws=20).totals for each in (ballots, ballots[::-1])
    )
    assert (one == shuffled).all()


async def test_errors_are_smaller_where_the_sizes_of_the_groups_are_known(surveyed: SqlStore) -> None:
    (unknown,) = await ranking(surveyed).under_other_respondents("2019", "district", seed=1, draws=20)
    async with surveyed.read() as tx:
        ballots = await released_ballots(tx, await find_round(tx, "2019"), list(unknown.ranked.scores), NOW)
    groups = {ballot.group for ballot in ballots}
    unheard = {"public_service_unit": 9}
    (known,) = await ranking(surveyed).under_other_respondents(
        "2019", "district", seed=1, draws=20, populations=dict.fromkeys(groups, 1000) | unheard
    )
    assert set(known.populations) == groups
    assert known.units is not None
    assert unknown.units is not None
    for unit, about in known.units.items():
        assert 0 < (about.error or 0) < (unknown.units[unit].error or 0)
    with pytest.raises(RanksRefused, match="cannot have 1 members"):
        await ranking(surveyed).under_other_respondents(
            "2019", "district", seed=1, draws=5, populations={next(iter(sorted(groups))): 1}
        )
    with pytest.raises(UnknownName, match="no respondent group nobody"):
        await ranking(surveyed).under_other_respondents(
            "2019", "district", seed=1, draws=5, populations={"nobody": 9}
        )


async def test_where_nothing_is_sampled_nothing_is_drawn(store: SqlStore, thanh_hoa: ProvincePackage) -> None:
    async with store.write() as tx:
        await tx.provinces.load(thanh_hoa, [0] * len(thanh_hoa.rounds))
    (departments,) = await ranking(store).under_other_respondents("2020", "department", seed=1, draws=20)
    assert not departments.ranked.surveyed
    assert departments.units is None
    assert departments.ranked.standings[0].unit == "so_tttt"
    (rules,) = await ranking(store).under_other_rules("2020", "department", seed=1, draws=20, weight_change=0)
    assert rules.result is not None
    assert rules.result.scenarios[0].ranks == {each.unit: each.rank for each in departments.ranked.standings}


async def test_a_unit_of_which_only_the_total_is_known_is_left_out(store: SqlStore) -> None:
    appraised = make_framework().model_dump(mode="json", exclude_defaults=True)
    for domain in appraised["sets"]["district"]["domains"]:
        domain["criteria"] = domain["criteria"][:1]
        domain["max_score"] = domain["criteria"][0]["max_score"]
    appraised["sets"]["district"]["max_score"] = "9"
    rules = type(make_framework()).model_validate(appraised)
    scores = {"gia_loc": make_scores(), "thanh_ha": {TOTAL: Entry(None, Decimal(9))}}
    package = make_package(rounds=[make_round(framework=rules, scores=scores, campaigns=[])])
    async with store.write() as tx:
        await tx.provinces.load(package, [0])
    (changed,) = await ranking(store).under_other_rules("2026", None, seed=1, draws=5, weight_change=0)
    assert changed.ranked.bare == ("thanh_ha",)
    assert [(each.unit, each.rank) for each in changed.ranked.standings] == [("gia_loc", 1)]
    (exact,) = await ranking(store).under_other_respondents("2026", None, seed=1, draws=5)
    assert [(each.unit, each.rank) for each in exact.ranked.standings] == [("thanh_ha", 1), ("gia_loc", 2)]


async def test_units_compared_with_one_that_has_no_total_are_not_ranked(
    office: Office, clock: StoppedClock
) -> None:
    """What respondents say about the open unit moves the points of the others, and would have to be drawn, too."""
    rules = make_framework().model_dump(mode="json", exclude_defaults=True)
    (criterion,) = (
        each for each in rules["sets"]["district"]["domains"][0]["criteria"] if each["source"] == "survey"
    )
    criterion["survey"] |= {"method": "min_max", "better": "higher", "lowest_points": "0", "all_equal": "maximum"}
    framework = type(make_framework()).model_validate(rules)

    def province(scores: Mapping[str, Entries]) -> ProvincePackage:
        campaign = make_campaign(closes_at=clock.now)
        return make_package(rounds=[make_round(framework=framework, scores=scores, campaigns=[campaign])])

    for number in range(12):
        unit = ("gia_loc", "thanh_ha")[number % 2]
        await office.ballot(7_000_000_100 + number, "good", "fair", unit=unit)
    await office.loader.load(province({"gia_loc": make_scores(), "thanh_ha": make_scores(tthc=None)}))
    await office.releasing.run()
    look = Ranking(office.store, clock, HANOI)
    with pytest.raises(RanksRefused, match="compared with each other, and some have no total yet: thanh_ha"):
        await look.under_other_respondents("2026", None, seed=1, draws=5)
    (rules_only,) = await look.under_other_rules("2026", None, seed=1, draws=5, weight_change=0)
    assert (rules_only.ranked.open, len(rules_only.ranked.standings)) == (("thanh_ha",), 1)
    await office.loader.load(province({"gia_loc": make_scores(), "thanh_ha": make_scores()}))
    (both,) = await look.under_other_respondents("2026", None, seed=1, draws=5)
    assert len(both.ranked.standings) == 2


async def test_what_is_not_known_is_refused(store: SqlStore, hai_duong: ProvincePackage) -> None:
    async with store.write() as tx:
        await tx.provinces.load(hai_duong, [0] * len(hai_duong.rounds))
    look = ranking(store)
    with pytest.raises(UnknownName, match="no round 1999; there are: hai_duong/2019"):
        await look.under_other_rules("1999", None, seed=1, draws=5, weight_change=0)
    with pytest.raises(UnknownName, match="no set village; it has department, district"):
        await look.under_other_respondents("2019", "village", seed=1, draws=5)


async def test_an_open_campaign_keeps_the_answer_back(office: Office, clock: StoppedClock) -> None:
    scores = {"gia_loc": make_scores(), "thanh_ha": make_scores(tthc="4")}
    await office.loader.load(make_package(rounds=[make_round(scores=scores)]))
    for number in range(12):
        unit = ("gia_loc", "thanh_ha")[number % 2]
        await office.ballot(7_000_000_100 + number, "good", ("good", "fair")[number // 2 % 2], unit=unit)
    look = Ranking(office.store, clock, HANOI)
    closing = make_campaign(closes_at=clock.now)
    await office.loader.load(make_package(rounds=[make_round(scores=scores, campaigns=[closing])]))
    await office.releasing.run()
    (closed,) = await look.under_other_respondents("2026", None, seed=1, draws=50)
    assert closed.units is not None
    assert [(each.unit, each.rank) for each in closed.ranked.standings] == [("gia_loc", 1), ("thanh_ha", 2)]
    assert closed.units["gia_loc"].not_separable_from == ()
    opened = replace(closing, closes_at=None)
    await office.loader.load(make_package(rounds=[make_round(scores=scores, campaigns=[opened])]))
    with pytest.raises(RanksRefused, match="still open: citizen"):
        await look.under_other_respondents("2026", None, seed=1, draws=50)
