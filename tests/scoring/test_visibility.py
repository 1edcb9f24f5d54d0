from __future__ import annotations

from pathlib import Path

import pytest

from scoring.visibility import TABLE, Item, Viewer, may_see

_DOCS = Path(__file__).parents[2] / "docs" / "visibility.md"


def test_the_table_is_complete_and_the_documentation_shows_it() -> None:
    assert set(TABLE) == set(Item)
    lines = ["| What | The unit itself | Coordinators | The public, other units |", "|---|---|---|---|"]
    lines += [f"| {item.value} | {' | '.join(each.value for each in TABLE[item])} |" for item in Item]
    assert "\n".join(lines) in _DOCS.read_text("utf-8")


@pytest.mark.parametrize("viewer", Viewer)
def test_nobody_sees_a_ballot_or_a_rater(viewer: Viewer) -> None:
    for item in (Item.BALLOT, Item.RATER):
        assert not may_see(viewer, item, published=True)


@pytest.mark.parametrize("item", [item for item in Item if item is not Item.DEADLINES])
def test_the_public_and_other_units_see_nothing_before_publication(item: Item) -> None:
    assert not may_see(Viewer.PUBLIC, item, published=False)


def test_a_unit_watches_its_own_points_and_learns_its_rank_once_published() -> None:
    assert may_see(Viewer.UNIT, Item.APPRAISED_SCORE, published=False)
    assert not may_see(Viewer.PUBLIC, Item.APPRAISED_SCORE, published=True)
    assert [may_see(Viewer.UNIT, Item.RANK, published=published) for published in (False, True)] == [False, True]
