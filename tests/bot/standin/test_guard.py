"""Foreign pages cannot reach the stand-in through a person's browser."""

from __future__ import annotations

import pytest

from tests.bot.standin.wire import Wire


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Host": "localhost:1"}, 200),
        ({"Origin": "http://127.0.0.1:9"}, 200),
        ({"Host": "evil.example"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
    ],
)
@pytest.mark.parametrize("path", ["/control/state", "/", "/bot{token}/getMe"])
async def test_only_this_machine_is_served(wire: Wire, path: str, headers: dict[str, str], status: int) -> None:
    async with wire.session.get(wire.url + path.format(token=wire.token), headers=headers) as response:
        assert response.status == status


@pytest.mark.parametrize(("verb", "path", "status"), [("GET", "nothing", 404), ("PUT", "users", 405)])
async def test_what_aiohttp_refuses_under_control_is_json_too(
    wire: Wire, verb: str, path: str, status: int
) -> None:
    answer = await wire.control(path, verb)
    assert (answer["status"], bool(answer["error"])) == (status, True)
