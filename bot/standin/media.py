"""Pictures and documents as parts of a message, whoever sends them."""

from __future__ import annotations

from typing import Any

from bot.standin.errors import ApiRefusal, bad_request
from bot.standin.exchange import Exchange
from bot.standin.files import Upload
from bot.standin.images import picture_size
from bot.standin.limits import PHOTO_BYTES, PHOTO_RATIO, PHOTO_SIDES_SUM
from bot.standin.params import ATTACHED, Call
from bot.standin.state import Json, StoredFile


def photo_part(exchange: Exchange, call: Call) -> Json:
    """The ``photo`` of a sent picture: a new upload, or one that Telegram already holds."""
    given = _file_or_upload(exchange, call, "photo")
    if isinstance(given, Upload):
        return new_photo(exchange, given)
    size = picture_size(exchange.files.read(given))
    if size is None:
        raise bad_request("type of file mismatch")
    return {"photo": [_photo_size(given, size)]}


def new_photo(exchange: Exchange, upload: Upload) -> Json:
    """Check and keep an uploaded picture."""
    if len(upload.data) > PHOTO_BYTES:
        raise ApiRefusal(413, "Request Entity Too Large")
    size = picture_size(upload.data)
    if size is None or min(size) <= 0:
        raise bad_request("IMAGE_PROCESS_FAILED")
    if sum(size) > PHOTO_SIDES_SUM or max(size) > PHOTO_RATIO * min(size):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return {"photo": [_photo_size(exchange.files.put("photo", upload), size)]}


def document_part(exchange: Exchange, call: Call) -> Json:
    """The ``document`` of a sent file."""
    given = _file_or_upload(exchange, call, "document")
    return new_document(exchange, given) if isinstance(given, Upload) else {"document": _document(given)}


def new_document(exchange: Exchange, upload: Upload) -> Json:
    """Keep an uploaded document."""
    return {"document": _document(exchange.files.put("document", upload))}


def _file_or_upload(exchange: Exchange, call: Call, field: str) -> StoredFile | Upload:
    value: Any = call.raw.get(field)
    if not value:
        raise bad_request(f"there is no {field} in the request")
    if str(value).startswith(ATTACHED):
        upload = call.uploads.get(str(value).removeprefix(ATTACHED))
        if upload is None:
            raise bad_request(f"there is no {field} in the request")
        if not upload.data:
            raise bad_request("file must be non-empty")
        return upload
    if str(value).startswith(("http://", "https://")):
        # Telegram would fetch it; the stand-in never leaves this machine
        raise bad_request("failed to get HTTP URL content")
    stored = exchange.files.get(str(value))
    if stored is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    return stored


def _photo_size(stored: StoredFile, size: tuple[int, int]) -> Json:
    return {
        "file_id": stored.file_id,
        "file_unique_id": stored.unique_id,
        "width": size[0],
        "height": size[1],
        "file_size": stored.size,
    }


def _document(stored: StoredFile) -> Json:
    return {
        "file_id": stored.file_id,
        "file_unique_id": stored.unique_id,
        "file_name": stored.name,
        "mime_type": stored.mime,
        "file_size": stored.size,
    }
