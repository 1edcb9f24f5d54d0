"""The onlooker asks for the score again and again, and subtracts what he was shown, in exact fractions.

He sees what a card holds: for each criterion and group how many valid answers, how many ballots, which share of the
maximum. Two looks tell him how many answers came in between and what they were worth together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import NamedTuple

from bot.app.standings import ScoreCard
from scoring import GroupTrace
from scoring.suppression import MINIMUM_CELL

__all__ = ["Catch", "Level", "Look", "Shown", "attack", "look"]


class Level(NamedTuple):
    """What a number is about."""

    unit: str
    group: str
    criterion: str
    what: str


class Shown(NamedTuple):
    """How many answers, and what they are worth together as a part of the maximum; None where that is not shown."""

    number: int
    worth: Fraction | None


@dataclass(frozen=True)
class Look:
    """All that was shown at one moment: the numbers, and the points made of them."""

    levels: dict[Level, Shown]
    points: dict[tuple[str, str], Fraction | None]


class Catch(NamedTuple):
    """A difference, or a number, of fewer answers than five; or points that moved without any."""

    level: Level
    number: int
    worth: Fraction | None


def look(cards: Sequence[ScoreCard]) -> Look:
    levels: dict[Level, Shown] = {}
    points: dict[tuple[str, str], Fraction | None] = {}
    for card in cards:
        unit = card.unit.code
        for group, ballots in card.score.ballots.items():
            levels[Level(unit, group, "", "ballots")] = Shown(ballots, None)
        for part in card.score.parts:
            if part.survey:
                points[unit, part.code] = part.points
                for trace in part.survey.groups:
                    levels |= dict(_of_group(unit, part.code, trace))
    return Look(levels, points)


def _of_group(unit: str, criterion: str, trace: GroupTrace) -> Iterator[tuple[Level, Shown]]:
    worth = Fraction(0) if trace.share is None else trace.share * trace.valid
    yield Level(unit, trace.group, criterion, "ballots"), Shown(trace.ballots, None)
    yield Level(unit, trace.group, criterion, "valid"), Shown(trace.valid, worth)
    yield Level(unit, trace.group, criterion, "no information"), Shown(trace.excluded, None)


def attack(looks: Sequence[Look]) -> set[Catch]:
    """Everything about fewer than five answers that follows from any two looks."""
    distinct: list[Look] = []
    for each in looks:
        if each not in distinct:
            distinct.append(each)
    empty = Look({}, dict.fromkeys(distinct[0].points))
    return {catch for one, other in combinations([empty, *distinct], 2) for catch in _between(one, other)}


def _between(one: Look, other: Look) -> Iterator[Catch]:
    none = Shown(0, None)
    moved = set()
    for level in one.levels.keys() | other.levels.keys():
        before, after = one.levels.get(level, none), other.levels.get(level, none)
        number = after.number - before.number
        worth = None if after.worth is None else after.worth - (before.worth or 0)
        if 0 < abs(number) < MINIMUM_CELL or (number == 0 and worth):
            yield Catch(level, number, worth)
        if number:
            moved.add((level.unit, level.criterion))
    for (unit, criterion), points in other.points.items():
        if points != one.points[unit, criterion] and (unit, criterion) not in moved:
            yield Catch(Level(unit, "", criterion, "points"), 0, None)
