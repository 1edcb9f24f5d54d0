"""getFile and the download."""

from __future__ import annotations

import io

import aiohttp

from tests.bot.standin.wire import Wire


async def send(wire: Wire, user: int, data: bytes) -> str:
    form = aiohttp.FormData()
    form.add_field("file", io.BytesIO(data), filename="phiếu.pdf", content_type="application/pdf")
    async with wire.session.post(f"{wire.url}/control/users/{user}/document", data=form) as response:
        assert response.status == 200
    updates = await wire.result("getUpdates", offset=-1)
    return str(updates[0]["message"]["document"]["file_id"])


async def test_a_persons_file_is_downloaded_by_its_path(wire: Wire) -> None:
    user = await wire.person()
    file = await wire.result("getFile", file_id=await send(wire, user, b"%PDF"))
    assert (file["file_size"], file["file_path"].rpartition(".")[2]) == (4, "pdf")
    async with wire.session.get(f"{wire.url}/file/bot{wire.token}/{file['file_path']}") as response:
        assert await response.read() == b"%PDF"


async def test_a_file_beyond_20_megabytes_cannot_be_downloaded(wire: Wire) -> None:
    user = await wire.person()
    file_id = await send(wire, user, bytes(20 * 2**20 + 1))
    assert await wire.refusal("getFile", file_id=file_id) == "Bad Request: file is too big"


async def test_an_unknown_file_is_refused(wire: Wire) -> None:
    reason = await wire.refusal("getFile", file_id="x")
    assert reason == "Bad Request: wrong file_id or the file is temporarily unavailable"
