"""The lines of the review: each answer outside the units, and one line per rated unit."""

from __future__ import annotations

from dataclasses import dataclass

from surveys.model import Question, Questionnaire
from surveys.outline import Outline, Slot, UnitState

__all__ = ["ReviewLine", "review_lines"]


@dataclass(frozen=True)
class ReviewLine:
    """A line leads to the slot `key`, or to the first question about `unit`."""

    slot: Slot | None = None
    unit: str | None = None
    state: UnitState | None = None

    @property
    def key(self) -> str | None:
        return self.slot.key if self.slot else None

    @property
    def question(self) -> Question | None:
        return self.slot.question if self.slot else None


def review_lines(questionnaire: Questionnaire, plan: Outline) -> tuple[ReviewLine, ...]:
    """In the order asked; the units stand where their repeat does."""
    places = questionnaire.places
    units = [ReviewLine(unit=unit, state=plan.state(unit)) for unit in plan.interview.units]
    names = list(places)
    repeat_at = min((names.index(name) for name, place in places.items() if place.repeated), default=len(names))
    before: list[ReviewLine] = []
    after: list[ReviewLine] = []
    for slot in plan.asked:
        if slot.unit is None:
            (before if names.index(slot.question.name) < repeat_at else after).append(ReviewLine(slot))
    return (*before, *units, *after) if repeat_at < len(names) else (*before, *after)
