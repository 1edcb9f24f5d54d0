"""What an official sees: the unit's own points, the rank once published, the deadlines with the days left."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest

from bot.app.entities import RoundStatus
from bot.app.package import CampaignPlan, ProvincePackage
from bot.app.standings import ScoreCard, days_between
from scoring import NoPoints, NotEntered
from scoring.visibility import Access, Item, Viewer, access, may_see
from storage.store import SqlStore
from tests.bot.app.office import HANOI, Office, open_office
from tests.builders import (
    make_campaign,
    make_deadline,
    make_framework,
    make_package,
    make_round,
    make_scores,
    make_unit,
)
from tests.conftest import StoppedClock

OFFICIAL = 2**45
COUNTED = (Item.SURVEY_POINTS, Item.BALLOT_COUNTS)
BOTH = {"gia_loc": make_scores(), "thanh_ha": make_scores(tthc="4")}


async def an_office(store: SqlStore, clock: StoppedClock, **round_: object) -> Office:
    """Two districts with appraised points 7.5 and 6.5."""
    plan = make_round(**{"scores": BOTH, **round_})  # type: ignore[arg-type]
    return await open_office(store, clock, make_package(rounds=[plan]))


def until(end: datetime, *codes: str) -> list[CampaignPlan]:
    """Campaigns that close at `end`, each of the respondent group that it is called after."""
    return [make_campaign(code=code, group=code, closes_at=end) for code in codes]


async def closed(office: Office, clock: StoppedClock) -> None:
    """The campaigns close, and what is in may be shown."""
    clock.advance(days=1)
    await office.releasing.run()


async def test_the_survey_part_follows_from_the_ballots(store: SqlStore, clock: StoppedClock) -> None:
    office = await an_office(store, clock, campaigns=until(clock.now + timedelta(days=1), "citizen"))
    attitudes = ["good", "good", "good", "fair", "fair", "no_information", "no_information", "no_information"]
    for person, attitude in enumerate(attitudes):
        await office.ballot(person, ("good", "good", "fair", "poor")[person % 4], attitude)
    await closed(office, clock)
    await office.official(OFFICIAL)
    (card,) = await office.standings.cards(OFFICIAL)
    points = {part.code: part.points for part in card.score.parts}
    assert points["tthc.dung_hen"] == Fraction(4) * (100 + 100 + 50 + 0) / 4 / 100 == Fraction("2.5")
    assert points["can_bo.thai_do"] == Fraction(2) * (100 + 100 + 100 + 50 + 50) / 5 / 100 == Fraction("1.6")
    assert card.score.survey_total == Fraction("2.5") + Fraction("1.6")
    assert card.score.appraised_total == Fraction(5) + Fraction("2.5")
    assert card.score.total == Fraction("11.6")
    assert card.score.ballots == {"citizen": 8}


async def test_groups_are_weighted_as_the_framework_says(store: SqlStore, clock: StoppedClock) -> None:
    campaigns = until(clock.now + timedelta(days=1), "citizen", "business")
    office = await an_office(store, clock, framework=make_framework(business_weight="0.4"), campaigns=campaigns)
    for person in range(6):
        await office.ballot(person, ("good", "fair")[person % 2], "good")
        await office.ballot(10 + person, ("poor", "fair")[person % 2], "good", campaign="business")
    await closed(office, clock)
    await office.official(OFFICIAL)
    (card,) = await office.standings.cards(OFFICIAL)
    citizens, businesses = Fraction(100 + 50, 2 * 100), Fraction(0 + 50, 2 * 100)
    points = {part.code: part.points for part in card.score.parts}
    assert points["tthc.dung_hen"] == 4 * (Fraction("0.6") * citizens + Fraction("0.4") * businesses)
    assert points["can_bo.thai_do"] == 2


async def test_below_the_minimum_of_ballots_there_is_no_survey_part_and_no_total(
    store: SqlStore, clock: StoppedClock
) -> None:
    office = await an_office(store, clock, framework=make_framework(minimum_ballots=8))
    for person in range(10):
        await office.ballot(person, "good", "good")
    await office.releasing.run()
    await office.official(OFFICIAL)
    (card,) = await office.standings.cards(OFFICIAL)
    assert (card.score.survey_total, card.score.total) == (None, None)
    assert card.score.appraised_total == Fraction("7.5")
    assert {missing.reason for missing in card.score.missing} == {NoPoints.EVERY_GROUP_EMPTY}
    assert card.score.ballots == {"citizen": 5}
    for person in range(10, 15):
        await office.ballot(person, "good", "good")
    await office.releasing.run()
    (card,) = await office.standings.cards(OFFICIAL)
    assert (card.score.survey_total, card.score.total) == (Fraction(6), Fraction("13.5"))


async def test_points_that_were_not_entered_are_missing_and_not_zero(store: SqlStore, clock: StoppedClock) -> None:
    office = await an_office(store, clock, scores={"gia_loc": make_scores(can_bo=None)}, campaigns=[])
    await office.official(OFFICIAL, "gia_loc")
    await office.official(OFFICIAL, "thanh_ha")
    partly, not_at_all = await office.standings.cards(OFFICIAL)
    assert (partly.score.appraised_total, partly.score.self_total) == (None, Fraction(9))
    assert (not_at_all.score.appraised_total, not_at_all.score.self_total) == (None, None)
    missing = {each.criterion for each in partly.score.missing if each.reason is NotEntered.NOT_APPRAISED}
    assert missing == {"can_bo.tham_dinh"}


@pytest.mark.parametrize(
    ("status", "ranks"), [(RoundStatus.PROVISIONAL, [None, None]), (RoundStatus.PUBLISHED, [1, 2])]
)
async def test_a_rank_is_known_once_the_round_is_published(
    store: SqlStore, clock: StoppedClock, status: RoundStatus, ranks: list[int | None]
) -> None:
    office = await an_office(store, clock, status=status)
    for number in range(20):
        await office.ballot(number, "good", "good", unit=("gia_loc", "thanh_ha")[number % 2])
    await office.releasing.run()
    await office.official(OFFICIAL, "gia_loc")
    await office.official(OFFICIAL, "thanh_ha")
    cards = await office.standings.cards(OFFICIAL)
    assert [card.unit.code for card in cards] == ["gia_loc", "thanh_ha"]
    assert [card.score.total for card in cards] == [Fraction("13.5"), Fraction("12.5")]
    assert [card.rank for card in cards] == ranks
    assert {card.units for card in cards} == {2}


@pytest.mark.parametrize("status", RoundStatus)
async def test_a_card_holds_what_a_unit_may_see_and_nothing_else(
    store: SqlStore, clock: StoppedClock, status: RoundStatus
) -> None:
    """Each field of a card with what it shows, against the table that the documentation prints."""
    shown_by = {
        "province": None,
        "unit": None,
        "round": None,
        "framework": None,
        "score": (Item.SELF_SCORE, Item.APPRAISED_SCORE, Item.DOMAIN_POINTS, *COUNTED),
        "rank": (Item.RANK,),
        "units": None,
        "computed_at": None,
    }
    assert {each.name for each in fields(ScoreCard)} == set(shown_by)
    office = await an_office(store, clock, status=status)
    for person in range(4):
        await office.ballot(person, "good", "good")
    await office.releasing.run()
    await office.official(OFFICIAL)
    (card,) = await office.standings.cards(OFFICIAL)
    published = status is RoundStatus.PUBLISHED
    for name, items in shown_by.items():
        if items and getattr(card, name) is not None:
            assert all(may_see(Viewer.UNIT, item, published=published) for item in items), name
    suppressed = {Access.SUPPRESSED, Access.SUPPRESSED_AFTER_PUBLICATION}
    for item in COUNTED:
        assert access(Viewer.UNIT, item) in suppressed
    assert (card.score.survey_total, card.score.ballots) == (None, {}), "four are too few, published or not"


async def test_an_official_sees_the_own_unit_and_no_other(store: SqlStore, clock: StoppedClock) -> None:
    office = await an_office(store, clock)
    await office.official(OFFICIAL, "thanh_ha")
    (card,) = await office.standings.cards(OFFICIAL)
    assert card.unit.code == "thanh_ha"


async def test_a_card_says_of_which_province_it_is_and_when_it_was_computed(
    store: SqlStore, clock: StoppedClock
) -> None:
    office = await an_office(store, clock)
    await office.official(OFFICIAL)
    (card,) = await office.standings.cards(OFFICIAL)
    assert card.province == make_package().name
    assert card.computed_at == clock.now
    assert card.computed_at.tzinfo == HANOI


async def test_only_where_a_total_alone_is_known_the_scores_hold_the_bonus(
    store: SqlStore, clock: StoppedClock, thanh_hoa: ProvincePackage
) -> None:
    office = await open_office(store, clock, thanh_hoa)
    await office.official(OFFICIAL, "so_khdt", "thanh_hoa")
    cards = {card.round.code: card for card in await office.standings.cards(OFFICIAL)}
    assert {code: (card.most_appraised, card.most) for code, card in cards.items()} == {
        "2020_nhiem_vu": (Fraction(90 + 10), Fraction(90 + 10)),
        "2020": (Fraction(100), Fraction(100)),
    }


async def test_ballots_about_other_units_do_not_show(store: SqlStore, clock: StoppedClock) -> None:
    office = await an_office(store, clock)
    for person in range(10):
        await office.ballot(person, "good", "good", unit="thanh_ha")
    assert await office.releasing.run() == 1
    await office.official(OFFICIAL, "gia_loc")
    (card,) = await office.standings.cards(OFFICIAL)
    assert card.score.ballots == {}
    assert card.score.survey_total is None


async def test_strangers_and_coordinators_see_no_card(store: SqlStore, clock: StoppedClock) -> None:
    office = await an_office(store, clock)
    await office.coordinator(OFFICIAL)
    assert await office.standings.cards(OFFICIAL) == ()
    assert await office.standings.cards(404) == ()


async def test_two_codes_for_one_unit_show_it_once(store: SqlStore, clock: StoppedClock) -> None:
    office = await an_office(store, clock)
    await office.official(OFFICIAL, "gia_loc")
    await office.official(OFFICIAL, "gia_loc")
    assert len(await office.standings.cards(OFFICIAL)) == 1


async def test_the_card_is_about_the_latest_round(store: SqlStore, clock: StoppedClock) -> None:
    rounds = [make_round(code="2026"), make_round(code="2025", status=RoundStatus.PUBLISHED)]
    office = await open_office(store, clock, make_package(rounds=rounds))
    await office.official(OFFICIAL)
    assert [card.round.code for card in await office.standings.cards(OFFICIAL)] == ["2026"]


async def test_indices_of_one_year_stand_side_by_side(
    store: SqlStore, clock: StoppedClock, thanh_hoa: ProvincePackage
) -> None:
    """An official gets a card of every index that scores the unit, and of no other."""
    office = await open_office(store, clock, thanh_hoa)
    await office.official(OFFICIAL, "so_khdt", "thanh_hoa")
    await office.official(OFFICIAL, "dai_ptth", "thanh_hoa")
    cards = await office.standings.cards(OFFICIAL)
    assert {(card.unit.code, card.round.code): (card.score.total, card.rank, card.units) for card in cards} == {
        ("so_khdt", "2020_nhiem_vu"): (Fraction("93.3"), 1, 20),
        ("so_khdt", "2020"): (91, 4, 20),
        ("dai_ptth", "2020_nhiem_vu"): (88, 2, 14),
    }


async def test_thanh_hoa_2020_ranks_and_grades_as_it_was_published(
    store: SqlStore, clock: StoppedClock, thanh_hoa: ProvincePackage
) -> None:
    office = await open_office(store, clock, thanh_hoa)
    for unit in thanh_hoa.units:
        if unit.type == "department":
            await office.official(OFFICIAL, unit.code, "thanh_hoa")
    cards = [card for card in await office.standings.cards(OFFICIAL) if card.round.code == "2020"]
    ranks = Counter(card.rank for card in cards)
    assert len(cards) == 20
    assert (ranks[5], ranks[7]) == (2, 2)
    assert {n for rank, n in ranks.items() if rank not in {5, 7}} == {1}
    grades = Counter(card.score.grade.band.name.vi for card in cards if card.score.grade and card.score.grade.band)
    assert [grades[name] for name in ("Xuất sắc", "Tốt", "Khá", "Trung bình")] == [7, 9, 3, 1]


# Deadlines


@pytest.mark.parametrize(
    ("now", "due", "days"),
    [
        ("2026-11-20T16:59:59+00:00", "2026-11-20T17:00:00+00:00", 1),  # 23:59:59 and midnight in Hà Nội
        ("2026-11-20T17:00:00+00:00", "2026-11-21T16:59:59+00:00", 0),  # one whole day there, two in UTC
        ("2026-11-20T10:00:00+00:00", "2026-11-20T02:00:00+00:00", 0),  # over since the morning, still its day
        ("2026-11-20T17:00:00+00:00", "2026-11-20T16:59:59+00:00", -1),
        ("2026-12-31T10:00:00+00:00", "2027-01-02T10:00:00+00:00", 2),
    ],
)
def test_the_days_left_are_days_of_the_provinces_calendar(now: str, due: str, days: int) -> None:
    assert days_between(datetime.fromisoformat(now), datetime.fromisoformat(due), HANOI) == days


async def test_deadlines_come_in_order_with_those_that_are_over_marked(
    store: SqlStore, clock: StoppedClock
) -> None:
    deadlines = [
        make_deadline(code="later"),
        make_deadline(code="now", due_at=clock.now),
        make_deadline(code="over", due_at=datetime(2026, 11, 18, 10, 0, tzinfo=UTC)),
    ]
    office = await an_office(store, clock, deadlines=deadlines)
    await office.official(OFFICIAL)
    found = await office.standings.deadlines(OFFICIAL)
    assert [(each.deadline.code, each.days, each.over) for each in found] == [
        ("over", -2, True),
        ("now", 0, True),
        ("later", 7, False),
    ]


async def test_an_official_sees_the_deadlines_of_the_own_type_and_a_coordinator_all(
    store: SqlStore, clock: StoppedClock
) -> None:
    deadlines = [
        make_deadline(code="all"),
        make_deadline(code="districts", unit_types=["district"]),
        make_deadline(code="departments", unit_types=["department"]),
    ]
    office = await an_office(store, clock, deadlines=deadlines)
    await office.official(OFFICIAL)
    await office.coordinator(OFFICIAL + 1)

    async def codes(telegram_id: int) -> list[str]:
        return [each.deadline.code for each in await office.standings.deadlines(telegram_id)]

    assert await codes(OFFICIAL) == ["all", "districts"]
    assert await codes(OFFICIAL + 1) == ["all", "districts", "departments"]
    assert await codes(404) == []


async def test_with_several_roles_each_deadline_is_there_once_and_other_provinces_are_not(
    store: SqlStore, clock: StoppedClock
) -> None:
    office = await an_office(store, clock, deadlines=[make_deadline()])
    other = make_package(code="thai_binh", units=[make_unit()], rounds=[make_round(campaigns=[])])
    await office.loader.load(other)
    await office.official(OFFICIAL, "gia_loc")
    await office.official(OFFICIAL, "thanh_ha")
    await office.coordinator(OFFICIAL)
    await office.official(OFFICIAL + 1, "gia_loc", "thai_binh")
    assert len(await office.standings.deadlines(OFFICIAL)) == 1
    assert await office.standings.deadlines(OFFICIAL + 1) == ()


async def test_a_draft_in_hand_does_not_show_in_the_score(store: SqlStore, clock: StoppedClock) -> None:
    office = await an_office(store, clock)
    await office.official(OFFICIAL)
    before = await office.standings.cards(OFFICIAL)
    an = office.respondent()
    await an.opens(await office.ticket())
    await an.fills_in("good", "good")
    assert an.last.draft
    assert await office.standings.cards(OFFICIAL) == before
