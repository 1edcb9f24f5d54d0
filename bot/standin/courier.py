"""Pushes updates to the webhook: in order within a chat, again until accepted."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from http import HTTPStatus

import aiohttp

from bot.standin.exchange import Exchange
from bot.standin.limits import WAIT_SECONDS
from bot.standin.state import Json, Update, Webhook
from bot.standin.updates import TOPIC

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  # [api] setWebhook.secret_token
REQUEST_SECONDS = 60  # [server] a webhook that has not answered by then is tried again
LONGEST_BACKOFF_SECONDS = 60


class Courier:
    """``reply`` performs the call that a webhook may put into its response body."""

    def __init__(self, exchange: Exchange, reply: Callable[[Json], Awaitable[None]], first_backoff: float) -> None:
        self._exchange = exchange
        self._reply = reply
        self._first_backoff = first_backoff
        self._busy: dict[int, asyncio.Task[None]] = {}

    async def run(self) -> None:
        """Deliver until the stand-in goes down."""
        timeout = aiohttp.ClientTimeout(total=REQUEST_SECONDS)
        async with aiohttp.ClientSession(timeout=timeout) as session:
            try:
                while not self._exchange.bells.closed:
                    for update in self._due():
                        task = asyncio.create_task(self._deliver(session, update))
                        self._busy[update.chat_id] = task
                    await self._exchange.bells.wait(TOPIC, lambda: bool(self._due()), WAIT_SECONDS)
            finally:
                for task in self._busy.values():
                    task.cancel()
                await asyncio.gather(*self._busy.values(), return_exceptions=True)

    def _due(self) -> list[Update]:
        """The oldest update of each chat that has none on its way, as far as connections allow."""
        webhook = self._exchange.world.webhook
        if webhook is None:
            return []
        oldest: dict[int, Update] = {}
        for update in self._exchange.updates.waiting():
            if update.chat_id not in self._busy:
                oldest.setdefault(update.chat_id, update)
        return list(oldest.values())[: max(0, webhook.max_connections - len(self._busy))]

    async def _deliver(self, session: aiohttp.ClientSession, update: Update) -> None:
        backoff = self._first_backoff
        try:
            while (webhook := self._exchange.world.webhook) and update in self._exchange.updates.waiting():
                if await self._attempt(session, webhook, update):
                    return
                await asyncio.sleep(backoff)
                backoff = min(backoff * 2, LONGEST_BACKOFF_SECONDS)
        finally:
            del self._busy[update.chat_id]
            self._exchange.bells.ring(TOPIC)

    async def _attempt(self, session: aiohttp.ClientSession, webhook: Webhook, update: Update) -> bool:
        headers = {SECRET_HEADER: webhook.secret_token} if webhook.secret_token else {}
        update.delivered = True
        try:
            async with session.post(webhook.url, json=update.body, headers=headers) as response:
                answer = await response.text()
                accepted = HTTPStatus.OK <= response.status < HTTPStatus.MULTIPLE_CHOICES
                problem = f"Wrong response from the webhook: {response.status} {response.reason}"
        except (aiohttp.ClientError, TimeoutError) as error:
            accepted, answer, problem = False, "", f"Connection failed: {type(error).__name__}"
        if not accepted:
            webhook.last_error_date = int(self._exchange.now())
            webhook.last_error_message = problem
            return False
        if (call := _call_in(answer)) is not None:
            await self._reply(call)
        if update in self._exchange.updates.waiting():
            self._exchange.updates.settle(update)
        return True


def _call_in(answer: str) -> Json | None:
    try:
        body = json.loads(answer)
    except ValueError:
        return None
    return body if isinstance(body, dict) and "method" in body else None
