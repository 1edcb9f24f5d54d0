"""getUpdates: long polling, confirmation by offset, and one poller at a time."""

from __future__ import annotations

from aiogram.methods import GetUpdates

from bot.standin.errors import bad_request, conflict
from bot.standin.exchange import Exchange
from bot.standin.limits import POLL_SECONDS, POLL_UPDATES
from bot.standin.methods.registry import carries
from bot.standin.params import Call
from bot.standin.state import Json
from bot.standin.updates import TOPIC


@carries(GetUpdates)
async def get_updates(exchange: Exchange, params: GetUpdates, _call: Call) -> list[Json]:
    if exchange.world.webhook is not None:
        raise conflict(
            "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
        )
    if params.timeout is not None and params.timeout < 0:
        raise bad_request("timeout must be non-negative")
    updates = exchange.updates
    updates.poll += 1
    mine = updates.poll
    exchange.bells.ring(TOPIC)  # an older long poll wakes and gives way
    if params.allowed_updates is not None:
        exchange.world.allowed_updates = list(params.allowed_updates)
    updates.confirm(params.offset or 0)
    await exchange.bells.wait(
        TOPIC,
        lambda: bool(updates.waiting()) or updates.poll != mine or exchange.world.webhook is not None,
        min(params.timeout or 0, POLL_SECONDS),
    )
    if updates.poll != mine:
        raise conflict("terminated by other getUpdates request; make sure that only one bot instance is running")
    if exchange.world.webhook is not None:
        raise conflict("terminated by setWebhook request")
    batch = updates.waiting()[: min(max(params.limit or POLL_UPDATES, 1), POLL_UPDATES)]
    for update in batch:
        update.delivered = True
    return [update.body for update in batch]
