"""Whether questionnaires and a framework fit each other: every question counts, every criterion is asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from scoring.conversion import OptionCount, group_share
from scoring.criterion import SurveyCriterion
from scoring.errors import BrokenCells, Fault
from scoring.framework import Framework

__all__ = ["FormLink", "form_faults"]


@dataclass(frozen=True, slots=True)
class FormLink:
    """A questionnaire as scoring sees it.

    `scales`: criterion → option → the questionnaire's number, None for "no information". `group` answers it about
    units of `unit_type`.
    """

    name: str
    unit_type: str
    group: str
    scales: Mapping[str, Mapping[str, Decimal | None]]


def form_faults(framework: Framework, forms: Sequence[FormLink]) -> list[Fault]:
    """Every question that counts for nothing, every scale its rule cannot read, every criterion nobody is asked.

    A criterion that some groups are not asked is a fault as well: their weight would always be redistributed.
    Unit types that no form rates are left alone: their survey may be another year's.
    """
    faults = [fault for form in forms for fault in _question_faults(framework, form)]
    for unit_type in dict.fromkeys(form.unit_type for form in forms):
        if unit_type in framework.sets:
            faults += _coverage_faults(
                framework, unit_type, [form for form in forms if form.unit_type == unit_type]
            )
    return faults


def _question_faults(framework: Framework, form: FormLink) -> Iterator[Fault]:
    if form.unit_type not in framework.sets:
        yield Fault(form.name, "The framework has no set {code}.", code=form.unit_type)
        return
    unit_set = framework.set_for(form.unit_type)
    leaves = {leaf.code: leaf for _, leaf in unit_set.leaves if not isinstance(leaf, SurveyCriterion)} | {
        question: leaf
        for _, leaf in unit_set.leaves
        if isinstance(leaf, SurveyCriterion)
        for question in leaf.questions
    }
    for code, scale in form.scales.items():
        where, leaf = f"{form.name}, {code}", leaves.get(code)
        if leaf is None:
            yield Fault(where, "The framework has no criterion {code} for this type of unit.", code=code)
        elif not isinstance(leaf, SurveyCriterion):
            yield Fault(where, "{code} is not scored by a survey; the question counts for nothing.", code=code)
        elif form.group not in leaf.survey.weights:
            yield Fault(where, "The group {group} has no weight here.", group=form.group)
        else:
            yield from _scale_faults(where, leaf, scale)


def _scale_faults(where: str, leaf: SurveyCriterion, scale: Mapping[str, Decimal | None]) -> Iterator[Fault]:
    counts = [OptionCount("", option, worth, 1) for option, worth in scale.items()]
    if all(worth is None for worth in scale.values()):
        yield Fault(where, "No option of the question is worth anything.")
        return
    try:
        group_share(leaf.survey, counts)
    except BrokenCells as broken:
        yield Fault(
            where,
            "The rule {method} cannot read the options: {problem}.",
            method=leaf.survey.method,
            problem=broken,
        )


def _coverage_faults(framework: Framework, unit_type: str, forms: Sequence[FormLink]) -> Iterator[Fault]:
    for _, leaf in framework.set_for(unit_type).leaves:
        if not isinstance(leaf, SurveyCriterion):
            continue
        asked = {form.group for form in forms if not form.scales.keys().isdisjoint(leaf.questions)}
        silent = [group for group in leaf.survey.weights if group not in asked]
        if len(silent) == len(leaf.survey.weights):
            yield Fault(f"{unit_type}, {leaf.code}", "No questionnaire asks about this criterion.")
            continue
        for group in silent:
            yield Fault(
                f"{unit_type}, {leaf.code}",
                "No questionnaire asks the group {group}, which has a weight.",
                group=group,
            )
