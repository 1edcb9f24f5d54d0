"""From what a bot or a person wrote to what everybody sees: parsed, trimmed, measured."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.standin.entities.builder import Entity, units
from bot.standin.entities.html import parse_html
from bot.standin.entities.markdown import parse_markdown
from bot.standin.errors import bad_request
from bot.standin.limits import ENTITIES_PER_MESSAGE

_FOUND_BY_TELEGRAM = {
    "bot_command": re.compile(r"(?<![\w/])/[A-Za-z0-9_]{1,64}(?:@\w{1,32})?(?!\w|/)"),
    "url": re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)\]]"),
}
_PARSERS = {"html": parse_html, "markdownv2": parse_markdown}


@dataclass(frozen=True)
class FormattedText:
    text: str
    entities: list[Entity]

    @property
    def units(self) -> int:
        return units(self.text)


def format_text(
    source: str, parse_mode: str | None = None, entities: Iterable[Entity] | None = None
) -> FormattedText:
    """Parse, trim and complete a text. A parse mode wins over given entities, as it does at Telegram."""
    if parse_mode:
        parser = _PARSERS.get(parse_mode.lower())
        if parser is None:
            raise bad_request("unsupported parse_mode")
        text, found = parser(source)
    else:
        text, found = source, [dict(entity) for entity in entities or ()]
    text, found = _trim(text.replace("\r", ""), found)
    found += [entity for entity in _detect(text) if not _covered(entity, found)]
    found.sort(key=lambda entity: (entity["offset"], -entity["length"]))
    return FormattedText(text, found[:ENTITIES_PER_MESSAGE])


def _trim(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    cut = units(text) - units(text.lstrip())
    trimmed = text.strip()
    end, kept = units(trimmed), list[Entity]()
    for entity in entities:
        start = max(0, entity["offset"] - cut)
        stop = min(end, entity["offset"] + entity["length"] - cut)
        if stop > start:
            kept.append({**entity, "offset": start, "length": stop - start})
    return trimmed, kept


def _detect(text: str) -> list[Entity]:
    return [
        {"type": kind, "offset": units(text[: found.start()]), "length": units(found[0])}
        for kind, pattern in _FOUND_BY_TELEGRAM.items()
        for found in pattern.finditer(text)
    ]


def _covered(entity: Entity, others: list[Entity]) -> bool:
    """Telegram looks for commands and links only outside code and explicit links."""
    return any(
        other["type"] in {"code", "pre", "text_link", "url", "bot_command"}
        and other["offset"] < entity["offset"] + entity["length"]
        and entity["offset"] < other["offset"] + other["length"]
        for other in others
    )
