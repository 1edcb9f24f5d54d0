"""People who write, answer and watch citizen reports, as the use cases see them.

an = desk.citizen()
await an.begins()
await an.fills_in("Chờ ba tuần")
number = (await an.sends()).report.number
"""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.app.report import Reply, ReplyKind, Report, ReportStage
from bot.app.report_desk import DeskView, ReplyAct, ReportDesk
from bot.app.report_form import Act, Form, Photo, Tap, Typed
from bot.app.report_watch import ReportWatch
from bot.app.reports import Reporting, ReportView
from bot.app.telling import Daytime, QuietHours
from tests.bot.app.office import HANOI, Office

__all__ = ["AN", "LAN", "MAI", "Citizen", "Official", "ReportOffice"]

AN = 7_000_000_001
LAN = 2**40
MAI = LAN + 1


@dataclass
class ReportOffice:
    office: Office
    quiet: QuietHours | None = None

    @property
    def daytime(self) -> Daytime:
        return Daytime(self.office.clock, HANOI, self.quiet)

    @property
    def reporting(self) -> Reporting:
        return Reporting(self.office.store, self.daytime, self.office.random.choice)

    @property
    def desk(self) -> ReportDesk:
        return ReportDesk(self.office.store, self.daytime)

    @property
    def watch(self) -> ReportWatch:
        return ReportWatch(self.office.store, self.daytime)

    def update(self) -> int:
        return next(self.office.update_ids)

    def citizen(self, telegram_id: int = AN) -> Citizen:
        return Citizen(self, telegram_id)

    def official(self, telegram_id: int = LAN) -> Official:
        return Official(self, telegram_id)

    async def sent(self, text: str = "Chờ ba tuần", telegram_id: int = AN, *, unit: int = 1) -> Report:
        """A report to the unit with this number in the list, from the notice to the receipt."""
        citizen = self.citizen(telegram_id)
        await citizen.begins()
        await citizen.fills_in(text, unit=unit)
        report = (await citizen.sends()).report
        assert report
        return report


@dataclass
class Citizen:
    desk: ReportOffice
    telegram_id: int
    last: ReportView = field(default_factory=ReportView)

    @property
    def form(self) -> Form:
        assert self.last.form
        return self.last.form

    def is_asked(self, stage: ReportStage) -> bool:
        return self.form.draft.stage is stage

    async def begins(self, *, update: int | None = None) -> ReportView:
        self.last = await self.desk.reporting.begin(update or self.desk.update(), self.telegram_id, "vi")
        return self.last

    async def taps(
        self, act: Act, number: int = 0, *, revision: int | None = None, update: int | None = None
    ) -> ReportView:
        shown = self.form.draft.revision if revision is None else revision
        tap = Tap(act, number)
        self.last = await self.desk.reporting.tapped(update or self.desk.update(), self.telegram_id, shown, tap)
        return self.last

    async def types(self, text: str, *, update: int | None = None) -> ReportView:
        return await self._gives(Typed(text), update)

    async def shows(self, file_id: str, *, update: int | None = None) -> ReportView:
        return await self._gives(Photo(file_id), update)

    async def _gives(self, given: Typed | Photo, update: int | None) -> ReportView:
        self.last = await self.desk.reporting.given(update or self.desk.update(), self.telegram_id, given)
        return self.last

    async def fills_in(self, text: str = "Chờ ba tuần", *, unit: int = 1, photo: str | None = None) -> ReportView:
        """From the unit to the review."""
        await self.taps(Act.PICK, unit)
        await self.taps(Act.PICK, 1)
        await self.types(text)
        return await (self.shows(photo) if photo else self.taps(Act.NO_PHOTO))

    async def sends(self, *, update: int | None = None) -> ReportView:
        return await self.taps(Act.SEND, update=update)


@dataclass
class Official:
    desk: ReportOffice
    telegram_id: int
    last: DeskView = field(default_factory=DeskView)
    about: int = 0
    kind: ReplyKind = ReplyKind.ANSWER

    @property
    def reply(self) -> Reply:
        assert self.last.reply
        return self.last.reply

    async def begins(
        self, report: Report, kind: ReplyKind = ReplyKind.ANSWER, *, update: int | None = None
    ) -> DeskView:
        number, self.about, self.kind = update or self.desk.update(), report.id, kind
        self.last = await self.desk.desk.begin(number, self.telegram_id, report.id, kind)
        return self.last

    async def types(self, text: str | None, *, update: int | None = None) -> DeskView:
        self.last = await self.desk.desk.given(update or self.desk.update(), self.telegram_id, text)
        return self.last

    async def taps(self, act: ReplyAct, *, revision: int | None = None, update: int | None = None) -> DeskView:
        shown = self.reply.revision if revision is None else revision
        number = update or self.desk.update()
        self.last = await self.desk.desk.tapped(number, self.telegram_id, self.about, self.kind, shown, act)
        return self.last

    async def answers(self, report: Report, text: str = "Đã trả kết quả") -> DeskView:
        await self.begins(report)
        await self.types(text)
        return await self.taps(ReplyAct.SEND)

    async def apologises(self, report: Report, letter: str = "12/UBND 20/11/2026") -> DeskView:
        await self.begins(report, ReplyKind.APOLOGY)
        await self.types(letter)
        return await self.taps(ReplyAct.SEND)
