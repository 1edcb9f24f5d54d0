"""One page for each type of unit: what is said, drawn and written as data about how sure its ranks are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from bot.commands.rank_tables import certainty_lines, exact_lines, mover, rule_lines
from bot.i18n import Translator
from bot.wording import computed_text
from scoring import compares_units, decimal_text, round_half_up
from surveys import in_language

if TYPE_CHECKING:
    from bot.app.ranking import Certainty, RankedUnits, RuleChanges
    from bot.render.rank_picture import RankChart
    from scoring.uncertainty import RankInterval

__all__ = ["Drawn", "Page", "certainty_page", "rules_page"]

_Json = dict[str, object]


@dataclass(frozen=True)
class Drawn:
    """How the draws were made; `weight_change` only where rules were changed."""

    seed: int
    draws: int
    weight_change: float | None = None

    def as_json(self) -> _Json:
        changed = {} if self.weight_change is None else {"weight_change": self.weight_change}
        return {"seed": self.seed, "draws": self.draws, **changed}

    def words(self, t: Translator) -> str:
        return t.many("{n} draw with seed {seed}.", "{n} draws with seed {seed}.", self.draws, seed=str(self.seed))


@dataclass(frozen=True)
class Page:
    """`lines` are tables for a terminal; `intervals` the whiskers of the picture, None where there is none."""

    ranked: RankedUnits
    title: str
    notes: Sequence[str]
    lines: Sequence[str]
    whisker: str
    intervals: Mapping[str, RankInterval] | None
    data: _Json

    def text(self, t: Translator) -> str:
        """The page for a terminal; where no unit is ranked it only says so."""
        found = [self.title, *self.notes, "", *self.lines] if self.ranked.standings else []
        return "\n".join([*self.about(t), *found, *self.left_out(t)])

    def about(self, t: Translator) -> list[str]:
        """The round, whether its numbers are final, and which units."""
        published = self.ranked.round.published
        unit_set = self.ranked.framework.set_for(self.ranked.unit_type)
        units = t.many("{n} unit", "{n} units", len(self.ranked.standings))
        computed = [] if published else [computed_text(self.ranked.computed_at, t)]
        return [
            in_language(self.ranked.province_name, t.language),
            in_language(self.ranked.round.title, t.language),
            t("Published") if published else t("Provisional – not published"),
            *computed,
            f"{unit_set.name.in_language(t.language)}: {units}",
        ]

    def left_out(self, t: Translator) -> list[str]:
        """Which units are not on the page, and why."""
        lines = []
        if self.ranked.open:
            lines.append(t("Left out, without a total yet: {units}.", units=self._named(self.ranked.open, t)))
        if self.ranked.bare:
            units = self._named(self.ranked.bare, t)
            sentence = "Left out, only the total is known: {units}. The others are ranked among themselves."
            lines.append(t(sentence, units=units))
        return lines

    def _named(self, units: Sequence[str], t: Translator) -> str:
        return "; ".join(in_language(self.ranked.units[unit].name, t.language) for unit in units)

    def chart(self, t: Translator) -> RankChart | None:
        """The page as a picture; None where nothing was drawn."""
        from bot.render.rank_picture import RankChart, RankRow

        if self.intervals is None:
            return None
        rows = []
        for each in self.ranked.standings:
            found, name = self.intervals[each.unit], in_language(self.ranked.units[each.unit].name, t.language)
            rows.append(RankRow(name, each.rank or 0, found.low, found.middle, found.high))
        return RankChart(self.title, self.about(t), self.whisker, rows, [*self.notes, *self.left_out(t)])


def rules_page(changes: RuleChanges, drawn: Drawn, t: Translator) -> Page:
    """What other rules would do to the ranks."""
    ranked, result = changes.ranked, changes.result
    lines: list[str] = []
    data: _Json = {}
    units: dict[str, _Json] = {}
    if result is not None:
        units = {
            unit: {**_interval(rank), "changes_places_with": list(result.swaps[unit])}
            for unit, rank in result.ranks.items()
        }
        lines = rule_lines(ranked, result, t)
        published = result.scenarios[0].ranks
        data["scenarios"] = [
            {
                "name": each.reason.name.lower(),
                "criterion": each.criterion,
                "moved": each.moved,
                "largest": dict(zip(("unit", "from", "to"), furthest, strict=True))
                if (furthest := mover(each, published))
                else None,
                "ranks": dict(each.ranks),
            }
            for each in result.scenarios
        ]
    percent = round_half_up(Fraction(drawn.weight_change or 0) * 100, 0)
    compared = t("Points that compare units with each other do not change, so that ranks look surer than they are.")
    survey = t(
        "Weights of respondent groups change by up to {percent}%; “no information” is left out, nothing or half.",
        percent=percent,
    )
    return Page(
        ranked=ranked,
        title=t("How far ranks depend on the rules"),
        notes=[
            drawn.words(t),
            *([survey] if ranked.surveyed else []),
            t("In each draw points are rounded early or late, and one criterion or none is left out."),
            *([compared] if compares_units(ranked.framework, ranked.unit_type) else []),
        ],
        lines=lines,
        whisker=t("From the 5% to the 95% rank under other rules"),
        intervals=result.ranks if result else None,
        data=_page_json(ranked, units) | data,
    )


def certainty_page(certainty: Certainty, drawn: Drawn, t: Translator) -> Page:
    """What other respondents would do to the ranks."""
    ranked, found = certainty.ranked, certainty.units
    title = t("How sure ranks are, given who was asked")
    if found is None:
        notes = [t("Nothing is sampled here: the ranks are exact.")] if not ranked.surveyed else []
        data = _page_json(ranked, {}) | {"sampled": ranked.surveyed}
        return Page(ranked, title, notes, exact_lines(ranked, t), "", None, data)
    decimals = ranked.framework.rounding.decimals
    units: dict[str, _Json] = {
        each.unit: {
            "survey": decimal_text(each.survey.points, decimals) if each.survey else None,
            "standard_error": f"{each.shown:f}" if each.shown is not None else None,
            "lone_groups": list(each.survey.lone) if each.survey else [],
            **_interval(each.rank),
            "grades": dict(each.grades),
            "nearest_border": decimal_text(each.border, decimals) if each.border is not None else None,
            "not_separable_from": list(each.not_separable_from),
        }
        for each in found.values()
    }
    lone = sorted({group for each in found.values() if each.survey for group in each.survey.lone})
    notes = [
        t("A quota sample, not a probability sample."),
        t.many("{n} ballot", "{n} ballots", certainty.ballots) + ". " + drawn.words(t),
        _correction(certainty.populations, t),
    ]
    if lone:
        sentence = "A single paper or commune, so that ranks look surer than they are: {groups}."
        notes.append(t(sentence, groups=", ".join(lone)))
    return Page(
        ranked=ranked,
        title=title,
        notes=notes,
        lines=certainty_lines(ranked, found, t),
        whisker=t("From the 5% to the 95% rank if others had been asked"),
        intervals={unit: each.rank for unit, each in found.items()},
        data=_page_json(ranked, units)
        | {"sampled": True, "ballots": certainty.ballots, "populations": dict(certainty.populations)},
    )


def _correction(populations: Mapping[str, int], t: Translator) -> str:
    """For which groups the errors know how large the group is."""
    if not populations:
        return t("The sizes of the groups are not known: no finite population correction.")
    groups = ", ".join(f"{group} ({t.number(size)})" for group, size in populations.items())
    return t("Finite population correction only for: {groups}.", groups=groups)


def _page_json(ranked: RankedUnits, found: Mapping[str, _Json]) -> _Json:
    decimals = ranked.framework.rounding.decimals
    return {
        "unit_type": ranked.unit_type,
        "framework": ranked.framework.edition,
        "units": [
            {
                "unit": each.unit,
                "name": ranked.units[each.unit].name,
                "total": decimal_text(each.score.total, decimals) if each.score.total is not None else None,
                "grade": each.score.grade.band.code if each.score.grade and each.score.grade.band else None,
                "rank": each.rank,
                **found.get(each.unit, {}),
            }
            for each in ranked.standings
        ],
        "without_total": list(ranked.open),
        "total_only": list(ranked.bare),
    }


def _interval(rank: RankInterval) -> _Json:
    return {"p5": rank.low, "p50": rank.middle, "p95": rank.high}
