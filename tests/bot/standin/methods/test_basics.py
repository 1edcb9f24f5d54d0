"""getMe, getChat, sendChatAction."""

from __future__ import annotations

from tests.bot.standin.wire import Wire


async def test_get_me_knows_the_token_and_the_name(wire: Wire) -> None:
    me = await wire.result("getMe")
    assert (me["id"], me["is_bot"], me["username"]) == (123456, True, "par_survey_bot")


async def test_a_chat_action_is_seen_for_five_seconds_or_until_the_message_comes(wire: Wire) -> None:
    user = await wire.person()

    async def seen() -> str | None:
        action: str | None = (await wire.look(f"users/{user}/chat"))["action"]
        return action

    await wire.result("sendChatAction", chat_id=user, action="typing")
    assert await seen() == "typing"
    await wire.control("advance", seconds=5)
    assert await seen() is None
    await wire.result("sendChatAction", chat_id=user, action="upload_document")
    await wire.result("sendMessage", chat_id=user, text="a")
    assert await seen() is None


async def test_an_unknown_action_is_refused(wire: Wire) -> None:
    user = await wire.person()
    reason = await wire.refusal("sendChatAction", chat_id=user, action="dancing")
    assert reason == "Bad Request: wrong parameter action in request"
