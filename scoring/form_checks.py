"""Whether a questionnaire fits the rules of a set: every question counts, every scale can be read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from scoring.conversion import OptionCount, group_share
from scoring.criterion import SurveyCriterion, exempted
from scoring.errors import Fault, ScaleUnfit
from scoring.framework import UnitSet
from scoring.suppression import MINIMUM_CELL

__all__ = ["form_faults", "unasked_criteria"]

Scale = Mapping[str, Decimal | None]


def form_faults(unit_set: UnitSet, group: str, scales: Mapping[str, Scale]) -> Iterator[Fault]:
    """Every question that counts for nothing, and every scale its rule cannot read, by the question's code.

    `scales`: criterion → option → the questionnaire's number, None for "no information". `group` answers it. That a
    group with a weight is not asked is no fault: published frameworks have such, and the others get its weight.
    """
    leaves = {leaf.code: leaf for _, leaf in unit_set.leaves if not isinstance(leaf, SurveyCriterion)} | {
        question: leaf
        for _, leaf in unit_set.leaves
        if isinstance(leaf, SurveyCriterion)
        for question in leaf.questions
    }
    for code, scale in scales.items():
        leaf = leaves.get(code)
        if leaf is None:
            yield Fault(code, "The framework has no criterion {code} for this type of unit.", code=code)
        elif not isinstance(leaf, SurveyCriterion):
            yield Fault(code, "{code} is not scored by a survey; the question counts for nothing.", code=code)
        elif group not in leaf.survey.weights:
            yield Fault(code, "The group {group} has no weight here.", group=group)
        else:
            yield from _scale_faults(code, leaf, scale)


def unasked_criteria(
    unit_set: UnitSet, traits: frozenset[str], ballots: Mapping[tuple[str, str], int]
) -> Iterator[str]:
    """The codes of the surveyed criteria that can never be known about a unit with these traits.

    `ballots`: by group and question, how many ballots at most answer it about the unit. A group that gives its
    weight to the others may be missing, but not every one. Criteria that do not apply to the unit are left out.
    """
    for _, leaf in unit_set.leaves:
        if not isinstance(leaf, SurveyCriterion) or exempted(leaf, traits):
            continue
        rule = leaf.survey
        least = max(rule.minimum_ballots, MINIMUM_CELL)  # what nobody may see counts for nothing
        fed = [
            max(ballots.get((group, question), 0) for question in leaf.questions) >= least
            for group in rule.weights
            if traits.isdisjoint(rule.not_asked.get(group, ()))
        ]
        if not any(fed) or (rule.empty_group == "insufficient" and not all(fed)):
            yield leaf.code


def _scale_faults(code: str, leaf: SurveyCriterion, scale: Scale) -> Iterator[Fault]:
    if all(worth is None for worth in scale.values()):
        yield Fault(code, "No option of the question is worth anything.")
        return
    try:
        group_share(leaf.survey, [OptionCount("", option, worth, 1) for option, worth in scale.items()])
    except ScaleUnfit as unfit:
        yield Fault(code, unfit.reason, **unfit.params)
