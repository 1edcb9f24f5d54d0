"""Telegram's HTML dialect → text and entities, with Telegram's own error texts."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.standin.entities.builder import Entity, EntityBuilder
from bot.standin.errors import bad_request

_SIMPLE = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "code": "code",
    "pre": "pre",
    "tg-spoiler": "spoiler",
    "blockquote": "blockquote",
}
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_REFERENCE = re.compile(r"&(?:(lt|gt|amp|quot)|#(\d+)|#x([0-9a-fA-F]+));?")
_START = re.compile(r"<([^\s>/]*)((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>")
_END = re.compile(r"</([^\s>]*)\s*>")
_ATTRIBUTE = re.compile(r"([^\s=\"'<>/]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")
_LINK = re.compile(r"(?:https?|tg|mailto|tel)[:]\S+|[^\s/]+\.[^\s/]+(?:/\S*)?", re.IGNORECASE)
_LAST_CODE_POINT = 0x10FFFF


@dataclass
class _Open:
    tag: str
    attributes: dict[str, str]
    start: int
    parts: int


def parse_html(source: str) -> tuple[str, list[Entity]]:
    """Text and entities of ``source``; raises the refusal ``can't parse entities: …``."""
    built = EntityBuilder()
    opened: list[_Open] = []
    at = 0
    while at < len(source):
        letter = source[at]
        if letter == "&" and (reference := _REFERENCE.match(source, at)):
            built.write(_decode(reference))
            at = reference.end()
        elif letter != "<":
            built.write(letter)
            at += 1
        elif source.startswith("</", at):
            at = _close(source, at, opened, built)
        else:
            at = _open(source, at, opened, built)
    if opened:
        raise _refusal(f'Can\'t find end tag corresponding to start tag "{opened[-1].tag}"')
    return built.text, built.ordered()


def _open(source: str, at: int, opened: list[_Open], built: EntityBuilder) -> int:
    tag = _START.match(source, at)
    if tag is None:
        raise _refusal(f"Unclosed start tag at byte offset {_byte(source, at)}")
    name = tag[1].lower()
    attributes = {
        found[1].lower(): next((unescape(value) for value in found.groups()[1:] if value is not None), "")
        for found in _ATTRIBUTE.finditer(tag[2])
    }
    if name == "span" and attributes.get("class") != "tg-spoiler":
        raise _refusal(f'Tag "span" must have class "tg-spoiler" at byte offset {_byte(source, at)}')
    if name not in _SIMPLE and name not in {"a", "span"}:
        raise _refusal(f'Unsupported start tag "{name}" at byte offset {_byte(source, at)}')
    opened.append(_Open(name, attributes, built.offset, built.parts))
    return tag.end()


def _close(source: str, at: int, opened: list[_Open], built: EntityBuilder) -> int:
    if not opened:
        raise _refusal(f"Unexpected end tag at byte offset {_byte(source, at)}")
    tag = _END.match(source, at)
    if tag is None:
        raise _refusal(f"Unclosed end tag at byte offset {_byte(source, at)}")
    last, found = opened.pop(), tag[1].lower()
    if found and found != last.tag:
        raise _refusal(
            f'Unmatched end tag at byte offset {_byte(source, at)}, expected "</{last.tag}>", found "</{found}>"'
        )
    _finish(last, opened, built)
    return tag.end()


def _finish(last: _Open, opened: list[_Open], built: EntityBuilder) -> None:
    if last.tag == "a":
        url = last.attributes.get("href") or built.text_since(last.parts)
        if _LINK.fullmatch(url):  # Telegram drops links it cannot follow and keeps their text
            built.close("text_link", last.start, url=url if ":" in url else f"http://{url}/")
    elif last.tag == "span":
        built.close("spoiler", last.start)
    elif last.tag == "blockquote" and "expandable" in last.attributes:
        built.close("expandable_blockquote", last.start)
    elif last.tag == "code" and opened and opened[-1].tag == "pre":
        language = last.attributes.get("class", "").removeprefix("language-")
        opened[-1].attributes.setdefault("language", language)
    elif last.tag == "pre" and last.attributes.get("language"):
        built.close("pre", last.start, language=last.attributes["language"])
    else:
        built.close(_SIMPLE[last.tag], last.start)


def unescape(value: str) -> str:
    """Character references of an attribute value."""
    return _REFERENCE.sub(_decode, value)


def _decode(reference: re.Match[str]) -> str:
    if reference[1]:
        return _NAMED[reference[1]]
    code = int(reference[2]) if reference[2] else int(reference[3], 16)
    return chr(code) if 0 < code <= _LAST_CODE_POINT else reference[0]


def _byte(source: str, at: int) -> int:
    return len(source[:at].encode())


def _refusal(reason: str) -> Exception:
    return bad_request(f"can't parse entities: {reason}")
