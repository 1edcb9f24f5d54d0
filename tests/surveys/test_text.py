"""A typed text as it is kept: what one sees of it, and nothing else."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys import clipped, visible

OVERRIDE = "\u202e"


@pytest.mark.parametrize(
    "text",
    ["Hồ sơ trễ", "dòng một\nhai\tba", "👨‍👩‍👧 👍🏽 ❤️ 🇻🇳", "क्‍ष", "<b>&amp;", "Đơn vị: “tốt”…"],
    ids=["Vietnamese", "lines", "emoji", "a joined script", "markup", "marks"],
)
def test_what_is_seen_is_kept(text: str) -> None:
    assert visible(text) == text
    assert visible(unicodedata.normalize("NFD", text)) == text


@pytest.mark.parametrize(
    "unseen",
    [
        *(OVERRIDE, "\u202a", "\u2066", "\u2069", "\u200e", "\u200f", "\u061c"),
        *("\u200b", "\u2060", "\ufeff", "\u00ad", "\U000e0041"),
        *("\x00", "\x1b", "\r", "\x85", "\ud800"),
        *("\u3164", "\u2800", "\u034f"),
    ],
    ids=ascii,
)
def test_what_is_not_seen_is_dropped(unseen: str) -> None:
    assert visible(f"{unseen}Hồ {unseen}sơ{unseen}") == "Hồ sơ"
    assert visible(unseen * 3) == ""


def test_a_sentence_is_not_turned_round() -> None:
    assert visible(f"Đã nộp {OVERRIDE}gnồđ 000.1{OVERRIDE}") == "Đã nộp gnồđ 000.1"


def test_a_letter_split_by_something_unseen_is_composed() -> None:
    assert visible("o\u200b\u0302") == "ô"


def test_joiners_around_a_text_go() -> None:
    assert visible("\u200d tốt \u200c") == "tốt"
    assert visible("\u200d") == ""


def test_a_text_is_cut_to_a_length_with_a_mark() -> None:
    assert clipped("một hai", 7) == "một hai"
    assert clipped("một hai ba", 5) == "một…"
    assert len(clipped("x" * 9, 5)) == 5


@given(st.text())
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = visible(text)
    assert visible(once) == once
    assert once == once.strip()
