"""Picture sizes from the first bytes."""

from __future__ import annotations

import pytest

from bot.standin.images import picture_size
from tests.bot.standin.wire import PIXEL

JPEG = bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffc00011080040002003011100021101031101")


@pytest.mark.parametrize(
    ("data", "size"),
    [
        (PIXEL, (1, 1)),
        (b"GIF89a" + (300).to_bytes(2, "little") + (5).to_bytes(2, "little"), (300, 5)),
        (JPEG, (32, 64)),
        (b"%PDF-1.7", None),
        (b"\xff\xd8\xff", None),
        (b"", None),
    ],
)
def test_width_and_height(data: bytes, size: tuple[int, int] | None) -> None:
    assert picture_size(data) == size
