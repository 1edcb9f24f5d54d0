"""The flood limits, second by second."""

from __future__ import annotations

import pytest

from bot.standin.errors import ApiRefusal
from bot.standin.flood import Flood, FloodLimits
from tests.bot.standin.wire import Clock


def refused(flood: Flood, chat: int) -> int | None:
    try:
        flood.admit(chat)
    except ApiRefusal as refusal:
        return refusal.retry_after
    return None


def test_the_thirty_first_message_of_a_second_closes_the_gate_for_everybody(pulse: Clock) -> None:
    flood = Flood(FloodLimits(), pulse)
    assert [refused(flood, chat) for chat in range(30)] == [None] * 30
    assert refused(flood, 30) == 3
    pulse.seconds += 2
    assert refused(flood, 31) == 1
    pulse.seconds += 1
    assert refused(flood, 31) is None


def test_thirty_in_each_second_pass(pulse: Clock) -> None:
    flood = Flood(FloodLimits(), pulse)
    for _second in range(3):
        assert {refused(flood, chat) for chat in range(30)} == {None}
        pulse.seconds += 1


def test_a_chat_takes_a_burst_and_then_one_message_per_second(pulse: Clock) -> None:
    flood = Flood(FloodLimits(chat_burst=3), pulse)
    assert [refused(flood, 1) for _ in range(4)] == [None, None, None, 1]
    assert refused(flood, 2) is None
    pulse.seconds += 1
    assert [refused(flood, 1) for _ in range(2)] == [None, 1]


@pytest.mark.parametrize("sends", [200])
def test_limits_can_be_switched_off(pulse: Clock, sends: int) -> None:
    flood = Flood(FloodLimits(per_second=None, per_chat_second=None), pulse)
    assert {refused(flood, 1) for _ in range(sends)} == {None}
