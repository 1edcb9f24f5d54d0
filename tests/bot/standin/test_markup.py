"""Keyboards that Telegram takes, and those it refuses."""

from __future__ import annotations

from typing import Any

import pytest

from bot.standin.errors import ApiRefusal
from bot.standin.markup import check_markup


def inline(*rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {"inline_keyboard": list(rows)}


def button(data: str = "a", text: str = "a") -> dict[str, Any]:
    return {"text": text, "callback_data": data}


@pytest.mark.parametrize(
    "markup",
    [
        inline([button("Đ" * 32)]),
        inline(*[[button()] * 8] * 12),
        inline([{"text": "a", "url": "https://e.vn"}]),
        {"keyboard": [[{"text": "a"}]], "resize_keyboard": True, "one_time_keyboard": True},
        {"remove_keyboard": True},
        {"force_reply": True, "input_field_placeholder": "a"},
    ],
)
def test_good_keyboards_pass_unchanged(markup: dict[str, Any]) -> None:
    assert check_markup(markup) == markup


def test_strings_are_buttons_of_a_reply_keyboard_and_an_empty_inline_keyboard_is_none() -> None:
    assert check_markup({"keyboard": [["a"]]}) == {"keyboard": [[{"text": "a"}]]}
    assert check_markup(inline([])) is None
    assert check_markup(None) is None


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        (inline([button("a" * 65)]), "BUTTON_DATA_INVALID"),
        (inline([button("Đ" * 33)]), "BUTTON_DATA_INVALID"),
        (inline([button("")]), "BUTTON_DATA_INVALID"),
        (inline(*[[button()] * 4] * 26), "reply markup is too long"),
        (inline([button()] * 9), "reply markup is too long"),
        ({"inline_keyboard": None}, 'field "inline_keyboard" of the reply markup must be an Array'),
        ({"inline_keyboard": [button()]}, "must be an Array of Arrays"),
        ({"inline_keyboard": [], "color": 1}, 'unknown field "color"'),
        (inline([{**button(), "colour": "red"}]), 'unknown field "colour"'),
        (inline([{"text": "a"}]), "Text buttons are unallowed in the inline keyboard"),
        (inline([{**button(), "url": "https://e.vn"}]), "BUTTON_TYPE_INVALID"),
        (inline([{"text": "a", "url": "javascript:1"}]), "Unsupported URL protocol"),
        (inline([{"callback_data": "a"}]), 'Can\'t find field "text"'),
        (inline([button(text=" ")]), "BUTTON_TEXT_INVALID"),
        (inline([{"text": 1, "callback_data": "a"}]), 'Field "text" must be of type String'),
        (inline([{"text": "a", "callback_data": 1}]), 'Field "callback_data" is of a wrong type'),
        ([1], "object expected as reply markup"),
        ({"foo": 1}, "can't parse reply keyboard markup JSON object"),
    ],
)
def test_bad_keyboards_are_refused(markup: Any, reason: str) -> None:
    with pytest.raises(ApiRefusal) as refused:
        check_markup(markup)
    assert reason in refused.value.description


def test_an_edit_takes_inline_keyboards_only() -> None:
    with pytest.raises(ApiRefusal, match="inline keyboard expected"):
        check_markup({"keyboard": [["a"]]}, inline_only=True)
