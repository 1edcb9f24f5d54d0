"""A stop finishes what is in hand, takes no more, and waits for nothing longer than it has to."""

from __future__ import annotations

import asyncio

from tests.bot.inbound.polling import Office, Slow, patiently
from tests.person import PATIENCE_SECONDS, control


async def test_stop_finishes_what_is_in_hand_and_takes_no_more(office: Office) -> None:
    office.handle = handle = Slow(office)
    poller, person = office.poller(), await office.person()
    running = asyncio.create_task(poller.run())
    await office.write(person, "slow")
    await patiently(handle.held)
    poller.stop()
    await office.write(person, "too late")
    assert not running.done()
    handle.go_on.set()
    await asyncio.wait_for(running, PATIENCE_SECONDS)
    assert office.handled == ["slow"]


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
