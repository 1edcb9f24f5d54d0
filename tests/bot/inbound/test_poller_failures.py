"""Failures of a handler, of the store and of the Bot API: nothing is lost, and nothing stops the queue."""

from __future__ import annotations

import asyncio
import sqlite3
from typing import Any

import pytest
from aiogram import Dispatcher
from aiohttp import web

from bot.app.trouble import MAX_ATTEMPTS, Trouble
from bot.inbound.dispatcher import make_bot
from bot.inbound.poller import MAX_PAUSE_SECONDS, Poller
from bot.standin import DEFAULT_TOKEN
from storage.store import SqlStore
from tests.bot.inbound.desk import Naps
from tests.bot.inbound.polling import Office
from tests.conftest import StoppedClock
from tests.person import PATIENCE_SECONDS, control


def noted(database_url: str) -> list[Any]:
    """What is known of updates whose handling failed: number, attempts, error."""
    connection = sqlite3.connect(database_url.removeprefix("sqlite+aiosqlite:///"))
    try:
        return connection.execute("select update_id, attempts, error from troubled_update").fetchall()
    finally:
        connection.close()


async def test_a_failure_that_passes_is_tried_again_before_what_follows(office: Office, database_url: str) -> None:
    failures = [RuntimeError("database is locked")]

    async def handle(text: str) -> None:
        if failures:
            raise failures.pop()
        await office.note(text)

    office.handle = handle
    await office.write(await office.person(), "first", "second")
    async with office.open():
        await office.caught_up()
    assert office.handled == ["first", "second"]
    assert [attempts for _, attempts, _ in noted(database_url)] == [1]


async def test_a_request_that_hangs_is_given_up_and_its_update_handled_again(
    office: Office, database_url: str
) -> None:
    """`timeout` takes a request and never answers it."""
    person = await office.person()
    await control(office.url, "POST", f"users/{person}/start", {})
    async with make_bot(DEFAULT_TOKEN, office.url, request_seconds=1) as hasty:
        office.bot = hasty

        async def answer(text: str) -> None:
            await hasty.send_message(person, f"You wrote {text}")
            await office.note(text)

        office.handle = answer
        await control(office.url, "POST", "faults", {"method": "sendMessage", "kind": "timeout"})
        async with office.open():
            await office.caught_up()
    assert office.handled == ["/start"]
    ((_, attempts, error),) = noted(database_url)
    assert attempts == 1
    assert "timeout" in error.lower()


async def test_a_poison_update_is_put_aside_and_noted(office: Office, database_url: str) -> None:
    tried = []

    async def handle(text: str) -> None:
        if text == "poison":
            tried.append(text)
            raise RuntimeError("cannot be handled")
        await office.note(text)

    office.handle = handle
    person = await office.person()
    poison = await office.write(person, "poison")
    await office.write(person, "after")
    async with office.open():
        await office.caught_up()
    assert len(tried) == MAX_ATTEMPTS == 3
    assert office.handled == ["after"]
    assert noted(database_url) == [(poison, 3, "RuntimeError('cannot be handled')")]


async def test_a_failure_that_nobody_can_note_ends_the_poller_and_confirms_nothing(office: Office) -> None:
    """The store is gone, say: a service manager starts the bot again, and the update is still there."""

    class Gone:
        def write(self) -> Any:
            raise ConnectionError("no store")

        read = write

    async def fails(_: str) -> None:
        raise RuntimeError("no store")

    office.handle, office.trouble = fails, Trouble(Gone())
    number = await office.write(await office.person(), "hello")
    with pytest.raises(ConnectionError):
        await asyncio.wait_for(office.poller().run(), PATIENCE_SECONDS)
    assert await office.unconfirmed() == [number]


@pytest.mark.parametrize(("kind", "pause"), [("500", 1.0), ("429", 5.0), ("drop_after", 1.0)])
async def test_it_goes_on_after_a_failure_of_the_api(office: Office, kind: str, pause: float) -> None:
    await office.fails(kind, retry_after=5)
    await office.write(await office.person(), "hello")
    async with office.open():
        await office.caught_up()
    assert office.handled == ["hello"]
    assert office.naps.slept == [pause]


async def test_the_pause_doubles_up_to_a_bound_and_is_short_again_after_a_success(office: Office) -> None:
    person = await office.person()
    await office.fails("500", times=7)
    async with office.open():
        await office.write(person, "first")
        await office.caught_up()
        await office.fails("500")
        await office.write(person, "second")
        await office.caught_up()
    assert office.naps.slept[:7] == [1.0, 2.0, 4.0, 8.0, 16.0, MAX_PAUSE_SECONDS, MAX_PAUSE_SECONDS]
    assert set(office.naps.slept[7:]) <= {1.0}
    assert office.handled == ["first", "second"]


async def test_another_poller_during_a_deploy_does_not_end_this_one(office: Office) -> None:
    async with office.open():
        await office.write(await office.person(), "before")
        await office.caught_up()
        await control(office.url, "GET", "bot")
        await office.bot.get_updates(timeout=0)
        await office.write(await office.person(), "after")
        await office.caught_up()
    assert office.handled == ["before", "after"]


async def test_a_kind_of_update_that_is_not_known_yet_is_passed_over(office: Office) -> None:
    office.standin.exchange.updates.push("telepathy", {"thought": "hm"}, 1)
    await office.write(await office.person(), "hello")
    async with office.open():
        await office.caught_up()
    assert office.handled == ["hello"]


async def test_a_proxys_error_page_does_not_end_it(store: SqlStore, clock: StoppedClock) -> None:
    asked = 0

    async def proxy(_: web.Request) -> web.Response:
        nonlocal asked
        asked += 1
        if asked == 1:
            return web.Response(text="<html>Bad Gateway</html>", status=502, content_type="text/html")
        poller.stop()
        return web.json_response({"ok": True, "result": []})

    app = web.Application()
    app.router.add_post("/{path:.*}", proxy)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    async with make_bot(DEFAULT_TOKEN, url) as bot:
        poller = Poller(bot, Dispatcher(disable_fsm=True), Trouble(store), Naps(clock))
        await asyncio.wait_for(poller.run(), PATIENCE_SECONDS)
    await runner.cleanup()
    assert asked == 2
