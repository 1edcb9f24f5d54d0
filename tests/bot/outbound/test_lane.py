"""The delivery lane through python-telegram-bot at a real Bot API: at most once, and every doubt has a name."""

from __future__ import annotations

import asyncio
import socket
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from aiohttp import web

from bot.app.entities import Delivery
from bot.app.lane import Lane
from bot.app.newest import Newest
from bot.app.reminders import REMINDER
from bot.outbound.lane import BATCH, LEASE, MAX_ATTEMPTS, RETRY_IN, DeliveryLane, make_sender
from bot.outbound.pacer import Pacer
from bot.standin import DEFAULT_TOKEN, StandIn, serve
from storage.store import SqlStore
from tests.conftest import StoppedClock
from tests.person import control

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


async def at_once(_: float) -> None:
    """The pacer has tests of its own."""


class Post:
    """The lane at work for people of the stand-in; the fate of each row is read from the database itself."""

    def __init__(self, store: SqlStore, clock: StoppedClock, database_url: str, url: str) -> None:
        self.store, self.clock, self.url = store, clock, url
        self.path = database_url.removeprefix("sqlite+aiosqlite:///")
        self.lane = DeliveryLane(
            store, Lane(store, clock), clock, ZONE, make_sender(DEFAULT_TOKEN, url, Pacer(sleep=at_once)), Newest()
        )

    async def person(self, *, language: str = "en", started: bool = True) -> int:
        user = int((await control(self.url, "POST", "users", {"first_name": "An"}))["id"])
        if started:
            await control(self.url, "POST", f"users/{user}/start", {})
        await self.known(user, language)
        return user

    async def known(self, user: int, language: str = "en") -> None:
        async with self.store.write() as tx:
            await tx.people.keep_language(user, language)

    async def plan(self, chat: int, *, key: str = "one", kind: str = REMINDER, **params: str) -> bool:
        facts = {
            "due_at": (self.clock.now + timedelta(days=2)).isoformat(),
            "title_vi": "Tự chấm điểm",
            "title_en": "Self-assessment",
        }
        async with self.store.write() as tx:
            return await tx.outbox.plan(key, chat, kind, facts | params, self.clock.now)

    def row(self, key: str = "one") -> dict[str, Any]:
        connection = sqlite3.connect(self.path)
        connection.row_factory = sqlite3.Row
        try:
            return dict(connection.execute("select * from outbox where key = ?", (key,)).fetchone())
        finally:
            connection.close()

    def state(self, key: str = "one") -> Delivery:
        return Delivery(self.row(key)["state"])

    async def fails(self, kind: str, *, times: int = 1, retry_after: int = 1) -> None:
        body = {"method": "sendMessage", "kind": kind, "times": times, "retry_after": retry_after}
        await control(self.url, "POST", "faults", body)

    async def received(self, user: int) -> list[str]:
        chat = await control(self.url, "GET", f"users/{user}/chat")
        return [each["message"]["text"] for each in chat["messages"] if each["from_bot"]]

    async def requests(self) -> list[int]:
        """The status of every sendMessage so far."""
        found = (await control(self.url, "GET", "requests?method=sendMessage"))["requests"]
        return [request["status"] for request in found]


@asynccontextmanager
async def open_post(store: SqlStore, clock: StoppedClock, database_url: str, url: str) -> AsyncIterator[Post]:
    post = Post(store, clock, database_url, url)
    await post.lane.sender.request.initialize()  # no getMe: it would fail where nobody listens
    try:
        yield post
    finally:
        await post.lane.sender.request.shutdown()


@pytest.fixture
async def post(store: SqlStore, clock: StoppedClock, database_url: str) -> AsyncIterator[Post]:
    async with serve(StandIn()) as url, open_post(store, clock, database_url, url) as opened:
        yield opened


async def test_what_is_planned_is_delivered_once(post: Post) -> None:
    an, binh = await post.person(), await post.person(language="vi")
    assert await post.plan(an)
    assert not await post.plan(an)
    assert await post.plan(binh, key="two")
    assert await post.lane.drain() == 2
    assert await post.lane.drain() == 0
    (english,) = await post.received(an)
    assert english.startswith("Reminder: Self-assessment")
    (vietnamese,) = await post.received(binh)
    assert "Tự chấm điểm" in vietnamese
    assert post.state() is post.state("two") is Delivery.SENT


async def test_nothing_leaves_before_its_time(post: Post, clock: StoppedClock) -> None:
    an = await post.person()
    await post.plan(an)
    clock.advance(seconds=-1)
    assert await post.lane.drain() == 0
    clock.advance(seconds=1)
    assert await post.lane.drain() == 1


async def test_more_than_a_batch_is_drained(post: Post) -> None:
    people = [await post.person() for _ in range(BATCH + 1)]
    for number, person in enumerate(people):
        await post.plan(person, key=str(number))
    assert await post.lane.drain() == BATCH + 1


async def test_a_stop_ends_with_the_row_in_hand(post: Post) -> None:
    an = await post.person()
    keys = ("one", "two", "three")
    for key in keys:
        await post.plan(an, key=key)

    async def stop_while_waiting(seconds: float) -> None:
        if seconds:  # the second message to one chat has to wait for its turn
            lane.stop()

    lane = replace(post.lane, sender=make_sender(DEFAULT_TOKEN, post.url, Pacer(lambda: 0.0, stop_while_waiting)))
    await lane.sender.request.initialize()
    assert await lane.drain() == 2
    await lane.sender.request.shutdown()
    assert sorted(post.state(key) for key in keys) == sorted([Delivery.SENT, Delivery.SENT, Delivery.PLANNED])
    assert await post.lane.drain() == 1, "the rest is due at once for whoever comes next"


async def test_two_lanes_never_send_one_row_twice(post: Post) -> None:
    people = [await post.person() for _ in range(6)]
    for number, person in enumerate(people):
        await post.plan(person, key=str(number))
    assert sum(await asyncio.gather(post.lane.drain(), post.lane.drain())) == 6
    assert [len(await post.received(person)) for person in people] == [1] * 6


async def test_a_429_holds_everything_and_the_row_goes_out_later(post: Post, clock: StoppedClock) -> None:
    an, binh = await post.person(), await post.person()
    await post.plan(an)
    await post.plan(binh, key="two")
    await post.fails("429", retry_after=40)
    assert await post.lane.drain() == 0
    assert await post.requests() == [429]
    assert post.state() is post.state("two") is Delivery.PLANNED
    assert await post.lane.hold.wait_seconds() == 40
    clock.advance(seconds=39)
    assert await post.lane.drain() == 0
    assert await post.requests() == [429]
    clock.advance(seconds=1)
    assert await post.lane.drain() == 2
    assert [len(await post.received(user)) for user in (an, binh)] == [1, 1]


async def test_the_hold_of_the_other_lane_is_obeyed(post: Post, clock: StoppedClock) -> None:
    await post.plan(await post.person())
    await post.lane.hold.hold(timedelta(seconds=10))
    assert await post.lane.drain() == 0
    assert await post.requests() == []
    clock.advance(seconds=10)
    assert await post.lane.drain() == 1


async def test_someone_who_blocked_the_bot_is_noted_and_not_tried_again(post: Post, clock: StoppedClock) -> None:
    an = await post.person()
    await post.plan(an)
    await control(post.url, "POST", f"users/{an}/block", {})
    assert await post.lane.drain() == 0
    assert post.state() is Delivery.UNDELIVERABLE
    assert "blocked" in post.row()["error"]
    async with post.store.read() as tx:
        person = await tx.people.get(an)
    assert person is not None
    assert person.blocked
    clock.advance(days=1)
    assert await post.lane.drain() == 0
    assert await post.requests() == [403]


async def test_a_chat_that_does_not_exist_is_undeliverable(post: Post) -> None:
    await post.known(99)
    await post.plan(99)
    assert await post.lane.drain() == 0
    assert post.state() is Delivery.UNDELIVERABLE


async def test_a_kind_that_nobody_can_word_does_not_stop_the_others(post: Post) -> None:
    an = await post.person()
    await post.plan(an, kind="birthday")
    await post.plan(an, key="two")
    assert await post.lane.drain() == 1
    assert post.state() is Delivery.UNDELIVERABLE
    assert await post.requests() == [200]


async def test_facts_that_nobody_can_word_do_not_stop_the_others(post: Post) -> None:
    an = await post.person()
    await post.plan(an, due_at="tomorrow")
    await post.plan(an, key="two")
    assert await post.lane.drain() == 1
    assert post.state() is Delivery.UNDELIVERABLE


@pytest.mark.parametrize("fault", ["drop_after", "500"])
async def test_an_outcome_that_is_not_known_is_called_unknown_and_never_sent_again(
    post: Post, clock: StoppedClock, fault: str
) -> None:
    an, binh = await post.person(), await post.person()
    await post.plan(an)
    await post.plan(binh, key="two")
    await post.fails(fault)
    assert await post.lane.drain() == 1
    assert post.state() is Delivery.UNKNOWN
    clock.advance(days=1)
    await post.lane.reap()
    assert await post.lane.drain() == 0
    assert len(await post.received(an)) == (1 if fault == "drop_after" else 0)
    assert len(await post.received(binh)) == 1


async def test_a_crash_between_sending_and_marking_leaves_a_doubt_and_no_second_message(
    post: Post, clock: StoppedClock
) -> None:
    """The lane dies with its request under way: `timeout` never answers, and the task is killed."""
    an, binh = await post.person(), await post.person()
    await post.plan(an)
    await post.plan(binh, key="two")
    await post.fails("timeout")
    dying = asyncio.create_task(post.lane.drain())
    while not await post.requests():
        assert not dying.done()
    assert post.state() is Delivery.SENDING
    dying.cancel()
    await asyncio.wait({dying})
    assert post.state("two") is Delivery.CLAIMED
    assert await post.lane.reap() == (0, 0)
    clock.advance(seconds=LEASE.total_seconds())
    assert await post.lane.reap() == (1, 1)
    assert post.state() is Delivery.UNKNOWN
    assert await post.lane.drain() == 1
    assert (len(await post.received(an)), len(await post.received(binh))) == (0, 1)


async def test_a_request_that_never_left_is_tried_again_and_then_given_up(
    store: SqlStore, clock: StoppedClock, database_url: str
) -> None:
    async with open_post(store, clock, database_url, f"http://127.0.0.1:{closed_port()}") as post:
        await post.known(7)
        await post.plan(7)
        for attempt in range(1, MAX_ATTEMPTS + 1):
            assert post.state() is Delivery.PLANNED
            assert await post.lane.drain() == 0
            assert post.row()["attempts"] == attempt
            assert await post.lane.drain() == 0
            assert post.row()["attempts"] == attempt
            clock.advance(seconds=RETRY_IN.total_seconds())
        assert post.state() is Delivery.UNDELIVERABLE


async def test_it_goes_out_when_the_connection_is_back(post: Post, clock: StoppedClock, database_url: str) -> None:
    an = await post.person()
    await post.plan(an)
    async with open_post(post.store, clock, database_url, f"http://127.0.0.1:{closed_port()}") as cut_off:
        assert await cut_off.lane.drain() == 0
    clock.advance(seconds=RETRY_IN.total_seconds())
    assert await post.lane.drain() == 1
    assert len(await post.received(an)) == 1


@pytest.mark.parametrize("fault", ["500", "429", "drop_after"])
async def test_where_telegram_cannot_be_asked_who_the_bot_is_the_lane_begins_later(
    store: SqlStore, clock: StoppedClock, database_url: str, fault: str
) -> None:
    """At the start of the process, say: nothing is claimed meanwhile, and the first run that gets through sends."""
    async with serve(StandIn()) as url:
        post = Post(store, clock, database_url, url)
        try:
            an = await post.person()
            await post.plan(an)
            await control(url, "POST", "faults", {"method": "getMe", "kind": fault, "times": 2})
            for _ in range(2):
                assert await post.lane.run() == 0
                assert post.state() is Delivery.PLANNED
            assert await post.lane.run() == 1
            assert len(await post.received(an)) == 1
        finally:
            await post.lane.sender.shutdown()


async def test_an_answer_that_is_no_bot_api_leaves_a_doubt_and_the_lane_goes_on(
    store: SqlStore, clock: StoppedClock, database_url: str
) -> None:
    async def portal(_: web.Request) -> web.Response:
        return web.Response(text="<html>Please log in</html>", content_type="text/html")

    app = web.Application()
    app.router.add_post("/{path:.*}", portal)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    async with open_post(store, clock, database_url, url) as post:
        await post.known(7)
        await post.plan(7)
        await post.plan(7, key="two")
        assert await post.lane.drain() == 0
        assert post.state() is post.state("two") is Delivery.UNKNOWN
    await runner.cleanup()


def closed_port() -> int:
    """A port of this machine on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
