"""Waiting without sleeping: whoever changes something rings, whoever waits looks again."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable, Hashable


class Bells:
    """One bell per topic, so that a change in one chat does not wake everybody."""

    def __init__(self) -> None:
        self._waiting: defaultdict[Hashable, set[asyncio.Future[None]]] = defaultdict(set)
        self.closed = False

    def ring(self, topic: Hashable) -> None:
        """Wake those who wait for ``topic``."""
        for waiter in self._waiting.pop(topic, set()):
            if not waiter.done():
                waiter.set_result(None)

    def close(self) -> None:
        """Wake everybody for good: the stand-in goes down and no long poll may hold it."""
        self.closed = True
        for topic in list(self._waiting):
            self.ring(topic)

    async def wait(self, topic: Hashable, ready: Callable[[], bool], seconds: float) -> bool:
        """Wait until ``ready()`` holds, at most ``seconds`` of real time; tells whether it holds."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + seconds
        while not ready():
            remaining = deadline - loop.time()
            if self.closed or remaining <= 0:
                return False
            waiter: asyncio.Future[None] = loop.create_future()
            self._waiting[topic].add(waiter)
            try:
                await asyncio.wait([waiter], timeout=remaining)
            finally:
                self._waiting[topic].discard(waiter)
        return True
