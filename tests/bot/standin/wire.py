"""What the tests of the stand-in share: a clock that is told the time, a bare client, a tiny picture."""

from __future__ import annotations

from typing import Any

import aiohttp

Json = dict[str, Any]
NOON = 1_790_000_000.0
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c4944415408d763f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)


class Clock:
    """Seconds that pass only when told."""

    def __init__(self) -> None:
        self.seconds = NOON

    def __call__(self) -> float:
        return self.seconds


class Wire:
    """The stand-in as a program without a library sees it: method in, (status, answer) out."""

    def __init__(self, session: aiohttp.ClientSession, url: str, token: str) -> None:
        self.session = session
        self.url = url
        self.token = token

    async def api(self, method: str, **params: Any) -> Json:
        """A Bot API call as JSON; the whole answer."""
        async with self.session.post(f"{self.url}/bot{self.token}/{method}", json=params) as response:
            answer: Json = await response.json()
        assert response.status == (200 if answer["ok"] else answer["error_code"])
        return answer

    async def result(self, method: str, **params: Any) -> Any:
        answer = await self.api(method, **params)
        assert answer["ok"], answer
        return answer["result"]

    async def refusal(self, method: str, **params: Any) -> str:
        answer = await self.api(method, **params)
        assert not answer["ok"], answer
        return str(answer["description"])

    async def control(self, path: str, verb: str = "POST", /, **body: Any) -> Json:
        async with self.session.request(verb, f"{self.url}/control/{path}", json=body) as response:
            answer: Json = await response.json()
        return answer | {"status": response.status}

    async def look(self, path: str) -> Json:
        async with self.session.get(f"{self.url}/control/{path}") as response:
            answer: Json = await response.json()
        return answer

    async def person(self, *, name: str = "An", started: bool = True) -> int:
        """A new person; started ones have said /start, and the bot has confirmed it."""
        user = int((await self.control("users", first_name=name))["id"])
        if started:
            await self.control(f"users/{user}/start")
            for update in await self.result("getUpdates"):
                await self.result("getUpdates", offset=update["update_id"] + 1)
        return user
