"""What counts as this machine."""

from __future__ import annotations

import pytest

from bot.standin.loopback import is_loopback, is_loopback_authority


@pytest.mark.parametrize(
    ("host", "here"),
    [
        ("localhost", True),
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("::1", True),
        ("0.0.0.0", False),
        ("example.com", False),
        ("127.0.0.1.example.com", False),
        (None, False),
    ],
)
def test_hosts(host: str | None, here: bool) -> None:
    assert is_loopback(host) is here


@pytest.mark.parametrize(
    ("authority", "here"),
    [("localhost:8081", True), ("[::1]:80", True), ("evil.example:8081", False), ("", False), ("[", False)],
)
def test_authorities(authority: str, here: bool) -> None:
    assert is_loopback_authority(authority) is here
