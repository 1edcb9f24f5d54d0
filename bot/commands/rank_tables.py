"""How sure ranks are, as tables for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from bot.commands.output import aligned
from bot.i18n import Translator
from scoring import Criterion, Domain, Standing, round_half_up
from surveys import in_language

if TYPE_CHECKING:
    from bot.app.ranking import RankedUnits
    from scoring.sensitivity import Scenario, Sensitivity
    from scoring.uncertainty import RankInterval, UnitUncertainty

__all__ = ["certainty_lines", "exact_lines", "mover", "rule_lines"]

_NAMED = 5
"""So many units or criteria are named; the rest is counted."""


def rule_lines(ranked: RankedUnits, result: Sensitivity, t: Translator) -> list[str]:
    """The ranks when everything is changed at random, then one choice at a time."""
    header = (t("Rank"), t("Code"), t("Unit"), t("Total"), "5%", "50%", "95%", t("Changes places with"))
    rows: list[tuple[str, ...]] = [header]
    for each in ranked.standings:
        rank = result.ranks[each.unit]
        places = (str(place) for place in (rank.low, rank.middle, rank.high))
        rows.append((*_unit_cells(ranked, each, t), *places, _shortened(result.swaps[each.unit], t)))
    return [
        *aligned(rows, right={0, 3, 4, 5, 6}),
        "",
        t("One choice changed at a time:"),
        *_scenario_lines(ranked, result.scenarios, t),
    ]


def mover(scenario: Scenario, published: Mapping[str, int]) -> tuple[str, int, int] | None:
    """The unit that moves furthest, its rank as published and its rank here; None where nobody moves."""
    if not scenario.moved:
        return None
    unit = max(scenario.ranks, key=lambda each: abs(scenario.ranks[each] - published[each]))
    return unit, published[unit], scenario.ranks[unit]


def _scenario_lines(ranked: RankedUnits, scenarios: Sequence[Scenario], t: Translator) -> list[str]:
    published = scenarios[0].ranks
    leaves = ranked.framework.set_for(ranked.unit_type).leaves
    names = {leaf.code: _criterion(domain, leaf, t) for domain, leaf in leaves}
    choices = [each for each in scenarios[1:] if each.criterion is None]
    without = sorted((each for each in scenarios if each.criterion), key=lambda each: -each.moved)
    named = [each for each in without if each.moved][:_NAMED]
    rows = [(t("Units moved"), t("Largest move"), t("What is changed"))]
    for each in (*choices, *named):
        furthest = mover(each, published)
        name = names[each.criterion] if each.criterion else ""
        rows.append(
            (
                f"{each.moved}/{len(each.ranks)}",
                f"{furthest[0]}: {furthest[1]} → {furthest[2]}" if furthest else t("–"),
                t(each.reason, criterion=name),
            )
        )
    rest = without[len(named) :]
    lines = aligned(rows, right={0})
    if rest and rest[0].moved:
        lines.append(
            t.many(
                "Without the {n} other criterion: at most {moved} units move.",
                "Without any one of the {n} other criteria: at most {moved} units move.",
                len(rest),
                moved=rest[0].moved,
            )
        )
    elif rest:
        lines.append(
            t.many(
                "Without the {n} other criterion: no unit moves.",
                "Without any one of the {n} other criteria: no unit moves.",
                len(rest),
            )
        )
    return lines


def _criterion(domain: Domain, leaf: Criterion, t: Translator) -> str:
    """Every domain may have an “Appraised score”: which one is meant. A domain without criteria is its own."""
    name = leaf.name.in_language(t.language)
    if leaf.code == domain.code:
        return f"“{name}” ({leaf.code})"
    domain_name = domain.name.in_language(t.language)
    return t("“{criterion}” of “{domain}” ({code})", criterion=name, domain=domain_name, code=leaf.code)


def certainty_lines(ranked: RankedUnits, units: Mapping[str, UnitUncertainty], t: Translator) -> list[str]:
    """Ranks with their intervals, then grades with their probabilities."""
    decimals = ranked.framework.rounding.decimals
    rows = [
        (
            t("Rank"),
            t("Code"),
            t("Unit"),
            t("Total"),
            t("Survey points"),
            t("± SE"),
            t("Rank 5–95%"),
            t("Not separable from"),
        )
    ]
    for each in ranked.standings:
        found = units[each.unit]
        rows.append(
            (
                *_unit_cells(ranked, each, t),
                _points(found.survey.points if found.survey else None, decimals, t),
                _error(found, t),
                _interval(found.rank),
                _shortened(found.not_separable_from, t),
            )
        )
    return [*aligned(rows, right={0, 3, 4, 5, 6}), *_grade_lines(ranked, units, t)]


def exact_lines(ranked: RankedUnits, t: Translator) -> list[str]:
    """Ranks that no sample stands behind."""
    header = (t("Rank"), t("Code"), t("Unit"), t("Total"))
    return aligned([header, *(_unit_cells(ranked, each, t) for each in ranked.standings)], right={0, 3})


def _grade_lines(ranked: RankedUnits, units: Mapping[str, UnitUncertainty], t: Translator) -> list[str]:
    grading = ranked.framework.grading_for(ranked.unit_type)
    if grading is None:
        return []
    names = {band.code: band.name.in_language(t.language) for band in grading.bands}
    names[""] = t("no grade")
    rows = [(t("Code"), t("Nearest border of a grade"), t("Grades and how often the draws give them"))]
    for each in ranked.standings:
        found = units[each.unit]
        grades = sorted(found.grades.items(), key=lambda pair: -pair[1])
        shares = "; ".join(f"{names[code]} {_percent(share, t)}" for code, share in grades)
        rows.append((each.unit, _border(found, ranked.framework.rounding.decimals, t), shares))
    return ["", *aligned(rows)]


def _error(found: UnitUncertainty, t: Translator) -> str:
    if found.error is None:
        return t("not estimable")
    return t("too few answers") if found.shown is None else t.number(found.shown)


def _border(found: UnitUncertainty, decimals: int, t: Translator) -> str:
    if found.border is None:
        return t("–")
    points = _points(found.border, decimals, t)
    if not found.shown:
        return t("{points} points", points=points)
    errors = t.number(round_half_up(found.border / Fraction(found.shown), 1))
    return t("{points} points = {errors} SE", points=points, errors=errors)


def _percent(share: float, t: Translator) -> str:
    """A whole percentage, 0 or 100 only where all draws agree. Halves go to even: 77.5 and 22.5 make up 100."""
    percent = round(100 * share)
    if 0 < share < 1 and percent in {0, 100}:
        return t("<{percent}%", percent=1) if percent == 0 else t(">{percent}%", percent=99)
    return t("{percent}%", percent=percent)


def _unit_cells(ranked: RankedUnits, standing: Standing, t: Translator) -> tuple[str, str, str, str]:
    name = in_language(ranked.units[standing.unit].name, t.language)
    total = _points(standing.score.total, ranked.framework.rounding.decimals, t)
    return str(standing.rank), standing.unit, name, total


def _points(value: Fraction | Decimal | None, decimals: int, t: Translator) -> str:
    return t("–") if value is None else t.number(round_half_up(value, decimals))


def _interval(rank: RankInterval) -> str:
    return str(rank.low) if rank.low == rank.high else f"{rank.low}–{rank.high}"


def _shortened(units: Iterable[str], t: Translator) -> str:
    codes = list(units)
    if not codes:
        return t("–")
    named = ", ".join(codes[:_NAMED])
    more = len(codes) - _NAMED
    return named if more <= 0 else t("{units} and {more} more", units=named, more=more)
