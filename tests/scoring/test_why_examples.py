"""Every example framework with facts drawn by chance: the parts add up to the total, to the last digit."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring import (
    BALLOTS,
    Cases,
    CellKey,
    Entry,
    Framework,
    Override,
    Ruling,
    SurveyCriterion,
    UnitFacts,
    UnitSheet,
    decimal_text,
    load_framework,
    score_units,
    sections,
    why,
)
from scoring.survey_rule import YesShare

FILES = sorted((Path(__file__).parents[2] / "examples").glob("*/framework*.yaml"))
FRAMEWORKS = {f"{file.parent.name}/{file.stem}": load_framework(file) for file in FILES}
SETS = [(rules, unit_type) for rules in FRAMEWORKS.values() for unit_type in rules.sets]
RULING = Ruling("Nghị quyết của Hội đồng", "Chủ tịch", date(2021, 3, 1))
SCALE = {"a": Decimal(100), "b": Decimal(60), "c": Decimal(20), "d": Decimal(0), "khong": None}


def scale_of(leaf: SurveyCriterion) -> Mapping[str, Decimal | None]:
    rule = leaf.survey
    return {**SCALE, rule.yes: Decimal(50)} if isinstance(rule, YesShare) else SCALE


def surveyed(rules: Framework, unit_type: str) -> list[SurveyCriterion]:
    return [leaf for _, leaf in rules.set_for(unit_type).leaves if isinstance(leaf, SurveyCriterion)]


def make_sheet(rules: Framework, unit_type: str, unit: str, random: Random, *, complete: bool) -> UnitSheet:
    """Everything that can be known about a unit, without gaps or with them."""
    unit_set = rules.set_for(unit_type)

    def known() -> bool:
        return complete or random.random() < 0.8

    def some(chance: float) -> bool:
        return random.random() < chance

    def points(most: Decimal) -> Decimal | None:
        return Decimal(random.randint(0, int(most * 100))) / 100 if known() else None

    leaves = [leaf for _, leaf in unit_set.leaves]
    entered = [leaf for leaf in leaves if leaf.source in {"appraised", "substituted"}]
    cells: dict[CellKey, int] = {}
    for leaf in surveyed(rules, unit_type):
        for group in leaf.survey.weights:
            if known():
                cells[CellKey("r", "c", unit, group, "", BALLOTS, BALLOTS)] = 50
                for question in leaf.questions:
                    for option in scale_of(leaf):
                        cells[CellKey("r", "c", unit, group, "", question, option)] = random.randint(0, 12)
    items = [item for rule in (unit_set.bonus, unit_set.penalty) if rule for item in rule.items if some(0.6)]
    cases = {
        item.code: Cases(
            random.randint(1, 4),
            decided=item.points / 2 if item.points and item.amount == "decided" and known() else None,
            waived=RULING if item.waivable and some(0.5) else None,
        )
        for item in items
    }
    return UnitSheet(
        {leaf.code: Entry(points(leaf.max_score), points(leaf.max_score)) for leaf in entered},
        cells,
        UnitFacts(
            cases,
            {
                name: Decimal(random.randint(1, 10**6)) / 4
                for name, each in rules.indicators.items()
                if each.formula is None and known()
            },
            frozenset(trait for trait in rules.traits if some(0.4)),
            {leaf.code: Override(leaf.max_score / 2, RULING) for leaf in leaves if some(0.1)},
        ),
    )


@pytest.mark.parametrize(("rules", "unit_type"), SETS, ids=[f"{rules.code}-{code}" for rules, code in SETS])
@settings(max_examples=20)
@given(seed=st.integers(0, 10**9), complete=st.booleans())
def test_the_parts_of_every_example_add_up_exactly(
    rules: Framework, unit_type: str, seed: int, complete: bool
) -> None:
    random = Random(seed)
    units = {unit: make_sheet(rules, unit_type, unit, random, complete=complete) for unit in "abc"}
    asked = surveyed(rules, unit_type)
    scales = {"c": {question: scale_of(leaf) for leaf in asked for question in leaf.questions}}
    for standing in score_units(rules, unit_type, units, scales):
        found = why(rules, standing.score)
        told = json.loads(json.dumps(found.as_json()))
        assert found.total == standing.score.total
        for domain in standing.score.domains:
            assert why(rules, standing.score, domain.code).total == domain.total
        if found.total is None:
            assert not complete
            assert (told["total"], told["printed"]) == (None, None)
            assert told["missing"]
            continue
        assert told["missing"] == []
        assert sum(Fraction(part["points"]) for part in told["parts"]) == Fraction(told["total"]) == found.total
        assert told["printed"] == decimal_text(found.total, rules.rounding.decimals)
        assert Fraction(told["total"]) + Fraction(told["rounding"]) == Fraction(told["printed"])
        shown = [section.points or Fraction(0) for section in sections(rules, found)]
        assert sum(shown, Fraction(0)) == found.total
