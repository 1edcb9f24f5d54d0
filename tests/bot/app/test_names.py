"""What somebody typed finds a round, campaign or unit: none is guessed at, and who finds none gets the names."""

from __future__ import annotations

import pytest

from bot.app.entities import Unit
from bot.app.errors import UnknownName
from bot.app.flags import Flags
from bot.app.names import NAMES_SHOWN, find_campaign, find_province, find_round, find_set, find_unit
from storage.store import SqlStore
from tests.bot.app.office import open_office
from tests.builders import make_campaign, make_framework, make_package, make_round
from tests.conftest import StoppedClock
from tests.storage.rows import rows_of

ROUNDS = [make_round(code="2025"), make_round(code="2026", campaigns=[make_campaign(), make_campaign(code="desk")])]


@pytest.fixture
async def two_provinces(store: SqlStore) -> SqlStore:
    async with store.write() as tx:
        for code, rounds in (("hai_duong", ("2025", "2026")), ("thanh_hoa", ("2026",))):
            package = make_package(code=code, rounds=[make_round(code=each, campaigns=[]) for each in rounds])
            await tx.provinces.load(package, [0] * len(rounds))
    return store


@pytest.mark.parametrize(
    ("name", "province", "code"),
    [
        ("2025", "hai_duong", "2025"),
        ("hai_duong/2026", "hai_duong", "2026"),
        ("thanh_hoa/2026", "thanh_hoa", "2026"),
    ],
)
async def test_a_round_is_found_in_its_province(
    two_provinces: SqlStore, name: str, province: str, code: str
) -> None:
    async with two_provinces.read() as tx:
        found = await find_round(tx, name)
        assert (found.province, found.round.code) == (province, code)
        assert found.round.province_id == await tx.provinces.province_id(province)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("2026", "Several provinces have a round 2026; write one of: hai_duong/2026, thanh_hoa/2026."),
        ("1999", "There is no round 1999; there are: hai_duong/2026, hai_duong/2025, thanh_hoa/2026."),
        ("thanh_hoa/2025", "There is no round thanh_hoa/2025; there are: "),
    ],
)
async def test_a_name_that_is_not_enough_lists_those_there_are(
    two_provinces: SqlStore, name: str, said: str
) -> None:
    async with two_provinces.read() as tx:
        with pytest.raises(UnknownName) as refused:
            await find_round(tx, name)
    assert str(refused.value).startswith(said)


async def test_without_any_province_there_is_nothing_to_list(store: SqlStore) -> None:
    async with store.read() as tx:
        with pytest.raises(UnknownName, match=r"There is no round 2026; there are: –\."):
            await find_round(tx, "2026")


@pytest.fixture
async def rounds(store: SqlStore, clock: StoppedClock) -> SqlStore:
    """Two rounds with a campaign `citizen`; `desk` is only in the later one."""
    await open_office(store, clock, make_package(rounds=ROUNDS))
    return store


@pytest.mark.parametrize(
    ("name", "full"),
    [("desk", "2026/desk"), ("2026/desk", "2026/desk"), ("2025/citizen", "2025/citizen")],
)
async def test_a_campaign_is_found_by_its_code_or_with_its_round(rounds: SqlStore, name: str, full: str) -> None:
    async with rounds.read() as tx:
        campaign, subjects = await find_campaign(tx, "hai_duong", name)
    assert f"{campaign.round.code}/{campaign.code}" == full
    assert [unit and unit.code for unit in subjects] == ["gia_loc", "thanh_ha"]


@pytest.mark.parametrize("name", ["nothing", "2025/desk"])
async def test_an_unknown_campaign_is_named_with_those_there_are(rounds: SqlStore, name: str) -> None:
    known = "2025/citizen, 2026/citizen, 2026/desk"
    async with rounds.read() as tx:
        with pytest.raises(UnknownName, match=f"no campaign {name} in hai_duong; there are: {known}"):
            await find_campaign(tx, "hai_duong", name)


async def test_an_unknown_province_is_named_with_those_there_are(two_provinces: SqlStore) -> None:
    async with two_provinces.read() as tx:
        for asked in (find_province(tx, "hai"), find_campaign(tx, "hai", "citizen")):
            with pytest.raises(UnknownName, match="no province hai; there are: hai_duong, thanh_hoa"):
                await asked


async def test_a_code_that_two_rounds_use_is_asked_for_with_its_round(
    rounds: SqlStore, clock: StoppedClock, database_url: str
) -> None:
    office = await open_office(rounds, clock, make_package(rounds=ROUNDS))
    for asked in (
        office.access.tickets("hai_duong", "citizen", per_unit=1),
        Flags(rounds).count("hai_duong", "citizen"),
    ):
        with pytest.raises(UnknownName, match="write one of: 2025/citizen, 2026/citizen"):
            await asked
    assert await rows_of(database_url, "ticket") == []
    issued = await office.access.tickets("hai_duong", "2025/citizen", per_unit=1)
    assert {each.campaign.round.code for each in issued} == {"2025"}


def make_place(code: str, name: str, *aliases: str, number: int = 0) -> Unit:
    return Unit(number or hash(code) % 10**6, 1, code, "district", {"vi": name, "en": code}, aliases)


PLACES = (
    make_place("tp_hai_duong", "Thành phố Hải Dương", "TPHD"),
    make_place("thanh_ha", "Huyện Thanh Hà", "UBND huyện Thanh Hà"),
    make_place("thanh_ha_2", "Thị trấn Thanh Hà"),
    make_place("so_y_te", "Sở Y tế", "SYT"),
    make_place("ha_1", "Xã Hà"),
    make_place("ha_2", "Xã Hạ"),
)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("thanh_ha", "thanh_ha"),
        ("Huyện Thanh Hà", "thanh_ha"),
        ("huyen thanh ha", "thanh_ha"),
        ("UBND HUYEN THANH HA", "thanh_ha"),
        ("tphd", "tp_hai_duong"),
        ("Sở y tế", "so_y_te"),
        ("so y te", "so_y_te"),
        ("Xã Hạ", "ha_2"),  # without its marks it would be two
    ],
)
def test_a_unit_is_found_by_code_name_or_alias(typed: str, code: str) -> None:
    assert find_unit(PLACES, typed).code == code


def test_a_name_that_two_units_have_without_its_marks_names_both() -> None:
    with pytest.raises(UnknownName) as refused:
        find_unit(PLACES, "xa ha")
    assert refused.value.params["names"] == "ha_1 (Xã Hà), ha_2 (Xã Hạ)"


@pytest.mark.parametrize("typed", ["Thanh", "ha", "", "***", "Đồng Tháp"])
def test_an_unknown_unit_is_refused_with_the_codes_there_are(typed: str) -> None:
    with pytest.raises(UnknownName) as refused:
        find_unit(PLACES, typed)
    assert refused.value.params["names"] == "tp_hai_duong, thanh_ha, thanh_ha_2, so_y_te, ha_1, ha_2"


def test_a_province_of_communes_is_not_listed_whole() -> None:
    many = [make_place(f"xa_{n}", f"Xã {n}") for n in range(500)]
    with pytest.raises(UnknownName) as refused:
        find_unit(many, "nowhere")
    names = str(refused.value.params["names"]).split(", ")
    assert (len(names), names[-1]) == (NAMES_SHOWN + 1, "…")


def test_a_set_of_a_framework_is_found_by_its_unit_type() -> None:
    framework = make_framework()
    (unit_type, *_) = framework.sets
    assert find_set(framework, unit_type) == unit_type
    with pytest.raises(UnknownName) as refused:
        find_set(framework, "village")
    assert refused.value.params == {"code": "village", "known": ", ".join(framework.sets)}
