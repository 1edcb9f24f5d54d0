"""Loading a province: all of it in one transaction, or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.app.entities import Changes
from bot.app.errors import LoadRefused
from bot.app.package import ProvincePackage, RoundPlan
from bot.app.ports import Clock, Store
from bot.app.standings import days_between
from scoring import Fault

__all__ = ["REPLAY_DAYS_AHEAD", "Loader"]

REPLAY_DAYS_AHEAD = 2
"""A replayed calendar moves so that its first deadline is this many days away: near enough to be reminded of."""


@dataclass(frozen=True)
class Loader:
    store: Store
    clock: Clock
    zone: ZoneInfo

    async def load(self, package: ProvincePackage) -> Changes:
        """Write the package and remove what it no longer has; loading it again changes nothing.

        Raises `LoadRefused` where it contradicts a published questionnaire, leaves out what people have to do with,
        or was read by another clock than the bot's.
        """
        if package.timezone != self.zone.key:
            reason = (
                "The folder's clock is {folder} and the bot's is {bot}: change one (the setting PARBOT_TIMEZONE)."
            )
            raise LoadRefused([Fault("timezone", reason, folder=package.timezone, bot=self.zone.key)])
        async with self.store.write() as tx:
            conflicts = await tx.provinces.frozen_conflicts(package)
            if conflicts:
                raise LoadRefused(conflicts)
            return await tx.provinces.load(package, [self._moved_days(round_) for round_ in package.rounds])

    def _moved_days(self, round_: RoundPlan) -> int:
        if not round_.replay or not round_.deadlines:
            return 0
        first = min(deadline.due_at for deadline in round_.deadlines)
        return days_between(first, self.clock(), self.zone) + REPLAY_DAYS_AHEAD
