"""This machine and nothing else."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit


def is_loopback(host: str | None) -> bool:
    """Whether a host name or address means this machine. Names other than ``localhost`` are not resolved."""
    if host is None:
        return False
    if host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def is_loopback_authority(authority: str) -> bool:
    """The same for ``host:port`` as it stands in a Host header or an origin."""
    try:
        return is_loopback(urlsplit(f"//{authority}").hostname)
    except ValueError:
        return False
