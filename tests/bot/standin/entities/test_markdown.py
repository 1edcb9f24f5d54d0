"""MarkdownV2: what it becomes, and how it is refused."""

from __future__ import annotations

from typing import Any

import pytest

from bot.standin.entities.markdown import parse_markdown
from bot.standin.errors import ApiRefusal


def one(kind: str, offset: int = 0, length: int = 1, **extra: str) -> list[dict[str, Any]]:
    return [{"type": kind, "offset": offset, "length": length, **extra}]


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("*a*", "a", one("bold")),
        ("_a_", "a", one("italic")),
        ("__a__", "a", one("underline")),
        ("~a~", "a", one("strikethrough")),
        ("||a||", "a", one("spoiler")),
        ("`a`", "a", one("code")),
        ("```py\na```", "a", one("pre", language="py")),
        ("```a```", "a", one("pre")),
        ("[a](https://e.vn/\\))", "a", one("text_link", url="https://e.vn/)")),
        (">a\nb", "a\nb", one("blockquote", length=2)),
        ("88\\.25", "88.25", []),
        ("*a _b_*", "a b", [*one("bold", 0, 3), *one("italic", 2)]),
    ],
)
def test_markup_becomes_text_and_entities(source: str, text: str, entities: list[dict[str, Any]]) -> None:
    assert parse_markdown(source) == (text, entities)


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("88.25", "Character '.' is reserved and must be escaped with the preceding '\\'"),
        ("Đ *a", "Can't find end of Bold entity at byte offset 3"),
        ("`a", "Can't find end of Code entity at byte offset 0"),
        ("```a", "Can't find end of Pre entity at byte offset 0"),
        ("[a]", "Can't find end of TextUrl entity at byte offset 0"),
    ],
)
def test_broken_markup_is_refused_in_telegrams_words(source: str, reason: str) -> None:
    with pytest.raises(ApiRefusal) as refused:
        parse_markdown(source)
    assert refused.value.description == f"Bad Request: can't parse entities: {reason}"
