"""The Bot API over HTTP: token, fault, method, answer, log."""

from __future__ import annotations

import hmac
from http import HTTPStatus

from aiohttp import web

from bot.standin.errors import ApiRefusal, too_many_requests
from bot.standin.exchange import Exchange
from bot.standin.faults import Fault
from bot.standin.journal import Entry
from bot.standin.limits import BOT_TOKEN, WAIT_SECONDS
from bot.standin.methods import perform
from bot.standin.params import Call, read_call
from bot.standin.state import Json

_NEVER = object()  # a topic nobody rings


class BotApi:
    """Answers ``/bot<token>/<method>`` and ``/file/bot<token>/<path>``."""

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange

    def routes(self) -> list[web.AbstractRouteDef]:
        return [
            web.route("*", "/bot{token:[^/]*}/{method:[^/]*}", self.answer),
            web.get("/file/bot{token:[^/]*}/{path:.+}", self.download),
        ]

    async def answer(self, request: web.Request) -> web.Response:
        """One call, whatever becomes of it, leaves one entry in the log."""
        method = request.match_info["method"]
        try:
            self._check_token(request.match_info["token"])
            call = await read_call(request)
        except ApiRefusal as refusal:
            return web.json_response(refusal.body(), status=refusal.code)
        entry = self._entry(method, call)
        fault = self._exchange.faults.take(method, call.raw.get("chat_id"))
        if fault is not None:
            entry.fault = fault.kind
            return await self._failing(request, fault, entry, call)
        await self.run(entry, call)
        response = web.json_response(entry.answer, status=entry.status)
        _shorten(entry)
        return response

    async def reply_in_webhook(self, answer: Json) -> None:
        """[api] "Making requests when getting updates": the webhook's response body is a call."""
        method = str(answer.pop("method"))
        call = Call(answer)
        await self.run(self._entry(method, call), call)

    async def run(self, entry: Entry, call: Call) -> None:
        """Perform a call and write its answer into ``entry``."""
        try:
            result = await perform(self._exchange, entry.method, call)
        except ApiRefusal as refusal:
            entry.status, entry.answer = refusal.code, refusal.body()
        else:
            entry.status, entry.answer = HTTPStatus.OK, {"ok": True, "result": result}

    async def download(self, request: web.Request) -> web.Response:
        """The bytes behind a ``file_path``."""
        try:
            self._check_token(request.match_info["token"])
            stored = self._exchange.files.at_path(request.match_info["path"])
            if stored is None:
                raise ApiRefusal(404, "Not Found")
        except ApiRefusal as refusal:
            return web.json_response(refusal.body(), status=refusal.code)
        return web.Response(body=self._exchange.files.read(stored), content_type="application/octet-stream")

    def _check_token(self, token: str) -> None:
        if not BOT_TOKEN.fullmatch(token):
            raise ApiRefusal(404, "Not Found")
        if not hmac.compare_digest(token, self._exchange.token):
            raise ApiRefusal(401, "Unauthorized")

    def _entry(self, method: str, call: Call) -> Entry:
        uploads = {name: f"<{upload.name}, {len(upload.data)} bytes>" for name, upload in call.uploads.items()}
        return self._exchange.journal.open(self._exchange.now(), method, {**call.raw, **uploads})

    async def _failing(self, request: web.Request, fault: Fault, entry: Entry, call: Call) -> web.Response:
        if fault.kind == "429":
            refusal = too_many_requests(fault.retry_after)
        elif fault.kind == "500":
            refusal = ApiRefusal(500, "Internal Server Error")
        else:
            if fault.kind == "timeout":
                await self._exchange.bells.wait(_NEVER, lambda: False, WAIT_SECONDS)
            else:
                await self.run(entry, call)
            if request.transport is not None:
                request.transport.close()
            return web.Response()  # nobody receives it
        entry.status, entry.answer = refusal.code, refusal.body()
        return web.json_response(entry.answer, status=entry.status)


def _shorten(entry: Entry) -> None:
    """The log names delivered updates by number: a ring of whole batches would hold them all in memory."""
    if entry.method.lower() == "getupdates" and entry.answer and entry.answer["ok"]:
        entry.answer = {"ok": True, "result": [update["update_id"] for update in entry.answer["result"]]}
