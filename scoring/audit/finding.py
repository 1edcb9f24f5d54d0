"""What an audit finds: one finding per root cause, with everything that follows from it beneath."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import KW_ONLY, dataclass, field
from enum import StrEnum
from typing import Literal, TypeAlias

__all__ = ["Cause", "Finding", "Kind", "Reason", "in_english"]

Kind = Literal[
    "unreadable",
    "missing",
    "maximum",
    "cell",
    "sum",
    "total",
    "rank",
    "grade",
    "mean",
    "percent",
    "count",
    "duplicate_unit",
    "missing_unit",
    "doubtful_match",
]
"""Which rule a cell breaks. `sum`: a total against its parts; `total`: against the total in the other table."""

_WORDS: Mapping[Kind, str] = {
    "unreadable": "unreadable",
    "missing": "blank",
    "maximum": "above the maximum",
    "cell": "points",
    "sum": "sum",
    "total": "total",
    "rank": "rank",
    "grade": "grade",
    "mean": "mean",
    "percent": "percentage",
    "count": "number of units",
    "duplicate_unit": "unit named twice",
    "missing_unit": "unit missing",
    "doubtful_match": "doubtful name",
}

Say: TypeAlias = "Callable[..., str]"
"""Turns a msgid and its fields into a sentence, as a translator does."""


class Reason(StrEnum):
    """Likely causes, as gettext msgids."""

    UNREADABLE = "This is no number that can be read in one way."
    UNREADABLE_PART = "This is no number that can be read in one way, so that the sum of the parts is not known."
    MISSING_PART = "There is no number here, so that the sum of the parts is not known."
    MISSING_TOTAL = "There is no total here, although the unit has a rank, a grade or parts."
    MISSING_BESIDE_TOTAL = "This is blank, although the unit has a total and the other units have this."
    ABOVE_MAXIMUM = "The most points there are is {maximum}."
    PARTS_ABOVE = "The parts add up to more than the maximum of {maximum}: one of them is likely misprinted."
    DOES_NOT_ADD_UP = "The total does not fit its parts."
    SWAPPED_TOTALS = "The totals of this unit and of {other} have changed places."
    SELF_TOTAL = "This is the sum of the self-scores."
    LEFT_OUT = "The total leaves out {column}."
    COUNTED_TWICE = "The total counts {column} twice."
    DIGITS_SWAPPED = "Two digits have changed places."
    ONE_DIGIT = "One digit is misprinted."
    MARK_MISPLACED = "The decimal mark is missing or in the wrong place."
    ROUNDED_EARLY = "The parts were rounded or cut off before they were added up."
    ONLY_TOTAL_WRONG = "Only the total is misprinted: what depends on it fits the parts."
    BOTH_TOTALS_AGREE = "Both tables print this total, so that one of its parts is likely misprinted."
    OTHER_TABLE = "The other table gives {other}."
    TOTAL_MISPRINTED = "Its rank and its grade fit a total from {low} to {high}."
    CELL_MISPRINTED = "The total and the mean of the column both fit the other number."
    FOLLOWS = "This follows from it."
    SAME_SLIP = "The same slip."
    TIE_BROKEN = "It has the same {value} as {other} and must share its rank."
    WRONG_TIE = "It shares a rank with {other}, but they have {value} and {other_value}."
    RANK_SKIPPED = "A rank before it was left out."
    RANK_MISPRINTED = "The rank does not fit the totals."
    SWAPPED_RANKS = "The ranks of this unit and of {other} have changed places."
    OTHER_METHOD = "The ranks follow another way of counting ties ({method}) than the rules."
    WRONG_GRADE = "The total of {total} belongs to another grade."
    NO_GRADE = "The framework defines no grade for the total of {total}."
    GRADE_OUT_OF_ORDER = "Units with more and with less have the other grade."
    MEAN_DIFFERS = "The mean of the column is another."
    CUT_OFF = "The number was cut off instead of rounded."
    COUNT_DIFFERS = "The table has another number of them."
    PERCENT_DIFFERS = "This is not the share of the maximum of {maximum}."
    TABLES_DIFFER = "The two tables give this unit different grades."
    TWICE = "The table names the unit twice, also in row {row}."
    NOT_IN_OTHER = "The other table does not name this unit."
    PRINTED_AS = "The table names the unit twice, also in row {row}; this row has the numbers of another one."
    ASK_WHICH = "The other table has no such name, only similar ones; say which with an alias."
    ASK_DOMAIN = "A number here is above the maximum of a domain with a similar name; say which with an alias."


@dataclass(frozen=True, slots=True)
class Cause:
    """A likely cause with what fills its fields."""

    reason: Reason
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Finding:
    """A printed cell that the rules contradict.

    `unit` is the name of a unit, or the label of a row about all of them. `table` counts from 1; `printed` is the
    text as printed, `computed` what the rules give, at the printed number of decimals; None where there is none.
    `consequences` are the cells that are wrong only because of this one. `candidates` are the names among which a
    person must choose (`doubtful_match`).
    """

    kind: Kind
    _: KW_ONLY
    unit: str
    column: str | None = None
    printed: str | None = None
    computed: str | None = None
    cause: Cause
    table: int
    row: int
    consequences: tuple[Finding, ...] = ()
    candidates: tuple[str, ...] = ()

    def as_json(self) -> dict[str, object]:
        """The finding with its cause in English and by its name."""
        found: dict[str, object] = {
            "kind": self.kind,
            "unit": self.unit,
            "column": self.column,
            "printed": self.printed,
            "computed": self.computed,
            "cause": in_english(self.cause.reason, **self.cause.params),
            "cause_code": self.cause.reason.name.lower(),
            "table": self.table,
            "row": self.row,
            "consequences": [each.as_json() for each in self.consequences],
        }
        return found | ({"candidates": list(self.candidates)} if self.candidates else {})

    def lines(self, say: Say, indent: str = "") -> list[str]:
        """The finding in sentences, its consequences indented beneath."""
        where = " · ".join(part for part in (self.unit, self.column) if part)
        printed = None if self.printed == where else self.printed
        values = " ".join(part for part in (printed, self.computed and f"→ {self.computed}") if part)
        head = ": ".join(part for part in (where, values) if part)
        lines = [f"{indent}{_tag(self.kind, say)} {head}. {say(self.cause.reason, **self.cause.params)}"]
        lines += (f"{indent}    ? {name}" for name in self.candidates)
        for each in self.consequences:
            lines += each.lines(say, indent + "    ")
        return lines


def _tag(kind: Kind, t: Say) -> str:
    return f"[{t(_WORDS[kind])}]"


def in_english(msgid: str, **params: object) -> str:
    """The sentence without translation."""
    return str(msgid).format(**params)
