"""MarkdownV2 → text and entities, with Telegram's own error texts."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.standin.entities.builder import Entity, EntityBuilder
from bot.standin.errors import bad_request

_RESERVED = set("_*[]()~`>#+-=|{}.!")
_MARKERS = {"__": "underline", "||": "spoiler", "*": "bold", "_": "italic", "~": "strikethrough", "[": "text_link"}
_TITLES = {
    "underline": "Underline",
    "spoiler": "Spoiler",
    "bold": "Bold",
    "italic": "Italic",
    "strikethrough": "Strikethrough",
    "text_link": "TextUrl",
}
_CODE = re.compile(r"```(?:([A-Za-z0-9_+-]+)\n)?((?:\\.|[^`\\])*)```|`(?!``)((?:\\.|[^`\\])*)`", re.DOTALL)
_TARGET = re.compile(r"\]\(((?:\\.|[^)\\])*)\)", re.DOTALL)
_ESCAPE = re.compile(r"\\([\x01-\x7e])")


@dataclass
class _Open:
    marker: str
    start: int
    at: int


def parse_markdown(source: str) -> tuple[str, list[Entity]]:
    """Text and entities of ``source``; raises the refusal ``can't parse entities: …``."""
    built, opened, at = EntityBuilder(), list[_Open](), 0
    quote: int | None = None
    while at < len(source):
        letter, line_begins = source[at], at == 0 or source[at - 1] == "\n"
        if quote is not None and line_begins and letter != ">":
            built.close("blockquote", quote)
            quote = None
        if letter == "\\" and (escaped := _ESCAPE.match(source, at)):
            built.write(escaped[1])
            at += 2
        elif letter == ">" and line_begins:
            quote = built.offset if quote is None else quote
            at += 1
        elif letter == "`":
            at = _code(source, at, built)
        elif letter == "]" and opened and opened[-1].marker == "[":
            at = _link(source, at, opened.pop(), built)
        elif marker := next((m for m in _MARKERS if source.startswith(m, at)), None):
            _mark(marker, at, opened, built)
            at += len(marker)
        elif letter in _RESERVED:
            raise _refusal(f"Character '{letter}' is reserved and must be escaped with the preceding '\\'")
        else:
            built.write(letter)
            at += 1
    if opened:
        last = opened[-1]
        raise _unended(_TITLES[_MARKERS[last.marker]], source, last.at)
    if quote is not None:
        built.close("blockquote", quote)
    return built.text, built.ordered()


def _mark(marker: str, at: int, opened: list[_Open], built: EntityBuilder) -> None:
    if opened and opened[-1].marker == marker and marker != "[":
        built.close(_MARKERS[marker], opened.pop().start)
    else:
        opened.append(_Open(marker, built.offset, at))


def _code(source: str, at: int, built: EntityBuilder) -> int:
    found = _CODE.match(source, at)
    if found is None:
        raise _unended("Pre" if source.startswith("```", at) else "Code", source, at)
    start = built.offset
    if found[3] is not None:
        built.write(_ESCAPE.sub(r"\1", found[3]))
        built.close("code", start)
    else:
        built.write(_ESCAPE.sub(r"\1", found[2]))
        built.close("pre", start, **({"language": found[1]} if found[1] else {}))
    return found.end()


def _link(source: str, at: int, opened: _Open, built: EntityBuilder) -> int:
    target = _TARGET.match(source, at)
    if target is None:
        raise _unended("TextUrl", source, opened.at)
    built.close("text_link", opened.start, url=_ESCAPE.sub(r"\1", target[1]))
    return target.end()


def _unended(title: str, source: str, at: int) -> Exception:
    return _refusal(f"Can't find end of {title} entity at byte offset {len(source[:at].encode())}")


def _refusal(reason: str) -> Exception:
    return bad_request(f"can't parse entities: {reason}")
