"""Golden conversations: what a person does and sees, as a text that people read and review.

`pytest --regenerate-golden` writes the files anew; the diff is then reviewed like code.
"""

from __future__ import annotations

from pathlib import Path

from tests.person import Person, Screen

__all__ = ["GOLDEN", "Transcript"]

GOLDEN = Path(__file__).parent / "golden"


class Transcript:
    """Does what a person does and writes down the screen after each step."""

    def __init__(self, person: Person) -> None:
        self._person = person
        self._lines: list[str] = []

    async def start(self, code: str) -> Screen:
        return self._note("/start <ticket>", await self._person.start(code))

    async def click(self, button: str) -> Screen:
        return self._note(f"[{button}]", await self._person.click(button))

    async def type(self, text: str) -> Screen:
        return self._note(text, await self._person.send(text))

    def note(self, what: str) -> None:
        self._lines += [f"* {what}", ""]

    def _note(self, act: str, screen: Screen) -> Screen:
        self._lines.append(f"> {act}")
        if screen.toast and screen.notices[-1]["text"]:
            self._lines.append(f"({screen.toast})")
        bubbles = [m for m in screen.messages if m["from"]["is_bot"]]
        for bubble in bubbles:
            text = str(bubble.get("text", bubble.get("caption", "")))
            self._lines += [f"  {line}".rstrip() for line in text.splitlines()]
            rows = bubble.get("reply_markup", {}).get("inline_keyboard", [])
            self._lines += ["  " + " ".join(f"[{button['text']}]" for button in row) for row in rows]
        self._lines.append("")
        return screen

    def check(self, name: str, *, regenerate: bool) -> None:
        """Compare with the golden file, or write it."""
        path = GOLDEN / name
        text = "\n".join(self._lines)
        if regenerate:
            path.write_text(text, "utf-8")
        assert text == path.read_text("utf-8"), f"{name} differs; read the diff, then --regenerate-golden"
