"""A package that no longer has something: what goes, what is refused, and what a reminder says afterwards."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from bot.app.entities import Delivery, RoundStatus
from bot.app.package import ProvincePackage
from bot.app.reminders import Reminders
from bot.app.telling import Daytime
from scoring import Cases, Override, Ruling, UnitFacts
from storage.store import SqlStore
from surveys import Section
from tests.bot.app.office import AN_ID, HANOI, Office, open_office, refused
from tests.builders import (
    make_campaign,
    make_deadline,
    make_form,
    make_package,
    make_round,
    make_scores,
    make_unit,
)
from tests.conftest import StoppedClock
from tests.storage.rows import rows_of

RULING = Ruling("Không có thủ tục", "Hội đồng", date(2021, 1, 15))
FACTS = UnitFacts(
    {"thuong.khac": Cases(2, Decimal("1.50")), "tru.ky_luat": Cases(1, None, RULING)},
    {"ho_so": Decimal("1234.5678")},
    frozenset({"khong_xep_hang", "kcn", "a", "b"}),
    {"tthc.tham_dinh": Override(Decimal("2.5"), RULING)},
)


def one_round(**fields: object) -> ProvincePackage:
    return make_package(rounds=[make_round(**fields)])  # type: ignore[arg-type]


# --- facts about units


async def test_facts_come_back_as_they_were_loaded(store: SqlStore, clock: StoppedClock) -> None:
    office = await open_office(store, clock, one_round(facts={"gia_loc": FACTS}))
    async with store.read() as tx:
        (round_,) = await tx.calendar.rounds(await tx.provinces.province_id("hai_duong") or 0)
        assert await tx.scores.facts(round_, "district") == {"gia_loc": FACTS}
    assert not await office.loader.load(one_round(facts={"gia_loc": FACTS}))


async def test_facts_that_changed_or_went_away_are_told(
    store: SqlStore, clock: StoppedClock, database_url: str
) -> None:
    office = await open_office(store, clock, one_round(facts={"gia_loc": FACTS, "thanh_ha": FACTS}))
    changed = await office.loader.load(one_round(facts={"gia_loc": replace(FACTS, traits=frozenset())}))
    assert (changed.added, changed.changed, changed.removed) == (
        {},
        {"unit_facts": ("gia_loc",)},
        {"unit_facts": ("thanh_ha",)},
    )
    assert len(await rows_of(database_url, "unit_facts")) == 1


async def test_points_that_a_sheet_no_longer_has_go(store: SqlStore, clock: StoppedClock) -> None:
    office = await open_office(store, clock, one_round(scores={"gia_loc": make_scores()}))
    fewer = {"tthc.tham_dinh": make_scores()["tthc.tham_dinh"]}
    changes = await office.loader.load(one_round(scores={"gia_loc": fewer}))
    assert (changes.changed, changes.removed) == ({}, {"score": ("gia_loc",)})


# --- deadlines and their reminders


async def reminded(store: SqlStore, clock: StoppedClock) -> Office:
    """A deadline tomorrow, of which one coordinator is to be reminded."""
    office = await open_office(store, clock, one_round(deadlines=[make_deadline()]))
    await office.coordinator(AN_ID)
    clock.now = make_deadline().due_at - timedelta(days=1)
    assert await planning(office).plan() == 1
    return office


def planning(office: Office) -> Reminders:
    return Reminders(office.store, Daytime(office.clock, HANOI))


async def test_a_deadline_that_is_gone_reminds_nobody(
    store: SqlStore, clock: StoppedClock, database_url: str
) -> None:
    office = await reminded(store, clock)
    changes = await office.loader.load(make_package())
    assert changes.removed == {"deadline": ("self_score",)}
    assert await rows_of(database_url, "deadline") == await rows_of(database_url, "outbox") == []
    assert await planning(office).plan() == 0


async def test_a_reminder_that_a_lane_has_claimed_is_not_sent_either(
    store: SqlStore, clock: StoppedClock, database_url: str
) -> None:
    office = await reminded(store, clock)
    async with store.write() as tx:
        (row,) = await tx.outbox.claim(clock.now, timedelta(minutes=1), 10)
    await office.loader.load(make_package())
    async with store.write() as tx:
        assert not await tx.outbox.begin_sending(row)


async def test_a_reminder_on_its_way_is_left_to_its_fate(
    store: SqlStore, clock: StoppedClock, database_url: str
) -> None:
    office = await reminded(store, clock)
    async with store.write() as tx:
        (row,) = await tx.outbox.claim(clock.now, timedelta(minutes=1), 10)
        assert await tx.outbox.begin_sending(row)
    await office.loader.load(make_package())
    assert [row["state"] for row in await rows_of(database_url, "outbox")] == [Delivery.SENDING]


async def test_a_new_deadline_is_not_taken_for_one_that_is_gone(
    store: SqlStore, clock: StoppedClock, database_url: str
) -> None:
    """SQLite gives the number of the deleted row again, and numbers are in the keys of reminders."""
    office = await reminded(store, clock)
    async with store.write() as tx:
        (row,) = await tx.outbox.claim(clock.now, timedelta(minutes=1), 10)
        await tx.outbox.begin_sending(row)
        await tx.outbox.mark(row.id, Delivery.SENT)
    await office.loader.load(make_package())
    await office.loader.load(one_round(deadlines=[make_deadline(code="other")]))
    assert await planning(office).plan() == 1


async def test_a_reminder_that_is_planned_says_the_new_title(
    store: SqlStore, clock: StoppedClock, database_url: str
) -> None:
    office = await reminded(store, clock)
    renamed = replace(make_deadline(), title={"vi": "Gửi tài liệu", "en": "Evidence"})
    await office.loader.load(one_round(deadlines=[renamed]))
    assert await planning(office).plan() == 1
    (row,) = await rows_of(database_url, "outbox")
    assert row["params"]["title_vi"] == "Gửi tài liệu"


async def test_what_was_sent_is_not_sent_again_because_of_a_new_title(store: SqlStore, clock: StoppedClock) -> None:
    office = await reminded(store, clock)
    async with store.write() as tx:
        (row,) = await tx.outbox.claim(clock.now, timedelta(minutes=1), 10)
        await tx.outbox.begin_sending(row)
        await tx.outbox.mark(row.id, Delivery.SENT)
    renamed = replace(make_deadline(), title={"vi": "Gửi tài liệu", "en": "Evidence"})
    await office.loader.load(one_round(deadlines=[renamed]))
    assert await planning(office).plan() == 0


# --- units

WITHOUT_UNIT = make_package(units=[make_unit()], rounds=[make_round(campaigns=[make_campaign(units=["gia_loc"])])])
UNIT_NEEDED = (
    "thanh_ha: The unit is missing from the unit list, but there are papers, invitations, codes or reports about "
    "it: put it back."
)
Did = Callable[[Office], Awaitable[None]]


async def test_a_unit_that_nobody_has_to_do_with_goes_with_all_that_is_about_it(
    store: SqlStore, clock: StoppedClock, database_url: str
) -> None:
    plan = one_round(scores={"thanh_ha": make_scores()}, facts={"thanh_ha": FACTS})
    office = await open_office(store, clock, plan)
    changes = await office.loader.load(WITHOUT_UNIT)
    assert changes.changed == {"campaign": ("citizen",)}, "it asks about one unit less"
    assert changes.removed == {
        "quota": ("citizen/thanh_ha",),
        "score": ("thanh_ha", "thanh_ha"),
        "unit_facts": ("thanh_ha",),
        "unit": ("thanh_ha",),
    }
    assert [row["code"] for row in await rows_of(database_url, "unit")] == ["gia_loc"]
    assert not await office.loader.load(WITHOUT_UNIT)


async def invited(office: Office) -> None:
    await office.ticket(unit="thanh_ha")


async def began(office: Office) -> None:
    await office.respondent(AN_ID).opens(await office.ticket(unit="thanh_ha"))


async def answered(office: Office) -> None:
    await office.ballot(AN_ID, "good", "good", unit="thanh_ha")


async def entrusted(office: Office) -> None:
    await office.official(AN_ID, "thanh_ha")


@pytest.mark.parametrize("did", [invited, began, answered, entrusted])
async def test_a_unit_that_people_have_to_do_with_stays(office: Office, database_url: str, did: Did) -> None:
    await did(office)
    assert await refused(office, WITHOUT_UNIT, database_url) == [UNIT_NEEDED]


async def test_a_unit_on_a_paper_about_several_stays(
    store: SqlStore, clock: StoppedClock, database_url: str
) -> None:
    office = await open_office(store, clock, several(["gia_loc", "thanh_ha"]))
    (ticket,) = await office.access.tickets("hai_duong", "citizen", per_unit=1, units=(), cluster="")
    await office.respondent(AN_ID).opens(ticket.code)
    fewer = replace(several(["gia_loc"]), units=(make_unit(),))
    assert UNIT_NEEDED in await refused(office, fewer, database_url)


def several(units: list[str]) -> ProvincePackage:
    """A survey whose one paper is about several units: its form repeats over them."""
    form = make_form()
    repeated = Section(name="units", items=form.items[:2], repeat=True, target="district")
    form = form.model_copy(update={"items": (repeated,)})
    return one_round(campaigns=[make_campaign(form=form, units=units)])


# --- surveys and rounds

WITHOUT_SURVEY = one_round(campaigns=[])
SURVEY_NEEDED = (
    "2026/citizen: The survey is missing from the folder, but it has papers or invitations: put it back."
)


async def test_a_survey_that_nobody_was_invited_to_goes(office: Office, database_url: str) -> None:
    changes = await office.loader.load(WITHOUT_SURVEY)
    assert changes.removed == {"quota": ("citizen/gia_loc", "citizen/thanh_ha"), "campaign": ("citizen",)}
    assert await rows_of(database_url, "campaign") == await rows_of(database_url, "quota") == []


@pytest.mark.parametrize("did", [invited, began, answered])
async def test_a_survey_with_papers_or_invitations_stays(office: Office, database_url: str, did: Did) -> None:
    await did(office)
    assert await refused(office, WITHOUT_SURVEY, database_url) == [SURVEY_NEEDED]


async def test_a_survey_whose_papers_were_erased_on_time_stays_for_its_counts(
    office: Office, database_url: str
) -> None:
    await answered(office)
    async with office.store.write() as tx:
        ((campaign, _),) = await tx.provinces.campaigns("hai_duong")
        await tx.retention.erase_papers(campaign)
    assert await refused(office, WITHOUT_SURVEY, database_url) == [SURVEY_NEEDED]


async def test_a_survey_may_stop_asking_about_a_unit_unless_somebody_was_asked(
    office: Office, database_url: str
) -> None:
    fewer = one_round(campaigns=[make_campaign(units=["gia_loc"])])
    changes = await office.loader.load(fewer)
    assert changes.removed == {"quota": ("citizen/thanh_ha",)}
    await office.loader.load(make_package())
    await invited(office)
    assert await refused(office, fewer, database_url) == [
        "2026/citizen: There are papers or invitations about thanh_ha: the survey must go on asking about it."
    ]


def with_last_year(status: RoundStatus) -> ProvincePackage:
    last = make_round(
        code="2025",
        status=status,
        scores={"gia_loc": make_scores()},
        facts={"gia_loc": FACTS},
        deadlines=[make_deadline()],
        campaigns=[make_campaign(code="last")],
    )
    return make_package(rounds=[make_round(), last])


async def test_a_round_that_was_never_published_goes_with_all_that_is_in_it(
    store: SqlStore, clock: StoppedClock, database_url: str
) -> None:
    office = await open_office(store, clock, with_last_year(RoundStatus.PROVISIONAL))
    changes = await office.loader.load(make_package())
    assert changes.removed == {
        "quota": ("last/gia_loc", "last/thanh_ha"),
        "campaign": ("last",),
        "score": ("gia_loc", "gia_loc"),
        "unit_facts": ("gia_loc",),
        "deadline": ("self_score",),
        "assessment_round": ("2025",),
    }
    assert not await office.loader.load(make_package())


async def test_a_published_round_stays(store: SqlStore, clock: StoppedClock, database_url: str) -> None:
    office = await open_office(store, clock, with_last_year(RoundStatus.PUBLISHED))
    assert await refused(office, make_package(), database_url) == [
        "2025: The round is missing from the folder, but it is published: put it back."
    ]


async def test_another_province_is_left_alone(office: Office, database_url: str) -> None:
    await office.loader.load(make_package(code="thai_binh"))
    before = len(await rows_of(database_url, "unit"))
    await office.loader.load(make_package(code="thai_binh"))
    await office.loader.load(make_package())
    assert len(await rows_of(database_url, "unit")) == before


# --- one clock


async def test_a_folder_by_another_clock_is_refused(office: Office, database_url: str) -> None:
    package = replace(make_package(), timezone="Asia/Tokyo")
    assert await refused(office, package, database_url) == [
        "timezone: The folder's clock is Asia/Tokyo and the bot's is Asia/Ho_Chi_Minh: change one (the setting "
        "PARBOT_TIMEZONE)."
    ]
