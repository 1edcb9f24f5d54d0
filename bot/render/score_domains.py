"""The lower half of a score's picture: each domain as a dot on a line from 0 to 100 percent."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import NamedTuple

from bot.i18n import Translator
from bot.render.drawing import Drawing, Run
from bot.render.score_content import DomainRow, ScoreContent
from bot.render.style import ACCENT, BODY, INK, MARGIN, MUTED, PAPER, ROOM, RULE, SMALL, WIDTH
from bot.render.typeface import fit, shrink, width, wrap

__all__ = ["draw_domains"]

_SCALE = 520
"""Pixels from 0 to 100 percent; the rest of the line holds the percentage in figures."""
_DOT, _RING = 10, 13


class _Key(NamedTuple):
    """One entry of the legend: how the mark is drawn at a point, and what it means."""

    mark: Callable[[Drawing, float, float], None]
    words: str


def draw_domains(d: Drawing, content: ScoreContent, t: Translator, y: float) -> float:
    """The chart with its heading, legend and rows."""
    heading = t("Domains, in percent of the maximum")
    d.text(MARGIN, y + 36, Run(heading, shrink(heading, BODY, ROOM, bold=True), True))
    y = _draw_legend(d, _legend(content, t), y + 40)
    for row in content.domains:
        y = _draw_row(d, row, content.floor, y)
    return y


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
    x: float = WIDTH
    for key in keys:
        lines = fit(key.words, ((SMALL, 2),), ROOM - 38).lines
        needed = max((width(line, SMALL) for line in lines), default=0) + 38
        if x + needed > WIDTH - MARGIN:
            x, y = MARGIN, y + 38
        key.mark(d, x + 13, y - 9)
        y = d.lines(x + 38, y, lines, Run("", SMALL, fill=MUTED), leading=34) - 34 if lines else y
        x += needed + 28
    return y + 12


def _draw_row(d: Drawing, row: DomainRow, floor: Fraction | None, y: float) -> float:
    right = WIDTH - MARGIN
    known = row.total is not None or row.appraised is not None
    points = width(row.points, SMALL, bold=known)
    d.text(right, y + 32, Run(row.points, SMALL, known), anchor="end")
    if row.appraised is not None:
        _diamond(d, right - points - 24, y + 22)
        points += 40
    names = wrap(row.name, SMALL, ROOM - points - 20, lines=3)
    y = d.lines(MARGIN, y + 32, names, Run("", SMALL), leading=34) - 34
    line = y + 22
    d.shape("path", d=f"M{MARGIN} {line} h{_SCALE}", stroke=RULE, stroke_width=5)
    _draw_marks(d, row, floor, line)
    size = shrink(row.percent, SMALL, right - MARGIN - _SCALE - 24)
    d.text(right, line + 10, Run(row.percent, size, fill=MUTED), anchor="end")
    if row.below_floor:
        _warning(d, right - width(row.percent, size) - 22, line)
    return line + 20


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
    d.shape("path", d=f"M{x:.2f} {y - 12} l12 12 l-12 12 l-12 -12 z", fill=PAPER, stroke=ACCENT, stroke_width=5)


def _tick(d: Drawing, x: float, y: float) -> None:
    d.shape("path", d=f"M{x:.2f} {y - 13} v26", stroke=INK, stroke_width=5)


def _warning(d: Drawing, x: float, y: float) -> None:
    d.shape("path", d=f"M{x:.2f} {y + 11} l-12 -21 h24 z", fill=INK)
