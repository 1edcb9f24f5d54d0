"""Parameters as the libraries send them (query string, form, multipart, JSON) → one of aiogram's method objects."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, TypeVar, get_args, get_origin

from aiogram.client.default import Default
from aiogram.methods import TelegramMethod
from aiohttp import web
from pydantic import BaseModel, ValidationError

from bot.standin.errors import ApiRefusal, bad_request
from bot.standin.files import Upload
from bot.standin.limits import UPLOAD_BYTES
from bot.standin.state import Json

ATTACHED = "attach://"
MethodT = TypeVar("MethodT", bound=TelegramMethod[Any])


@dataclass(frozen=True)
class Call:
    """One request: its parameters before typing, and the files that came with it."""

    raw: Json = field(default_factory=dict)
    uploads: Mapping[str, Upload] = field(default_factory=dict)


async def read_call(request: web.Request) -> Call:
    """Collect the parameters wherever the library put them; a file named like a parameter is attached to it."""
    raw: Json = dict(request.query)
    uploads: dict[str, Upload] = {}
    if request.content_type == "application/json" and request.can_read_body:
        try:
            body = json.loads(await request.text())
        except ValueError as error:
            raise bad_request("can't parse request JSON object") from error
        if not isinstance(body, dict):
            raise bad_request("request JSON must be an object")
        raw.update(body)
    elif request.can_read_body:
        try:
            form = await request.post()
        except web.HTTPRequestEntityTooLarge as error:
            raise ApiRefusal(413, "Request Entity Too Large") from error
        except ValueError as error:
            raise bad_request("can't parse request body") from error
        for name, value in form.items():
            if isinstance(value, web.FileField):
                uploads[name] = Upload(value.filename, value.content_type, value.file.read())
                value.file.close()
                raw.setdefault(name, f"{ATTACHED}{name}")
            else:
                raw[name] = value
    if any(len(upload.data) > UPLOAD_BYTES for upload in uploads.values()):
        raise ApiRefusal(413, "Request Entity Too Large")
    return Call(raw, uploads)


def decode(model: type[MethodT], call: Call) -> MethodT:
    """The call as aiogram's method object. Keyboards are left out: they are checked by hand in ``markup``."""
    raw = {name: value for name, value in call.raw.items() if name != "reply_markup"}
    for name in _structured_fields(model) & raw.keys():
        raw[name] = structured(raw[name], name)
    try:
        return model.model_validate({name: value for name, value in raw.items() if value is not None})
    except ValidationError as error:
        first = error.errors()[0]
        raise _unusable(str(first["loc"][0]), missing=first["type"] == "missing") from error


def structured(value: Any, name: str) -> Any:
    """Forms carry objects and lists as JSON text."""
    if not isinstance(value, str):
        return value
    if not value:
        return None
    try:
        return json.loads(value)
    except ValueError as error:
        shown = "reply keyboard markup" if name == "reply_markup" else name
        raise bad_request(f"can't parse {shown} JSON object") from error


def plain(value: Any) -> Any:
    """aiogram's placeholder for "the bot's default" means nothing on the server's side."""
    return None if isinstance(value, Default) else value


@cache
def _structured_fields(model: type[TelegramMethod[Any]]) -> frozenset[str]:
    return frozenset(
        name
        for name, info in model.model_fields.items()
        if any(
            member is list or (isinstance(member, type) and issubclass(member, BaseModel))
            for member in _members(info.annotation)
        )
    )


def _members(annotation: Any) -> Iterator[Any]:
    origin = get_origin(annotation)
    if origin is list:
        yield list
    elif origin is None:
        yield annotation
    else:
        for argument in get_args(annotation):
            yield from _members(argument)


def _unusable(field: str, *, missing: bool) -> ApiRefusal:
    if field == "chat_id":
        return bad_request("chat_id is empty" if missing else "chat not found")
    if field == "text":
        return bad_request("message text is empty")
    if missing:
        return bad_request(f'parameter "{field}" is required')
    return bad_request(f'can\'t parse parameter "{field}"')
