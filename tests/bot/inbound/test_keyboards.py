"""Buttons side by side, and the way from page to page."""

from __future__ import annotations

import pytest
from aiogram.filters.callback_data import CallbackData

from bot.app.paging import Page
from bot.i18n import translator
from bot.inbound.keyboards import HALF_BUTTON, button, in_pairs, in_rows, keyboard, numbered, page_head, page_row

EN = translator("en")


class Turn(CallbackData, prefix="t"):
    page: int


def turned(page: Page[str]) -> list[tuple[str, str | None]]:
    return [(each.text, each.callback_data) for each in page_row(page, lambda to: Turn(page=to), EN)]


@pytest.mark.parametrize(
    ("number", "ways"),
    [
        (0, [("Next page ›", "t:1")]),
        (1, [("‹ Previous page", "t:0"), ("Next page ›", "t:2")]),
        (2, [("‹ Previous page", "t:1")]),
    ],
)
def test_a_page_says_which_it_is_and_leads_to_its_neighbours(number: int, ways: list[tuple[str, str]]) -> None:
    page = Page("abcde", 2, number)
    assert page_head(page, EN) == [f"page {number + 1}/3"]
    assert turned(page) == ways


@pytest.mark.parametrize("items", ["", "a", "ab"])
def test_a_single_page_is_not_counted_and_leads_nowhere(items: str) -> None:
    page = Page(items, 2)
    assert page_head(page, EN) == []
    assert turned(page) == []


def test_small_buttons_stand_five_in_a_row() -> None:
    rows = in_rows([button(str(n), Turn(page=n)) for n in range(1, 12)])
    assert [[each.text for each in row] for row in rows] == [list("12345"), [*"6789", "10"], ["11"]]
    assert in_rows([]) == []


def test_the_only_entry_of_a_list_is_opened_by_its_name() -> None:
    several = numbered([(n, f"Open {n}", Turn(page=n)) for n in (6, 7)])
    assert [[each.text for each in row] for row in several] == [["6", "7"]]
    (row,) = numbered([(6, "Open PA-7K2M-9QXD", Turn(page=6))])
    assert [(each.text, each.callback_data) for each in row] == [("Open PA-7K2M-9QXD", "t:6")]
    assert numbered([]) == []


SHORT, LONG = "x" * HALF_BUTTON, "x" * (HALF_BUTTON + 1)


@pytest.mark.parametrize(
    ("captions", "rows"),
    [
        ([SHORT, SHORT], [[0, 1]]),
        ([SHORT, SHORT, SHORT], [[0, 1], [2]]),
        ([SHORT, SHORT, LONG], [[0, 1], [2]]),
        ([SHORT, SHORT, SHORT, LONG], [[0, 1], [2], [3]]),
        ([SHORT, LONG, SHORT, SHORT], [[0], [1], [2], [3]]),
        ([SHORT], [[0]]),
        ([LONG], [[0]]),
        ([], []),
    ],
)
def test_short_options_stand_two_in_a_row_in_reading_order(captions: list[str], rows: list[list[int]]) -> None:
    buttons = [button(f"{n}", Turn(page=n)) for n in range(len(captions))]
    assert [[int(each.text) for each in row] for row in in_pairs(buttons, captions)] == rows


def test_rows_without_a_button_are_left_out_and_a_keyboard_without_rows_too() -> None:
    row = [button("a", Turn(page=0))]
    shown = keyboard([], row, [])
    assert shown is not None
    assert shown.inline_keyboard == [row]
    assert keyboard() is None
    assert keyboard([], []) is None
