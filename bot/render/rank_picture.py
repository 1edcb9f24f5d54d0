"""How sure ranks are, as a picture: each unit's rank as given, and the ranks it would have had otherwise.

Dots and whiskers on a common scale of ranks, best at the left; units below each other in the order of their ranks.
The three marks differ in shape, so that a print in grey says the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

from bot.i18n import Translator
from bot.render.drawing import Drawing, Run, png
from bot.render.style import ACCENT, BODY, INK, MARGIN, MUTED, PALE, PAPER, RULE, SMALL
from bot.render.typeface import fit, shrink, width

__all__ = ["MAX_HEIGHT", "WIDTH", "ZOOM", "RankChart", "RankRow", "rank_picture", "rank_svg"]

WIDTH = 900
"""Wider than a score's picture: the scale stands beside the names, and few of them break."""

ZOOM = 1.2
"""Pixels of the raster for each of the drawing, so that the picture is sharp when it fills a screen."""

MAX_HEIGHT = 3200
"""Pixels of the raster; a taller picture is scaled down to this."""

_ROOM = WIDTH - 2 * MARGIN
_TITLE = ((44, 1), (40, 2), (36, 3))
_NAME_AT, _NAME_ROOM = MARGIN + 58, 330
_LEFT, _RIGHT = 456, 736
"""Between these lies the scale of ranks."""
_DOT, _RING, _CAP = 9, 14, 20
"""The ends of a whisker are longer than the ring is wide, so that they show behind it."""
_LINE, _PAD = 34, 18
_NAME = ((SMALL, 4),)
_ABOUT, _NOTE = ((BODY, 2), (SMALL, 3)), ((SMALL, 6),)
_MARKED, _APART = 9, 8
"""Up to so many ranks each has its number; beyond, the first and every fifth, tenth or so, to be so far apart."""


@dataclass(frozen=True)
class RankRow:
    """One unit: its rank as given, and the 5 %, 50 % and 95 % points of the ranks it would have had."""

    name: str
    rank: int
    low: int
    middle: int
    high: int


@dataclass(frozen=True)
class RankChart:
    """The picture in words. `about` are lines below the title, `whisker` says what the whiskers mean, `notes` stand
    below the chart.
    """

    title: str
    about: Sequence[str]
    whisker: str
    rows: Sequence[RankRow]
    notes: Sequence[str]


def rank_picture(chart: RankChart, t: Translator) -> bytes:
    """`chart` as PNG, as tall as its rows."""
    svg, height = _drawn(chart, t)
    return png(svg, zoom=min(ZOOM, MAX_HEIGHT / height))


def rank_svg(chart: RankChart, t: Translator) -> str:
    """The picture before it is rasterised."""
    return _drawn(chart, t)[0]


def _drawn(chart: RankChart, t: Translator) -> tuple[str, float]:
    t = t.escaping(str)
    d = Drawing(WIDTH)
    scale = _Scale(max((max(row.rank, row.high) for row in chart.rows), default=1))
    y = _draw_head(d, chart, 44)
    y = _draw_legend(d, chart.whisker, t, y + 24)
    d.text(WIDTH - MARGIN, y + 62, Run(t("5–95%"), SMALL, fill=MUTED), anchor="end")
    y = _draw_numbers(d, scale, t, y + 62)
    top = y
    edges = []
    for number, row in enumerate(chart.rows):
        height = _height(row)
        if number % 2 == 0:
            d.shape("rect", x=MARGIN - 16, y=y, width=_ROOM + 32, height=height, rx=8, fill=PALE)
        edges.append((row, y, height))
        y += height
    for rank in scale.marked:
        d.shape("path", d=f"M{scale.at(rank):.2f} {top:.2f} V{y:.2f}", stroke=RULE, stroke_width=2)
    for row, at, height in edges:
        _draw_row(d, row, scale, at, height, t)
    y = _draw_numbers(d, scale, t, y + 36) + 34
    for note in chart.notes:
        y = d.lines(MARGIN, y, fit(note, _NOTE, _ROOM).lines, Run("", SMALL, fill=MUTED), leading=36) + 8
    height = y + 6
    return d.finish(height), height


@dataclass(frozen=True)
class _Scale:
    """Where ranks lie."""

    last: int

    def at(self, rank: int) -> float:
        return _LEFT + (_RIGHT - _LEFT) * (rank - 1) / max(1, self.last - 1)

    @property
    def marked(self) -> Sequence[int]:
        """The ranks with a line and a number."""
        if self.last <= _MARKED:
            return range(1, self.last + 1)
        room = width(str(self.last), SMALL) + _APART
        step = next(step for step in count(5, 5) if self.at(1 + step) - self.at(1) >= room)
        return [1, *range(step, self.last + 1, step)]


def _draw_head(d: Drawing, chart: RankChart, y: float) -> float:
    title = fit(chart.title, _TITLE, _ROOM, bold=True)
    leading = title.size * 1.24
    y = d.lines(MARGIN, y + title.size, title.lines, Run("", title.size, True), leading=leading) - leading
    y += 48
    for words in chart.about:
        about = fit(words, _ABOUT, _ROOM)
        y = d.lines(MARGIN, y, about.lines, Run("", about.size, fill=MUTED), leading=40)
    return y - 40


def _draw_legend(d: Drawing, whisker: str, t: Translator, y: float) -> float:
    """What the three marks mean, below each other."""
    for mark, words in (
        (_ring, t("Rank as it stands")),
        (_dot, t("Rank in the middle of the draws")),
        (_legend_whisker, whisker),
    ):
        y += 42
        mark(d, MARGIN + 26, y - 10)
        lines = fit(words, ((SMALL, 3),), _ROOM - 72).lines
        y = d.lines(MARGIN + 72, y, lines, Run("", SMALL), leading=34) - 34
    return y


def _draw_numbers(d: Drawing, scale: _Scale, t: Translator, y: float) -> float:
    for rank in scale.marked:
        d.text(scale.at(rank), y, Run(t.number(rank), SMALL, fill=MUTED), anchor="middle")
    return y + 14


def _lines(row: RankRow) -> tuple[str, ...]:
    return fit(row.name, _NAME, _NAME_ROOM).lines


def _height(row: RankRow) -> float:
    return max(1, len(_lines(row))) * _LINE + _PAD


def _draw_row(d: Drawing, row: RankRow, scale: _Scale, y: float, height: float, t: Translator) -> None:
    middle = y + height / 2
    lines = _lines(row)
    d.text(_NAME_AT - 16, middle + 10, Run(t.number(row.rank), SMALL, True), anchor="end")
    d.lines(_NAME_AT, middle + 10 - _LINE * (len(lines) - 1) / 2, lines, Run("", SMALL), leading=_LINE)
    _whisker(d, scale.at(row.low), scale.at(row.high), middle)
    _ring(d, scale.at(row.rank), middle)
    _dot(d, scale.at(row.middle), middle)
    words = t("{low}–{high}", low=row.low, high=row.high) if row.low != row.high else t.number(row.low)
    size = shrink(words, SMALL, WIDTH - MARGIN - _RIGHT - _RING - 8)
    d.text(WIDTH - MARGIN, middle + 10, Run(words, size), anchor="end")


def _whisker(d: Drawing, left: float, right: float, y: float) -> None:
    d.shape("path", d=f"M{left:.2f} {y:.2f} H{right:.2f}", stroke=ACCENT, stroke_width=6)
    for x in (left, right):
        d.shape("path", d=f"M{x:.2f} {y - _CAP:.2f} v{2 * _CAP}", stroke=ACCENT, stroke_width=6)


def _legend_whisker(d: Drawing, x: float, y: float) -> None:
    _whisker(d, x - 26, x + 26, y)


def _dot(d: Drawing, x: float, y: float) -> None:
    d.shape("circle", cx=x, cy=y, r=_DOT, fill=ACCENT)


def _ring(d: Drawing, x: float, y: float) -> None:
    d.shape("circle", cx=x, cy=y, r=_RING, fill=PAPER, stroke=INK, stroke_width=4)
