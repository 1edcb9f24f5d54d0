"""Webhooks: where to push, and how it goes."""

from __future__ import annotations

from urllib.parse import urlsplit

from aiogram.methods import DeleteWebhook, GetWebhookInfo, SetWebhook

from bot.standin.errors import bad_request
from bot.standin.exchange import Exchange
from bot.standin.limits import SECRET_TOKEN, WEBHOOK_CONNECTIONS, WEBHOOK_CONNECTIONS_MAX
from bot.standin.loopback import is_loopback
from bot.standin.methods.registry import carries
from bot.standin.params import Call
from bot.standin.state import Json, Webhook
from bot.standin.updates import TOPIC


@carries(SetWebhook)
async def set_webhook(exchange: Exchange, params: SetWebhook, _call: Call) -> bool:
    if not params.url:
        return _remove(exchange, bool(params.drop_pending_updates))
    _check_url(params.url)
    if params.secret_token is not None and not SECRET_TOKEN.fullmatch(params.secret_token):
        raise bad_request("secret token contains unallowed characters")
    connections = WEBHOOK_CONNECTIONS if params.max_connections is None else params.max_connections
    if not 1 <= connections <= WEBHOOK_CONNECTIONS_MAX:
        raise bad_request("max_connections must be between 1 and 100")
    if params.drop_pending_updates:
        exchange.updates.clear()
    if params.allowed_updates is not None:
        exchange.world.allowed_updates = list(params.allowed_updates)
    exchange.world.webhook = Webhook(url=params.url, secret_token=params.secret_token, max_connections=connections)
    exchange.bells.ring(TOPIC)
    return True


@carries(DeleteWebhook)
async def delete_webhook(exchange: Exchange, params: DeleteWebhook, _call: Call) -> bool:
    return _remove(exchange, bool(params.drop_pending_updates))


@carries(GetWebhookInfo)
async def get_webhook_info(exchange: Exchange, _params: GetWebhookInfo, _call: Call) -> Json:
    webhook = exchange.world.webhook
    info: Json = {
        "url": webhook.url if webhook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(exchange.updates.waiting()),
    }
    if exchange.world.allowed_updates:
        info["allowed_updates"] = exchange.world.allowed_updates
    if webhook:
        info["max_connections"] = webhook.max_connections
        if webhook.last_error_message:
            info["last_error_date"] = webhook.last_error_date
            info["last_error_message"] = webhook.last_error_message
    return info


def _remove(exchange: Exchange, drop: bool) -> bool:
    exchange.world.webhook = None
    if drop:
        exchange.updates.clear()
    exchange.bells.ring(TOPIC)
    return True


def _check_url(url: str) -> None:
    """Plain http and any port are fine towards this machine; nothing else is reachable from here."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if not is_loopback(parts.hostname):
        raise bad_request("bad webhook: the local stand-in delivers to this machine only")
