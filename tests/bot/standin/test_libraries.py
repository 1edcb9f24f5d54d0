"""Both libraries talk to the stand-in: the same calls, parsed by each, and each one's typed errors."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable

import aiogram
import pytest
import telegram
from aiogram import exceptions as aio
from aiogram import types
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from telegram import error as ptb

from bot.standin import StandIn
from tests.bot.standin.wire import PIXEL, Wire

KEYS = {"inline_keyboard": [[{"text": "Hài lòng", "callback_data": "a:1"}]]}


@pytest.fixture
async def aiobot(standin: StandIn, url: str) -> AsyncIterator[aiogram.Bot]:
    session = AiohttpSession(api=TelegramAPIServer.from_base(url))
    async with aiogram.Bot(standin.token, session=session) as bot:
        yield bot


@pytest.fixture
async def ptbbot(standin: StandIn, url: str) -> AsyncIterator[telegram.Bot]:
    async with telegram.Bot(standin.token, base_url=f"{url}/bot", base_file_url=f"{url}/file/bot") as bot:
        yield bot


async def test_both_see_the_same_bot(aiobot: aiogram.Bot, ptbbot: telegram.Bot) -> None:
    assert (await aiobot.me()).username == ptbbot.username == "par_survey_bot"


async def test_aiogram_sends_edits_and_deletes(aiobot: aiogram.Bot, wire: Wire) -> None:
    user = await wire.person()
    keys = types.InlineKeyboardMarkup.model_validate(KEYS)
    sent = await aiobot.send_message(user, "<b>Chào</b>", parse_mode="HTML", reply_markup=keys)
    assert (sent.text, sent.html_text) == ("Chào", "<b>Chào</b>")
    assert sent.reply_markup is not None
    assert sent.reply_markup.model_dump() == keys.model_dump()
    edited = await aiobot.edit_message_text("Xong", chat_id=user, message_id=sent.message_id)
    assert isinstance(edited, types.Message)
    assert (edited.text, edited.reply_markup) == ("Xong", None)
    photo = await aiobot.send_photo(user, types.BufferedInputFile(PIXEL, "p.png"), caption="Điểm")
    assert photo.photo is not None
    assert (photo.caption, photo.photo[-1].width) == ("Điểm", 1)
    document = await aiobot.send_document(user, types.BufferedInputFile(b"abc", "báo cáo.xlsx"))
    assert document.document is not None
    assert document.document.file_name == "báo cáo.xlsx"
    held = await aiobot.download(document.document.file_id)
    assert held is not None
    assert held.read() == b"abc"
    assert await aiobot.delete_message(user, sent.message_id)
    assert await aiobot.send_chat_action(user, "typing")
    assert await aiobot.set_my_commands([types.BotCommand(command="diem", description="Điểm")])
    assert [command.command for command in await aiobot.get_my_commands()] == ["diem"]
    assert (await aiobot.get_chat(user)).first_name == "An"


async def test_python_telegram_bot_sends_edits_and_deletes(ptbbot: telegram.Bot, wire: Wire) -> None:
    user = await wire.person()
    keys = telegram.InlineKeyboardMarkup.de_json(KEYS, ptbbot)
    sent = await ptbbot.send_message(user, "<b>Chào</b>", parse_mode="HTML", reply_markup=keys)
    assert (sent.text, sent.text_html) == ("Chào", "<b>Chào</b>")
    assert sent.reply_markup == keys
    edited = await ptbbot.edit_message_text("Xong", chat_id=user, message_id=sent.message_id)
    assert isinstance(edited, telegram.Message)
    assert (edited.text, edited.reply_markup) == ("Xong", None)
    photo = await ptbbot.send_photo(user, PIXEL, caption="Điểm")
    assert (photo.caption, photo.photo[-1].width) == ("Điểm", 1)
    document = await ptbbot.send_document(user, b"abc", filename="báo cáo.xlsx")
    assert document.document is not None
    assert document.document.file_name == "báo cáo.xlsx"
    held = await ptbbot.get_file(document.document.file_id)
    assert bytes(await held.download_as_bytearray()) == b"abc"
    assert await ptbbot.delete_message(user, sent.message_id)
    assert await ptbbot.send_chat_action(user, "typing")
    assert await ptbbot.set_my_commands([telegram.BotCommand("diem", "Điểm")])
    assert [command.command for command in await ptbbot.get_my_commands()] == ["diem"]
    assert (await ptbbot.get_chat(user)).first_name == "An"


async def test_every_kind_of_update_is_parsed_by_both(
    aiobot: aiogram.Bot, ptbbot: telegram.Bot, wire: Wire
) -> None:
    user = await wire.person()
    sent = await wire.result("sendMessage", chat_id=user, text="?", reply_markup=KEYS)
    first = await wire.control(f"users/{user}/text", text="/diem 😀")
    for act, body in {
        "press": {"text": "Hài lòng"},
        "photo": {"base64": "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1Pe", "caption": "ảnh"},
        "document": {"name": "a.pdf", "base64": "AAAA"},
        "voice": {},
        "sticker": {},
        "location": {},
        "edit": {"message_id": first["message_id"], "text": "sửa"},
        "block": {},
    }.items():
        assert (await wire.control(f"users/{user}/{act}", **body))["status"] == 200, act
    await wire.control(f"users/{user}/unblock")
    inaccessible = {"callback_data": "a:1", "message_id": sent["message_id"], "inaccessible": True}
    await wire.control(f"users/{user}/press", **inaccessible)

    seen = await aiobot.get_updates()
    also = await ptbbot.get_updates()
    kinds = ["message", "callback_query", *["message"] * 5, "edited_message"]
    assert [update.event_type for update in seen] == [*kinds, *["my_chat_member"] * 2, "callback_query"]
    assert [update.update_id for update in seen] == [update.update_id for update in also]
    assert seen[0].message is not None
    assert seen[0].message.entities is not None
    assert seen[0].message.entities[0].type == "bot_command"
    assert also[0].message is not None
    assert also[0].message.parse_entities() == {also[0].message.entities[0]: "/diem"}
    assert seen[1].callback_query is not None
    assert seen[1].callback_query.data == "a:1"
    assert isinstance(seen[1].callback_query.message, types.Message)
    assert also[8].my_chat_member is not None
    assert also[8].my_chat_member.new_chat_member.status == "kicked"
    assert seen[10].callback_query is not None
    assert isinstance(seen[10].callback_query.message, types.InaccessibleMessage)
    assert also[10].callback_query is not None
    assert also[10].callback_query.message is not None
    assert not also[10].callback_query.message.is_accessible


async def blocked(wire: Wire) -> int:
    user = await wire.person()
    await wire.control(f"users/{user}/block")
    return user


async def limited(wire: Wire) -> int:
    await wire.control("faults", kind="429", retry_after=5)
    return await wire.person(started=False)


async def broken(wire: Wire) -> int:
    await wire.control("faults", kind="500")
    return await wire.person(started=False)


async def cut(wire: Wire) -> int:
    user = await wire.person()
    await wire.control("faults", kind="drop_after")
    return user


async def stranger(_wire: Wire) -> int:
    return 5


async def not_started(wire: Wire) -> int:
    return await wire.person(started=False)


@pytest.mark.parametrize(
    ("arrange", "of_aiogram", "of_ptb"),
    [
        (blocked, aio.TelegramForbiddenError, ptb.Forbidden),
        (not_started, aio.TelegramForbiddenError, ptb.Forbidden),
        (limited, aio.TelegramRetryAfter, ptb.RetryAfter),
        (broken, aio.TelegramServerError, ptb.NetworkError),
        (cut, aio.TelegramNetworkError, ptb.NetworkError),
        (stranger, aio.TelegramBadRequest, ptb.BadRequest),
    ],
)
async def test_refusals_are_each_librarys_typed_errors(
    aiobot: aiogram.Bot,
    ptbbot: telegram.Bot,
    wire: Wire,
    arrange: Callable[[Wire], Awaitable[int]],
    of_aiogram: type[Exception],
    of_ptb: type[Exception],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")  # else merely raising RetryAfter warns of a future change
    user = await arrange(wire)
    with pytest.raises(of_aiogram):
        await aiobot.send_message(user, "a")
    user = await arrange(wire)
    with pytest.raises(of_ptb):
        await ptbbot.send_message(user, "a")


async def test_a_wrong_token_is_unauthorized_for_both(url: str) -> None:
    session = AiohttpSession(api=TelegramAPIServer.from_base(url))
    async with aiogram.Bot("123456:other", session=session) as bot:
        with pytest.raises(aio.TelegramUnauthorizedError):
            await bot.get_me()
    with pytest.raises(ptb.InvalidToken):
        async with telegram.Bot("123456:other", base_url=f"{url}/bot"):
            pass
