"""Flags on ballots: counted for the coordinator, deleting nothing and changing no score."""

from __future__ import annotations

from bot.app.flags import Flags
from surveys import Flag, Quality
from tests.bot.app.office import Office
from tests.storage.rows import rows_of


async def test_every_ballot_keeps_how_it_was_filled_in(office: Office, database_url: str) -> None:
    await office.ballot(1, "good", "good")
    (ballot,) = await rows_of(database_url, "ballot")
    assert Quality.model_validate_json(str(ballot["quality"])).longest_run == 2


async def test_the_coordinator_sees_how_many_ballots_carry_a_flag(office: Office) -> None:
    for person in range(10):
        await office.ballot(person, "good", "good")
    counted = await Flags(office.store).count("hai_duong", "citizen")
    assert counted.ballots == 10
    assert set(counted.flagged) == set(Flag)
