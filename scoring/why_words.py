"""What the parts of a total say to people: gettext msgids and what fills their fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from scoring.fields import Bilingual
from scoring.rounding import round_half_up
from scoring.survey import EmptyReason

__all__ = ["Reason", "Sentence", "printed"]


class Reason(StrEnum):
    """Explanations as gettext msgids."""

    APPRAISED = "Appraised: {points} of {maximum}."
    NOT_APPRAISED = "Not appraised yet, out of {maximum}."
    GROUP = "{group}: {valid} of {answers} answers count; {share}% with a weight of {weight}%."
    GROUP_NOT_ASKED = "{group}: not asked about this unit; the weight goes to the other groups."
    GROUP_WITHOUT_BALLOTS = "{group}: no ballot; the weight goes to the other groups."
    GROUP_BELOW_MINIMUM = "{group}: too few ballots; the weight goes to the other groups."
    GROUP_WITHOUT_INFORMATION = "{group}: nobody had information; the weight goes to the other groups."
    NO_SURVEY_POINTS = "Not enough ballots for points yet."
    COMPARED = "By its place between the worst and the best unit."
    STATISTIC = "Computed: {formula} = {value}."
    NO_STATISTIC = "Cannot be computed yet: {formula}."
    SUBSTITUTED = "A share of the total of {total} in place of a score: {total} × {maximum} / 100."
    OVERRIDE = "Granted by discretion: {reason} ({author}, {date})."
    NOT_APPLICABLE = "Does not apply to this unit: {reason}"
    CASES = "{item}: {number}."
    UNDECIDED = "{item}: {number}; the council has not decided yet."
    PERCENT = "{percent}% of {base} points."
    WAIVED = "Waived: {reason} ({author}, {date})."
    COMMON_CAP = "All of them together count for at most {cap}."

    @classmethod
    def of_empty(cls, empty: EmptyReason) -> Reason:
        """Why a group has no say."""
        return {
            EmptyReason.NOT_ASKED: cls.GROUP_NOT_ASKED,
            EmptyReason.NO_BALLOT: cls.GROUP_WITHOUT_BALLOTS,
            EmptyReason.BELOW_MINIMUM: cls.GROUP_BELOW_MINIMUM,
            EmptyReason.NO_INFORMATION: cls.GROUP_WITHOUT_INFORMATION,
        }[empty]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A msgid and its fields: numbers, dates, texts, and `Bilingual` names for the edge to choose from."""

    reason: Reason
    params: Mapping[str, object]

    def in_language(self, language: str) -> dict[str, object]:
        """The fields with names in `language`."""
        return {
            name: value.in_language(language) if isinstance(value, Bilingual) else value
            for name, value in self.params.items()
        }

    def as_json(self) -> dict[str, str | dict[str, str | int | None]]:
        """The msgid and its fields as plain data, names in Vietnamese."""
        return {
            "msgid": str(self.reason),
            "params": {name: _plain(value) for name, value in self.in_language("vi").items()},
        }


def printed(value: Fraction, decimals: int) -> Decimal:
    """`value` for the eye: rounded half up, without zeros at the end."""
    rounded = round_half_up(value, decimals).normalize()
    return rounded.quantize(Decimal(1)) if rounded == rounded.to_integral_value() else rounded


def _plain(value: object) -> str | int | None:
    return value.isoformat() if isinstance(value, date) else value if isinstance(value, int) else str(value)
