"""The lower half of a score's picture: each domain as a dot on a line from 0 to 100 percent."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import NamedTuple

from bot.i18n import Translator
from bot.render.drawing import Drawing, Run
from bot.render.score_content import DomainRow, ScoreContent
from bot.render.style import ACCENT, BODY, INK, MARGIN, MUTED, PAPER, ROOM, RULE, SMALL, WIDTH
from bot.render.typeface import shrink, width, wrap

__all__ = ["draw_domains"]

_SCALE = 760
"""Pixels from 0 to 100 percent; the rest of the line holds the percentage in figures."""
_DOT, _RING = 11, 15
_STEPS = (0, 25, 50, 75, 100)


class _Key(NamedTuple):
    """One entry of the legend: how the mark is drawn at a point, and what it means."""

    mark: Callable[[Drawing, float, float], None]
    words: str


def draw_domains(d: Drawing, content: ScoreContent, t: Translator, y: float) -> float:
    """The chart with its heading, legend, rows and scale."""
    d.text(MARGIN, y + 32, Run(t("Domains, in percent of the maximum"), BODY + 2, True))
    keys = _legend(content, t)
    y = _draw_legend(d, keys, y + 78) if keys else y + 50
    for row in content.domains:
        y = _draw_row(d, row, content.floor, y)
    for step in _STEPS:
        d.text(_at(Fraction(step)), y + 18, Run(t.number(step), SMALL, fill=MUTED), anchor="middle")
    return y + 24


def _legend(content: ScoreContent, t: Translator) -> list[_Key]:
    """Only the marks that occur."""
    rows = content.domains
    keys: list[_Key] = []
    if any(row.total is not None for row in rows):
        keys.append(_Key(_dot, t("Total") if content.has_survey else t("Appraised")))
    if any(row.appraised is not None for row in rows):
        keys.append(_Key(_diamond, t("Appraised part only")))
    if any(row.self_score is not None for row in rows):
        words = t("Self-score (of the appraised part)") if content.has_survey else t("Self-score")
        keys.append(_Key(_ring, words))
    if any(row.below_floor for row in rows):
        keys.append(_Key(_warning, t("Below the floor")))
    if content.floor_text:
        keys.append(_Key(_tick, content.floor_text))
    return keys


def _draw_legend(d: Drawing, keys: list[_Key], y: float) -> float:
    x: float = MARGIN
    for key in keys:
        needed = width(key.words, SMALL) + 44
        if x > MARGIN and x + needed > WIDTH - MARGIN:
            x, y = MARGIN, y + 42
        key.mark(d, x + 15, y - 10)
        d.lines(x + 44, y, wrap(key.words, SMALL, ROOM - 44, lines=1), Run("", SMALL, fill=MUTED), leading=0)
        x += needed + 36
    return y + 18


def _draw_row(d: Drawing, row: DomainRow, floor: Fraction | None, y: float) -> float:
    right = WIDTH - MARGIN
    known = row.total is not None or row.appraised is not None
    points = width(row.points, SMALL, bold=known)
    d.text(right, y + 32, Run(row.points, SMALL, known), anchor="end")
    if row.appraised is not None:
        _diamond(d, right - points - 26, y + 21)
        points += 42
    y = d.lines(MARGIN, y + 32, wrap(row.name, SMALL, ROOM - points - 28, lines=2), Run("", SMALL), leading=36) - 36
    line = y + 26
    d.shape("path", d=f"M{MARGIN} {line} h{_SCALE}", stroke=RULE, stroke_width=4)
    for step in _STEPS:
        d.shape("path", d=f"M{_at(Fraction(step))} {line - 8} v16", stroke=RULE, stroke_width=3)
    _draw_marks(d, row, floor, line)
    size = shrink(row.percent, SMALL, right - MARGIN - _SCALE - 30)
    d.text(right, line + 11, Run(row.percent, size, fill=MUTED), anchor="end")
    if row.below_floor:
        _warning(d, right - width(row.percent, size) - 26, line)
    return line + 26


def _draw_marks(d: Drawing, row: DomainRow, floor: Fraction | None, y: float) -> None:
    if row.total is not None:
        d.shape("path", d=f"M{MARGIN} {y} H{_at(row.total):.2f}", stroke=ACCENT, stroke_width=6)
    if floor is not None:
        _tick(d, _at(floor), y)
    if row.total is not None:
        _dot(d, _at(row.total), y)
    if row.appraised is not None:
        _diamond(d, _at(row.appraised), y)
    if row.self_score is not None:
        _ring(d, _at(row.self_score), y)


def _at(percent: Fraction) -> float:
    return MARGIN + _SCALE * float(min(max(percent, Fraction(0)), Fraction(100))) / 100


def _dot(d: Drawing, x: float, y: float) -> None:
    d.shape("circle", cx=x, cy=y, r=_DOT, fill=ACCENT)


def _ring(d: Drawing, x: float, y: float) -> None:
    d.shape("circle", cx=x, cy=y, r=_RING, fill="none", stroke=INK, stroke_width=4)


def _diamond(d: Drawing, x: float, y: float) -> None:
    d.shape("path", d=f"M{x:.2f} {y - 13} l13 13 l-13 13 l-13 -13 z", fill=PAPER, stroke=ACCENT, stroke_width=5)


def _tick(d: Drawing, x: float, y: float) -> None:
    d.shape("path", d=f"M{x:.2f} {y - 14} v28", stroke=INK, stroke_width=5)


def _warning(d: Drawing, x: float, y: float) -> None:
    d.shape("path", d=f"M{x:.2f} {y + 13} l-14 -24 h28 z", fill=INK)
