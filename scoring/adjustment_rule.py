"""Bonus and penalty items as data (điểm thưởng, điểm trừ): points on top of, or off, the appraised ones."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from scoring.fields import Bilingual, Code, FrozenModel, Prose, Score

__all__ = ["AdjustmentItem", "Adjustments"]


class AdjustmentItem(FrozenModel):
    """One reason for points.

    `points` are per case: `fixed` gives exactly that many, `decided` lets the council decide up to that many.
    `cap` is the most that all cases of this item can give; None where the source sets none.
    """

    code: Code
    name: Bilingual
    points: Score
    amount: Literal["fixed", "decided"] = "fixed"
    cap: Score | None = None
    note: Prose | None = None


class Adjustments(FrozenModel):
    """The bonus items, or the penalty items, of one type of unit, and the most they can give together."""

    cap: Score | None = None
    items: Annotated[tuple[AdjustmentItem, ...], Field(min_length=1)]
