"""An update that keeps failing is tried a few times and then put aside, with its last error noted."""

from __future__ import annotations

from bot.app.trouble import MAX_ATTEMPTS, Trouble
from storage.store import SqlStore
from tests.storage.rows import rows_of


async def test_an_update_is_put_aside_after_a_few_attempts(store: SqlStore, database_url: str) -> None:
    trouble = Trouble(store)
    given_up = [await trouble.give_up(2**40, f"attempt {number}") for number in range(1, MAX_ATTEMPTS + 1)]
    assert given_up == [False] * (MAX_ATTEMPTS - 1) + [True]
    assert await rows_of(database_url, "troubled_update") == [
        {"update_id": 2**40, "attempts": MAX_ATTEMPTS, "error": f"attempt {MAX_ATTEMPTS}"}
    ]


async def test_the_attempts_of_each_update_are_counted_apart(store: SqlStore) -> None:
    trouble = Trouble(store)
    for _ in range(MAX_ATTEMPTS - 1):
        await trouble.give_up(1, "")
    assert not await trouble.give_up(2, "")
    assert await trouble.give_up(1, "")
