"""The one answer to a pressed button."""

from __future__ import annotations

from aiogram.methods import AnswerCallbackQuery

from bot.standin.entities import units
from bot.standin.errors import bad_request
from bot.standin.exchange import Exchange
from bot.standin.limits import CALLBACK_ANSWER_UNITS, KEPT_NOTICES, QUERY_SECONDS
from bot.standin.methods.registry import carries
from bot.standin.params import Call
from bot.standin.state import Notice

_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


@carries(AnswerCallbackQuery)
async def answer_callback_query(exchange: Exchange, params: AnswerCallbackQuery, _call: Call) -> bool:
    query = exchange.world.queries.get(params.callback_query_id)
    if query is None or query.answered or exchange.now() - query.created > QUERY_SECONDS:
        raise bad_request(_TOO_OLD)
    if units(params.text or "") > CALLBACK_ANSWER_UNITS:
        raise bad_request("MESSAGE_TOO_LONG")
    query.answered = True
    person = exchange.world.people[query.user_id]
    person.notices.append(
        Notice(
            seq=exchange.changed(person),
            query_id=query.id,
            message_id=query.message_id,
            text=params.text or "",
            show_alert=bool(params.show_alert),
            url=params.url,
        )
    )
    del person.notices[:-KEPT_NOTICES]
    return True
