"""The replay: every ballot once, in an order of its own, ballot by ballot."""

from __future__ import annotations

from random import Random

import pytest

from bot.app.raw_ballots import Papers
from bot.app.recount_ports import StoredBallot
from bot.app.recount_replay import Replay
from scoring import Ballot, fold
from tests.bot.app.papers import LEADERS, SEVERAL, make_papers, make_stored

BALLOTS = [
    make_stored({"dung_hen": option}, unit=unit) for option in ("good", "fair", "poor") for unit in (1, 2)
] * 7


class Watched(Papers):
    """Papers that note in which order they are read."""

    def read(self, stored: StoredBallot) -> Ballot:
        self.order.append(stored.id)
        return super().read(stored)

    @property
    def order(self) -> list[str]:
        order: list[str] = self.__dict__.setdefault("noted", [])
        return order


def replayed(ballots: list[StoredBallot], *, seed: int = 1, waiting: int = 5) -> tuple[Replay, list[str]]:
    plain = make_papers()
    papers = Watched(plain.campaigns, plain.forms, plain.units)
    replay = Replay(papers, Random(seed), waiting)
    for start in range(0, len(ballots), 4):
        for _ in replay.add(ballots[start : start + 4]):
            pass
    for _ in replay.finish():
        pass
    return replay, papers.order


@pytest.mark.parametrize("waiting", [0, 1, 5, 1_000])
def test_every_ballot_goes_once(waiting: int) -> None:
    papers = make_papers()
    replay, order = replayed(BALLOTS, waiting=waiting)
    assert replay.cells == dict(fold(*(papers.read(each) for each in BALLOTS)))
    assert sorted(order) == sorted(each.id for each in BALLOTS)


def test_the_order_is_drawn_from_the_seed() -> None:
    came = [each.id for each in BALLOTS]
    (_, one), (_, same), (_, other) = (replayed(BALLOTS, seed=seed) for seed in (1, 1, 2))
    assert one == same
    assert len({tuple(came), tuple(one), tuple(other)}) == 3


def test_a_small_number_waits() -> None:
    replay = Replay(make_papers(), Random(1), 5)
    for _ in replay.add(BALLOTS):
        pass
    assert sum(n for key, n in replay.cells.items() if key.counts_ballots) == len(BALLOTS) - 5


def test_a_ballot_that_cannot_be_read_counts_nothing() -> None:
    several = make_stored({"phoi_hop[gia_loc]": "good"}, form=SEVERAL, unit=None, campaign=LEADERS)
    replay, _ = replayed([make_stored("{"), several])
    assert replay.cells == dict(fold(make_papers().read(several)))
