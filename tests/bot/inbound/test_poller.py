"""Long polling at a real Bot API: nothing is confirmed before it is handled, nothing stops the queue."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiogram import Bot, Dispatcher
from aiogram.types import Message
from aiohttp import web

from bot.app.trouble import MAX_ATTEMPTS, Trouble
from bot.inbound.dispatcher import make_bot
from bot.inbound.poller import GRACE_SECONDS, MAX_PAUSE_SECONDS, Poller
from bot.standin import DEFAULT_TOKEN, StandIn, serve
from storage.store import SqlStore
from tests.bot.inbound.desk import Naps
from tests.conftest import StoppedClock
from tests.person import PATIENCE_SECONDS, control

Handler = Callable[[str], Awaitable[None]]


class Office:
    """A bot whose only handler is `handle`, and people who write to it before or while it polls."""

    def __init__(self, url: str, bot: Bot, trouble: Trouble, naps: Naps, standin: StandIn) -> None:
        self.url, self.bot, self.naps, self.standin = url, bot, naps, standin
        self.trouble = trouble
        self.handle: Handler = self.note
        self.handled: list[str] = []

    async def note(self, text: str) -> None:
        self.handled.append(text)

    def poller(self, *, grace: float = GRACE_SECONDS) -> Poller:
        dispatcher = Dispatcher(disable_fsm=True)

        @dispatcher.message()
        async def any_message(message: Message) -> None:
            await self.handle(message.text or "")

        return Poller(self.bot, dispatcher, self.trouble, self.naps, grace=grace)

    @asynccontextmanager
    async def open(self) -> AsyncIterator[Poller]:
        poller = self.poller()
        running = asyncio.create_task(poller.run())
        try:
            yield poller
        finally:
            poller.stop()
            await asyncio.wait_for(running, PATIENCE_SECONDS)

    async def person(self) -> int:
        return int((await control(self.url, "POST", "users", {"first_name": "An"}))["id"])

    async def write(self, person: int, *texts: str) -> int:
        for text in texts:
            sent = await control(self.url, "POST", f"users/{person}/text", {"text": text})
        return int(sent["update_id"])

    async def fails(self, kind: str, *, times: int = 1, retry_after: int = 1) -> None:
        body = {"method": "getUpdates", "kind": kind, "times": times, "retry_after": retry_after}
        await control(self.url, "POST", "faults", body)

    async def caught_up(self) -> None:
        assert (await control(self.url, "POST", "wait_idle", {"seconds": PATIENCE_SECONDS}))["idle"]

    async def unconfirmed(self) -> list[int]:
        pending: list[int] = (await control(self.url, "GET", "state"))["pending_updates"]
        return pending


@pytest.fixture
async def office(store: SqlStore, clock: StoppedClock) -> AsyncIterator[Office]:
    standin = StandIn()
    async with serve(standin) as url, make_bot(DEFAULT_TOKEN, url) as bot:
        yield Office(url, bot, Trouble(store), Naps(clock), standin)


def alarms(database_url: str) -> list[Any]:
    connection = sqlite3.connect(database_url.removeprefix("sqlite+aiosqlite:///"))
    try:
        return connection.execute("select update_id, attempts, error from troubled_update").fetchall()
    finally:
        connection.close()


async def patiently(event: asyncio.Event) -> None:
    await asyncio.wait_for(event.wait(), PATIENCE_SECONDS)


async def test_an_update_is_confirmed_only_after_it_was_handled(office: Office) -> None:
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def slowly(text: str) -> None:
        begun.set()
        await go_on.wait()
        await office.note(text)

    office.handle = slowly
    async with office.open():
        number = await office.write(await office.person(), "hello")
        await patiently(begun)
        assert await office.unconfirmed() == [number]
        go_on.set()
        await office.caught_up()
    assert office.handled == ["hello"]


async def test_what_was_in_hand_when_the_process_died_comes_again(office: Office) -> None:
    begun = asyncio.Event()

    async def never(_: str) -> None:
        begun.set()
        await asyncio.Event().wait()

    office.handle = never
    dying = asyncio.create_task(office.poller().run())
    await office.write(await office.person(), "hello")
    await patiently(begun)
    dying.cancel()
    await asyncio.wait({dying})
    office.handle = office.note
    async with office.open():
        await office.caught_up()
    assert office.handled == ["hello"]


async def test_a_chat_is_handled_in_its_order(office: Office) -> None:
    one, other = await office.person(), await office.person()
    for number in range(5):
        await office.write(one, f"a{number}")
        await office.write(other, f"b{number}")

    async def awkwardly(text: str) -> None:
        for _ in range(ord(text[0]) * 7 % 3 + (5 - int(text[1]))):
            await asyncio.sleep(0)
        await office.note(text)

    office.handle = awkwardly
    async with office.open():
        await office.caught_up()
    for chat in "ab":
        assert [text for text in office.handled if text[0] == chat] == [f"{chat}{n}" for n in range(5)]


async def test_one_slow_chat_does_not_hold_up_another(office: Office) -> None:
    slow, quick = await office.person(), await office.person()
    done = asyncio.Event()

    async def handle(text: str) -> None:
        if text == "slow":
            await patiently(done)
        else:
            done.set()
        await office.note(text)

    office.handle = handle
    await office.write(slow, "slow")
    await office.write(quick, "quick")
    async with office.open():
        await office.caught_up()
    assert office.handled == ["quick", "slow"]


class Slow:
    """A handler that begins what is called "slow" at once and ends it only when it is let go."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.begun: list[str] = []
        self.go_on = asyncio.Event()
        self.rung = asyncio.Event()

    async def __call__(self, text: str) -> None:
        self.begun.append(text)
        if text == "slow":
            await patiently(self.go_on)
        await self.office.note(text)
        self.rung.set()

    async def until(self, *texts: str) -> None:
        """Until exactly these were handled."""
        while self.office.handled != list(texts):
            self.rung.clear()
            await patiently(self.rung)


async def test_while_one_chat_is_slow_the_others_are_served_as_they_write(office: Office) -> None:
    slow, quick = await office.person(), await office.person()
    office.handle = handle = Slow(office)
    async with office.open():
        held = await office.write(slow, "slow")
        await office.write(quick, "one")
        await handle.until("one")
        await office.write(quick, "two")
        await handle.until("one", "two")
        assert held in await office.unconfirmed(), "what follows is handled, and nothing is confirmed before it"
        handle.go_on.set()
        await office.caught_up()
    assert office.handled == ["one", "two", "slow"]
    assert handle.begun == ["slow", "one", "two"], "delivered again and again meanwhile, and taken once"


async def test_a_slow_chat_keeps_its_own_order(office: Office) -> None:
    slow, quick = await office.person(), await office.person()
    office.handle = handle = Slow(office)
    async with office.open():
        await office.write(slow, "slow", "after it")
        await office.write(quick, "meanwhile")
        await handle.until("meanwhile")
        await office.write(slow, "last")
        await office.write(quick, "still")
        await handle.until("meanwhile", "still")
        handle.go_on.set()
        await office.caught_up()
    assert office.handled == ["meanwhile", "still", "slow", "after it", "last"]


async def test_after_a_crash_everything_from_the_slow_update_on_comes_again(office: Office) -> None:
    """Also what was handled since: its numbers are known to the store, so that it changes nothing."""
    slow, quick = await office.person(), await office.person()
    await office.write(quick, "before")
    async with office.open():
        await office.caught_up()
    office.handle = handle = Slow(office)
    dying = asyncio.create_task(office.poller().run())
    numbers = [await office.write(slow, "slow"), await office.write(quick, "one")]
    await handle.until("before", "one")
    numbers.append(await office.write(quick, "two"))
    await handle.until("before", "one", "two")
    assert await office.unconfirmed() == numbers
    dying.cancel()
    await asyncio.wait({dying})
    office.handle = office.note
    async with office.open():
        await office.caught_up()
    assert office.handled[:3] == ["before", "one", "two"]
    assert sorted(office.handled[3:]) == ["one", "slow", "two"]


async def test_a_handler_that_hangs_does_not_keep_the_process_from_stopping(office: Office) -> None:
    begun, cut_off = asyncio.Event(), asyncio.Event()

    async def never(_: str) -> None:
        begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            cut_off.set()

    office.handle = never
    poller = office.poller(grace=0)
    running = asyncio.create_task(poller.run())
    number = await office.write(await office.person(), "hello")
    await patiently(begun)
    poller.stop()
    await asyncio.wait_for(running, PATIENCE_SECONDS)
    assert cut_off.is_set()
    assert await office.unconfirmed() == [number], "it comes again when the bot is back"
    office.handle = office.note
    async with office.open():
        await office.caught_up()
    assert office.handled == ["hello"]


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
    assert [attempts for _, attempts, _ in alarms(database_url)] == [1]


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
    ((_, attempts, error),) = alarms(database_url)
    assert attempts == 1
    assert "timeout" in error.lower()


async def test_a_poison_update_is_put_aside_with_an_alarm(office: Office, database_url: str) -> None:
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
    assert alarms(database_url) == [(poison, 3, "RuntimeError('cannot be handled')")]


async def test_stop_finishes_what_is_in_hand_and_takes_no_more(office: Office) -> None:
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def slowly(text: str) -> None:
        begun.set()
        await go_on.wait()
        await office.note(text)

    office.handle = slowly
    poller, person = office.poller(), await office.person()
    running = asyncio.create_task(poller.run())
    await office.write(person, "in hand")
    await patiently(begun)
    poller.stop()
    await office.write(person, "too late")
    assert not running.done()
    go_on.set()
    await asyncio.wait_for(running, PATIENCE_SECONDS)
    assert office.handled == ["in hand"]


async def test_stop_does_not_wait_for_the_end_of_a_quiet_long_poll(office: Office) -> None:
    poller = office.poller()
    running = asyncio.create_task(poller.run())
    await office.write(await office.person(), "hello")
    await office.caught_up()
    poller.stop()
    await asyncio.wait_for(running, PATIENCE_SECONDS)


async def test_a_poller_that_was_stopped_before_it_began_asks_for_nothing(office: Office) -> None:
    poller = office.poller()
    poller.stop()
    await asyncio.wait_for(poller.run(), PATIENCE_SECONDS)
    assert (await control(office.url, "GET", "requests"))["requests"] == []


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
