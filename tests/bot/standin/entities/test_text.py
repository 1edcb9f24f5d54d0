"""Trimming, measuring and what Telegram finds by itself."""

from __future__ import annotations

import pytest

from bot.standin.entities import format_text, units
from bot.standin.errors import ApiRefusal


def test_length_is_counted_in_utf16_units() -> None:
    assert [units(text) for text in ("", "Điểm", "😀", "é")] == [0, 4, 2, 1]


def test_text_is_trimmed_and_its_entities_move_along() -> None:
    formatted = format_text("  <b> a </b> ", "HTML")
    assert (formatted.text, formatted.entities) == ("a", [{"type": "bold", "offset": 0, "length": 1}])


def test_commands_and_links_are_found_but_not_inside_code() -> None:
    formatted = format_text("<code>/khong</code> 😀 /diem https://e.vn/a.", "HTML")
    found = [(entity["type"], entity["offset"], entity["length"]) for entity in formatted.entities]
    assert found == [("code", 0, 6), ("bot_command", 10, 5), ("url", 16, 14)]


def test_a_parse_mode_wins_over_given_entities() -> None:
    formatted = format_text("<i>a</i>", "html", [{"type": "bold", "offset": 0, "length": 1}])
    assert [entity["type"] for entity in formatted.entities] == ["italic"]


def test_an_unknown_parse_mode_is_refused() -> None:
    with pytest.raises(ApiRefusal, match="unsupported parse_mode"):
        format_text("a", "Markdown")
