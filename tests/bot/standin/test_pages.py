"""The pages: served whole, under a strict policy, with nothing from elsewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import bot.standin
from tests.bot.standin.wire import Wire

FOLDER = Path(bot.standin.__file__).parent / "page"


@pytest.mark.parametrize("path", ["/", "/chat?user=1", "/side?users=1"])
async def test_a_page_and_everything_it_names_is_served(wire: Wire, path: str) -> None:
    async with wire.session.get(wire.url + path) as response:
        page = await response.text()
        policy = response.headers["Content-Security-Policy"]
    assert response.status == 200
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    named = re.findall(r'(?:src|href)="(/page/[^"]+)"', page)
    assert named
    for asset in named:
        async with wire.session.get(wire.url + asset) as response:
            assert response.status == 200


@pytest.mark.parametrize("path", ["/page/none.js", "/page/..%2Fserver.py", "/page/chat.html"])
async def test_nothing_else_is_served(wire: Wire, path: str) -> None:
    async with wire.session.get(wire.url + path) as response:
        assert response.status == 404


@pytest.mark.parametrize("path", sorted(FOLDER.iterdir()), ids=lambda path: path.name)
def test_pages_are_inert_and_local(path: Path) -> None:
    source = path.read_text("utf-8")
    assert not re.search(r"innerHTML|insertAdjacentHTML|document\.write|\beval\b| on\w+=\"| style=\"", source)
    assert not re.search(r"(?:src|href|url\()=?[\"']?(?:https?:)?//", source)
    assert len(source.splitlines()) <= 250


def test_every_language_of_the_page_has_every_word() -> None:
    source = (FOLDER / "words.js").read_text("utf-8")
    vietnamese, english = source.split("  en: {")
    names = [set(re.findall(r"(\w+): \"", part.split("\n  },")[0])) for part in (vietnamese, english)]
    assert names[0] == names[1]
