"""Loading a province: again and again without harm, and never against what is published."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.app.entities import RoundStatus
from bot.app.load import REPLAY_DAYS_AHEAD
from bot.app.names import find_province
from bot.app.package import ProvincePackage
from bot.app.respond import Told
from storage.store import SqlStore
from surveys import Act, Action, Pick, Questionnaire
from tests.bot.app.office import AN_ID, Office, open_office, recount, refused, stored_cells
from tests.builders import (
    POINTS,
    make_campaign,
    make_deadline,
    make_form,
    make_framework,
    make_package,
    make_round,
    make_scores,
    make_unit,
)
from tests.conftest import StoppedClock
from tests.storage.rows import all_rows, rows_of


def with_form(form: Questionnaire) -> ProvincePackage:
    return make_package(rounds=[make_round(campaigns=[make_campaign(form=form)])])


async def test_the_first_load_reports_what_was_added(store: SqlStore, clock: StoppedClock) -> None:
    plan = make_round(deadlines=[make_deadline()], scores={"gia_loc": make_scores()})
    changes = await Office(store, clock).loader.load(make_package(rounds=[plan]))
    assert changes
    assert changes.changed == {}
    assert changes.added == {
        "province": ("hai_duong",),
        "province_privacy": ("hai_duong",),
        "unit": ("gia_loc", "thanh_ha"),
        "framework": ("TEST-1 1",),
        "assessment_round": ("2026",),
        "deadline": ("self_score",),
        "score": ("gia_loc", "gia_loc"),
        "questionnaire": ("hai_long 1",),
        "campaign": ("citizen",),
        "quota": ("citizen/gia_loc", "citizen/thanh_ha"),
    }


async def test_loading_again_reports_no_change_and_changes_nothing(
    store: SqlStore, clock: StoppedClock, database_url: str, hai_duong: ProvincePackage
) -> None:
    office = await open_office(store, clock, hai_duong)
    before = await all_rows(database_url)
    clock.advance(days=3)
    assert not await office.loader.load(hai_duong)
    assert await all_rows(database_url) == before


async def test_what_differs_is_changed_and_reported_by_kind(store: SqlStore, clock: StoppedClock) -> None:
    office = await open_office(
        store,
        clock,
        make_package(rounds=[make_round(deadlines=[make_deadline()], scores={"gia_loc": make_scores()})]),
    )
    renamed = replace(make_unit(code="thanh_ha"), name={"vi": "huyện Thanh Hà", "en": "Thanh Hà"})
    later = make_deadline(due_at=datetime(2026, 12, 1, 10, 0, tzinfo=UTC))
    plan = make_round(
        status=RoundStatus.PUBLISHED,
        framework=make_framework(version="2"),
        deadlines=[later],
        scores={"gia_loc": make_scores(tthc="5.25")},
        campaigns=[make_campaign(seats=31), make_campaign(code="desk", units=["gia_loc"])],
    )
    changes = await office.loader.load(make_package(units=[make_unit(), renamed], rounds=[plan]))
    assert changes.changed == {
        "unit": ("thanh_ha",),
        "assessment_round": ("2026",),
        "deadline": ("self_score",),
        "score": ("gia_loc",),
        "quota": ("citizen/gia_loc", "citizen/thanh_ha"),
    }
    assert changes.added == {"framework": ("TEST-1 2",), "campaign": ("desk",), "quota": ("desk/gia_loc",)}


async def test_a_load_that_fails_in_the_middle_leaves_nothing_behind(
    store: SqlStore, clock: StoppedClock, database_url: str
) -> None:
    package = make_package(rounds=[make_round(campaigns=[make_campaign(units=["nowhere"])])])
    with pytest.raises(KeyError):
        await Office(store, clock).loader.load(package)
    assert not any((await all_rows(database_url)).values())


async def test_people_and_ballots_survive_a_load(office: Office, database_url: str) -> None:
    await office.ballot(AN_ID, "good", "good")
    await office.official(AN_ID)
    kept = ("ballot", "cell", "participation", "person", "role", "ticket", "campaign")
    before = await all_rows(database_url)
    await office.loader.load(make_package(rounds=[make_round(campaigns=[make_campaign(seats=40)])]))
    after = await all_rows(database_url)
    assert {name: after[name] for name in kept} == {name: before[name] for name in kept}
    assert sorted(row["taken"] for row in after["quota"]) == [0, 1]


async def test_two_provinces_with_the_same_codes_stay_apart(office: Office) -> None:
    await office.loader.load(make_package(code="thai_binh", rounds=[make_round(campaigns=[])]))
    async with office.store.read() as tx:
        assert await tx.provinces.codes() == ["hai_duong", "thai_binh"]
        ours, theirs = [
            await tx.provinces.units(await find_province(tx, code)) for code in ("hai_duong", "thai_binh")
        ]
    assert [unit.code for unit in ours] == [unit.code for unit in theirs]
    assert {unit.id for unit in ours}.isdisjoint(unit.id for unit in theirs)


# A replayed calendar

DUE_2019 = [datetime(2019, 11, 20, 10, 0, tzinfo=UTC), datetime(2019, 12, 16, 10, 0, tzinfo=UTC)]


async def due(url: str) -> list[datetime]:
    return sorted(row["due_at"] for row in await rows_of(url, "deadline"))


def replayed(*, replay: bool = True, moments: list[datetime] = DUE_2019) -> ProvincePackage:
    deadlines = [make_deadline(code=f"d{number}", due_at=at) for number, at in enumerate(moments)]
    return make_package(rounds=[make_round(replay=replay, deadlines=deadlines)])


async def test_a_replayed_calendar_moves_together_so_that_its_first_deadline_is_near(
    store: SqlStore, clock: StoppedClock, database_url: str
) -> None:
    await open_office(store, clock, replayed())
    first, second = await due(database_url)
    assert first == datetime(2026, 11, 20 + REPLAY_DAYS_AHEAD, 10, 0, tzinfo=UTC)
    assert second - first == DUE_2019[1] - DUE_2019[0]


async def test_a_replayed_calendar_moves_once(store: SqlStore, clock: StoppedClock, database_url: str) -> None:
    office = await open_office(store, clock, replayed())
    before = await due(database_url)
    clock.advance(days=5)
    assert not await office.loader.load(replayed())
    assert await due(database_url) == before


async def test_a_deadline_corrected_in_a_replayed_calendar_moves_by_the_days_of_the_first_load(
    store: SqlStore, clock: StoppedClock, database_url: str
) -> None:
    office = await open_office(store, clock, replayed())
    before = await due(database_url)
    clock.advance(days=5)
    await office.loader.load(replayed(moments=[DUE_2019[0], DUE_2019[1] + timedelta(hours=1)]))
    assert await due(database_url) == [before[0], before[1] + timedelta(hours=1)]


async def test_a_real_calendar_never_moves(store: SqlStore, clock: StoppedClock, database_url: str) -> None:
    await open_office(store, clock, replayed(replay=False))
    assert await due(database_url) == DUE_2019


# Published questionnaires are frozen


async def test_another_wording_under_the_same_version_is_refused(office: Office, database_url: str) -> None:
    assert await refused(office, with_form(make_form(label="Đúng hẹn?")), database_url) == [
        "citizen: hai_long: Version 1 is published and frozen; write a new version."
    ]


async def test_an_earlier_version_stays_frozen_after_it_was_replaced(office: Office, database_url: str) -> None:
    await office.ballot(AN_ID, "good", "good")
    await office.loader.load(with_form(make_form(version="2")))
    assert await refused(office, with_form(make_form(version="1", label="Đúng hẹn?")), database_url)


async def test_a_version_that_another_campaign_published_is_frozen_too(office: Office, database_url: str) -> None:
    campaigns = [make_campaign(), make_campaign(code="desk", form=make_form(label="Đúng hẹn?"))]
    package = make_package(rounds=[make_round(campaigns=campaigns)])
    assert await refused(office, package, database_url) == [
        "desk: hai_long: Version 1 is published and frozen; write a new version."
    ]


@pytest.mark.parametrize("per_ticket", [False, True])
async def test_whether_an_invitation_is_worth_a_paper_changes_until_papers_come_in(
    store: SqlStore, clock: StoppedClock, database_url: str, per_ticket: bool
) -> None:
    """The ledger of the one knows persons, that of the other invitations: neither could go on with the other's."""

    def package(*, per_ticket: bool) -> ProvincePackage:
        return make_package(rounds=[make_round(campaigns=[make_campaign(per_ticket=per_ticket)])])

    office = await open_office(store, clock, package(per_ticket=not per_ticket))
    an = office.respondent(AN_ID)
    await an.opens(await office.ticket())
    assert (await office.loader.load(package(per_ticket=per_ticket))).changed == {"campaign": ("citizen",)}
    await an.fills_in("good", "good")
    assert (await an.sends()).told is Told.SENT
    reason = "Papers have come in already: whether each invitation is worth one cannot change."
    told = f"citizen: per_ticket: {reason}"
    assert await refused(office, package(per_ticket=not per_ticket), database_url) == [told]
    opened = await office.respondent(AN_ID).opens(await office.ticket())
    assert opened.told is (None if per_ticket else Told.TOOK_PART)


async def test_another_province_may_use_the_same_name_and_version(office: Office) -> None:
    other = replace(with_form(make_form(label="Đúng hẹn?")), code="thai_binh")
    assert await office.loader.load(other)


async def test_the_points_of_a_counted_option_are_frozen(office: Office, database_url: str) -> None:
    await office.ballot(AN_ID, "fair", "good")
    changed = make_form(version="2", points={**POINTS, "fair": "60"})
    assert await refused(office, with_form(changed), database_url) == [
        "citizen: hai_long: The option fair of tthc.dung_hen is counted already; its points cannot change."
    ]
    removed = make_form(version="2", points={name: POINTS[name] for name in ("good", "poor")})
    assert len(await refused(office, with_form(removed), database_url)) == 1


async def test_the_points_of_an_option_that_nobody_gave_may_change(office: Office) -> None:
    await office.ballot(AN_ID, "good", "good")
    assert await office.loader.load(with_form(make_form(version="2", points={**POINTS, "fair": "60"})))


async def test_a_paper_in_hand_goes_on_with_its_own_version_and_its_ballot_keeps_it(
    office: Office, database_url: str
) -> None:
    an, binh = office.respondent(AN_ID), office.respondent(AN_ID + 1)
    await an.opens(await office.ticket())
    await an.agrees()
    changes = await office.loader.load(with_form(make_form(version="2", label="Đúng hẹn?")))
    assert changes.added == {"questionnaire": ("hai_long 2",)}
    assert changes.changed == {"campaign": ("citizen",)}
    await binh.opens(await office.ticket())
    assert an.last.draft
    assert binh.last.draft
    await an.taps(Pick(1))
    await an.taps(Pick(1))
    assert an.last.draft.questionnaire.version == "1"
    assert binh.last.draft.questionnaire.version == "2"
    await an.taps(Act(Action.SKIP))
    assert (await an.sends()).told is Told.SENT
    await binh.fills_in("poor", "poor")
    await binh.sends()
    versions = {row["id"]: row["version"] for row in await rows_of(database_url, "questionnaire")}
    ballots = await rows_of(database_url, "ballot")
    assert sorted(versions[row["questionnaire_id"]] for row in ballots) == ["1", "2"]
    assert await stored_cells(database_url) == await recount(database_url)


async def test_options_that_a_paper_in_hand_may_still_give_keep_their_points(
    office: Office, database_url: str
) -> None:
    """Otherwise the paper, sent later, would be counted with points of another version, or with none."""
    an = office.respondent(AN_ID)
    await an.opens(await office.ticket())
    without_fair = {name: points for name, points in POINTS.items() if name != "fair"}
    form = make_form(version="2", points=without_fair)
    faults = await refused(office, with_form(form), database_url)
    assert len(faults) == 2, "one for each criterion"
    await an.fills_in("fair", "fair")
    await an.sends()
    for person in range(9):
        await office.ballot(person, "fair", "fair")
    await office.releasing.run()
    await office.official(AN_ID)
    (card,) = await office.standings.cards(AN_ID)
    assert card.score.ballots == {"citizen": 5}
    assert card.score.survey_total == 3, "half of everything, as the first version says"


async def test_the_group_that_papers_count_for_stays(
    store: SqlStore, clock: StoppedClock, database_url: str
) -> None:
    """The cells are kept by group: ballots counted under another one would not be found again."""

    def package(group: str) -> ProvincePackage:
        return make_package(rounds=[make_round(campaigns=[make_campaign(group=group)])])

    office = await open_office(store, clock, package("business"))
    assert (await office.loader.load(package("citizen"))).changed == {"campaign": ("citizen",)}
    await office.ballot(AN_ID, "good", "fair")
    told = "citizen: respondent_group: Papers have come in already: the group that they count for cannot change."
    assert await refused(office, package("business"), database_url) == [told]
