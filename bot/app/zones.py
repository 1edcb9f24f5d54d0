"""Time zones by name."""

from __future__ import annotations

from zoneinfo import ZoneInfo

__all__ = ["is_zone"]


def is_zone(name: str) -> bool:
    """Whether there is a time zone of this name, such as Asia/Ho_Chi_Minh."""
    try:
        ZoneInfo(name)
    except (KeyError, OSError, ValueError):  # not found, a folder of zones, no name at all
        return False
    return True
