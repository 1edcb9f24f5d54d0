"""Rounds and deadlines in their order."""

from __future__ import annotations

from datetime import timedelta

from bot.app.names import find_province
from storage.store import SqlStore
from tests.builders import make_campaign, make_deadline, make_package, make_round


async def test_deadlines_are_found_after_the_first_and_up_to_the_last_moment(store: SqlStore) -> None:
    due = make_deadline().due_at
    plans = [make_deadline(code=f"d{n}", due_at=due + timedelta(hours=n)) for n in (2, 0, 1)]
    async with store.write() as tx:
        await tx.provinces.load(make_package(rounds=[make_round(deadlines=plans)]), [0])
        found = await tx.calendar.deadlines_between(due, due + timedelta(hours=2))
        province_id = await tx.provinces.province_id("hai_duong")
        assert province_id
        everything = await tx.calendar.deadlines(province_id)
    assert [deadline.code for deadline in found] == ["d1", "d2"]
    assert [deadline.code for deadline in everything] == ["d0", "d1", "d2"]
    assert everything[0].round.title == {"vi": "Chỉ số 2026", "en": "Index 2026"}


async def test_the_round_with_the_highest_code_comes_first(store: SqlStore) -> None:
    rounds = [make_round(code=code, campaigns=[]) for code in ("2025", "2026", "2024")]
    async with store.write() as tx:
        await tx.provinces.load(make_package(rounds=rounds), [0, 0, 0])
        province_id = await tx.provinces.province_id("hai_duong")
        assert province_id
        assert [round_.code for round_ in await tx.calendar.rounds(province_id)] == ["2026", "2025", "2024"]


async def test_the_campaigns_of_a_round_and_of_no_other(store: SqlStore) -> None:
    rounds = [
        make_round(code="2025", campaigns=[make_campaign(code="desk")]),
        make_round(code="2026", campaigns=[make_campaign(), make_campaign(code="desk")]),
    ]
    async with store.write() as tx:
        await tx.provinces.load(make_package(rounds=rounds), [0, 0])
        this_year, last_year = await tx.calendar.rounds(await find_province(tx, "hai_duong"))
        found = {each.code: await tx.calendar.campaigns(each) for each in (this_year, last_year)}
    assert {code: [(each.round.code, each.code) for each in of] for code, of in found.items()} == {
        "2026": [("2026", "citizen"), ("2026", "desk")],
        "2025": [("2025", "desk")],
    }
