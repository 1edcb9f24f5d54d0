"""The provinces in `examples/`: each loads without a fault, a second load changes nothing, everything counts."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from bot.app.round_scores import RoundScores
from bot.i18n import translator
from bot.inbound.cards import card_text
from bot.province import read_province
from bot.render.score_picture import score_svg
from scoring import Standing
from storage.store import SqlStore
from tests.bot.app.office import AN_ID, Office, open_office
from tests.conftest import EXAMPLES, StoppedClock
from tests.storage.rows import all_rows, rows_of

FOLDERS = sorted(path.parent for path in EXAMPLES.glob("*/province.yaml"))


def test_every_framework_belongs_to_a_province_that_can_be_loaded() -> None:
    assert {path.parent for path in EXAMPLES.glob("*/framework*.yaml")} == set(FOLDERS)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
async def test_an_example_loads_and_a_second_load_changes_nothing(
    store: SqlStore, clock: StoppedClock, database_url: str, folder: Path
) -> None:
    package = read_province(folder)
    office = Office(store, clock)
    first = await office.loader.load(package)
    assert (first.changed, first.removed) == ({}, {})
    assert len(await rows_of(database_url, "unit")) == len(package.units)
    assert len(await rows_of(database_url, "assessment_round")) == len(package.rounds)
    facts = sum(len(round_.facts) for round_ in package.rounds)
    assert len(await rows_of(database_url, "unit_facts")) == facts
    before = await all_rows(database_url)
    assert not await office.loader.load(read_province(folder))
    assert await all_rows(database_url) == before


async def of_type(office: Office, province: str, round_code: str, unit_type: str) -> tuple[Standing, ...]:
    async with office.store.read() as tx:
        rounds = await tx.calendar.rounds(await tx.provinces.province_id(province) or 0)
        (round_,) = [each for each in rounds if each.code == round_code]
        return await (await RoundScores.of(tx, round_, unit_type)).standings()


async def test_phu_tho_has_the_tiers_that_its_source_tells(store: SqlStore, clock: StoppedClock) -> None:
    """5 + 3 + 1 + 2 units in the top tier, one "hoàn thành": with substitution, discretion, bonus and waiver."""
    office = await open_office(store, clock, read_province(EXAMPLES / "phu_tho_2020"))
    tiers: Counter[tuple[str, str]] = Counter()
    scores = {}
    for unit_type in ("department", "district", "public_service_unit", "vertical_agency"):
        for standing in await of_type(office, "phu_tho", "2020", unit_type):
            assert standing.score.missing == ()
            assert standing.score.grade
            assert standing.score.grade.band
            tiers[unit_type, standing.score.grade.band.code] += 1
            scores[standing.unit] = standing.score
    assert [n for (_, band), n in tiers.items() if band == "xuat_sac"] == [5, 3, 1, 2]
    assert [type_ for (type_, band), n in tiers.items() if band == "hoan_thanh" and n == 1] == ["department"]
    substituted = {unit for unit, score in scores.items() if any(part.substitution for part in score.parts)}
    assert substituted == {f"nganh_{number}" for number in range(1, 8)}
    granted = {u: p.points for u, score in scores.items() for p in score.parts if p.override}
    assert granted == {"so_2": 3, "so_4": 3, "so_7": 3, "nganh_3": 1}
    (waived,) = scores["so_3"].penalty.parts
    assert waived.points == (scores["so_3"].total or 0) / 2, "half of the points, had it not been waived"
    assert waived.counted == 0


async def test_the_first_round_of_phu_tho_alone_gives_no_total(
    store: SqlStore, clock: StoppedClock, tmp_path: Path
) -> None:
    for path in (EXAMPLES / "phu_tho_2020").iterdir():
        text = path.read_text("utf-8").replace("[scores_vong_1.csv, scores_vong_2.csv]", "[scores_vong_1.csv]")
        (tmp_path / path.name).write_text(text, "utf-8")
    office = await open_office(store, clock, read_province(tmp_path))
    for standing in await of_type(office, "phu_tho", "2020", "department"):
        assert standing.score.total is None
        assert [domain.code for domain in standing.score.domains if domain.total is not None] == [
            "chuc_nang",
            "noi_bo",
        ]


async def test_dong_thap_has_three_indices_of_one_year(store: SqlStore, clock: StoppedClock) -> None:
    office = await open_office(store, clock, read_province(EXAMPLES / "dong_thap_2020"))
    best, *_, last = await of_type(office, "dong_thap", "2020_ddci", "department")
    assert best.unit == "so_c"
    assert best.score.total == 40
    assert last.unit == "so_e"
    assert last.score.total is None, "one number was not imported: that is no zero"
    assert [missing.criterion for missing in last.score.missing] == ["ddci.dung_han"]
    await office.official(AN_ID, "so_a", "dong_thap")
    await office.official(AN_ID, "mc_sa_dec", "dong_thap")
    cards = await office.standings.cards(AN_ID)
    assert {(card.unit.code, card.round.code) for card in cards} == {
        ("so_a", "2020_par"),
        ("so_a", "2020_ddci"),
        ("mc_sa_dec", "2020_sipas"),
    }


async def test_hai_duong_explains_who_is_not_asked(store: SqlStore, clock: StoppedClock) -> None:
    await open_office(store, clock, read_province(EXAMPLES / "hai_duong_2019"))
    async with store.read() as tx:
        (round_,) = await tx.calendar.rounds(await tx.provinces.province_id("hai_duong") or 0)
        facts = await tx.scores.facts(round_, "department")
    assert {unit: set(each.traits) for unit, each in facts.items()} == {
        "kcn": {"khu_cong_nghiep"},
        "so_noi_vu": {"khong_thu_tuc_doanh_nghiep"},
        "so_gddt": {"khong_thu_tuc_doanh_nghiep"},
        "thanh_tra": {"khong_thu_tuc_doanh_nghiep"},
    }


async def test_a_total_without_criteria_is_shown(store: SqlStore, clock: StoppedClock) -> None:
    """Thanh Hóa printed totals of task completion, bonus and penalty included, and no domains."""
    office = await open_office(store, clock, read_province(EXAMPLES / "thanh_hoa_2020"))
    await office.official(AN_ID, "so_khdt", "thanh_hoa")
    card = (await office.standings.cards(AN_ID))[0]
    t = translator("vi")
    text = card_text(card, t)
    assert "93,3" in text
    assert "Hoàn thành xuất sắc nhiệm vụ" in text
    assert "93,3" in score_svg(card, t)
