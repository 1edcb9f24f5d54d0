from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest

from scoring import (
    Ballot,
    EntriesInvalid,
    Entry,
    Framework,
    Rating,
    UnitFacts,
    UnitScore,
    UnitSheet,
    fold,
    score_units,
)
from scoring.resample import draw_again
from scoring.uncertainty import uncertainty
from tests.scoring.builders import SCALES, make_framework, make_framework_data

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
    assert (a.grades, b.grades) == ({"completed": 0.996, "good": 0.004}, {"completed": 0.998, "good": 0.002})
    assert (a.not_separable_from, b.not_separable_from, c.not_separable_from) == (("b",), ("a",), ())
    for unit in (a, b, c):
        assert abs(sum(unit.grades.values()) - 1) < 1e-12
        assert unit.error is not None
        assert unit.error > 0


def test_the_distance_to_the_nearest_grade_is_in_points() -> None:
    """Bands end at 65, 80 and 90 percent of 16 points: at 10.4, 12.8 and 14.4."""
    ballots = leaders(6)
    given = scores(ballots)
    for unit in uncertainty(make_framework(), "district", given, ballots, seed=5, draws=10):
        total = given[unit.unit].total
        assert total is not None
        assert unit.border == min(abs(total - Fraction(end)) for end in ("10.4", "12.8", "14.4"))


def test_what_does_not_apply_to_a_unit_is_no_part_of_its_percentage() -> None:
    """14 points are 87.5 % of 16, but everything where 2 of the 16 do not apply."""
    data = make_framework_data()
    criteria = data["sets"]["district"]["domains"][1]["criteria"]  # type: ignore[index]
    criteria[0]["max_score"] = "4"
    excluded = {"policy": "excluded", "traits": ["small"], "reason": "nothing of the kind"}
    criteria.append({**criteria[0], "code": "tthc.them", "max_score": "2", "not_applicable": excluded})
    rules = Framework.model_validate(data | {"traits": {"small": {"vi": "Nhỏ", "en": "Small"}}})
    ballots = [Ballot("2019", "c1", "citizen", (Rating("a", "tthc.dung_hen", "very_good"),)) for _ in range(6)]
    entries = {"chi_dao": Entry(None, Decimal(6)), "tthc.tham_dinh": Entry(None, Decimal(4))}
    sheet = UnitSheet(entries, fold(*ballots), UnitFacts(traits=frozenset({"small"})))
    score = score_units(rules, "district", {"a": sheet}, SCALES)[0].score
    assert score.percent == 100
    assert score.grade is not None
    assert score.grade.band is not None
    (unit,) = uncertainty(rules, "district", {"a": score}, ballots, seed=1, draws=20)
    assert unit.grades == {score.grade.band.code: 1.0} == {"outstanding": 1.0}


def test_who_rates_one_unit_only_is_drawn_with_those_who_rate_several() -> None:
    """In a stratum of its own the one ballot would be in every draw, and no draw would differ."""
    alike = [Rating(unit, "tthc.dung_hen", "good") for unit in _UNITS]
    ballots = [Ballot("2019", "c1", "citizen", tuple(alike)) for _ in range(6)]
    ballots.append(Ballot("2019", "c1", "citizen", (Rating("a", "tthc.dung_hen", "poor"),)))
    drawn = draw_again(scores(ballots), ballots, seed=1, draws=50)
    assert drawn.totals[:, 0].std() > 0
    assert drawn.totals[:, 1].std() < 1e-12


def test_the_order_of_the_ballots_does_not_matter() -> None:
    ballots = leaders(4)
    given = scores(ballots)
    one, other = (draw_again(given, each, seed=1, draws=50).totals for each in (ballots, ballots[::-1]))
    assert (one == other).all()


def test_the_same_seed_gives_the_same_answer_and_another_seed_another() -> None:
    ballots = leaders(4)
    given = scores(ballots)
    first, again, other = (draw_again(given, ballots, seed=seed, draws=50).totals for seed in (1, 1, 2))
    assert (first == again).all()
    assert not (first == other).all()


def test_a_lone_respondent_is_named_and_a_total_must_be_known() -> None:
    ballots = leaders(5, number=3)
    (first, *_) = uncertainty(make_framework(), "district", scores(ballots), ballots, seed=1, draws=5)
    assert (first.survey and first.survey.lone, first.error) == (("citizen",), None)
    open_total = score_units(make_framework(), "district", {"a": UnitSheet({}, {})}, SCALES)[0].score
    with pytest.raises(EntriesInvalid, match="no total yet"):
        uncertainty(make_framework(), "district", {"a": open_total}, [], seed=1)


def test_where_everybody_was_asked_nothing_is_left_open() -> None:
    ballots = leaders(1)
    everybody = {"citizen": 20, "business": 20}
    for unit in uncertainty(
        make_framework(), "district", scores(ballots), ballots, seed=1, draws=50, populations=everybody
    ):
        assert unit.error == 0
        assert unit.rank.low == unit.rank.high
        assert list(unit.grades.values()) == [1.0]


def test_the_larger_the_group_the_less_its_sample_says() -> None:
    ballots = leaders(1)
    few, many, unknown = (
        uncertainty(make_framework(), "district", scores(ballots), ballots, seed=1, draws=5, populations=sizes)[0]
        for sizes in ({"citizen": 25, "business": 25}, {"citizen": 2500, "business": 2500}, None)
    )
    assert 0 < (few.error or 0) < (many.error or 0) < (unknown.error or 0)
