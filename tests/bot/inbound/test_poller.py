"""Long polling at a real Bot API: nothing is confirmed before it is handled, each chat keeps its order."""

from __future__ import annotations

import asyncio

from tests.bot.inbound.polling import Office, Slow, patiently


async def test_an_update_is_confirmed_only_after_it_was_handled(office: Office) -> None:
    office.handle = handle = Slow(office)
    async with office.open():
        number = await office.write(await office.person(), "slow")
        await patiently(handle.held)
        assert await office.unconfirmed() == [number]
        handle.go_on.set()
        await office.caught_up()
    assert office.handled == ["slow"]


async def test_what_was_in_hand_when_the_process_died_comes_again(office: Office) -> None:
    office.handle = handle = Slow(office)
    dying = asyncio.create_task(office.poller().run())
    await office.write(await office.person(), "slow")
    await patiently(handle.held)
    dying.cancel()
    await asyncio.wait({dying})
    office.handle = office.note
    async with office.open():
        await office.caught_up()
    assert office.handled == ["slow"]


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
