"""Telegram's HTML: what it becomes, and how it is refused."""

from __future__ import annotations

from typing import Any

import pytest

from bot.standin.entities.html import parse_html
from bot.standin.errors import ApiRefusal

BOLD_INNER = [{"type": "bold", "offset": 0, "length": 2}, {"type": "italic", "offset": 1, "length": 1}]


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("<b>Chào</b> bạn", "Chào bạn", [{"type": "bold", "offset": 0, "length": 4}]),
        ("<strong>a<em>b</em></strong>", "ab", BOLD_INNER),
        ("😀<u>x</u>", "😀x", [{"type": "underline", "offset": 2, "length": 1}]),
        ("<ins>a</ins>", "a", [{"type": "underline", "offset": 0, "length": 1}]),
        ("<del>a</del>", "a", [{"type": "strikethrough", "offset": 0, "length": 1}]),
        ("<tg-spoiler>a</tg-spoiler>", "a", [{"type": "spoiler", "offset": 0, "length": 1}]),
        ('<span class="tg-spoiler">a</span>', "a", [{"type": "spoiler", "offset": 0, "length": 1}]),
        ("<blockquote>a</blockquote>", "a", [{"type": "blockquote", "offset": 0, "length": 1}]),
        (
            "<blockquote expandable>a</blockquote>",
            "a",
            [{"type": "expandable_blockquote", "offset": 0, "length": 1}],
        ),
        (
            '<a href="https://e.vn/?a=1&amp;b=2">x</a>',
            "x",
            [{"type": "text_link", "offset": 0, "length": 1, "url": "https://e.vn/?a=1&b=2"}],
        ),
        ('<a href="không hợp lệ">x</a>', "x", []),
        (
            '<pre><code class="language-py">x</code></pre>',
            "x",
            [
                {"type": "pre", "offset": 0, "length": 1, "language": "py"},
            ],
        ),
        ("&lt;b&gt; &amp; &quot; &#272; &#x110; &nbsp;", '<b> & " Đ Đ &nbsp;', []),
        ("<b></b>a", "a", []),
    ],
)
def test_markup_becomes_text_and_entities(source: str, text: str, entities: list[dict[str, Any]]) -> None:
    assert parse_html(source) == (text, entities)


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("Đ<x>", 'Unsupported start tag "x" at byte offset 2'),
        ("a < b", "Unclosed start tag at byte offset 2"),
        ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("<b>a</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<b>a</b", "Unclosed end tag at byte offset 4"),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
def test_broken_markup_is_refused_in_telegrams_words(source: str, reason: str) -> None:
    with pytest.raises(ApiRefusal) as refused:
        parse_html(source)
    assert refused.value.description == f"Bad Request: can't parse entities: {reason}"
