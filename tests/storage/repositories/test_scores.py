"""Entered points come back exactly, and what was not entered is missing, not zero."""

from __future__ import annotations

from decimal import Decimal

import pytest

from scoring import Entry
from storage.store import SqlStore
from tests.builders import make_form, make_framework, make_package, make_round, make_unit


@pytest.mark.parametrize("points", ["0", "5.25", "0.1", "13.333333333333333333", "1E-7"])
async def test_points_are_kept_exactly(store: SqlStore, points: str) -> None:
    entries = {"tthc.tham_dinh": Entry(None, Decimal(points))}
    async with store.write() as tx:
        await tx.provinces.load(make_package(rounds=[make_round(scores={"gia_loc": entries})]), [0])
        ((campaign, _),) = await tx.provinces.campaigns("hai_duong")
        kept = await tx.scores.entries(campaign.round, "district")
    assert kept == {"gia_loc": entries, "thanh_ha": {}}
    assert str(kept["gia_loc"]["tthc.tham_dinh"][1]) == points


async def test_entries_are_those_of_the_type_and_round(store: SqlStore) -> None:
    units = [make_unit(), make_unit(code="so_y_te", type="department")]
    entries = {"tthc.tham_dinh": Entry(Decimal(1), Decimal(1))}
    rounds = [
        make_round(scores={"gia_loc": entries, "so_y_te": entries}, campaigns=[]),
        make_round(code="2025", campaigns=[]),
    ]
    async with store.write() as tx:
        await tx.provinces.load(make_package(units=units, rounds=rounds), [0, 0])
        province_id = await tx.provinces.province_id("hai_duong")
        assert province_id
        this_year, last_year = await tx.calendar.rounds(province_id)
        assert await tx.scores.entries(this_year, "department") == {"so_y_te": entries}
        assert await tx.scores.entries(last_year, "district") == {"gia_loc": {}}


async def test_framework_and_questionnaires_come_back_as_they_were_loaded(loaded: SqlStore) -> None:
    async with loaded.read() as tx:
        ((campaign, _),) = await tx.provinces.campaigns("hai_duong")
        assert await tx.scores.framework(campaign.round) == make_framework()
        assert await tx.scores.questionnaires(campaign.round) == {"citizen": make_form()}
