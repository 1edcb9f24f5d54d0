"""Telegram's flood limits for new messages.

Telegram's FAQ names about 30 messages per second for one token and one per second for one chat, and says that
short bursts in a chat are tolerated. The token limit is kept strictly and its breach closes the gate for a
while, as it does in reality; the chat limit is a bucket that lets a burst through. Edits, callback answers and
chat actions are not counted: Telegram publishes no number for them.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from bot.standin.errors import too_many_requests


@dataclass(frozen=True)
class FloodLimits:
    """``None`` switches a limit off (for load trials)."""

    per_second: int | None = 30
    per_chat_second: float | None = 1.0
    chat_burst: int = 20
    hold_seconds: float = 3.0


class Flood:
    """Counts sends against the limits; ``pulse`` is a monotonic clock in seconds."""

    def __init__(self, limits: FloodLimits, pulse: Callable[[], float]) -> None:
        self.limits = limits
        self._pulse = pulse
        self._sent: deque[float] = deque()
        self._held_until = float("-inf")
        self._buckets: dict[int, tuple[float, float]] = {}

    def admit(self, chat_id: int) -> None:
        """Count one send to ``chat_id``, or raise the 429 that Telegram would answer."""
        now = self._pulse()
        if now < self._held_until:
            raise too_many_requests(self._held_until - now)
        level = self._chat_level(chat_id, now)
        self._admit_token(now)
        if level is not None:
            self._buckets[chat_id] = (level - 1, now)
        self._sent.append(now)

    def _admit_token(self, now: float) -> None:
        while self._sent and now - self._sent[0] >= 1:
            self._sent.popleft()
        if self.limits.per_second is not None and len(self._sent) >= self.limits.per_second:
            self._held_until = now + self.limits.hold_seconds
            raise too_many_requests(self.limits.hold_seconds)

    def _chat_level(self, chat_id: int, now: float) -> float | None:
        rate = self.limits.per_chat_second
        if rate is None:
            return None
        level, since = self._buckets.get(chat_id, (float(self.limits.chat_burst), now))
        level = min(self.limits.chat_burst, level + (now - since) * rate)
        if level < 1:
            raise too_many_requests((1 - level) / rate)
        return level
