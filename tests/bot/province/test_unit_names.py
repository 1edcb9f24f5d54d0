"""A unit is found by whatever a sheet calls it."""

from __future__ import annotations

import unicodedata

import pytest

from bot.app.package import UnitPlan
from bot.province.unit_names import Units

UNIT = UnitPlan("gia_loc", "district", {"vi": "Huyện Gia Lộc", "en": "Gia Lộc District"}, ("H. Gia Lộc",))


@pytest.mark.parametrize(
    "name",
    [
        "gia_loc",
        "Huyện Gia Lộc",
        "H. Gia Lộc",
        "  HUYỆN  gia lộc ",
        unicodedata.normalize("NFD", "Huyện Gia Lộc"),
    ],
)
def test_code_name_and_alias_in_any_case_form_and_spacing(name: str) -> None:
    assert Units((UNIT,)).named(name) is UNIT


@pytest.mark.parametrize("name", ["", "Gia Lộc", "Huyen Gia Loc", "Gia Lộc District"])
def test_nothing_is_guessed(name: str) -> None:
    assert Units((UNIT,)).named(name) is None
