"""Putting a reply into the chat: a paper is one message, edited in place.

Telegram's "message is not modified" and "query is too old" mean that the chat already shows what it should.
A 429 is obeyed by both lanes: the moment is stored, and the reply is tried again after it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from html import escape
from typing import Protocol, TypeVar

from aiogram import Bot
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.types import BotCommandScopeChat, BufferedInputFile, CallbackQuery, InlineKeyboardMarkup, Message

from bot.app.entities import DraftPaper, Role
from bot.app.lane import Lane
from bot.app.newest import Newest
from bot.app.privacy import Held
from bot.app.respond import Answering, Response
from bot.i18n import Translator, language_name, translator
from bot.inbound.commands import offered
from bot.inbound.screens import Drawn, draw_paper
from bot.inbound.sentences import told_text

__all__ = ["Replies", "message_of"]

MAX_HOLDS = 3
"""How often one reply waits out a 429 before it is given up; the person's next tap draws the state anyway."""

HARMLESS = ("message is not modified", "query is too old", "query ID is invalid")
GONE = (
    "message to edit not found",
    "message can't be edited",
    "message to delete not found",
    "message can't be deleted",
    "there is no text in the message to edit",
)

PASSING = (ClientDecodeError, TelegramNetworkError, TelegramServerError)
"""A proxy's error page, no network or no answer, 5xx."""

log = logging.getLogger(__name__)

_T = TypeVar("_T")


class _Draft(Protocol):
    """What is written step by step and shown by one message: a paper, a report, a reply to one."""

    @property
    def message_id(self) -> int | None: ...


_D = TypeVar("_D", bound=_Draft)


@dataclass(frozen=True)
class Replies:
    bot: Bot
    answering: Answering
    lane: Lane
    newest: Newest
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep

    async def tapped(self, query: CallbackQuery, response: Response, t: Translator) -> None:
        """Answer a tap: redraw the message that was tapped, in place."""
        await self._show(query.from_user.id, response, t, message_of(query))
        await self.noticed(query, t, stale=response.stale)

    async def noticed(self, query: CallbackQuery, t: Translator, *, stale: bool = False) -> None:
        """Stop the waiting sign on a tapped button; say so where it was drawn for an earlier state."""
        toast = t.escaping(str)("This button is from an earlier step.") if stale else None
        await self._quietly(lambda: query.answer(toast))

    async def typed(self, message: Message, response: Response, t: Translator) -> None:
        """Answer a typed text, in sight of who typed it. One that was taken is removed from the chat, so that the
        paper stays its last message and the answers do not stay behind in it; one that was not taken is left to
        its writer."""
        shown = response.draft.message_id if response.draft else response.message_id
        if response.rejected or response.replayed or shown is None:
            await self.below(message.chat.id, response, t)
            return
        await self._show(message.chat.id, response, t, self.in_sight(message.chat.id, shown))
        await self._quietly(message.delete)

    def in_sight(self, chat_id: int, message_id: int | None) -> int | None:
        """The message, where nothing of the bot stands below it; what is typed further below is answered there."""
        return message_id if message_id and self.newest.is_newest(chat_id, message_id) else None

    async def below(self, chat_id: int, response: Response, t: Translator) -> None:
        """Show the paper as a new message at the end of the chat, and take the old one away."""
        await self._show(chat_id, response, t, None)

    async def say(self, chat_id: int, text: str, buttons: InlineKeyboardMarkup | None = None) -> None:
        await self._sent(lambda: self.bot.send_message(chat_id, text, reply_markup=buttons))

    async def reply_to(
        self, event: Message | CallbackQuery, chat_id: int, text: str, buttons: InlineKeyboardMarkup | None = None
    ) -> None:
        """Answer a command with a message, and a tap in the message that was tapped."""
        await self.acknowledge(event)
        tapped = message_of(event) if isinstance(event, CallbackQuery) else None
        await self.put(chat_id, Drawn(text, buttons), tapped)

    async def picture(self, chat_id: int, png: bytes, caption: str, buttons: InlineKeyboardMarkup | None) -> None:
        photo = BufferedInputFile(png, "score.png")
        await self._sent(lambda: self.bot.send_photo(chat_id, photo, caption=caption, reply_markup=buttons))

    async def forward_photo(self, chat_id: int, file_id: str, caption: str) -> bool:
        """Show a photo that Telegram keeps; false where it keeps it no more, or the person blocked the bot."""
        try:
            sent = await self._sent(lambda: self.bot.send_photo(chat_id, file_id, caption=caption))
        except TelegramBadRequest:
            return False
        return sent is not None

    async def put(self, chat_id: int, drawn: Drawn, message_id: int | None) -> int | None:
        """Show `drawn` in the message, or in a new one where there is none to edit; which message shows it now."""
        if message_id is None or not await self._edited(chat_id, message_id, drawn):
            return await self._sent(lambda: self.bot.send_message(chat_id, drawn.text, reply_markup=drawn.buttons))
        return message_id

    async def show(
        self,
        chat_id: int,
        drawn: Drawn,
        message_id: int | None,
        draft: _D | None,
        remember: Callable[[_D, int], Awaitable[None]],
    ) -> None:
        """Show `drawn` in the message, or at the end of the chat where there is none: the message that showed the
        draft before is then taken away. `remember` is told which one shows it now."""
        shown = await self.put(chat_id, drawn, message_id)
        if draft and shown and shown != draft.message_id:
            await remember(draft, shown)
        if draft and draft.message_id and message_id is None:
            await self.take_away(chat_id, draft.message_id)

    async def take_away(self, chat_id: int, message_id: int) -> None:
        """Delete a message that nobody needs any more."""
        await self._quietly(lambda: self.bot.delete_message(chat_id, message_id))

    async def acknowledge(self, event: Message | CallbackQuery) -> None:
        """Stop the waiting sign on a tapped button."""
        if isinstance(event, CallbackQuery):
            await self._quietly(event.answer)

    async def offer(self, chat_id: int, roles: Sequence[Role], t: Translator) -> None:
        """Have Telegram's menu in this chat show the commands of these roles; without any, those of everybody."""
        scope = BotCommandScopeChat(chat_id=chat_id)
        if roles:
            commands = offered(roles, t.escaping(str))
            await self._quietly(lambda: self.bot.set_my_commands(commands, scope=scope))
        else:
            await self._quietly(lambda: self.bot.delete_my_commands(scope=scope))

    async def language_chosen(self, query: CallbackQuery, language: str) -> None:
        """Confirm in the new language, in the message that was tapped."""
        await self.acknowledge(query)
        if tapped := message_of(query):
            text = translator(language)("The language is now {language}.", language=language_name(language))
            await self._edited(query.from_user.id, tapped, Drawn(text))

    async def retire(self, chat_id: int, shown: Sequence[DraftPaper | Held], text: str) -> None:
        """Put `text` in the place of what is gone, so that its answers leave the chat."""
        for message_id in [each.message_id for each in shown if each.message_id]:
            await self._edited(chat_id, message_id, Drawn(text))

    async def _show(self, chat_id: int, response: Response, t: Translator, message_id: int | None) -> None:
        await self.show(chat_id, self._drawn(response, t), message_id, response.draft, self.answering.drawn)
        if response.message_id and message_id is None:  # the paper is gone, and its message stands above
            await self.take_away(chat_id, response.message_id)

    def _drawn(self, response: Response, t: Translator) -> Drawn:
        if response.draft:
            return draw_paper(response.draft, response.rejected, response.notice)
        return Drawn(told_text(response, t.escaping(escape)))

    async def _edited(self, chat_id: int, message_id: int, drawn: Drawn) -> bool:
        """Whether the message shows `drawn` now; false where it cannot be edited any more."""
        try:
            await self._patiently(
                lambda: self.bot.edit_message_text(
                    drawn.text, chat_id=chat_id, message_id=message_id, reply_markup=drawn.buttons
                )
            )
        except TelegramBadRequest as refused:
            if _is(refused, GONE):
                return False
            if not _is(refused, HARMLESS):
                raise
        return True

    async def _sent(self, send: Callable[[], Awaitable[Message]]) -> int | None:
        """The new message's id; `None` as with `_patiently`."""
        sent = await self._patiently(send)
        if sent is None:
            return None
        self.newest.note(sent.chat.id, sent.message_id)
        return sent.message_id

    async def _quietly(self, call: Callable[[], Awaitable[object]]) -> None:
        """For what is only tidy: neither a refusal because the thing is gone or done nor a passing failure counts.

        The reply is in the chat already; raising would have the update handled again, and the reply shown twice.
        """
        try:
            await self._patiently(call)
        except PASSING as failed:
            log.info("not tidied up: %s", failed)
        except TelegramBadRequest as refused:
            if not _is(refused, HARMLESS + GONE):
                raise

    async def _patiently(self, call: Callable[[], Awaitable[_T]]) -> _T | None:
        """`None` where the person blocked the bot or Telegram kept asking to wait."""
        for _ in range(MAX_HOLDS):
            await self.sleep(await self.lane.wait_seconds())
            try:
                return await call()
            except TelegramRetryAfter as wait:
                await self.lane.hold(timedelta(seconds=wait.retry_after))
            except TelegramForbiddenError:
                return None
        return None


def message_of(query: CallbackQuery) -> int | None:
    """The message whose button was tapped."""
    return query.message.message_id if query.message else None


def _is(refused: TelegramBadRequest, texts: tuple[str, ...]) -> bool:
    return any(text in refused.message for text in texts)
