from __future__ import annotations

from decimal import Decimal
from random import Random

import pytest

from scoring import Ballot, EntriesInvalid, Entry, Rating, UnitScore, UnitSheet, fold, score_units
from scoring.resample import draw_again
from scoring.uncertainty import uncertainty
from tests.scoring.builders import SCALES, make_framework

_OPTIONS = ["very_good", "good", "fair", "poor"]
_UNITS = {"a": 0, "b": 0, "c": 2}


def leaders(seed: int, number: int = 40) -> list[Ballot]:
    """The same people rate every unit, some more strictly: a and b alike but for chance, c worse."""
    random = Random(seed)
    given = []
    for i in range(number):
        strict = random.randint(0, 1)
        ratings = tuple(
            Rating(unit, "tthc.dung_hen", _OPTIONS[min(3, shift + strict + random.randint(0, 1))])
            for unit, shift in _UNITS.items()
        )
        given.append(Ballot("2019", "c1", "citizen" if i % 2 else "business", ratings))
    return given


def scores(ballots: list[Ballot]) -> dict[str, UnitScore]:
    cells = fold(*ballots)
    entries = {"chi_dao": Entry(None, Decimal(5)), "tthc.tham_dinh": Entry(None, Decimal(5))}
    sheets = {unit: UnitSheet(entries, {key: n for key, n in cells.items() if key.unit == unit}) for unit in _UNITS}
    found = {each.unit: each.score for each in score_units(make_framework(), "district", sheets, SCALES)}
    return {unit: found[unit] for unit in _UNITS}


def test_the_draws_vary_as_the_linearised_error_says() -> None:
    ballots = leaders(1)
    given = scores(ballots)
    drawn = draw_again(given, ballots, seed=7, draws=4000)
    for row, unit in enumerate(uncertainty(make_framework(), "district", given, ballots, seed=7, draws=10)):
        assert unit.survey is not None
        assert unit.survey.variance is not None
        ratio = drawn.totals[:, row].var() / float(unit.survey.variance)
        assert 0.9 < ratio < 1.1
        assert abs(drawn.totals[:, row].mean() - float(given[unit.unit].total or 0)) < 0.02


def test_respondents_are_drawn_so_that_units_move_together() -> None:
    ballots = leaders(2)
    drawn = draw_again(scores(ballots), ballots, seed=3, draws=2000)
    apart = (drawn.totals[:, 0] - drawn.totals[:, 1]).var()
    assert apart < 0.8 * (drawn.totals[:, 0].var() + drawn.totals[:, 1].var())


def test_ranks_grades_and_neighbours() -> None:
    ballots = leaders(6)
    a, b, c = uncertainty(make_framework(), "district", scores(ballots), ballots, seed=5, draws=500)
    assert (a.rank.low, a.rank.high) == (b.rank.low, b.rank.high) == (1, 2)
    assert (c.rank.low, c.rank.high) == (3, 3)
    assert (a.not_separable_from, b.not_separable_from, c.not_separable_from) == (("b",), ("a",), ())
    for unit in (a, b, c):
        assert abs(sum(unit.grades.values()) - 1) < 1e-12
        assert unit.error is not None
        assert unit.error > 0


def test_the_same_seed_gives_the_same_answer_and_another_seed_another() -> None:
    ballots = leaders(4)
    given = scores(ballots)
    first, again, other = (draw_again(given, ballots, seed=seed, draws=50).totals for seed in (1, 1, 2))
    assert (first == again).all()
    assert not (first == other).all()


def test_a_lone_respondent_is_named_and_a_total_must_be_known() -> None:
    ballots = leaders(5, number=3)
    given = scores(ballots)
    assert draw_again(given, ballots, seed=1, draws=5).lone == ("c1 citizen",)
    open_total = score_units(make_framework(), "district", {"a": UnitSheet({}, {})}, SCALES)[0].score
    with pytest.raises(EntriesInvalid, match="no total yet"):
        uncertainty(make_framework(), "district", {"a": open_total}, [], seed=1)
