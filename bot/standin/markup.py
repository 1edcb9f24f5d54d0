"""Keyboards, checked by hand: aiogram's classes alone would let nulls and unknown fields pass.

Unknown fields are refused although Telegram ignores them: locally a misspelt field is always a mistake.
"""

from __future__ import annotations

from typing import Any

from aiogram.types import (
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)
from pydantic import BaseModel, ValidationError

from bot.standin.errors import bad_request
from bot.standin.limits import CALLBACK_DATA_BYTES, INLINE_BUTTONS, INLINE_ROW_BUTTONS, REPLY_BUTTONS
from bot.standin.state import Json

_KINDS: dict[str, type[BaseModel]] = {
    "inline_keyboard": InlineKeyboardMarkup,
    "keyboard": ReplyKeyboardMarkup,
    "remove_keyboard": ReplyKeyboardRemove,
    "force_reply": ForceReply,
}
_DECORATION = {"text", "icon_custom_emoji_id", "style", "disabled"}
_ACTIONS = set(InlineKeyboardButton.model_fields) - _DECORATION


def check_markup(raw: Any, *, inline_only: bool = False) -> Json | None:
    """The keyboard as clean JSON, or ``None`` for none (an empty inline keyboard is none, as at Telegram)."""
    if raw is None or raw in ({}, ""):
        return None
    if not isinstance(raw, dict):
        raise bad_request("object expected as reply markup")
    kind = next((name for name in _KINDS if name in raw), None)
    if kind is None or (inline_only and kind != "inline_keyboard"):
        raise bad_request(
            "inline keyboard expected" if inline_only else "can't parse reply keyboard markup JSON object"
        )
    _known_fields(raw, _KINDS[kind], "reply keyboard markup")
    if kind == "inline_keyboard":
        return _inline(raw["inline_keyboard"])
    if kind == "keyboard":
        return _reply(raw)
    if raw[kind] is not True:
        raise bad_request(f'field "{kind}" must be true')
    return _present(raw)


def _inline(rows: Any) -> Json | None:
    clean = [[_inline_button(button) for button in row] for row in _rows(rows, "inline_keyboard")]
    clean = [row for row in clean if row]
    if sum(map(len, clean)) > INLINE_BUTTONS or any(len(row) > INLINE_ROW_BUTTONS for row in clean):
        raise bad_request("reply markup is too long")
    return {"inline_keyboard": clean} if clean else None


def _inline_button(raw: Any) -> Json:
    button = _button(raw, InlineKeyboardButton, "InlineKeyboardButton")
    actions = [name for name in button if name in _ACTIONS]
    if not actions:
        raise _unparsed("InlineKeyboardButton", "Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise bad_request("BUTTON_TYPE_INVALID")
    data = button.get("callback_data")
    if data is not None and not 1 <= len(data.encode()) <= CALLBACK_DATA_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    url = button.get("url")
    if url is not None and not url.startswith(("http://", "https://", "tg://")):
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Unsupported URL protocol")
    return button


def _reply(raw: Json) -> Json:
    rows = [
        [_button({"text": b} if isinstance(b, str) else b, KeyboardButton, "KeyboardButton") for b in row]
        for row in _rows(raw["keyboard"], "keyboard")
    ]
    if sum(map(len, rows)) > REPLY_BUTTONS:
        raise bad_request("reply markup is too long")
    return {**_present(raw), "keyboard": rows}


def _button(raw: Any, model: type[BaseModel], name: str) -> Json:
    if not isinstance(raw, dict):
        raise _unparsed(name, "expected an Object")
    _known_fields(raw, model, name)
    button = _present(raw)
    if "text" not in button:
        raise _unparsed(name, 'Can\'t find field "text"')
    if not isinstance(button["text"], str):
        raise _unparsed(name, 'Field "text" must be of type String')
    if not button["text"].strip():
        raise bad_request(
            "BUTTON_TEXT_INVALID" if model is InlineKeyboardButton else "keyboard button text must be non-empty"
        )
    try:
        model.model_validate(button)
    except ValidationError as error:
        field = ".".join(map(str, error.errors()[0]["loc"]))
        raise _unparsed(name, f'Field "{field}" is of a wrong type') from error
    return button


def _rows(rows: Any, field: str) -> list[list[Any]]:
    if not isinstance(rows, list):
        raise bad_request(f'field "{field}" of the reply markup must be an Array')
    if not all(isinstance(row, list) for row in rows):
        raise bad_request(f'field "{field}" of the reply markup must be an Array of Arrays')
    return rows


def _known_fields(raw: Json, model: type[BaseModel], name: str) -> None:
    unknown = sorted(set(raw) - set(model.model_fields))
    if unknown:
        raise _unparsed(name, f'unknown field "{unknown[0]}"')


def _present(raw: Json) -> Json:
    return {name: value for name, value in raw.items() if value is not None}


def _unparsed(name: str, reason: str) -> Exception:
    return bad_request(f"can't parse {name}: {reason}")
