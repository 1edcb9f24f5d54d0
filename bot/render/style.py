"""Sizes and colours of the pictures. Contrast is at least 4.5:1 on white, and nothing is told by colour alone."""

from __future__ import annotations

__all__ = [
    "ACCENT",
    "BODY",
    "INK",
    "MARGIN",
    "MUTED",
    "PALE",
    "PAPER",
    "PROVISIONAL",
    "PROVISIONAL_PALE",
    "PUBLISHED",
    "ROOM",
    "RULE",
    "SMALL",
    "WIDTH",
]

WIDTH = 760
MARGIN = 40
ROOM = WIDTH - 2 * MARGIN

SMALL = 28
"""The smallest text: 11.5 pixels in a chat that shows the picture 312 pixels wide, as a phone of 390 does."""
BODY = 32

INK = "#16202e"
MUTED = "#465162"
RULE = "#c3cad4"
PALE = "#eef1f5"
PAPER = "#ffffff"
ACCENT = "#17497d"
PUBLISHED = "#0b5137"
PROVISIONAL = "#7a4300"
PROVISIONAL_PALE = "#fff4dd"
