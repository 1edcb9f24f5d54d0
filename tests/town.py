"""A whole town for conversation tests: the stand-in, the bot with both libraries, a store with the examples."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from random import Random

from bot.app.entities import RoleKind
from bot.app.package import ProvincePackage
from bot.app.ports import Clock
from bot.compose import Services, Worker, open_services
from bot.settings import Settings
from bot.standin import DEFAULT_TOKEN, StandIn, serve
from tests.person import Person

__all__ = ["Town", "open_town"]


@dataclass
class Town:
    """`url` is the stand-in's; `services` are the use cases that the running bot works with."""

    url: str
    services: Services
    standin: StandIn

    async def citizen(self, name: str = "An", lang: str | None = "vi") -> Person:
        return await Person.create(self.url, name=name, lang=lang)

    async def ticket(self, unit: str = "thanh_ha") -> str:
        (ticket,) = await self.services.access.tickets("hai_duong", "citizen", per_unit=1, units=(unit,))
        return ticket.code

    async def official(self, unit: str = "thanh_ha", province: str = "hai_duong") -> Person:
        """Someone bound to a unit by a one-time code."""
        code = await self.services.access.role_code(province, RoleKind.OFFICIAL, unit)
        person = await self.citizen("Cán bộ")
        await person.start(code.code)
        return person

    async def coordinator(self) -> Person:
        code = await self.services.access.role_code("hai_duong", RoleKind.COORDINATOR)
        person = await self.citizen("Điều phối")
        await person.start(code.code)
        return person


def _in_one_order(units: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(Random(1).sample(units, len(units)))


@asynccontextmanager
async def open_town(
    database_url: str, clock: Clock, choose: Callable[[str], str], *packages: ProvincePackage
) -> AsyncIterator[Town]:
    """The bot at work on `database_url`, with `packages` loaded."""
    standin = StandIn()
    async with serve(standin) as url:
        settings = Settings(database_url=database_url, api_base=url)
        async with open_services(
            settings, clock=clock, choose=choose, shuffle=_in_one_order, lots=Random(1)
        ) as services:
            for package in packages:
                await services.loader.load(package)
            worker = Worker(settings, services, DEFAULT_TOKEN)
            working = asyncio.create_task(worker.run())
            try:
                yield Town(url, services, standin)
            finally:
                worker.stop()
                await working
