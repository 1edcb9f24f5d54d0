"""A page of a list: which one, of how many, with which numbers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.app.paging import Page


@pytest.mark.parametrize(
    ("items", "number", "expected"),
    [
        ("abcde", 0, (0, 3, ((1, "a"), (2, "b")))),
        ("abcde", 1, (1, 3, ((3, "c"), (4, "d")))),
        ("abcde", 2, (2, 3, ((5, "e"),))),
        ("abcd", 1, (1, 2, ((3, "c"), (4, "d")))),
        ("a", 0, (0, 1, ((1, "a"),))),
        ("", 0, (0, 1, ())),
    ],
)
def test_a_page_knows_its_place_and_numbers_its_items_in_the_whole_list(
    items: str, number: int, expected: tuple[int, int, tuple[tuple[int, str], ...]]
) -> None:
    page = Page(items, 2, number)
    assert (page.number, page.pages, page.shown) == expected


@pytest.mark.parametrize(("asked", "given"), [(-1, 0), (3, 2), (2**63 - 1, 2)])
def test_a_page_that_is_not_there_is_the_nearest_one(asked: int, given: int) -> None:
    assert Page("abcde", 2, asked).number == given
    assert replace(Page("abcde", 2), number=asked).number == given
    assert Page("", 2, asked).number == 0
