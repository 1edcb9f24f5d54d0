"""The framework files and score tables in `examples/` hold what their sources say."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from scoring import Framework, SurveyCriterion, UnitSet, load_framework, load_table, score_table

_EXAMPLES = Path(__file__).parents[2] / "examples"
_FILES = sorted(_EXAMPLES.glob("*/framework*.yaml"))
_SEVEN = ["chi_dao", "the_che", "tthc", "bo_may", "can_bo", "tai_chinh", "hien_dai"]
_AGENCIES = [
    "kcn",
    "so_xay_dung",
    "so_gtvt",
    "so_khcn",
    "vp_ubnd",
    "so_noi_vu",
    "so_gddt",
    "so_tu_phap",
    "so_y_te",
    "so_tai_chinh",
    "so_vhttdl",
    "so_khdt",
    "so_ldtbxh",
    "thanh_tra",
    "so_tttt",
    "so_cong_thuong",
    "so_tnmt",
    "so_nnptnt",
]
_DISTRICTS = [
    "chi_linh",
    "kinh_mon",
    "nam_sach",
    "kim_thanh",
    "tp_hai_duong",
    "gia_loc",
    "tu_ky",
    "thanh_mien",
    "cam_giang",
    "ninh_giang",
    "binh_giang",
    "thanh_ha",
]


def load(province: str) -> Framework:
    return load_framework(_EXAMPLES / province / "framework.yaml")


def points(unit_set: UnitSet, source: str, *, domain: str | None = None) -> Decimal:
    return sum(
        (leaf.max_score for d, leaf in unit_set.leaves if leaf.source == source and domain in {None, d.code}),
        Decimal(0),
    )


@pytest.mark.parametrize("path", _FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_framework_loads_and_survives_the_database(path: Path) -> None:
    framework = load_framework(path)
    assert Framework.model_validate_json(framework.model_dump_json()) == framework


@pytest.mark.parametrize("path", _FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_codes_are_unique_and_maxima_sum(path: Path) -> None:
    for unit_set in load_framework(path).sets.values():
        codes = [leaf.code for _, leaf in unit_set.leaves]
        assert len(codes) == len(set(codes))
        assert sum(leaf.max_score for _, leaf in unit_set.leaves) == unit_set.max_score
        assert sum(domain.max_score for domain in unit_set.domains) == unit_set.max_score


@pytest.mark.parametrize(
    ("unit_type", "maxima"),
    [
        ("department", "19 10 20.5 10 15 10 15.5"),
        ("district", "17.5 12 17.5 12 16 11.5 13.5"),
    ],
)
def test_thanh_hoa_has_the_maxima_of_its_source(unit_type: str, maxima: str) -> None:
    unit_set = load("thanh_hoa_2020").set_for(unit_type)
    assert [domain.code for domain in unit_set.domains] == _SEVEN
    assert [str(domain.max_score) for domain in unit_set.domains] == maxima.split()
    assert unit_set.max_score == 100
    assert points(unit_set, "survey") == 0


def test_agencies_of_hai_duong_have_77_appraised_and_23_surveyed_points() -> None:
    unit_set = load("hai_duong_2019").set_for("department")
    assert [domain.code for domain in unit_set.domains] == _SEVEN
    assert (points(unit_set, "appraised"), points(unit_set, "survey")) == (Decimal(77), Decimal(23))
    surveyed = {d.code for d, leaf in unit_set.leaves if isinstance(leaf, SurveyCriterion)}
    assert len(surveyed) == 6


def test_districts_of_hai_duong_have_79_appraised_3_statistical_and_18_surveyed_points() -> None:
    unit_set = load("hai_duong_2019").set_for("district")
    assert [domain.code for domain in unit_set.domains] == [*_SEVEN, "kinh_te"]
    statistics = points(unit_set, "appraised", domain="kinh_te")
    assert points(unit_set, "appraised") - statistics == 79
    assert statistics == 3
    assert {leaf.code: leaf.max_score for _, leaf in unit_set.leaves if isinstance(leaf, SurveyCriterion)} == {
        "chi_dao.phan_hoi": 3,
        "tthc.huong_dan": 3,
        "tthc.dung_hen": 4,
        "can_bo.thai_do": 3,
        "hien_dai.truc_tuyen": 3,
        "hien_dai.theo_doi": 2,
    }


def test_districts_of_hai_duong_are_heard_by_six_groups() -> None:
    for _, leaf in load("hai_duong_2019").set_for("district").leaves:
        if isinstance(leaf, SurveyCriterion):
            assert len(leaf.survey.weights) == 6
            assert (leaf.survey.empty_group, leaf.survey.minimum_ballots) == ("redistribute", 5)


def test_what_the_source_of_hai_duong_does_not_print_is_marked_as_illustrative() -> None:
    for unit_set in load("hai_duong_2019").sets.values():
        assert all(scored.illustrative and scored.note for d, leaf in unit_set.leaves for scored in (d, leaf))


@pytest.mark.parametrize(
    ("name", "unit_type", "units"),
    [("scores_departments.csv", "department", _AGENCIES), ("scores_districts.csv", "district", _DISTRICTS)],
)
def test_scores_of_hai_duong_are_plausible_and_move_in_quarters(
    name: str, unit_type: str, units: list[str]
) -> None:
    table = load_table(_EXAMPLES / "hai_duong_2019" / name)
    assert [row.unit for row in table.rows] == units
    score_table(table, load("hai_duong_2019"), unit_type)
    maxima = {leaf.code: leaf.max_score for _, leaf in load("hai_duong_2019").set_for(unit_type).leaves}
    for row in table.rows:
        for code, entry in row.entries.items():
            for score in entry:
                assert score is not None
                assert score % Decimal("0.25") == 0
                assert Decimal("0.70") <= score / maxima[code] <= 1
