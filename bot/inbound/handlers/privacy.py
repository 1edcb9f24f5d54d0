"""One's own data: /dulieu, /rutlai, /xoa and /yeucau; and /yeucauden, where coordinators answer requests."""

from __future__ import annotations

from dataclasses import replace

from aiogram import F, Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from bot.app.privacy import Outcome, parse_request_number
from bot.app.privacy_requests import DataRequests, Told
from bot.app.privacy_rights import DataRights
from bot.inbound.context import Caller
from bot.inbound.fitting import clipped
from bot.inbound.keys import MenuKey
from bot.inbound.privacy import (
    PrivacyAct,
    PrivacyKey,
    account_text,
    erasure_buttons,
    erasure_text,
    withdrawal_buttons,
    withdrawal_text,
)
from bot.inbound.privacy_requests import RequestKey, draw_request, draw_requests, request_text
from bot.inbound.replies import Replies, message_of
from bot.inbound.screens import Drawn
from surveys import Rejected

__all__ = ["router"]

LONG_NUMBER = 20
"""Characters repeated of what was typed in a number's place."""


def router() -> Router:
    routes = Router(name="privacy")
    routes.message.register(access, Command("dulieu", "mydata", ignore_case=True))
    routes.message.register(withdraw, Command("rutlai", "withdraw", ignore_case=True))
    routes.message.register(before_erasing, Command("xoa", "erase", ignore_case=True))
    routes.message.register(ask, Command("yeucau", "request", ignore_case=True))
    routes.message.register(requests, Command("yeucauden", "requests", ignore_case=True))
    routes.callback_query.register(requests, MenuKey.filter(F.command == "yeucauden"))
    routes.callback_query.register(listed, RequestKey.filter())
    routes.callback_query.register(withdraw, PrivacyKey.filter((F.act == PrivacyAct.WITHDRAW) & F.number))
    routes.callback_query.register(erase, PrivacyKey.filter((F.act == PrivacyAct.ERASE) & F.number))
    routes.callback_query.register(keep, PrivacyKey.filter(F.act == PrivacyAct.KEEP))
    return routes


async def access(event: Message, caller: Caller, replies: Replies, rights: DataRights) -> None:
    account = await rights.access(caller.update_id, caller.id)
    await replies.reply_to(event, caller.id, account_text(account, caller.t))


async def withdraw(
    event: Message | CallbackQuery,
    caller: Caller,
    replies: Replies,
    rights: DataRights,
    callback_data: PrivacyKey | None = None,
) -> None:
    """A command, or a tap on one of the papers among which it had to be chosen."""
    if callback_data:
        done = await rights.withdraw_as_offered(caller.id, callback_data.offer)
    else:
        done = await rights.withdraw(caller.update_id, caller.id)
    await replies.retire(caller.id, done.erased, caller.t("You withdrew from this paper. Its answers are erased."))
    await replies.reply_to(event, caller.id, withdrawal_text(done, caller.t), withdrawal_buttons(done, caller.t))


async def before_erasing(event: Message, caller: Caller, replies: Replies, rights: DataRights) -> None:
    asked = await rights.before_erasing(caller.update_id, caller.id)
    await replies.reply_to(event, caller.id, erasure_text(asked, caller.t), erasure_buttons(asked, caller.t))


async def erase(
    event: CallbackQuery, callback_data: PrivacyKey, caller: Caller, replies: Replies, rights: DataRights
) -> None:
    done = await rights.erase(caller.id, callback_data.offer)
    if done.outcome is Outcome.ERASED:
        await replies.retire(caller.id, done.held, caller.t("What was written here is erased."))
        await replies.offer(caller.id, () if done.held else caller.roles, caller.t)
    await replies.reply_to(event, caller.id, erasure_text(done, caller.t), erasure_buttons(done, caller.t))


async def keep(event: CallbackQuery, caller: Caller, replies: Replies) -> None:
    await replies.reply_to(event, caller.id, caller.t("Nothing was changed."))


async def ask(
    event: Message, command: CommandObject, caller: Caller, replies: Replies, data_requests: DataRequests
) -> None:
    t = caller.t
    if not command.args:
        await replies.say(caller.id, t("Write what you ask for behind the command: <code>/yeucau …</code>"))
        return
    try:
        request = await data_requests.ask(caller.update_id, caller.id, command.args, t.language)
    except Rejected as rejected:
        await replies.say(caller.id, t(rejected.reason, **rejected.params))
        return
    if request:
        await replies.reply_to(event, caller.id, request_text(request, t, data_requests.daytime.zone))


async def requests(
    event: Message | CallbackQuery,
    caller: Caller,
    replies: Replies,
    data_requests: DataRequests,
    command: CommandObject | None = None,
) -> None:
    """The open requests; one of them in full; or, with words behind its number, its answer."""
    typed, *words = ((command.args if command else None) or "").split(maxsplit=1) or [""]
    number = parse_request_number(typed) or clipped(typed, LONG_NUMBER)
    if words:
        await answer(caller, replies, data_requests, number, *words)
        return
    await replies.acknowledge(event)
    await replies.put(caller.id, await _drawn(caller, data_requests, RequestKey(number=number)), None)


async def listed(
    query: CallbackQuery, callback_data: RequestKey, caller: Caller, replies: Replies, data_requests: DataRequests
) -> None:
    """Another page, or one request, in the message that was tapped."""
    await replies.put(caller.id, await _drawn(caller, data_requests, callback_data), message_of(query))
    await replies.noticed(query, caller.t)


async def _drawn(caller: Caller, data_requests: DataRequests, key: RequestKey) -> Drawn:
    waiting = await data_requests.waiting(caller.id)
    if waiting is None:
        return Drawn(caller.t("Only coordinators see the requests of others."))
    now, zone = data_requests.daytime.clock(), data_requests.daytime.zone
    for request in waiting:
        if request.number == key.number:
            return draw_request(request, key.page, caller.t, now, zone)
    drawn = draw_requests(waiting, key.page, caller.t, now, zone)
    if key.number:
        unknown = caller.t("There is no open request {number} for you.", number=key.number)
        drawn = replace(drawn, text=f"⚠️ {unknown}\n\n{drawn.text}")
    return drawn


async def answer(caller: Caller, replies: Replies, data_requests: DataRequests, number: str, words: str) -> None:
    t = caller.t
    try:
        told = await data_requests.answer(caller.update_id, caller.id, number, words)
    except Rejected as rejected:
        await replies.say(caller.id, t(rejected.reason, **rejected.params))
        return
    said = {
        Told.ANSWERED: t("Request {number} is answered and closed. Who asked, and what, is erased.", number=number),
        Told.DONE_BEFORE: t("Request {number} was closed before.", number=number),
        Told.UNKNOWN: t("There is no open request {number} for you.", number=number),
    }
    await replies.say(caller.id, said[told])
