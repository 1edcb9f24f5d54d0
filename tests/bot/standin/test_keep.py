"""What survives a restart."""

from __future__ import annotations

from pathlib import Path

import aiohttp
import pytest

from bot.standin import StandIn, StandInError, serve
from tests.bot.standin.wire import Wire


async def test_people_messages_updates_and_files_survive(tmp_path: Path) -> None:
    async with aiohttp.ClientSession() as session:
        first = StandIn(keep=tmp_path)
        async with serve(first) as url:
            wire = Wire(session, url, first.token)
            user = await wire.person()
            await wire.result("setMyCommands", commands=[{"command": "a", "description": "b"}])
            sent = await wire.result("sendMessage", chat_id=user, text="<b>Chào</b>", parse_mode="HTML")
            file = {"name": "a.txt", "base64": "YWJj"}
            update = (await wire.control(f"users/{user}/document", **file))["update_id"]
            before = await wire.look(f"users/{user}/chat")
        second = StandIn(keep=tmp_path)
        async with serve(second) as url:
            wire = Wire(session, url, second.token)
            assert await wire.look(f"users/{user}/chat") == before
            [pending] = await wire.result("getUpdates")
            assert pending["update_id"] == update
            file_id = pending["message"]["document"]["file_id"]
            path = (await wire.result("getFile", file_id=file_id))["file_path"]
            async with session.get(f"{url}/file/bot{second.token}/{path}") as response:
                assert await response.read() == b"abc"
            again = await wire.result("sendMessage", chat_id=user, text="a")
            assert again["message_id"] > sent["message_id"]
            assert (await wire.result("getMyCommands"))[0]["command"] == "a"


async def test_without_keep_nothing_is_written(tmp_path: Path, wire: Wire) -> None:
    await wire.person()
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_file_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "standin.json"
    path.write_text("{")
    with pytest.raises(StandInError, match="does not hold"):
        StandIn(keep=tmp_path)
    assert path.read_text() == "{"
