"""New messages: what is refused, and what the chat then holds."""

from __future__ import annotations

from typing import Any

import aiohttp
import pytest

from tests.bot.standin.wire import PIXEL, Json, Wire


@pytest.mark.parametrize(
    ("params", "description"),
    [
        ({"text": ""}, "Bad Request: message text is empty"),
        ({"text": "   "}, "Bad Request: text must be non-empty"),
        ({"text": "a" * 4097}, "Bad Request: message is too long"),
        ({"text": "😀" * 2049}, "Bad Request: message is too long"),
        (
            {"text": "<b>a", "parse_mode": "HTML"},
            "Bad Request: can't parse entities: Can't find end tag corresponding to start tag \"b\"",
        ),
        ({"text": "a", "chat_id": 5}, "Bad Request: chat not found"),
        ({"text": "a", "chat_id": "@nobody"}, "Bad Request: chat not found"),
        ({"text": "a", "chat_id": ""}, "Bad Request: chat_id is empty"),
        ({"text": "a", "reply_parameters": {"message_id": 99}}, "Bad Request: message to be replied not found"),
    ],
)
async def test_refused_texts(wire: Wire, params: Json, description: str) -> None:
    user = await wire.person()
    assert await wire.refusal("sendMessage", **{"chat_id": user, **params}) == description


async def test_length_counts_after_the_entities_are_parsed(wire: Wire) -> None:
    user = await wire.person()
    text = f"<b>{'a' * 4096}</b>"
    message = await wire.result("sendMessage", chat_id=user, text=text, parse_mode="HTML")
    assert message["entities"] == [{"type": "bold", "offset": 0, "length": 4096}]


@pytest.mark.parametrize(
    ("act", "description"),
    [
        (None, "Forbidden: bot can't initiate conversation with a user"),
        ("block", "Forbidden: bot was blocked by the user"),
        ("deactivate", "Forbidden: user is deactivated"),
    ],
)
async def test_people_who_cannot_be_written_to(wire: Wire, act: str | None, description: str) -> None:
    user = await wire.person(started=act is not None)
    if act:
        await wire.control(f"users/{user}/{act}")
    assert await wire.refusal("sendMessage", chat_id=user, text="a") == description


async def upload(wire: Wire, method: str, user: int, field: str, data: bytes, **extra: str) -> Json:
    form = aiohttp.FormData({"chat_id": str(user), **extra}, quote_fields=False)
    form.add_field(field, data, filename="tệp.png")
    async with wire.session.post(f"{wire.url}/bot{wire.token}/{method}", data=form) as response:
        answer: Json = await response.json()
    return answer


async def test_a_file_can_be_named_by_attachment_and_later_by_its_id(wire: Wire) -> None:
    user = await wire.person()
    sent = await upload(wire, "sendDocument", user, "blob", b"abc", document="attach://blob")
    document = sent["result"]["document"]
    assert (document["file_name"], document["file_size"]) == ("tệp.png", 3)
    again = await wire.result("sendDocument", chat_id=user, document=document["file_id"], caption="*a*")
    assert (again["document"], again["caption"]) == (document, "*a*")


@pytest.mark.parametrize(
    ("method", "params", "reason"),
    [
        ("sendPhoto", {}, "there is no photo in the request"),
        ("sendPhoto", {"photo": "attach://none"}, "there is no photo in the request"),
        ("sendDocument", {"document": "none"}, "wrong file identifier/HTTP URL specified"),
        ("sendDocument", {"document": "https://e.vn/a.pdf"}, "failed to get HTTP URL content"),
        ("sendDocument", {"document": "x", "caption": "a" * 1025}, "message caption is too long"),
    ],
)
async def test_refused_files(wire: Wire, method: str, params: dict[str, Any], reason: str) -> None:
    user = await wire.person()
    description = await wire.refusal(method, chat_id=user, **params)
    expected = {f"Bad Request: {reason}", 'Bad Request: parameter "photo" is required'}
    assert description in expected


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"%PDF", "IMAGE_PROCESS_FAILED"),
        (b"GIF89a" + (9000).to_bytes(2, "little") + (1001).to_bytes(2, "little"), "PHOTO_INVALID_DIMENSIONS"),
        (b"GIF89a" + (21).to_bytes(2, "little") + (1).to_bytes(2, "little"), "PHOTO_INVALID_DIMENSIONS"),
        (b"", "file must be non-empty"),
    ],
)
async def test_refused_pictures(wire: Wire, data: bytes, reason: str) -> None:
    user = await wire.person()
    answer = await upload(wire, "sendPhoto", user, "photo", data)
    assert answer["description"] == f"Bad Request: {reason}"


async def test_a_picture_is_shown_with_its_size(wire: Wire) -> None:
    user = await wire.person()
    photo = (await upload(wire, "sendPhoto", user, "photo", PIXEL))["result"]["photo"]
    assert (photo[0]["width"], photo[0]["height"]) == (1, 1)


async def test_a_reply_keyboard_belongs_to_the_chat_until_it_is_removed(wire: Wire) -> None:
    user = await wire.person()
    keys = {"keyboard": [[{"text": "Điểm"}]]}
    sent = await wire.result("sendMessage", chat_id=user, text="a", reply_markup=keys)
    assert "reply_markup" not in sent
    assert (await wire.look(f"users/{user}/chat"))["keyboard"] == keys
    await wire.result("sendMessage", chat_id=user, text="a", reply_markup={"remove_keyboard": True})
    assert (await wire.look(f"users/{user}/chat"))["keyboard"] is None


async def test_a_reply_quotes_the_message(wire: Wire) -> None:
    user = await wire.person()
    first = await wire.result("sendMessage", chat_id=user, text="a")
    reply = {"message_id": first["message_id"]}
    second = await wire.result("sendMessage", chat_id=user, text="b", reply_parameters=reply)
    assert second["reply_to_message"]["text"] == "a"


async def test_the_flood_limit_reaches_the_bot_and_refused_messages_are_not_sent(wire: Wire) -> None:
    user = await wire.person()
    answers = [await wire.api("sendMessage", chat_id=user, text="a") for _ in range(21)]
    assert [answer["ok"] for answer in answers] == [True] * 20 + [False]
    assert answers[-1]["parameters"] == {"retry_after": 1}
    assert len((await wire.look(f"users/{user}/chat"))["messages"]) == 1 + 20
    await wire.control("advance", seconds=1)
    assert (await wire.api("sendMessage", chat_id=user, text="a"))["ok"]
