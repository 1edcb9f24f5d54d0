"""The outer shell of the Bot API: tokens, names, ways to pass parameters, the log."""

from __future__ import annotations

import io
import json

import aiohttp
import pytest

from tests.bot.standin.wire import Wire


@pytest.mark.parametrize(
    ("path", "status", "description"),
    [
        ("/bot123456:wrong/getMe", 401, "Unauthorized"),
        ("/botwrong/getMe", 404, "Not Found"),
        ("/file/bot123456:wrong/a", 401, "Unauthorized"),
        ("/file/bot{token}/documents/none", 404, "Not Found"),
        ("/bot{token}/sendMesage", 404, "Not Found: method not found"),
        ("/bot{token}/sendDice", 404, "Not Found: method not found"),
    ],
)
async def test_wrong_addresses(wire: Wire, path: str, status: int, description: str) -> None:
    async with wire.session.get(wire.url + path.format(token=wire.token)) as response:
        answer = await response.json()
    assert (response.status, answer["error_code"], answer["description"]) == (status, status, description)


async def test_parameters_travel_in_every_way_the_libraries_use(wire: Wire) -> None:
    user = await wire.person()
    markup = {"inline_keyboard": [[{"text": "a", "callback_data": "b"}]]}
    url = f"{wire.url}/bot{wire.token}/SENDMESSAGE"
    flat = {"chat_id": str(user), "text": "x", "reply_markup": json.dumps(markup), "protect_content": "true"}
    form = aiohttp.FormData(default_to_multipart=True)
    for name, value in flat.items():
        form.add_field(name, value)
    for request in (
        wire.session.get(url, params=flat),
        wire.session.post(url, data=flat),
        wire.session.post(url, data=form),
        wire.session.post(
            url, json={"chat_id": user, "text": "x", "reply_markup": markup, "protect_content": True}
        ),
    ):
        async with request as response:
            message = (await response.json())["result"]
        assert (message["text"], message["reply_markup"]) == ("x", markup)
        assert message["has_protected_content"] is True


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("{", "can't parse request JSON object"),
        ("[]", "request JSON must be an object"),
        ('{"text": "a"}', "chat_id is empty"),
        ('{"chat_id": 1}', "message text is empty"),
        ('{"chat_id": 1, "text": "a", "entities": "["}', "can't parse entities JSON object"),
        ('{"chat_id": 1, "text": "a", "message_thread_id": "x"}', 'can\'t parse parameter "message_thread_id"'),
    ],
)
async def test_unreadable_parameters(wire: Wire, body: str, reason: str) -> None:
    url = f"{wire.url}/bot{wire.token}/sendMessage"
    headers = {"Content-Type": "application/json"}
    async with wire.session.post(url, data=body, headers=headers) as response:
        answer = await response.json()
    assert (response.status, answer["description"]) == (400, f"Bad Request: {reason}")


async def test_every_call_is_in_the_log_with_its_answer(wire: Wire) -> None:
    user = await wire.person()
    start = (await wire.look("requests"))["last"]
    await wire.api("getMe")
    await wire.api("sendMessage", chat_id=user, text="")
    log = (await wire.look(f"requests?since={start}"))["requests"]
    assert [(entry["n"], entry["method"], entry["status"]) for entry in log] == [
        (start + 1, "getMe", 200),
        (start + 2, "sendMessage", 400),
    ]
    assert log[1]["params"] == {"chat_id": user, "text": ""}
    assert log[1]["answer"]["description"] == "Bad Request: message text is empty"


async def test_an_upload_beyond_the_limit_is_too_large(wire: Wire) -> None:
    user = await wire.person()
    form = aiohttp.FormData({"chat_id": str(user)})
    form.add_field("document", io.BytesIO(b"0" * (52 * 2**20)), filename="a.bin")
    async with wire.session.post(f"{wire.url}/bot{wire.token}/sendDocument", data=form) as response:
        assert (response.status, (await response.json())["description"]) == (413, "Request Entity Too Large")
