"""The same ballots once more, one after the other, in another order and by another way.

The columns (`recount_columns`) count equal answers and know nothing of how a paper is walked through. Here each
ballot goes the way it went when it was sent: the questionnaire is walked through (`surveys.ratings`), the ballot is
folded (`scoring.fold`), and its increments are added one by one to a plain store, as the database adds them to the
cells, in an order drawn from a seed. That both give the same integers proves that no count hangs on the order in
which ballots came, on which other ballots lay beside them, or on a mistake in one of the two readings. That the
live cells agree as well proves that nothing was added, lost or changed since the ballots were sent.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random

from bot.app.errors import UnreadableBallot
from bot.app.raw_ballots import Papers
from bot.app.recount_ports import StoredBallot
from scoring import CellKey, fold

__all__ = ["Replay"]

WAITING = 10_000
"""So many ballots wait, and one of them, drawn by chance, goes next: a shuffle that needs little memory. They come
in the order of their random ids, which tells nothing of the order in which they were sent."""

IN_TURN = 50
"""Ballots that go before others get their turn: some milliseconds."""


class Replay:
    """`cells` is what was added until now. Both methods work in small steps; call `finish()` at the end."""

    def __init__(self, papers: Papers, random: Random, waiting: int = WAITING) -> None:
        self.cells: dict[CellKey, int] = {}
        self._papers = papers
        self._random = random
        self._most = waiting
        self._waiting: list[StoredBallot] = []

    def add(self, ballots: Sequence[StoredBallot]) -> Iterator[None]:
        self._waiting += ballots
        return self._go(self._most)

    def finish(self) -> Iterator[None]:
        return self._go(0)

    def _go(self, left: int) -> Iterator[None]:
        """Let ballots go until `left` wait."""
        waiting = self._waiting
        while len(waiting) > left:
            drawn = self._random.randrange(len(waiting))
            waiting[drawn], waiting[-1] = waiting[-1], waiting[drawn]
            self._count(waiting.pop())
            if len(waiting) % IN_TURN == 0:
                yield

    def _count(self, stored: StoredBallot) -> None:
        try:
            increments = fold(self._papers.read(stored))
        except UnreadableBallot:  # named by the columns, which read such a ballot the same way
            return
        for key, n in increments.items():
            self.cells[key] = self.cells.get(key, 0) + n
