"""Puts the aiogram side together: bot, dispatcher, routers, what handlers may ask for."""

from __future__ import annotations

from aiogram import Bot, Dispatcher
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer

from bot.app.explaining import Explaining
from bot.app.lane import Lane
from bot.app.listening import Listening
from bot.app.membership import Membership
from bot.app.newest import Newest
from bot.app.privacy_requests import DataRequests
from bot.app.privacy_rights import DataRights
from bot.app.report_desk import ReportDesk
from bot.app.report_watch import ReportWatch
from bot.app.reports import Reporting
from bot.app.respond import Answering
from bot.app.standings import Standings
from bot.inbound.context import KnowCaller
from bot.inbound.handlers import official, paper, privacy, start
from bot.inbound.handlers import report_desk as desk_handlers
from bot.inbound.handlers import reports as report_handlers
from bot.inbound.handlers import why as why_handlers
from bot.inbound.replies import Replies

__all__ = ["make_bot", "make_dispatcher"]

REQUEST_SECONDS = 10
"""How long one request may take before it is given up and its update is handled again: its chat waits for it."""


def make_bot(token: str, api_base: str, request_seconds: float = REQUEST_SECONDS) -> Bot:
    """A bot that speaks HTML to the API at `api_base`. Close its session when done."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(api_base), timeout=request_seconds)
    return Bot(token, session=session, default=DefaultBotProperties(parse_mode="HTML"))


def make_dispatcher(
    bot: Bot,
    *,
    answering: Answering,
    membership: Membership,
    standings: Standings,
    explaining: Explaining,
    rights: DataRights,
    data_requests: DataRequests,
    reporting: Reporting,
    report_desk: ReportDesk,
    report_watch: ReportWatch,
    listening: Listening,
    lane: Lane,
    newest: Newest,
    picture: official.Picture,
) -> Dispatcher:
    """Routes every update to its handler. No state is kept here: aiogram's own storage is not used."""
    dispatcher = Dispatcher(
        answering=answering,
        membership=membership,
        standings=standings,
        explaining=explaining,
        rights=rights,
        data_requests=data_requests,
        reporting=reporting,
        report_desk=report_desk,
        report_watch=report_watch,
        listening=listening,
        picture=picture,
        replies=Replies(bot, answering, lane, newest),
        disable_fsm=True,
    )
    dispatcher.update.outer_middleware(KnowCaller(membership))
    dispatcher.include_routers(start.router(), official.router(), why_handlers.router(), privacy.router())
    dispatcher.include_routers(report_handlers.router(), desk_handlers.router(), paper.router())
    return dispatcher
