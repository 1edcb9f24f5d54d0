"""What the parts of a total say to people: gettext msgids and what fills their fields."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from scoring.criterion import StatisticMinMax
from scoring.fields import Bilingual
from scoring.indicator import NoValue
from scoring.stretch import Extremes
from scoring.survey import EmptyReason, NoPoints
from scoring.survey_rule import MinMax
from scoring.why_fact import Fact

__all__ = ["Reason", "Sentence", "extremes_words", "place_words", "together"]


class Reason(StrEnum):
    """Explanations as gettext msgids. Those that begin with a small letter fill a field of another one."""

    APPRAISED = "Appraised at {points} of {maximum}."
    NOT_APPRAISED = "Not appraised yet, out of {maximum}."
    SELF_SCORED = "The unit gave itself {points}."

    GROUP = "{group}: {valid} opinions, {share}% of the maximum, weight {weight}%."
    GROUP_RAISED = "{group}: {valid} opinions, {share}% of the maximum, weight {weight}% instead of {written}%."
    SILENT = "{group}: {cause}."
    SILENT_GIVES = "{group}: {cause}, the weight of {written}% goes to the other groups."
    NOT_ASKED = "not asked about this unit"
    NOBODY_ASKED = "no survey asks them about this unit"
    TOO_FEW_BALLOTS = "fewer than {minimum} ballots per survey, which count for nothing"
    TOO_FEW_SO_FAR = "too few ballots so far"
    BELOW_MINIMUM = "fewer than {minimum} ballots counted"
    TOO_FEW_OPINIONS = "not enough opinions"
    EVERY_GROUP_EMPTY = "No points yet: no group has enough ballots."
    A_GROUP_EMPTY = "No points yet: every group needs enough ballots."

    SHARE = "{share}% of the maximum"
    COMPARED = "Value {value}: its place between the worst and the best unit gives the points; more is better."
    COMPARED_LESS = "Value {value}: its place between the worst and the best unit gives the points; less is better."
    EXTREMES = "The worst unit has {worst} and gets {lowest}, the best has {best} and gets {maximum}."
    NEEDS_ALL_UNITS = "No points yet: they come from comparing the units."
    ALL_UNITS_EQUAL = "No points: the units are all equal, nothing tells them apart."

    STATISTIC = "Computed: {formula} = {value}."
    LIMITED = "Kept between 0 and {maximum}."
    INDICATOR = "{name} ({code}) = {value}."
    INDICATOR_MISSING = "{name} ({code}): {cause}."
    NO_STATISTIC = "No points yet: {formula} cannot be computed ({cause})."
    NOT_IMPORTED = "not reported yet"
    DIVISION_BY_ZERO = "a division by zero"
    TOO_LARGE = "a number too large"

    WITHOUT_CRITERION = "In place of a score: {total} points, the total without this criterion, × {maximum} / 100."
    WITH_CRITERION = "In place of a score: {total} points, the total with this criterion in it, × {maximum} / 100."
    NEEDS_TOTAL = "In place of a score, a share of the total, which is not known yet."

    OVERRIDE = "{value} by discretion of the council, {before} before: {reason} ({author}, {date})."
    UNKNOWN = "no points"
    NO_POINTS = "Does not apply to this unit and gives no points: {reason}"
    FULL_POINTS = "Does not apply to this unit and gives all points: {reason}"
    EXCLUDED = "Does not apply to this unit and is taken out of its maximum: {reason}"

    NO_CASES = "No cases."
    CASES = "Cases: {number}, {each} points each."
    DECIDED = "Cases: {number}; the council decided on {points} points."
    UNDECIDED = "Cases: {number}; the council has not decided yet."
    PERCENT = "{percent}% of {base} points."
    PERCENT_LATER = "{percent}% of points that are not known yet."
    WAIVED = "Waived: {reason} ({author}, {date})."
    ITEM_CAP = "It counts for at most {cap} points, not {points}."
    COMMON_CAP = "Together they count for at most {cap} points."

    @classmethod
    def of(cls, cause: EmptyReason | NoPoints | NoValue) -> Reason:
        """What is said of a missing number: the reason of the same name."""
        return cls[cause.name]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A msgid and its fields: numbers, dates, texts, names and `Sentence`s for the edge to word.

    A name is `Bilingual`; several of them are a tuple.
    """

    reason: Reason
    params: Mapping[str, object]

    @classmethod
    def of(cls, reason: Reason, /, **params: object) -> Sentence:
        """The sentence with its fields by name."""
        return cls(reason, params)

    @property
    def tells_of_others(self) -> bool:
        """Whether it holds numbers of other units, which a unit does not see."""
        return self.reason is Reason.EXTREMES

    @property
    def is_silent(self) -> bool:
        """Whether it says that a group says nothing."""
        return self.reason in {Reason.SILENT, Reason.SILENT_GIVES}

    def in_language(self, language: str) -> dict[str, object]:
        """The fields with names in `language`."""
        return {name: _named(value, language) for name, value in self.params.items()}

    def as_json(self) -> dict[str, Fact]:
        """The msgid and its fields as plain data, names in Vietnamese."""
        params = {name: _plain(value) for name, value in self.in_language("vi").items()}
        return {"msgid": str(self.reason), "params": params}


def together(sentences: Iterable[Sentence]) -> list[Sentence]:
    """The sentences, with those about groups that say nothing for one and the same reason made into one."""
    said: list[Sentence] = []
    for each in sentences:
        alike = [i for i, other in enumerate(said) if each.is_silent and _same_cause(each, other)]
        if not alike:
            said.append(each)
            continue
        other = said[alike[0]]
        groups = (*_several(other.params["group"]), *_several(each.params["group"]))
        params = {**each.params, "group": groups}
        if each.reason is Reason.SILENT_GIVES:
            params["written"] = sum((Decimal(str(s.params["written"])) for s in (each, other)), Decimal(0))
        said[alike[0]] = Sentence(each.reason, params)
    return said


def _same_cause(one: Sentence, other: Sentence) -> bool:
    return one.reason is other.reason and one.params["cause"] == other.params["cause"]


def _several(names: object) -> tuple[object, ...]:
    return names if isinstance(names, tuple) else (names,)


def place_words(rule: MinMax | StatisticMinMax, value: object) -> Sentence:
    """That points are the place of `value` between the units."""
    return Sentence.of(Reason.COMPARED if rule.better == "higher" else Reason.COMPARED_LESS, value=value)


def extremes_words(
    rule: MinMax | StatisticMinMax, extremes: Extremes, maximum: Decimal, shown: Callable[[Fraction], object]
) -> Sentence:
    """What the worst and the best unit have, each `shown` in its way, and get."""
    worst, best = extremes if rule.better == "higher" else reversed(extremes)
    ends = {"lowest": rule.lowest_points, "maximum": maximum}
    return Sentence.of(Reason.EXTREMES, worst=shown(worst), best=shown(best), **ends)


def _named(value: object, language: str) -> object:
    if isinstance(value, tuple):
        return "; ".join(str(_named(each, language)) for each in value)
    return value.in_language(language) if isinstance(value, Bilingual) else value


def _plain(value: object) -> Fact:
    if isinstance(value, Sentence):
        return value.as_json()
    return value.isoformat() if isinstance(value, date) else value if isinstance(value, int) else str(value)
