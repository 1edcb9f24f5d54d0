"""The request log: every Bot API call with its answer, in a ring."""

from __future__ import annotations

from collections import deque
from dataclasses import asdict, dataclass

from bot.standin.limits import KEPT_REQUESTS
from bot.standin.state import Json

UNANSWERED = 0  # the status of a call that got no answer (fault, or the client went away)


@dataclass(kw_only=True)
class Entry:
    n: int
    time: float
    method: str
    params: Json
    status: int = UNANSWERED
    answer: Json | None = None
    fault: str | None = None


class Journal:
    """Entries are numbered from 1 and never renumbered, so ``since`` is stable while the ring turns."""

    def __init__(self) -> None:
        self._entries: deque[Entry] = deque(maxlen=KEPT_REQUESTS)
        self.last = 0

    def open(self, time: float, method: str, params: Json) -> Entry:
        self.last += 1
        entry = Entry(n=self.last, time=time, method=method, params=params)
        self._entries.append(entry)
        return entry

    def listing(self, method: str | None = None, since: int = 0) -> list[Json]:
        """Entries after number ``since``, of one method if named."""
        return [
            asdict(entry)
            for entry in self._entries
            if entry.n > since and (method is None or entry.method.lower() == method.lower())
        ]
