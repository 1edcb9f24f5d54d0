"""/start, alone or with a code; /help; /language; blocking and coming back."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.filters import Command, CommandObject, CommandStart
from aiogram.types import CallbackQuery, ChatMemberUpdated, Message
from aiogram.utils.magic_filter import MagicFilter

from bot.app.codes import ROLE_PREFIX
from bot.app.membership import Membership
from bot.app.respond import Answering, Told
from bot.i18n import translator
from bot.inbound.context import Caller
from bot.inbound.menu import LanguageKey, language_buttons, menu
from bot.inbound.replies import Replies
from bot.inbound.sentences import bound_text, welcome_text
from surveys import Speak

__all__ = ["router"]


def router() -> Router:
    routes = Router(name="start")
    routes.message.register(start_with_role_code, _start(F.args.lower().startswith(ROLE_PREFIX)))
    routes.message.register(start_with_ticket, _start(F.args))
    routes.message.register(start, _start())
    routes.message.register(help_, Command("help", ignore_case=True))
    routes.message.register(language, Command("language", ignore_case=True))
    routes.callback_query.register(choose_language, LanguageKey.filter())
    routes.my_chat_member.register(membership_changed, F.chat.type == "private")
    return routes


def _start(magic: MagicFilter | None = None) -> CommandStart:
    return CommandStart(ignore_case=True, magic=magic)


async def start_with_role_code(
    _: Message, command: CommandObject, caller: Caller, replies: Replies, membership: Membership
) -> None:
    t = caller.t
    role = await membership.bind(caller.update_id, caller.id, command.args or "", t.language)
    if role:
        await replies.say(caller.id, bound_text(role, t), menu((role,), t))
        await replies.offer(caller.id, (*caller.roles, role), t)
    else:
        await replies.say(caller.id, t("This code is not known, or someone else used it already."))


async def start_with_ticket(
    _: Message, command: CommandObject, caller: Caller, replies: Replies, answering: Answering
) -> None:
    response = await answering.open(caller.update_id, caller.id, command.args or "")
    await replies.below(caller.id, response, caller.t)


async def start(message: Message, caller: Caller, replies: Replies, answering: Answering) -> None:
    response = await answering.again(caller.update_id, caller.id)
    if response.told is Told.NO_PAPER:
        await help_(message, caller, replies)
    else:
        await replies.below(caller.id, response, caller.t)


async def help_(_: Message, caller: Caller, replies: Replies) -> None:
    await replies.say(caller.id, welcome_text(caller.roles, caller.t), menu(caller.roles, caller.t))
    if caller.roles:
        await replies.offer(caller.id, caller.roles, caller.t)


async def language(_: Message, caller: Caller, replies: Replies) -> None:
    await replies.say(caller.id, caller.t("Please choose a language."), language_buttons())


async def choose_language(
    query: CallbackQuery,
    callback_data: LanguageKey,
    caller: Caller,
    replies: Replies,
    membership: Membership,
    answering: Answering,
) -> None:
    language = callback_data.code
    await membership.speak(caller.id, language)
    await replies.language_chosen(query, language)
    if caller.roles:
        await replies.offer(caller.id, caller.roles, translator(language))
    response = await answering.answer(caller.update_id, caller.id, Speak(language))
    if response.draft:
        await replies.below(caller.id, response, caller.t)


async def membership_changed(event: ChatMemberUpdated, membership: Membership) -> None:
    await membership.blocked(event.chat.id, blocked=event.new_chat_member.status == "kicked")
