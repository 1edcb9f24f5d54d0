"""/phananhden: officials see and answer the reports to their unit. /tre: coordinators see what is late."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.app.listening import Listener, Listening
from bot.app.report import ReplyKind
from bot.app.report_desk import DeskView, ReportDesk
from bot.app.report_watch import ReportWatch
from bot.inbound.context import Caller
from bot.inbound.keys import MenuKey
from bot.inbound.replies import Replies, message_of
from bot.inbound.report_desk import draw_desk_view, draw_inbox, draw_late, draw_late_unit
from bot.inbound.report_keys import DeskKey, LateKey, ReplyKey

__all__ = ["router"]


async def heard(_: Message, caller: Caller, listening: Listening) -> bool:
    """Whether the reply being written hears what is typed."""
    return await listening.who(caller.id) is Listener.REPLY


def router() -> Router:
    routes = Router(name="report_desk")
    routes.message.register(inbox, Command("phananhden", "inbox", ignore_case=True))
    routes.message.register(late, Command("tre", "late", ignore_case=True))
    routes.callback_query.register(inbox, MenuKey.filter(F.command == "phananhden"))
    routes.callback_query.register(late, MenuKey.filter(F.command == "tre"))
    routes.callback_query.register(late_page, LateKey.filter())
    routes.callback_query.register(listed, DeskKey.filter(F.report == 0))
    routes.callback_query.register(begun, DeskKey.filter(F.kind))
    routes.callback_query.register(opened, DeskKey.filter())
    routes.callback_query.register(tapped, ReplyKey.filter())
    routes.message.register(given, heard)
    return routes


async def inbox(event: Message | CallbackQuery, caller: Caller, replies: Replies, report_desk: ReportDesk) -> None:
    await replies.acknowledge(event)
    await replies.put(caller.id, draw_inbox(await report_desk.inbox(caller.id), caller.t), None)


async def listed(
    query: CallbackQuery, callback_data: DeskKey, caller: Caller, replies: Replies, report_desk: ReportDesk
) -> None:
    drawn = draw_inbox(await report_desk.inbox(caller.id, callback_data.page), caller.t)
    await replies.put(caller.id, drawn, message_of(query))
    await replies.noticed(query, caller.t)


async def opened(
    query: CallbackQuery, callback_data: DeskKey, caller: Caller, replies: Replies, report_desk: ReportDesk
) -> None:
    """The report in place of the list; where there is a photo, below it, so that both are on the screen."""
    view = await report_desk.show(caller.id, callback_data.report)
    report, shown_in = view.report, message_of(query)
    if report and report.photo and await replies.forward_photo(caller.id, report.photo, report.number):
        if shown_in:
            await replies.take_away(caller.id, shown_in)
        shown_in = None
    await replies.put(caller.id, draw_desk_view(view, report_desk.daytime.today, caller.t), shown_in)
    await replies.noticed(query, caller.t)


async def begun(
    query: CallbackQuery, callback_data: DeskKey, caller: Caller, replies: Replies, report_desk: ReportDesk
) -> None:
    kind = callback_data.kind or ReplyKind.ANSWER
    view = await report_desk.begin(caller.update_id, caller.id, callback_data.report, kind)
    await _tapped(query, view, caller, replies, report_desk)


async def tapped(
    query: CallbackQuery, callback_data: ReplyKey, caller: Caller, replies: Replies, report_desk: ReportDesk
) -> None:
    key = callback_data
    view = await report_desk.tapped(caller.update_id, caller.id, key.report, key.kind, key.revision, key.act)
    await _tapped(query, view, caller, replies, report_desk)


async def given(message: Message, caller: Caller, replies: Replies, report_desk: ReportDesk) -> None:
    """A typed text for the reply being written. One that was taken is removed from the chat."""
    view = await report_desk.given(caller.update_id, caller.id, message.text)
    shown = view.reply.message_id if view.reply and not view.rejected else None
    await _show(view, caller, replies, report_desk, replies.in_sight(caller.id, shown))
    if shown:
        await replies.take_away(caller.id, message.message_id)


async def late(event: Message | CallbackQuery, caller: Caller, replies: Replies, report_watch: ReportWatch) -> None:
    await replies.acknowledge(event)
    await replies.put(caller.id, draw_late(await report_watch.late(caller.id), caller.t), None)


async def late_page(
    query: CallbackQuery, callback_data: LateKey, caller: Caller, replies: Replies, report_watch: ReportWatch
) -> None:
    late = await report_watch.late(caller.id, callback_data.page)
    drawn = draw_late_unit(late, callback_data, caller.t) if callback_data.unit else draw_late(late, caller.t)
    await replies.put(caller.id, drawn, message_of(query))
    await replies.noticed(query, caller.t)


async def _tapped(
    query: CallbackQuery, view: DeskView, caller: Caller, replies: Replies, report_desk: ReportDesk
) -> None:
    await _show(view, caller, replies, report_desk, message_of(query))
    await replies.noticed(query, caller.t, stale=view.stale)


async def _show(
    view: DeskView, caller: Caller, replies: Replies, report_desk: ReportDesk, message_id: int | None
) -> None:
    drawn = draw_desk_view(view, report_desk.daytime.today, caller.t)
    await replies.show(caller.id, drawn, message_id, view.reply, report_desk.drawn)
