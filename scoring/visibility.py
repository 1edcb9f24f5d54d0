"""Who may see what, and when: one table. `docs/visibility.md` shows the same, and a test keeps the two alike.

The score card asks it whether a rank may be shown; that a card holds nothing else than a unit may see is tested.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

__all__ = ["TABLE", "Access", "Item", "Viewer", "access", "may_see"]


class Viewer(StrEnum):
    """Who looks. A unit's officials see other units as the public does."""

    UNIT = "unit"
    COORDINATOR = "coordinator"
    PUBLIC = "public"


class Access(StrEnum):
    """When somebody may see something."""

    ALWAYS = "always"
    AFTER_PUBLICATION = "after publication"
    SUPPRESSED = "suppressed"
    SUPPRESSED_AFTER_PUBLICATION = "suppressed, after publication"
    NEVER = "never"


class Item(StrEnum):
    """What there is to see about a unit."""

    SELF_SCORE = "self-scores by criterion"
    APPRAISED_SCORE = "appraised points by criterion"
    DOMAIN_POINTS = "points by domain, total, grade"
    SURVEY_POINTS = "survey points by criterion"
    RANK = "rank, and how sure it is"
    WHY = "parts of the total, without cells"
    RULINGS = "overrides, waivers and their reasons"
    BONUS_PENALTY = "bonus and penalty items"
    BALLOT_COUNTS = "ballots returned by group"
    OPTION_COUNTS = "answers by option and group"
    QUALITY_FLAGS = "straight-lining and speeding, in numbers"
    COMMENTS = "free-text answers"
    PETITIONS = "petitions and their answers"
    DEADLINES = "deadlines"
    BALLOT = "a single ballot"
    RATER = "who answered, or did not"


_ALWAYS, _LATER, _NEVER = Access.ALWAYS, Access.AFTER_PUBLICATION, Access.NEVER
_SUPPRESSED, _SUPPRESSED_LATER = Access.SUPPRESSED, Access.SUPPRESSED_AFTER_PUBLICATION

TABLE: Mapping[Item, tuple[Access, Access, Access]] = {
    # item: (the unit itself, coordinators, the public)
    Item.SELF_SCORE: (_ALWAYS, _ALWAYS, _NEVER),
    Item.APPRAISED_SCORE: (_ALWAYS, _ALWAYS, _NEVER),
    Item.DOMAIN_POINTS: (_ALWAYS, _ALWAYS, _LATER),
    Item.SURVEY_POINTS: (_SUPPRESSED, _SUPPRESSED, _SUPPRESSED_LATER),
    Item.RANK: (_LATER, _ALWAYS, _LATER),
    Item.WHY: (_ALWAYS, _ALWAYS, _NEVER),
    Item.RULINGS: (_ALWAYS, _ALWAYS, _LATER),
    Item.BONUS_PENALTY: (_ALWAYS, _ALWAYS, _LATER),
    Item.BALLOT_COUNTS: (_SUPPRESSED, _ALWAYS, _SUPPRESSED_LATER),
    Item.OPTION_COUNTS: (_SUPPRESSED_LATER, _SUPPRESSED, _SUPPRESSED_LATER),
    Item.QUALITY_FLAGS: (_NEVER, _SUPPRESSED, _NEVER),
    Item.COMMENTS: (_NEVER, _LATER, _NEVER),
    Item.PETITIONS: (_ALWAYS, _ALWAYS, _NEVER),
    Item.DEADLINES: (_ALWAYS, _ALWAYS, _ALWAYS),
    Item.BALLOT: (_NEVER, _NEVER, _NEVER),
    Item.RATER: (_NEVER, _NEVER, _NEVER),
}
"""A coordinator sees how many ballots came in to the last one, for quotas are filled with it; that a ballot came
says nothing of its answers. Free text waits for publication, so that no answer is met by its time."""


def access(viewer: Viewer, item: Item) -> Access:
    """When `viewer` may see `item`."""
    return TABLE[item][list(Viewer).index(viewer)]


def may_see(viewer: Viewer, item: Item, *, published: bool) -> bool:
    """Whether `viewer` may see `item` now. What a unit may see of another is what the public may.

    Where the access is suppressed, only what `suppress` (tables) or `Batches` (counts that grow) lets pass
    may be shown.
    """
    match access(viewer, item):
        case Access.NEVER:
            return False
        case Access.AFTER_PUBLICATION | Access.SUPPRESSED_AFTER_PUBLICATION:
            return published
        case _:
            return True
