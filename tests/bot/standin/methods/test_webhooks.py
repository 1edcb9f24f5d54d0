"""Setting and describing the webhook."""

from __future__ import annotations

import pytest

from tests.bot.standin.wire import Json, Wire

URL = "http://127.0.0.1:9/hook"


async def test_what_was_set_is_told_until_it_is_deleted(wire: Wire) -> None:
    await wire.person()
    await wire.result("setWebhook", url=URL, secret_token="a_B-9", allowed_updates=["message"])
    info = await wire.result("getWebhookInfo")
    assert (info["url"], info["allowed_updates"], info["max_connections"]) == (URL, ["message"], 40)
    await wire.result("deleteWebhook", drop_pending_updates=True)
    info = await wire.result("getWebhookInfo")
    assert (info["url"], info["pending_update_count"]) == ("", 0)


@pytest.mark.parametrize(
    ("params", "reason"),
    [
        ({"secret_token": "có dấu"}, "secret token contains unallowed characters"),
        ({"secret_token": "a" * 257}, "secret token contains unallowed characters"),
        ({"secret_token": ""}, "secret token contains unallowed characters"),
        ({"max_connections": 101}, "max_connections must be between 1 and 100"),
        ({"url": "ftp://127.0.0.1/"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        ({"url": "https://example.com/"}, "bad webhook: the local stand-in delivers to this machine only"),
    ],
)
async def test_refused_webhooks(wire: Wire, params: Json, reason: str) -> None:
    assert await wire.refusal("setWebhook", **{"url": URL, **params}) == f"Bad Request: {reason}"
