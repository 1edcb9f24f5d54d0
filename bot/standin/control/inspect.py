"""The stand-in itself: its log, its faults, its clock, and whether the bot has caught up."""

from __future__ import annotations

from dataclasses import asdict

from aiohttp import web

from bot.standin.control import bodies
from bot.standin.control.base import Routes, answering, number, read_body, wait_of
from bot.standin.errors import ControlRefusal
from bot.standin.faults import Fault
from bot.standin.flood import FloodLimits
from bot.standin.state import Json
from bot.standin.updates import SETTLED


class InspectRoutes(Routes):
    def routes(self) -> list[web.AbstractRouteDef]:
        return [
            web.get("/control/bot", answering(self.bot)),
            web.get("/control/state", answering(self.state)),
            web.get("/control/requests", answering(self.requests)),
            web.get("/control/faults", answering(self.faults)),
            web.post("/control/faults", answering(self.add_fault)),
            web.delete("/control/faults", answering(self.clear_faults)),
            web.post("/control/flood", answering(self.set_flood)),
            web.post("/control/redeliver", answering(self.redeliver)),
            web.post("/control/advance", answering(self.advance)),
            web.post("/control/wait_idle", answering(self.wait_idle)),
        ]

    async def bot(self, _request: web.Request) -> Json:
        return self.exchange.me

    async def state(self, _request: web.Request) -> Json:
        world = self.exchange.world
        return {
            "bot": self.exchange.me,
            "now": self.exchange.now(),
            "seq": world.last_seq,
            "users": len(world.people),
            "pending_updates": [update.body["update_id"] for update in self.exchange.updates.waiting()],
            "last_update_id": world.last_update_id,
            "allowed_updates": world.allowed_updates,
            "webhook": world.webhook.url if world.webhook else None,
            "requests": self.exchange.journal.last,
            "faults": self.exchange.faults.listing(),
            "flood": asdict(self.exchange.flood.limits),
        }

    async def requests(self, request: web.Request) -> Json:
        journal = self.exchange.journal
        since = int(number(request, "since"))
        return {"last": journal.last, "requests": journal.listing(request.query.get("method"), since)}

    async def faults(self, _request: web.Request) -> Json:
        return {"faults": self.exchange.faults.listing()}

    async def add_fault(self, request: web.Request) -> Json:
        body = await read_body(request, bodies.FaultBody)
        self.exchange.faults.add(Fault(**body.model_dump()))
        return {"faults": self.exchange.faults.listing()}

    async def clear_faults(self, _request: web.Request) -> Json:
        self.exchange.faults.clear()
        return {"faults": []}

    async def set_flood(self, request: web.Request) -> Json:
        body = await read_body(request, bodies.Flood)
        self.exchange.flood.limits = FloodLimits(**body.model_dump())
        return asdict(self.exchange.flood.limits)

    async def redeliver(self, request: web.Request) -> Json:
        body = await read_body(request, bodies.Redeliver)
        if not self.exchange.updates.replay(body.update_id):
            raise ControlRefusal(404, f"update {body.update_id} is not among the settled ones")
        return {"update_id": body.update_id}

    async def advance(self, request: web.Request) -> Json:
        body = await read_body(request, bodies.Advance)
        self.exchange.world.clock_offset += body.seconds
        return {"now": self.exchange.now()}

    async def wait_idle(self, request: web.Request) -> Json:
        """Wait until the bot has confirmed one update, one person's updates, or all of them."""
        body = await read_body(request, bodies.WaitIdle)
        updates = self.exchange.updates

        def caught_up() -> bool:
            return not any(
                body.update_id in (None, update.id) and body.user_id in (None, update.chat_id)
                for update in updates.waiting()
            )

        topic = SETTLED if body.update_id is None else (SETTLED, body.update_id)
        idle = await self.exchange.bells.wait(topic, caught_up, wait_of(body.seconds))
        return {"idle": idle}
