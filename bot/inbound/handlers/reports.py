"""/phananh: a citizen leaves a report to a unit, and follows what becomes of it."""

from __future__ import annotations

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from bot.app.listening import Listener, Listening
from bot.app.report_form import Photo, Typed
from bot.app.reports import Reporting, ReportView
from bot.inbound.context import Caller
from bot.inbound.replies import Replies, message_of
from bot.inbound.report_keys import FormKey, Open, OwnKey
from bot.inbound.reports import draw_report_view

__all__ = ["router"]


async def heard(_: Message, caller: Caller, listening: Listening) -> bool:
    """Whether the report being written hears what is typed."""
    return await listening.who(caller.id) is Listener.REPORT


def router() -> Router:
    routes = Router(name="reports")
    routes.message.register(open_, Command("phananh", "report", ignore_case=True))
    routes.callback_query.register(opened, OwnKey.filter())
    routes.callback_query.register(tapped, FormKey.filter())
    routes.message.register(given, heard)
    return routes


async def open_(_: Message, command: CommandObject, caller: Caller, replies: Replies, reporting: Reporting) -> None:
    if command.args:
        view = await reporting.follow(caller.id, command.args)
    else:
        view = await reporting.open(caller.id)
    await _show(view, caller, replies, reporting, None)


async def opened(
    query: CallbackQuery, callback_data: OwnKey, caller: Caller, replies: Replies, reporting: Reporting
) -> None:
    match callback_data.open:
        case Open.BEGIN:
            view = await reporting.begin(caller.update_id, caller.id, caller.t.language)
        case Open.SHOW:
            view = await reporting.show(caller.id, callback_data.report)
        case Open.LIST:
            view = await reporting.home(caller.id)
    await _tapped(query, view, caller, replies, reporting)


async def tapped(
    query: CallbackQuery, callback_data: FormKey, caller: Caller, replies: Replies, reporting: Reporting
) -> None:
    view = await reporting.tapped(caller.update_id, caller.id, callback_data.revision, callback_data.tap)
    await _tapped(query, view, caller, replies, reporting)


async def given(message: Message, caller: Caller, replies: Replies, reporting: Reporting) -> None:
    """A typed text or a photo. What was taken is removed from the chat, as with a paper; any other kind of
    message counts as an empty text, and its writer is told what is asked."""
    said = Photo(message.photo[-1].file_id) if message.photo else Typed(message.text or "")
    view = await reporting.given(caller.update_id, caller.id, said)
    if view.rejected or view.form is None:
        await _show(view, caller, replies, reporting, None)
        return
    await _show(view, caller, replies, reporting, replies.in_sight(caller.id, view.form.draft.message_id))
    await replies.take_away(caller.id, message.message_id)


async def _tapped(
    query: CallbackQuery, view: ReportView, caller: Caller, replies: Replies, reporting: Reporting
) -> None:
    await _show(view, caller, replies, reporting, message_of(query))
    await replies.noticed(query, caller.t, stale=view.stale)


async def _show(
    view: ReportView, caller: Caller, replies: Replies, reporting: Reporting, message_id: int | None
) -> None:
    draft = view.form.draft if view.form else None
    await replies.show(caller.id, draw_report_view(view, caller.t), message_id, draft, reporting.drawn)
