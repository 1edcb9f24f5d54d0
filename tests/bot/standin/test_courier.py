"""Webhook delivery: the secret, the order, the retries, the call in the response."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web

from tests.bot.standin.wire import Json, Wire

SECRET = "s3cret_-"


class Hook:
    """A webhook that answers as it is told and remembers what came."""

    def __init__(self) -> None:
        self.bodies: list[Json] = []
        self.secrets: list[str | None] = []
        self.answers: list[web.Response] = []

    async def receive(self, request: web.Request) -> web.StreamResponse:
        self.bodies.append(await request.json())
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        return self.answers.pop(0) if self.answers else web.Response()


@pytest.fixture
async def hook(wire: Wire) -> AsyncIterator[Hook]:
    hook = Hook()
    app = web.Application()
    app.router.add_post("/hook", hook.receive)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    await wire.result("setWebhook", url=url, secret_token=SECRET)
    yield hook
    await runner.cleanup()


async def write(wire: Wire, user: int, text: str) -> int:
    return int(
        (await wire.control(f"users/{user}/start" if not text else f"users/{user}/text", text=text))["update_id"]
    )


async def newcomer(wire: Wire) -> int:
    return int((await wire.control("users", first_name="An"))["id"])


async def idle(wire: Wire) -> Any:
    return (await wire.control("wait_idle", seconds=5))["idle"]


async def test_updates_arrive_in_order_with_the_secret(wire: Wire, hook: Hook) -> None:
    user = await newcomer(wire)
    for text in ("a", "b", "c"):
        await write(wire, user, text)
    assert await idle(wire)
    assert [body["message"]["text"] for body in hook.bodies] == ["a", "b", "c"]
    assert set(hook.secrets) == {SECRET}


async def test_a_refused_update_comes_again_before_the_next_one(wire: Wire, hook: Hook) -> None:
    hook.answers = [web.Response(status=500), web.Response(status=403)]
    user = await newcomer(wire)
    for text in ("a", "b"):
        await write(wire, user, text)
    assert await idle(wire)
    assert [body["message"]["text"] for body in hook.bodies] == ["a", "a", "a", "b"]
    info = await wire.result("getWebhookInfo")
    assert info["last_error_message"] == "Wrong response from the webhook: 403 Forbidden"


async def test_a_call_in_the_response_is_performed(wire: Wire, hook: Hook) -> None:
    user = await newcomer(wire)
    hook.answers = [web.json_response({"method": "sendMessage", "chat_id": user, "text": "Chào"})]
    await write(wire, user, "a")
    assert await idle(wire)
    chat = await wire.look(f"users/{user}/chat")
    assert chat["messages"][-1]["message"]["text"] == "Chào"
    assert (await wire.look("requests?method=sendMessage"))["requests"][0]["status"] == 200


async def test_people_are_served_side_by_side(wire: Wire, hook: Hook) -> None:
    users = [await newcomer(wire) for _ in range(5)]
    await asyncio.gather(*(write(wire, user, "a") for user in users))
    assert await idle(wire)
    assert sorted(body["message"]["from"]["id"] for body in hook.bodies) == users


async def test_an_unreachable_webhook_is_reported_and_the_update_kept(wire: Wire) -> None:
    await wire.result("setWebhook", url="http://127.0.0.1:1/hook")
    await write(wire, await newcomer(wire), "a")
    assert not (await wire.control("wait_idle", seconds=0.05))["idle"]
    info = await wire.result("getWebhookInfo")
    assert info["pending_update_count"] == 1
    assert info["last_error_message"].startswith("Connection failed")
