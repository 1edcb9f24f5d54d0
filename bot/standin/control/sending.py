"""What people send besides text, and the files of a chat for the page."""

from __future__ import annotations

import base64
import binascii
from urllib.parse import quote

from aiohttp import web

from bot.standin import people
from bot.standin.control import bodies
from bot.standin.control.base import Routes, answering, read_body
from bot.standin.entities import format_text
from bot.standin.errors import ControlRefusal
from bot.standin.files import Upload
from bot.standin.media import new_document, new_photo
from bot.standin.state import Json, StoredFile

_SHOWN_INLINE = {"image/png", "image/jpeg", "image/gif"}
_STICKER_SIDE = 512  # [api] stickers are 512 pixels wide or high


class SendingRoutes(Routes):
    def routes(self) -> list[web.AbstractRouteDef]:
        one = "/control/users/{user:[0-9]{1,16}}"
        return [
            web.post(f"{one}/document", answering(self.document)),
            web.post(f"{one}/photo", answering(self.photo)),
            web.post(f"{one}/voice", answering(self.voice)),
            web.post(f"{one}/sticker", answering(self.sticker)),
            web.post(f"{one}/location", answering(self.location)),
            web.get("/control/files/{file}", answering(self.file)),
        ]

    async def document(self, request: web.Request) -> Json:
        person = self.person(request)
        upload, caption = await _read_upload(request)
        return people.send(self.exchange, person, {**new_document(self.exchange, upload), **caption})

    async def photo(self, request: web.Request) -> Json:
        person = self.person(request)
        upload, caption = await _read_upload(request)
        return people.send(self.exchange, person, {**new_photo(self.exchange, upload), **caption})

    async def voice(self, request: web.Request) -> Json:
        body = await read_body(request, bodies.Voice)
        stored = self.exchange.files.put("voice", Upload("voice.ogg", "audio/ogg", b"OggS"))
        voice = {**_named(stored), "duration": body.duration, "mime_type": stored.mime}
        return people.send(self.exchange, self.person(request), {"voice": voice})

    async def sticker(self, request: web.Request) -> Json:
        body = await read_body(request, bodies.Sticker)
        stored = self.exchange.files.put("sticker", Upload("sticker.webp", "image/webp", b"RIFF"))
        sticker = {
            **_named(stored),
            "type": "regular",
            "width": _STICKER_SIDE,
            "height": _STICKER_SIDE,
            "is_animated": False,
            "is_video": False,
            "emoji": body.emoji,
        }
        return people.send(self.exchange, self.person(request), {"sticker": sticker})

    async def location(self, request: web.Request) -> Json:
        body = await read_body(request, bodies.Location)
        return people.send(self.exchange, self.person(request), {"location": body.model_dump()})

    async def file(self, request: web.Request) -> web.StreamResponse:
        """A file for the page. Only plain pictures are shown; anything else is offered for download."""
        stored = self.exchange.files.get(request.match_info["file"])
        if stored is None:
            raise ControlRefusal(404, "no such file")
        shown = stored.mime in _SHOWN_INLINE
        kind = "inline" if shown else "attachment"
        return web.Response(
            body=self.exchange.files.read(stored),
            content_type=stored.mime if shown else "application/octet-stream",
            headers={
                "Content-Disposition": f"{kind}; filename*=UTF-8''{quote(stored.name, safe='')}",
                "Content-Security-Policy": "default-src 'none'; sandbox",
                "X-Content-Type-Options": "nosniff",
            },
        )


def _named(stored: StoredFile) -> Json:
    return {"file_id": stored.file_id, "file_unique_id": stored.unique_id, "file_size": stored.size}


async def _read_upload(request: web.Request) -> tuple[Upload, Json]:
    """The file of a multipart field ``file`` or of a JSON body in base64, and its caption."""
    if request.content_type == "multipart/form-data":
        form = await request.post()
        field, caption = form.get("file"), str(form.get("caption", ""))
        if not isinstance(field, web.FileField):
            raise ControlRefusal(400, "the multipart field `file` is missing")
        upload = Upload(field.filename, field.content_type, field.file.read())
        field.file.close()
    else:
        body = await read_body(request, bodies.FileInJson)
        try:
            upload = Upload(body.name, body.mime, base64.b64decode(body.base64, validate=True))
        except binascii.Error as error:
            raise ControlRefusal(400, f"base64: {error}") from error
        caption = body.caption
    if not upload.data:
        raise ControlRefusal(400, "the file is empty")
    formatted = format_text(caption)
    return upload, {
        name: value
        for name, value in (("caption", formatted.text), ("caption_entities", formatted.entities))
        if value
    }
