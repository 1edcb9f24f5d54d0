"""The pacer: below Telegram's limits at every moment, and hardly slower than they allow."""

from __future__ import annotations

import asyncio
import itertools
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.outbound.pacer import PER_CHAT_SECONDS, REMEMBERED_CHATS, SENDS_PER_SECOND, Pacer

CAMPAIGN = 1_580
"""Ballots of the survey of Hải Dương in 2019."""

HAIR = 1e-6
"""Seconds: what adding many floats may be off."""


class Watch:
    """Monotonic seconds that pass only while somebody sleeps."""

    def __init__(self) -> None:
        self.seconds = 1_000.0

    def __call__(self) -> float:
        return self.seconds

    async def sleep(self, seconds: float) -> None:
        assert seconds >= 0
        self.seconds += seconds


def send_all(chats: list[int]) -> list[float]:
    """When each message leaves, one after the other, as the lane sends them."""
    watch = Watch()
    pacer = Pacer(watch, watch.sleep)
    left: list[float] = []

    async def leave() -> bool:
        left.append(watch())
        return True

    async def send() -> None:
        for chat in chats:
            await pacer.process_request(leave, (), {}, "sendMessage", {"chat_id": chat}, None)

    asyncio.run(send())
    return left


def most_in_a_second(left: list[float]) -> int:
    return max(sum(1 for at in left if start <= at < start + 1 - HAIR) for start in left)


def test_a_whole_campaign_never_exceeds_25_a_second_and_loses_no_time() -> None:
    left = send_all(list(range(CAMPAIGN)))
    assert most_in_a_second(left) <= SENDS_PER_SECOND == 25
    floor = CAMPAIGN / SENDS_PER_SECOND
    assert left[-1] - left[0] <= 1.05 * floor


def test_one_chat_gets_one_message_a_second() -> None:
    left = send_all([7] * 20)
    assert all(later - earlier >= PER_CHAT_SECONDS - HAIR for earlier, later in itertools.pairwise(left))


@given(chats=st.lists(st.integers(1, 40), min_size=1, max_size=200))
def test_any_mixture_of_chats_keeps_both_limits(chats: list[int]) -> None:
    left = send_all(chats)
    assert most_in_a_second(left) <= SENDS_PER_SECOND
    for chat in set(chats):
        own = [at for at, whose in zip(left, chats, strict=True) if whose == chat]
        assert all(b - a >= PER_CHAT_SECONDS - HAIR for a, b in itertools.pairwise(own))


def test_sends_asked_for_at_the_same_moment_get_different_slots() -> None:
    pacer = Pacer(lambda: 5.0)
    assert [round(pacer.reserve(chat), 6) for chat in range(4)] == [0.0, 0.04, 0.08, 0.12]


def test_after_a_quiet_time_a_message_leaves_at_once_and_no_burst_follows() -> None:
    watch = Watch()
    pacer = Pacer(watch)
    pacer.reserve(1)
    watch.seconds += 3600
    assert pacer.reserve(2) == 0
    assert pacer.reserve(3) == pytest.approx(1 / SENDS_PER_SECOND)


def test_chats_are_forgotten_only_when_their_second_is_over() -> None:
    pacer = Pacer(Watch())
    slots = [pacer.reserve(chat) for chat in range(REMEMBERED_CHATS)]
    pacer.reserve("one chat too many")
    assert pacer.reserve(REMEMBERED_CHATS - 1) == pytest.approx(slots[-1] + PER_CHAT_SECONDS)


async def test_what_goes_to_no_chat_waits_for_nothing() -> None:
    async def asleep(_: float) -> None:
        raise AssertionError("it waited")

    async def call(*_: Any, **__: Any) -> bool:
        return True

    pacer = Pacer(lambda: 0.0, asleep)
    assert await pacer.process_request(call, (), {}, "getMe", {}, None) is True
