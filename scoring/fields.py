"""The kinds of value a framework file is made of: codes, wordings and exact numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

__all__ = ["Bilingual", "Code", "Comparison", "FrozenModel", "Number", "Prose", "Score", "decimal_from"]

# Longest number a score sheet needs, and far below what would make exact arithmetic slow.
_NUMBER = re.compile(r"-?[0-9]{1,9}(\.[0-9]{1,9})?")


class FrozenModel(BaseModel):
    """A value that never changes and refuses fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """A copy with other fields, without what was computed from the old ones and kept."""
        copied = super().model_copy(update=update, deep=deep)
        for name in copied.__dict__.keys() - type(self).model_fields.keys():
            del copied.__dict__[name]
        return copied


def decimal_from(value: object) -> Decimal | None:
    """The decimal that `value` writes out in full; None for a float, an exponent, "NaN" or anything else."""
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        return None
    text = f"{value:f}" if isinstance(value, Decimal) else str(value)
    return Decimal(text) if _NUMBER.fullmatch(text) else None


def _exactly(value: object) -> Decimal:
    number = decimal_from(value)
    if number is None:
        raise PydanticCustomError("not_exact", "not an exact decimal number")
    return number


Number = Annotated[Decimal, BeforeValidator(_exactly)]
"""An exact decimal: 20.5 stays 20.5. Floats are refused, because they are not what the file says."""

Score = Annotated[Number, Field(gt=0)]
"""A maximum in points: exact and above zero."""

Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*(\.[a-z0-9_]+)*$", max_length=64)]
"""A lower-case identifier, with dots for levels: `tthc.dung_hen`."""

Prose = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]
"""A wording for people; never blank."""

Comparison = Literal["exact", "printed"]
"""Whether a rule compares exact values or the values as they are printed (rounded)."""


class Bilingual(FrozenModel):
    """One wording in Vietnamese and English."""

    vi: Prose
    en: Prose

    def in_language(self, language: str) -> str:
        """The wording in `language`, Vietnamese where there is none."""
        return self.en if language == "en" else self.vi
