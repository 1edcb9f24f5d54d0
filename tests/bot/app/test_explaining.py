"""Whose points are explained to whom, and how a unit, a round or a part is found by what somebody typed."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

import pytest

from bot.app.errors import UnknownName
from bot.app.explaining import Explaining
from scoring import Sentence
from scoring.why_words import Reason
from storage.store import SqlStore
from tests.bot.app.office import Office, open_office
from tests.builders import make_campaign, make_framework, make_package, make_round, make_scores, make_unit
from tests.conftest import StoppedClock

OFFICIAL = 2**45
BOTH = {"gia_loc": make_scores(), "thanh_ha": make_scores(tthc="4")}


async def an_office(store: SqlStore, clock: StoppedClock, **round_: object) -> Office:
    plan = make_round(**{"scores": BOTH, **round_})  # type: ignore[arg-type]
    named = replace(make_unit(code="thanh_ha"), aliases=("TH",))
    return await open_office(store, clock, make_package(units=[make_unit(), named], rounds=[plan]))


async def test_the_secretariat_asks_about_any_unit(store: SqlStore, clock: StoppedClock) -> None:
    await an_office(store, clock)
    explaining = Explaining(store, clock)
    by_alias = await explaining.asked("2026", "th")
    assert (by_alias.province, by_alias.round.code, by_alias.unit.code) == ("hai_duong", "2026", "thanh_ha")
    assert (await explaining.asked("hai_duong/2026", "huyen thanh_ha")).unit.code == "thanh_ha"
    domain = await explaining.asked("2026", "gia_loc", "can_bo")
    assert {part.criterion for part in domain.why.parts} == {"can_bo.tham_dinh", "can_bo.thai_do"}


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("2020", "gia_loc", None), "There is no round 2020; there are: hai_duong/2026."),
        (("2026", "nowhere", None), "There is no unit nowhere; there are: gia_loc, thanh_ha."),
        (("2026", "gia_loc", "nothing"), "The points of gia_loc have no part nothing; there are: tthc, "),
    ],
)
async def test_what_is_not_there_is_refused_with_what_is(
    store: SqlStore, clock: StoppedClock, asked: tuple[str, str, str | None], said: str
) -> None:
    await an_office(store, clock)
    with pytest.raises(UnknownName) as refused:
        await Explaining(store, clock).asked(*asked)
    assert str(refused.value).startswith(said)


async def test_a_unit_that_the_round_does_not_score_is_no_defect(store: SqlStore, clock: StoppedClock) -> None:
    units = [make_unit(), make_unit(code="so_y_te", type="department")]
    office = await open_office(store, clock, make_package(units=units, rounds=[make_round(campaigns=[])]))
    with pytest.raises(UnknownName) as refused:
        await Explaining(store, clock).asked("2026", "so_y_te")
    assert str(refused.value) == "The round 2026 does not score units of the type department."
    await office.official(OFFICIAL, "so_y_te")
    own = await Explaining(store, clock).own(OFFICIAL)
    assert (own.official, own.subjects, own.explained) == (True, (), None)


async def test_only_released_ballots_are_explained_and_options_of_closed_surveys(
    store: SqlStore, clock: StoppedClock
) -> None:
    campaigns = [make_campaign(closes_at=clock.now + timedelta(days=1))]
    office = await an_office(store, clock, campaigns=campaigns)
    for person in range(18):
        await office.ballot(person, "good", ("good", "fair", "poor")[person % 3])

    async def look() -> tuple[Fraction | None, list[int | None]]:
        explained = await Explaining(store, clock).asked("2026", "gia_loc", "can_bo.thai_do")
        (citizens,) = explained.why.parts
        return explained.why.total, [count for group in citizens.groups for count in group.shown]

    assert await look() == (None, [])
    await office.releasing.run()
    points, counts = await look()
    assert points is not None
    assert counts == [None, None, None], "released, but more answers may come"
    clock.advance(days=1)
    assert (await look())[1] == [None, None, None], "closed, but the rest is not released yet"
    await office.releasing.run()
    assert await look() == (2 * Fraction(6 * 100 + 6 * 50, 18 * 100), [6, 6, 6])


@pytest.mark.parametrize("ballots", [0, 2, 4])
async def test_how_many_ballots_were_too_few_is_told_to_nobody(
    store: SqlStore, clock: StoppedClock, ballots: int
) -> None:
    campaigns = [make_campaign(closes_at=clock.now + timedelta(days=1))]
    office = await an_office(store, clock, campaigns=campaigns)
    await office.official(OFFICIAL, "gia_loc")
    for person in range(ballots):
        await office.ballot(person, "good", "good")

    async def causes() -> set[str]:
        explaining = Explaining(store, clock)
        own = (await explaining.own(OFFICIAL)).explained
        assert own
        asked = await explaining.asked("2026", "gia_loc")
        return {
            str(sentence.params["cause"])
            for explained in (own, asked)
            for part in explained.why.parts
            for sentence in (part.words, *part.more)
            if "cause" in sentence.params
        }

    await office.releasing.run()
    so_far, few = Sentence.of(Reason.TOO_FEW_SO_FAR), Sentence.of(Reason.TOO_FEW_BALLOTS, minimum=5)
    assert await causes() == {str(so_far)}
    clock.advance(days=1)
    await office.releasing.run()
    assert await causes() == {str(few)}


async def test_ballots_that_wait_for_their_release_are_not_said_to_be_too_few(
    store: SqlStore, clock: StoppedClock
) -> None:
    campaigns = [make_campaign(closes_at=clock.now + timedelta(days=1))]
    office = await an_office(store, clock, campaigns=campaigns)
    for person in range(7):
        await office.ballot(person, "good", "good")
    await office.releasing.run()
    clock.advance(days=1)
    waiting = await Explaining(store, clock).asked("2026", "gia_loc", "can_bo.thai_do")
    assert [part.words.reason for part in waiting.why.parts] == [Reason.EVERY_GROUP_EMPTY]
    assert [each.params["cause"] for each in waiting.why.parts[0].more] == [Sentence.of(Reason.TOO_FEW_SO_FAR)]


async def test_what_is_left_out_is_named_without_its_count(store: SqlStore, clock: StoppedClock) -> None:
    office = await an_office(store, clock)
    for person in range(10):
        await office.ballot(person, "good", "good")
    await office.releasing.run()
    explained = await Explaining(store, clock).asked("2026", "gia_loc", "can_bo.thai_do")
    (citizens,) = explained.why.parts
    told = json.loads(json.dumps(citizens.as_json(2)))["facts"]
    option = {"campaign": "citizen", "question": None, "option": "no_information", "label": "no_information"}
    assert told["excluded"] == [{**option, "count": None, "reason": "no_information"}]
    assert [each["option"] for each in told["cells"]] == ["good", "fair", "poor"]


async def test_options_are_called_as_on_the_paper(store: SqlStore, clock: StoppedClock) -> None:
    await an_office(store, clock)
    explained = await Explaining(store, clock).asked("2026", "gia_loc")
    assert explained.option("citizen", "can_bo.thai_do", "good") == {"vi": "good", "en": "good"}
    assert explained.option("citizen", "can_bo.thai_do", "gone") == {"": "gone"}
    assert explained.option("nowhere", "can_bo.thai_do", "good") == {"": "good"}


async def test_an_official_is_told_of_the_own_unit_and_of_no_other(store: SqlStore, clock: StoppedClock) -> None:
    office = await an_office(store, clock)
    await office.official(OFFICIAL, "gia_loc")
    explaining = Explaining(store, clock)
    own = await explaining.own(OFFICIAL)
    assert own.explained
    assert own.explained.unit.code == "gia_loc"
    other = await explaining.asked("2026", "thanh_ha")
    tried = await explaining.own(OFFICIAL, other.unit.id, other.round.id)
    assert tried.explained
    assert tried.explained.unit.code == "gia_loc", "a foreign unit's button shows the own one"


async def test_who_has_several_units_chooses_one(store: SqlStore, clock: StoppedClock) -> None:
    office = await an_office(store, clock)
    await office.official(OFFICIAL, "gia_loc")
    await office.official(OFFICIAL, "thanh_ha")
    explaining = Explaining(store, clock)
    both = await explaining.own(OFFICIAL)
    assert [subject.unit.code for subject in both.subjects] == ["gia_loc", "thanh_ha"]
    assert both.explained is None
    unit, round_ = both.subjects[1]
    second = await explaining.own(OFFICIAL, unit.id, round_.id)
    assert second.explained
    assert second.explained.unit.code == "thanh_ha"
    assert second.subjects == both.subjects


async def test_where_several_indices_are_side_by_side_one_is_chosen(store: SqlStore, clock: StoppedClock) -> None:
    other = make_framework().model_copy(update={"index": "ddci", "code": "TEST-2"})
    rounds = [
        make_round(code="2026_ddci", framework=other, campaigns=[], scores=BOTH),
        make_round(code="2026", scores=BOTH),
        make_round(code="2025", campaigns=[], scores=BOTH),
    ]
    office = await open_office(store, clock, make_package(rounds=rounds))
    await office.official(OFFICIAL, "gia_loc")
    explaining = Explaining(store, clock)
    own = await explaining.own(OFFICIAL)
    assert own.explained is None
    assert {subject.round.code for subject in own.subjects} == {"2026_ddci", "2026"}
    for unit, round_ in own.subjects:
        found = await explaining.own(OFFICIAL, unit.id, round_.id)
        assert found.explained
        assert found.explained.round == round_
    past = (await explaining.asked("2025", "gia_loc")).round
    assert (await explaining.own(OFFICIAL, own.subjects[0].unit.id, past.id)).explained is None


async def test_strangers_and_coordinators_have_no_unit(store: SqlStore, clock: StoppedClock) -> None:
    office = await an_office(store, clock)
    await office.coordinator(OFFICIAL)
    for person in (OFFICIAL, 404):
        own = await Explaining(store, clock).own(person, 1, 1)
        assert (own.official, own.subjects, own.explained) == (False, (), None)


async def test_a_province_without_rounds_has_nothing_to_explain(store: SqlStore, clock: StoppedClock) -> None:
    office = await open_office(store, clock, make_package(rounds=[]))
    await office.official(OFFICIAL, "gia_loc")
    own = await Explaining(store, clock).own(OFFICIAL)
    assert (own.official, own.subjects, own.explained) == (True, (), None)
