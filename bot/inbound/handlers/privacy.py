"""One's own data: /dulieu, /rutlai, /xoa and /yeucau; and /yeucauden, where coordinators answer requests."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from bot.app.privacy_requests import DataRequests, Told
from bot.app.privacy_rights import DataRights
from bot.inbound.context import Caller
from bot.inbound.keys import MenuKey
from bot.inbound.privacy import (
    PrivacyKey,
    account_text,
    erasure_buttons,
    erasure_question,
    erasure_text,
    withdrawal_buttons,
    withdrawal_text,
)
from bot.inbound.privacy_requests import request_text, waiting_text
from bot.inbound.replies import Replies
from surveys import Rejected

__all__ = ["router"]


def router() -> Router:
    routes = Router(name="privacy")
    routes.message.register(access, Command("dulieu", "mydata", ignore_case=True))
    routes.message.register(withdraw, Command("rutlai", "withdraw", ignore_case=True))
    routes.message.register(before_erasing, Command("xoa", "erase", ignore_case=True))
    routes.message.register(ask, Command("yeucau", "request", ignore_case=True))
    routes.message.register(requests, Command("yeucauden", "requests", ignore_case=True))
    routes.callback_query.register(requests, MenuKey.filter(F.command == "yeucauden"))
    routes.callback_query.register(withdraw, PrivacyKey.filter(F.act == "withdraw"))
    routes.callback_query.register(erase, PrivacyKey.filter(F.act == "erase"))
    routes.callback_query.register(keep, PrivacyKey.filter(F.act == "keep"))
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
    campaign = callback_data.campaign if callback_data else None
    done = await rights.withdraw(caller.update_id, caller.id, campaign)
    await replies.retire(caller.id, done.erased, caller.t("You withdrew from this paper. Its answers are erased."))
    await replies.reply_to(event, caller.id, withdrawal_text(done, caller.t), withdrawal_buttons(done, caller.t))


async def before_erasing(event: Message, caller: Caller, replies: Replies, rights: DataRights) -> None:
    held = await rights.before_erasing(caller.id)
    if held:
        await replies.reply_to(event, caller.id, erasure_question(held, caller.t), erasure_buttons(caller.t))
    else:
        done = await rights.erase(caller.update_id, caller.id)
        await replies.reply_to(event, caller.id, erasure_text(done, caller.t))


async def erase(event: CallbackQuery, caller: Caller, replies: Replies, rights: DataRights) -> None:
    done = await rights.erase(caller.update_id, caller.id)
    await replies.retire(caller.id, done.papers, caller.t("This paper is erased with all its answers."))
    await replies.reply_to(event, caller.id, erasure_text(done, caller.t))


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
        await replies.reply_to(event, caller.id, request_text(request, t, data_requests.zone))


async def requests(
    event: Message | CallbackQuery,
    caller: Caller,
    replies: Replies,
    data_requests: DataRequests,
    command: CommandObject | None = None,
) -> None:
    """The open requests; one of them in full; or, with words behind its number, its answer."""
    number, _, words = ((command.args if command else None) or "").partition(" ")
    if words.strip():
        await answer(caller, replies, data_requests, number.upper(), words)
        return
    await replies.acknowledge(event)
    waiting = await data_requests.waiting(caller.id)
    if waiting is None:
        await replies.say(caller.id, caller.t("Only coordinators see the requests of others."))
        return
    chosen = [each for each in waiting if number.upper() in {"", each.number}]
    now, zone = data_requests.clock(), data_requests.zone
    await replies.say(caller.id, waiting_text(chosen, caller.t, now, zone, whole=bool(number)))


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
