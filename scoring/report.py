"""A score table under the rules of a framework: totals, grades, ranks, domains and means, ready to print."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from scoring.criterion import Criterion
from scoring.entries import Entry, entry_faults
from scoring.errors import Fault, TableInvalid
from scoring.framework import Framework, UnitSet
from scoring.index import Standing, UnitSheet, score_units, standings
from scoring.rounding import decimal_text, known_sum
from scoring.score import PartSum, UnitScore
from scoring.table import ScoreTable
from scoring.totals import score_total, total_faults

__all__ = ["DomainMeans", "Json", "Means", "TableReport", "score_table", "table_faults"]

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | None"


@dataclass(frozen=True, slots=True)
class DomainMeans:
    """Means of one domain over the units; None when a unit's value is missing."""

    code: str
    self_score: Fraction | None
    appraised: Fraction | None
    percent: Fraction | None


@dataclass(frozen=True, slots=True)
class Means:
    """Means over the units; None when a unit's value is missing."""

    self_score: Fraction | None
    appraised: Fraction | None
    domains: tuple[DomainMeans, ...]


@dataclass(frozen=True, slots=True)
class TableReport:
    """The units of a table in rank order, and their means. Values are exact; `as_json` rounds them."""

    decimals: int
    standings: tuple[Standing, ...]
    means: Means

    def as_json(self) -> dict[str, Json]:
        """The report with numbers as decimal texts such as "90.75", None where something is missing."""
        means = self.means
        return {
            "units": [self._unit(standing) for standing in self.standings],
            "means": {
                "self": self._text(means.self_score),
                "appraised": self._text(means.appraised),
                "domains": {
                    domain.code: {
                        "self": self._text(domain.self_score),
                        "appraised": self._text(domain.appraised),
                        "percent": self._text(domain.percent),
                    }
                    for domain in means.domains
                },
            },
        }

    def _unit(self, standing: Standing) -> Json:
        score = standing.score
        band = score.grade.band if score.grade else None
        return {
            "unit": standing.unit,
            "self": self._text(score.self_total),
            "appraised": self._text(score.appraised_total),
            "grade": band.name.vi if band else None,
            "grade_code": band.code if band else None,
            "rank": standing.rank,
            "domains": {
                domain.code: {
                    "self": self._text(domain.self_total),
                    "appraised": self._text(domain.appraised_total),
                    "max": self._text(domain.max_score),
                    "percent": self._text(domain.percent),
                }
                for domain in score.domains
            },
        }

    def _text(self, value: Fraction | None) -> str | None:
        return None if value is None else decimal_text(value, self.decimals)


def score_table(table: ScoreTable, framework: Framework, unit_type: str) -> TableReport:
    """Score the units of `table` by the framework's set for `unit_type`.

    A table that prints only totals is graded and ranked by them, and reports no domains. Where the set has
    surveyed criteria there are no ballots in a table, so totals, grades and ranks stay None. Raises `UnknownCode`
    for the unit type, and `TableInvalid` for every score that cannot be and every appraised criterion without a
    column.
    """
    unit_set = framework.set_for(unit_type)
    faults = table_faults(table, unit_set)
    if faults:
        raise TableInvalid(faults)
    if table.has_only_totals:
        totals = {row.unit: row.total or Entry(None, None) for row in table.rows}
        scores = {unit: score_total(framework, unit_type, total) for unit, total in totals.items()}
        ranked = standings(framework, scores)
    else:
        sheets = {row.unit: UnitSheet(row.entries, {}) for row in table.rows}
        ranked = score_units(framework, unit_type, sheets, scales={})
    return TableReport(framework.rounding.decimals, ranked, _means([standing.score for standing in ranked]))


def table_faults(table: ScoreTable, unit_set: UnitSet) -> list[Fault]:
    """Everything in `table` that does not fit the criteria of `unit_set`."""
    expected = [leaf.code for _, leaf in unit_set.leaves if _is_entered(leaf)]
    faults = [
        Fault("row 1", "There are no columns for the criterion {code}.", code=code)
        for code in expected
        if code not in table.criteria and not table.has_only_totals
    ]
    for row in table.rows:
        found = [*entry_faults(unit_set, row.entries), *(total_faults(unit_set, row.total) if row.total else ())]
        faults += (
            Fault(f"row {row.number}, column {fault.where}", fault.reason, **fault.params) for fault in found
        )
    return faults


def _is_entered(leaf: Criterion) -> bool:
    """Whether every unit of the set, or some of them, must have a score for this criterion."""
    rule = leaf.not_applicable
    return leaf.source in {"appraised", "substituted"} and (rule is None or bool(rule.traits))


def _means(scores: Sequence[UnitScore]) -> Means:
    def mean(values: Iterable[Fraction | None]) -> Fraction | None:
        known = list(values)
        total = known_sum(known)
        return total / len(known) if known and total is not None else None

    def domain_means(code: str, scores: Sequence[PartSum]) -> DomainMeans:
        return DomainMeans(
            code,
            mean(score.self_total for score in scores),
            mean(score.appraised_total for score in scores),
            mean(score.percent for score in scores),
        )

    return Means(
        mean(score.self_total for score in scores),
        mean(score.appraised_total for score in scores),
        tuple(domain_means(same[0].code, same) for same in zip(*(score.domains for score in scores), strict=True)),
    )
