"""The lines of the review: each answer outside the units, and one line per rated unit."""

from __future__ import annotations

from dataclasses import dataclass

from surveys.model import Questionnaire
from surveys.outline import Outline, Slot

__all__ = ["ReviewLine", "review_lines"]


@dataclass(frozen=True)
class ReviewLine:
    """A line leads to the slot, or to the first question about `unit`."""

    slot: Slot | None = None
    unit: str | None = None

    @property
    def key(self) -> str | None:
        return self.slot.key if self.slot else None


def review_lines(questionnaire: Questionnaire, plan: Outline) -> tuple[ReviewLine, ...]:
    """In the order asked; the units stand where the first repeat does."""
    order = {name: index for index, name in enumerate(questionnaire.places)}
    repeats = (order[name] for name, place in questionnaire.places.items() if place.repeated)
    repeat_at = min(repeats, default=len(order))
    single = [slot for slot in plan.asked if slot.unit is None]
    before = [ReviewLine(slot) for slot in single if order[slot.question.name] < repeat_at]
    after = [ReviewLine(slot) for slot in single if order[slot.question.name] > repeat_at]
    return (*before, *(ReviewLine(unit=unit) for unit in plan.units), *after)
