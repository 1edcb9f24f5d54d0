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

WIDTH = 1080
MARGIN = 60
ROOM = WIDTH - 2 * MARGIN

SMALL = 30
"""The smallest text, in pixels: 10 on a phone that shows the picture 360 pixels wide."""
BODY = 34

INK = "#16202e"
MUTED = "#465162"
RULE = "#c3cad4"
PALE = "#eef1f5"
PAPER = "#ffffff"
ACCENT = "#17497d"
PUBLISHED = "#0b5137"
PROVISIONAL = "#7a4300"
PROVISIONAL_PALE = "#fff4dd"
