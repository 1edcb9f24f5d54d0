"""The bot's queue of updates: kept until confirmed, dropped when too old, replayable on request."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.standin.bells import Bells
from bot.standin.limits import KEPT_UPDATES, QUERY_SECONDS, UPDATE_SECONDS
from bot.standin.state import Json, Update, World

TOPIC = "updates"
SETTLED = "settled"
# [api] getUpdates.allowed_updates: the default leaves these out
_ONLY_IF_ASKED = {"chat_member", "message_reaction", "message_reaction_count"}


class Updates:
    """Works on ``world.pending`` (on the way) and ``world.settled`` (confirmed or delivered)."""

    def __init__(self, world: World, bells: Bells, now: Callable[[], float]) -> None:
        self._world = world
        self._bells = bells
        self._now = now
        self.poll = 0  # the running number of the newest getUpdates; an older one gives way

    def push(self, kind: str, body: Json, chat_id: int) -> int:
        """Queue an update unless the bot did not ask for its kind; returns its id."""
        # From the clock, so that a bot which remembers handled updates does not take those of a new world for old.
        number = max(self._world.last_update_id + 1, int(self._now()))
        self._world.last_update_id = number
        allowed = self._world.allowed_updates
        if kind in allowed or (not allowed and kind not in _ONLY_IF_ASKED):
            self._world.pending.append(
                Update(
                    body={"update_id": number, kind: body},
                    chat_id=chat_id,
                    created=self._now(),
                    lifetime=QUERY_SECONDS if kind == "callback_query" else UPDATE_SECONDS,
                )
            )
            self._bells.ring(TOPIC)
        return number

    def waiting(self) -> list[Update]:
        """Updates still to be delivered or confirmed, oldest first."""
        now = self._now()
        for update in [u for u in self._world.pending if now - u.created > u.lifetime]:
            self._world.pending.remove(update)
            self._gone(update)
        return self._world.pending

    def confirm(self, offset: int) -> None:
        """What ``getUpdates(offset)`` says: everything before ``offset`` has been handled."""
        waiting = self.waiting()
        if offset < 0:
            gone = waiting[:offset]
        else:
            gone = [u for u in waiting if u.id < offset and (u.delivered or not u.again)]
        for update in gone:
            self.settle(update)

    def settle(self, update: Update) -> None:
        """Handled: it leaves the queue and can be replayed from now on."""
        self._world.pending.remove(update)
        self._world.settled.append(update)
        del self._world.settled[:-KEPT_UPDATES]
        self._gone(update)

    def clear(self) -> None:
        """``drop_pending_updates``."""
        while self._world.pending:
            self._gone(self._world.pending.pop())

    def _gone(self, update: Update) -> None:
        """Wake those who wait for this update, and those who wait for all; nobody else, for load trials' sake."""
        self._bells.ring((SETTLED, update.id))
        self._bells.ring(SETTLED)

    def replay(self, update_id: int) -> bool:
        """Deliver a settled update once more, with its old number; tells whether it was known."""
        known = next((u for u in reversed(self._world.settled) if u.id == update_id), None)
        if known is None:
            return False
        self._world.pending.append(replace(known, created=self._now(), delivered=False, again=True))
        self._bells.ring(TOPIC)
        return True
