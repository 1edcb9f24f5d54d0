"""Time zones by name: what settings and provinces ask for, and what is none."""

from __future__ import annotations

import pytest

from bot.app.zones import is_zone


@pytest.mark.parametrize("name", ["Asia/Ho_Chi_Minh", "UTC"])
def test_a_zone_is_known_by_its_name(name: str) -> None:
    assert is_zone(name)


@pytest.mark.parametrize("name", ["Mars/Olympus", "Asia", "", "../etc/passwd", "/etc/passwd", "Asia/Ho Chi Minh"])
def test_what_is_no_zone_is_told_apart(name: str) -> None:
    assert not is_zone(name)
