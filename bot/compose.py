"""The only place that constructs things. Heavy vendors are imported by the part that needs them."""

from __future__ import annotations

import asyncio
import gc
import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from random import Random, SystemRandom

from bot.app.access import Access
from bot.app.consent import Notices
from bot.app.explaining import Explaining
from bot.app.flags import Flags
from bot.app.lane import Lane
from bot.app.listening import Listening
from bot.app.load import Loader
from bot.app.membership import Membership
from bot.app.mixing import Mixing
from bot.app.newest import Newest
from bot.app.ports import Clock, Store
from bot.app.privacy_requests import DataRequests
from bot.app.privacy_rights import DataRights
from bot.app.ranking import Ranking
from bot.app.recount import Recounting
from bot.app.recount_watch import RecountWatch
from bot.app.releasing import Releasing
from bot.app.reminders import Reminders
from bot.app.report_desk import ReportDesk
from bot.app.report_watch import ReportWatch
from bot.app.reports import Reporting
from bot.app.respond import Answering, Shuffle, shuffled
from bot.app.retention import Retention
from bot.app.sample import Sampler
from bot.app.sealing import Sealing
from bot.app.standings import Standings
from bot.app.telling import NIGHT, Daytime, QuietHours
from bot.app.trouble import Trouble
from bot.app.upkeep import Upkeep
from bot.i18n import translator
from bot.settings import Settings

__all__ = ["Services", "Worker", "open_services", "utc_now"]

PLAN_SECONDS = 10.0
DRAIN_SECONDS = 1.0
REAP_SECONDS = 30.0
UPKEEP_SECONDS = 300.0
MIX_SECONDS = 60.0
RELEASE_SECONDS = 5.0
CLOCK_SECONDS = 60.0
RETENTION_SECONDS = 3600.0
RECOUNT_SECONDS = 1800.0


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Services:
    """Every use case on one store."""

    store: Store
    access: Access
    answering: Answering
    explaining: Explaining
    flags: Flags
    data_requests: DataRequests
    lane: Lane
    listening: Listening
    loader: Loader
    membership: Membership
    mixing: Mixing
    ranking: Ranking
    releasing: Releasing
    recounting: Recounting
    recount_watch: RecountWatch
    reminders: Reminders
    retention: Retention
    report_desk: ReportDesk
    report_watch: ReportWatch
    reporting: Reporting
    rights: DataRights
    sampler: Sampler
    sealing: Sealing
    standings: Standings
    trouble: Trouble
    upkeep: Upkeep


@asynccontextmanager
async def open_services(
    settings: Settings,
    *,
    clock: Clock = utc_now,
    choose: Callable[[str], str] = secrets.choice,
    quiet: QuietHours | None = NIGHT,
    shuffle: Shuffle = shuffled,
    lots: Random | None = None,
) -> AsyncIterator[Services]:
    """The use cases on a migrated database, closed at the end. `choose` draws codes, `shuffle` orders units,
    `lots` holds answers back. Raises `StoreUnavailable` where the database cannot be opened or fails later."""
    from bot.inbound.notice import make_notice
    from storage.migrate import migrate
    from storage.opening import working
    from storage.store import SqlStore

    await migrate(settings.database_url)
    store = SqlStore(settings.database_url)
    daytime, recounting = Daytime(clock, settings.zone, quiet), Recounting(store, clock)
    try:
        with working(settings.database_url):
            yield Services(
                store=store,
                access=Access(store, choose),
                answering=Answering(store, clock, Notices(make_notice), settings.zone, shuffle),
                data_requests=DataRequests(store, daytime, choose),
                explaining=Explaining(store, clock),
                flags=Flags(store),
                lane=Lane(store, clock),
                listening=Listening(store, clock),
                loader=Loader(store, clock, settings.zone),
                membership=Membership(store),
                mixing=Mixing(store, store, clock, settings.zone),
                ranking=Ranking(store, clock, settings.zone),
                releasing=Releasing(store, clock, lots or SystemRandom()),
                recounting=recounting,
                recount_watch=RecountWatch(store, recounting, daytime),
                reminders=Reminders(store, daytime),
                retention=Retention(store, clock, settings.zone),
                rights=DataRights(store, clock, settings.zone, choose),
                report_desk=ReportDesk(store, daytime),
                report_watch=ReportWatch(store, daytime),
                reporting=Reporting(store, daytime, choose),
                sampler=Sampler(store, clock, settings.zone),
                sealing=Sealing(store, store, clock, settings.zone),
                standings=Standings(store, clock, settings.zone),
                trouble=Trouble(store),
                upkeep=Upkeep(store, clock),
            )
    finally:
        await store.close()


class Worker:
    """The bot at work: updates come in, the outbox goes out, the ticks run."""

    def __init__(self, settings: Settings, services: Services, token: str) -> None:
        from bot.inbound.arrival import speak_plainly
        from bot.inbound.dispatcher import make_bot, make_dispatcher
        from bot.inbound.poller import Poller
        from bot.outbound.lane import DeliveryLane, make_sender
        from bot.render import score_picture
        from bot.schedule import Ticks

        self.bot = make_bot(token, settings.api_base)
        speak_plainly(self.bot, translator(settings.language))
        self.sender = make_sender(token, settings.api_base)
        newest = Newest()
        dispatcher = make_dispatcher(
            self.bot,
            answering=services.answering,
            membership=services.membership,
            standings=services.standings,
            explaining=services.explaining,
            rights=services.rights,
            data_requests=services.data_requests,
            reporting=services.reporting,
            report_desk=services.report_desk,
            report_watch=services.report_watch,
            listening=services.listening,
            lane=services.lane,
            newest=newest,
            picture=score_picture,
        )
        self.delivery = DeliveryLane(
            services.store, services.lane, services.answering.clock, settings.zone, self.sender, newest
        )
        self.poller = Poller(self.bot, dispatcher, services.trouble)
        self.ticks = Ticks(
            {
                "plan": (PLAN_SECONDS, services.reminders.plan),
                "clock": (CLOCK_SECONDS, services.data_requests.plan),
                "drain": (DRAIN_SECONDS, self.delivery.run),
                "reap": (REAP_SECONDS, self.delivery.reap),
                "mix": (MIX_SECONDS, services.mixing.run),
                "release": (RELEASE_SECONDS, services.releasing.run),
                "upkeep": (UPKEEP_SECONDS, services.upkeep.run),
                "reports": (UPKEEP_SECONDS, services.report_watch.run),
                "retention": (RETENTION_SECONDS, services.retention.run),
                "recount": (RECOUNT_SECONDS, services.recount_watch.run),
            }
        )

    async def run(self, *, drop_webhook: bool = False, started: Callable[[], None] = lambda: None) -> None:
        """Until `stop()`: take no more updates, end those in hand, end the outbox row in hand, close sessions.

        `started` is called once Telegram has taken the bot in. Raises `BotRefused` where it does not.
        """
        from bot.inbound.arrival import check_in
        from bot.inbound.commands import announce_commands

        async with self.bot:
            await check_in(self.bot, drop_webhook=drop_webhook)
            await announce_commands(self.bot)
            started()
            calm_garbage_collector()
            self.ticks.start()
            try:
                await self.poller.run()
            finally:
                self.delivery.stop()
                await self.ticks.stop()
                await self.sender.shutdown()

    async def run_until(
        self, stop: asyncio.Event, *, drop_webhook: bool = False, started: Callable[[], None] = lambda: None
    ) -> None:
        """Run until `stop` is set, or until the bot ends by itself. Raises `BotRefused` as `run()` does."""
        working = asyncio.create_task(self.run(drop_webhook=drop_webhook, started=started))
        stopping = asyncio.create_task(stop.wait())
        await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        self.stop()
        await working

    def stop(self) -> None:
        self.poller.stop()


def calm_garbage_collector() -> None:
    """A busy aiogram bot spends a third of its time collecting the classes it was built from: set them aside."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
