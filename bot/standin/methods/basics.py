"""Who the bot is, who a chat is, and the "typing…" of a bot that is busy."""

from __future__ import annotations

from aiogram.methods import GetChat, GetMe, SendChatAction

from bot.standin.errors import bad_request
from bot.standin.exchange import Exchange
from bot.standin.limits import ACTION_SECONDS
from bot.standin.methods.registry import carries
from bot.standin.params import Call
from bot.standin.state import Json

# [api] sendChatAction.action
_ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)
_PLAIN_ACCENT = 0
_ANY_REACTION_COUNT = 11


@carries(GetMe)
async def get_me(exchange: Exchange, _params: GetMe, _call: Call) -> Json:
    return exchange.me


@carries(GetChat)
async def get_chat(exchange: Exchange, params: GetChat, _call: Call) -> Json:
    person = exchange.addressee(params.chat_id)
    return {
        **person.chat(),
        "accent_color_id": _PLAIN_ACCENT,
        "max_reaction_count": _ANY_REACTION_COUNT,
        "accepted_gift_types": dict.fromkeys(
            (
                "unlimited_gifts",
                "limited_gifts",
                "unique_gifts",
                "premium_subscription",
                "gifts_from_channels",
            ),
            False,
        ),
    }


@carries(SendChatAction)
async def send_chat_action(exchange: Exchange, params: SendChatAction, _call: Call) -> bool:
    person = exchange.addressee(params.chat_id)
    if params.action not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    person.action = params.action
    person.action_until = exchange.now() + ACTION_SECONDS
    exchange.changed(person)
    return True
