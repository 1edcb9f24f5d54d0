"""The command menu."""

from __future__ import annotations

import pytest

from tests.bot.standin.wire import Json, Wire


def menu(name: str, description: str = "d") -> list[Json]:
    return [{"command": name, "description": description}]


async def test_the_narrowest_scope_in_the_persons_language_wins(wire: Wire) -> None:
    user = await wire.person()

    async def shown(lang: str) -> list[str]:
        commands = (await wire.look(f"users/{user}/commands?lang={lang}"))["commands"]
        return [command["command"] for command in commands]

    assert await shown("vi") == []
    await wire.result("setMyCommands", commands=menu("goc"))
    await wire.result("setMyCommands", commands=menu("root"), language_code="en")
    assert (await shown("vi"), await shown("en")) == (["goc"], ["root"])
    await wire.result("setMyCommands", commands=menu("rieng"), scope={"type": "chat", "chat_id": user})
    assert await shown("en") == ["rieng"]
    await wire.result("deleteMyCommands", scope={"type": "chat", "chat_id": user})
    assert await shown("en") == ["root"]
    assert await wire.result("getMyCommands") == menu("goc")


@pytest.mark.parametrize(
    ("commands", "reason"),
    [
        (menu("Điểm"), "BOT_COMMAND_INVALID"),
        (menu("a" * 33), "BOT_COMMAND_INVALID"),
        (menu("a", ""), "BOT_COMMAND_DESCRIPTION_INVALID"),
        (menu("a", "d" * 257), "BOT_COMMAND_DESCRIPTION_INVALID"),
        (menu("a") * 101, "BOT_COMMANDS_TOO_MUCH"),
        (None, 'parameter "commands" is required'),
    ],
)
async def test_refused_menus(wire: Wire, commands: list[Json] | None, reason: str) -> None:
    assert await wire.refusal("setMyCommands", commands=commands) == f"Bad Request: {reason}"
