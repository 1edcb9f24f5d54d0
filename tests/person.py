"""A person in a test: writes, presses, looks at the screen. Waits on the stand-in's own signals, never on time.

an = await Person.create(url, name="An")
await an.send("/start")
await an.click("Hài lòng")
assert "Cảm ơn" in (await an.screen()).text
"""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from typing import Any

import aiohttp

PATIENCE_SECONDS = 10.0
Json = dict[str, Any]


class NothingHappened(AssertionError):
    """The bot did not react within the patience; the message shows what the person sees."""


@dataclass(frozen=True)
class Screen:
    """What the person sees now. ``text`` and ``buttons`` are those of the bot's newest message."""

    messages: list[Json]
    notices: list[Json]
    keyboard: list[str]
    blocked: bool
    seq: int
    raw: Json = field(repr=False)

    @property
    def said(self) -> list[str]:
        """All texts and captions of the bot, oldest first."""
        return [str(m.get("text", m.get("caption", ""))) for m in self.messages if m["from"]["is_bot"]]

    @property
    def newest(self) -> Json:
        return next((m for m in reversed(self.messages) if m["from"]["is_bot"]), {})

    @property
    def text(self) -> str:
        return str(self.newest.get("text", self.newest.get("caption", "")))

    @property
    def buttons(self) -> list[str]:
        rows = self.newest.get("reply_markup", {}).get("inline_keyboard", [])
        return [button["text"] for row in rows for button in row]

    @property
    def toast(self) -> str:
        """The newest callback answer that had a text."""
        return next((str(n["text"]) for n in reversed(self.notices) if n["text"]), "")


class Person:
    """One account of the stand-in at ``url``."""

    def __init__(self, url: str, user_id: int, *, patience: float = PATIENCE_SECONDS) -> None:
        self.url = url
        self.id = user_id
        self.patience = patience
        self.last: Json = {}

    @classmethod
    async def create(
        cls,
        url: str,
        *,
        name: str = "An",
        lang: str | None = "vi",
        user_id: int | None = None,
        username: str | None = None,
        patience: float = PATIENCE_SECONDS,
    ) -> Person:
        """A new account; without ``user_id`` the stand-in picks one beyond 32 bits."""
        body = {"id": user_id, "first_name": name, "language_code": lang, "username": username}
        made = await control(url, "POST", "users", body)
        return cls(url, int(made["id"]), patience=patience)

    async def send(self, text: str, *, quiet: bool = False) -> Screen:
        """Write a text and wait for the reaction; ``quiet`` expects none and waits until it was handled."""
        return await self._act("text", {"text": text}, quiet)

    async def start(self, payload: str | None = None, *, quiet: bool = False) -> Screen:
        """Open the bot, by its deep link if there is a payload."""
        return await self._act("start", {"payload": payload}, quiet)

    async def click(self, text: str, *, quiet: bool = False) -> Screen:
        """Press the newest button with this text."""
        return await self._act("press", {"text": text}, quiet)

    async def tap(self, data: str, message_id: int, *, inaccessible: bool = False, quiet: bool = False) -> Screen:
        """Press by callback data, also a button that is no longer there."""
        body = {"callback_data": data, "message_id": message_id, "inaccessible": inaccessible}
        return await self._act("press", body, quiet)

    async def send_document(self, name: str, data: bytes, *, caption: str = "", quiet: bool = False) -> Screen:
        body = {"name": name, "base64": base64.b64encode(data).decode(), "caption": caption}
        return await self._act("document", body, quiet)

    async def send_photo(self, data: bytes, *, caption: str = "", quiet: bool = False) -> Screen:
        body = {"name": "photo.png", "mime": "image/png", "base64": base64.b64encode(data).decode()}
        return await self._act("photo", {**body, "caption": caption}, quiet)

    async def send_other(self, kind: str, *, quiet: bool = False) -> Screen:
        """``voice``, ``sticker`` or ``location``."""
        return await self._act(kind, {}, quiet)

    async def edit(self, message_id: int, text: str, *, quiet: bool = False) -> Screen:
        """Correct an own message."""
        return await self._act("edit", {"message_id": message_id, "text": text}, quiet)

    async def block(self) -> Screen:
        return await self._act("block", {}, quiet=True)

    async def unblock(self) -> Screen:
        return await self._act("unblock", {}, quiet=True)

    async def replay(self) -> Screen:
        """Deliver the last act's update once more, as Telegram does after a lost confirmation."""
        update_id = self.last["update_id"]
        await control(self.url, "POST", "redeliver", {"update_id": update_id})
        await self._handled(update_id)
        return await self.screen()

    async def screen(self) -> Screen:
        """What is on the screen now, without waiting."""
        view = await self._chat()
        shown = [entry["message"] for entry in view["messages"] if not entry["deleted"]]
        rows = (view["keyboard"] or {}).get("keyboard", [])
        keyboard = [button["text"] for row in rows for button in row]
        return Screen(shown, view["notices"], keyboard, view["user"]["blocked"], view["seq"], view)

    async def until(self, text: str) -> Screen:
        """Wait until the bot's newest message contains ``text``."""
        screen = await self.screen()
        while text not in screen.text:
            view = await self._chat(after=screen.seq, wait=self.patience)
            if view["seq"] <= screen.seq:
                raise NothingHappened(f"{text!r} never appeared; on screen: {screen.said}")
            screen = await self.screen()
        return screen

    async def _act(self, act: str, body: Json, quiet: bool) -> Screen:
        self.last = await control(self.url, "POST", f"users/{self.id}/{act}", body)
        if "update_id" in self.last:
            await self._handled(self.last["update_id"])
            if not quiet:
                await self._reaction(self.last["seq"])
        return await self.screen()

    async def _handled(self, update_id: int) -> None:
        body = {"update_id": update_id, "seconds": self.patience}
        if not (await control(self.url, "POST", "wait_idle", body))["idle"]:
            raise NothingHappened(f"update {update_id} was not taken; on screen: {(await self.screen()).said}")

    async def _reaction(self, after: int) -> None:
        seen = after
        while True:
            view = await self._chat(after=seen, wait=self.patience)
            if view["notices"] or any(entry["from_bot"] for entry in view["messages"]):
                return
            if view["seq"] <= seen:
                raise NothingHappened(f"no reaction; on screen: {(await self.screen()).said}")
            seen = view["seq"]

    async def _chat(self, after: int = 0, wait: float = 0) -> Json:
        return await control(self.url, "GET", f"users/{self.id}/chat?after={after}&wait={wait}")


async def control(url: str, method: str, path: str, body: Json | None = None) -> Json:
    """One call of the control API; a refusal fails the test with the stand-in's own words."""
    present = None if body is None else {name: value for name, value in body.items() if value is not None}
    async with aiohttp.request(method, f"{url}/control/{path}", json=present) as response:
        answer: Json = await response.json()
    if "error" in answer:
        raise AssertionError(f"{method} {path}: {answer}")
    return answer
