"""The queue itself: bounded, filtered, woken precisely."""

from __future__ import annotations

from bot.standin.bells import Bells
from bot.standin.limits import KEPT_UPDATES
from bot.standin.state import World
from bot.standin.updates import Updates
from tests.bot.standin.wire import Clock


def test_settled_updates_are_kept_up_to_the_bound(clock: Clock) -> None:
    world = World()
    updates = Updates(world, Bells(), clock)
    last = 0
    for _ in range(KEPT_UPDATES + 5):
        last = updates.push("message", {}, chat_id=1)
    updates.confirm(last + 1)
    assert (len(world.pending), len(world.settled)) == (0, KEPT_UPDATES)
    assert not updates.replay(1)
    assert updates.replay(last)


def test_kinds_that_must_be_asked_for_are_left_out_by_default(clock: Clock) -> None:
    world = World()
    updates = Updates(world, Bells(), clock)
    updates.push("chat_member", {}, chat_id=1)
    assert updates.waiting() == []
    world.allowed_updates = ["chat_member"]
    updates.push("chat_member", {}, chat_id=1)
    updates.push("message", {}, chat_id=1)
    assert [list(update.body) for update in updates.waiting()] == [["update_id", "chat_member"]]
