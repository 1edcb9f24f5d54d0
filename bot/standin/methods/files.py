"""Where the bot finds a file that a person sent."""

from __future__ import annotations

from aiogram.methods import GetFile

from bot.standin.errors import bad_request
from bot.standin.exchange import Exchange
from bot.standin.limits import DOWNLOAD_BYTES
from bot.standin.methods.registry import carries
from bot.standin.params import Call
from bot.standin.state import Json


@carries(GetFile)
async def get_file(exchange: Exchange, params: GetFile, _call: Call) -> Json:
    stored = exchange.files.get(params.file_id)
    if stored is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if stored.size > DOWNLOAD_BYTES:
        raise bad_request("file is too big")
    return {
        "file_id": stored.file_id,
        "file_unique_id": stored.unique_id,
        "file_size": stored.size,
        "file_path": stored.path,
    }
