"""People: who there is, what they write and press, and what they see."""

from __future__ import annotations

from aiohttp import web

from bot.standin import chats, people
from bot.standin.control import bodies
from bot.standin.control.base import Routes, answering, number, read_body, wait_of
from bot.standin.errors import ControlRefusal
from bot.standin.methods.commands import menu_of
from bot.standin.state import Json


class PeopleRoutes(Routes):
    def routes(self) -> list[web.AbstractRouteDef]:
        one = "/control/users/{user:[0-9]{1,16}}"
        return [
            web.post("/control/users", answering(self.create)),
            web.get("/control/users", answering(self.listing)),
            web.get(f"{one}/chat", answering(self.chat)),
            web.get(f"{one}/commands", answering(self.commands)),
            web.post(f"{one}/text", answering(self.text)),
            web.post(f"{one}/start", answering(self.start)),
            web.post(f"{one}/edit", answering(self.edit)),
            web.post(f"{one}/press", answering(self.press)),
            web.post(f"{one}/block", answering(self.block)),
            web.post(f"{one}/unblock", answering(self.unblock)),
            web.post(f"{one}/deactivate", answering(self.deactivate)),
        ]

    async def create(self, request: web.Request) -> Json:
        body = await read_body(request, bodies.NewUser)
        if body.id in self.exchange.world.people:
            raise ControlRefusal(409, f"user {body.id} is there already")
        person = self.exchange.add_person(
            body.first_name,
            user_id=body.id,
            last_name=body.last_name,
            username=body.username,
            language_code=body.language_code,
        )
        return {**person.user(), "seq": person.seq}

    async def listing(self, _request: web.Request) -> Json:
        return {
            "users": [
                {
                    **person.user(),
                    "started": person.started,
                    "blocked": person.blocked,
                    "messages": len(person.messages),
                }
                for person in self.exchange.world.people.values()
            ]
        }

    async def chat(self, request: web.Request) -> Json:
        """The chat; with ``after`` and ``wait``, as soon as something is newer than ``after``."""
        person = self.person(request)
        after = int(number(request, "after"))
        await self.exchange.bells.wait(
            ("chat", person.id), lambda: person.seq > after, wait_of(number(request, "wait"))
        )
        return chats.view(self.exchange, person, after)

    async def commands(self, request: web.Request) -> Json:
        person = self.person(request)
        language = request.query.get("lang", person.language_code)
        return {"commands": menu_of(self.exchange, person, language)}

    async def text(self, request: web.Request) -> Json:
        body = await read_body(request, bodies.Text)
        return people.send_text(self.exchange, self.person(request), body.text)

    async def start(self, request: web.Request) -> Json:
        body = await read_body(request, bodies.Start)
        return people.start(self.exchange, self.person(request), body.payload)

    async def edit(self, request: web.Request) -> Json:
        body = await read_body(request, bodies.EditedText)
        return people.edit_text(self.exchange, self.person(request), body.message_id, body.text)

    async def press(self, request: web.Request) -> Json:
        body = await read_body(request, bodies.Press)
        return people.press(
            self.exchange,
            self.person(request),
            text=body.text,
            callback_data=body.callback_data,
            message_id=body.message_id,
            inaccessible=body.inaccessible,
        )

    async def block(self, request: web.Request) -> Json:
        return people.set_blocked(self.exchange, self.person(request), True)

    async def unblock(self, request: web.Request) -> Json:
        return people.set_blocked(self.exchange, self.person(request), False)

    async def deactivate(self, request: web.Request) -> Json:
        person = self.person(request)
        person.deactivated = True
        return {"seq": self.exchange.changed(person)}
