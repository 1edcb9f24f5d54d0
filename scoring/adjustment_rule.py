"""Bonus and penalty items as data (điểm thưởng, điểm trừ): points on top of, or off, the appraised ones."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StrictBool

from scoring.fields import Bilingual, Code, FrozenModel, Number, Prose, Score

__all__ = ["AdjustmentItem", "Adjustments", "Percent"]

Percent = Annotated[Number, Field(gt=0, le=100)]


class AdjustmentItem(FrozenModel):
    """One reason for points.

    `points` are per case: `fixed` gives exactly that many, `decided` lets the council decide up to that many.
    `percent` instead takes a share of the points of the listed domains (of all, where none is listed) once,
    however many cases there are. `cap` is the most that all cases of this item can give; None where the source
    sets none. The council may waive the cases of a `waivable` item, with a reason.
    """

    code: Code
    name: Bilingual
    points: Score | None = None
    percent: Percent | None = None
    domains: tuple[Code, ...] = ()
    amount: Literal["fixed", "decided"] = "fixed"
    cap: Score | None = None
    waivable: StrictBool = False
    note: Prose | None = None


class Adjustments(FrozenModel):
    """The bonus items, or the penalty items, of one type of unit, and the most they can give together.

    `round` names the round in which they are decided, where a year has several.
    """

    cap: Score | None = None
    round: Code | None = None
    items: Annotated[tuple[AdjustmentItem, ...], Field(min_length=1)]
