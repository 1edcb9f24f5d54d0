"""The upper half of a score's picture: whose it is, whether it is published, the total, the grade, the parts."""

from __future__ import annotations

from bot.render.drawing import Drawing, Run, dashed
from bot.render.score_content import Figure, ScoreContent
from bot.render.style import (
    BODY,
    INK,
    MARGIN,
    MUTED,
    PALE,
    PAPER,
    PROVISIONAL,
    PROVISIONAL_PALE,
    PUBLISHED,
    ROOM,
    RULE,
    SMALL,
    WIDTH,
)
from bot.render.typeface import fit, shrink, width, wrap

__all__ = ["draw_head", "draw_status"]

_BADGE = 84
_NAME = ((54, 1), (46, 2), (40, 3), (36, 4))
_GRADE = ((46, 1), (40, 2), (34, 3))
_LEFT = 540
"""Width of the column that holds the total."""
_TOTAL, _NO_TOTAL, _OF_TOTAL = 150, 64, 48
_FIGURE_GAP = 24


def draw_status(d: Drawing, content: ScoreContent, y: float) -> float:
    """The badge: a solid bar with a tick where published, a dashed pale one with a clock where not."""
    middle, icon = y + _BADGE / 2, MARGIN + 62
    size = shrink(content.status, 46, ROOM - 150, bold=True)
    if content.published:
        d.shape("rect", x=MARGIN, y=y, width=ROOM, height=_BADGE, rx=_BADGE / 2, fill=PUBLISHED)
        d.shape("circle", cx=icon, cy=middle, r=27, fill=PAPER)
        tick = f"M{icon - 13} {middle} l9 10 l17 -20"
        d.shape("path", d=tick, fill="none", stroke=PUBLISHED, stroke_width=7, stroke_linecap="round")
        d.text(icon + 52, middle + size * 0.36, Run(content.status, size, True, PAPER))
    else:
        bar = d.shape("rect", x=MARGIN, y=y, width=ROOM, height=_BADGE, fill=PROVISIONAL_PALE)
        dashed(bar, PROVISIONAL)
        d.shape("circle", cx=icon, cy=middle, r=25, fill="none", stroke=PROVISIONAL, stroke_width=5)
        hands = f"M{icon} {middle - 14} v14 l10 8"
        d.shape("path", d=hands, fill="none", stroke=PROVISIONAL, stroke_width=5, stroke_linecap="round")
        d.text(icon + 52, middle + size * 0.36, Run(content.status, size, True, PROVISIONAL))
    return y + _BADGE


def draw_head(d: Drawing, content: ScoreContent, y: float) -> float:
    """Everything between the badge and the domains."""
    name = fit(content.unit, _NAME, ROOM, bold=True)
    leading = name.size * 1.24
    y = d.lines(MARGIN, y + 22 + name.size, name.lines, Run("", name.size, True), leading=leading) - leading
    title = wrap(content.round, BODY, ROOM, lines=2)
    y = d.lines(MARGIN, y + 50, title, Run("", BODY, fill=MUTED), leading=44) - 44
    y = max(_draw_total(d, content, y + 26), _draw_verdict(d, content, y + 26))
    y = _draw_reasons(d, content, y)
    return _draw_figures(d, content.figures, y + 24)


def _draw_total(d: Drawing, content: ScoreContent, y: float) -> float:
    """The total, in words where there is none; the left column."""
    d.text(MARGIN, y + 34, Run(content.total_label, BODY, fill=MUTED))
    out_of = Run(f"/ {content.out_of}", _OF_TOTAL, gap=14, fill=MUTED)
    room = _LEFT - width(out_of.words, out_of.size) - out_of.gap
    size = shrink(content.total, _TOTAL if content.total_known else _NO_TOTAL, room, bold=True)
    d.text(MARGIN, y + 50 + size * 0.76, Run(content.total, size, True), out_of)
    return y + 64 + size * 0.76


def _draw_verdict(d: Drawing, content: ScoreContent, y: float) -> float:
    """The rank, where there is one, and the grade; the right column."""
    x = MARGIN + _LEFT + 40
    room = WIDTH - MARGIN - x
    if content.grade is not None:
        d.text(x, y + 34, Run(content.grade_label, BODY, fill=MUTED))
        grade = fit(content.grade, _GRADE, room, bold=True)
        leading = grade.size * 1.2
        run = Run("", grade.size, True)
        y = d.lines(x, y + 40 + grade.size, grade.lines, run, leading=leading) - leading + 14
    if content.rank:
        height = 62
        size = shrink(content.rank, BODY + 4, room - 40, bold=True)
        box = width(content.rank, size, bold=True) + 40
        d.shape("rect", x=x, y=y + 8, width=box, height=height, rx=height / 2, fill=INK)
        d.text(x + 20, y + 8 + height / 2 + size * 0.36, Run(content.rank, size, True, PAPER))
        y += height + 8
    return y


def _draw_reasons(d: Drawing, content: ScoreContent, y: float) -> float:
    """Why there is no total, or why the grade is lower than the total alone would give."""
    paragraphs = content.missing if content.demotion is None else (content.demotion,)
    lines = tuple(line for words in paragraphs for line in wrap(words, BODY, ROOM - 30, lines=4))
    if not lines:
        return y
    d.shape("rect", x=MARGIN, y=y + 16, width=8, height=44 * len(lines) + 4, fill=INK)
    return d.lines(MARGIN + 30, y + 50, lines, Run("", BODY), leading=44) - 30


def _draw_figures(d: Drawing, figures: tuple[Figure, ...], y: float) -> float:
    if not figures:
        return y
    tile = (ROOM - _FIGURE_GAP * (len(figures) - 1)) / len(figures)
    height = 146 if any(figure.caption for figure in figures) else 110
    for i, figure in enumerate(figures):
        x = MARGIN + i * (tile + _FIGURE_GAP)
        d.shape("rect", x=x, y=y, width=tile, height=height, rx=14, fill=PALE, stroke=RULE, stroke_width=2)
        _draw_figure(d, figure, x + 20, y, tile - 40)
    return y + height


def _draw_figure(d: Drawing, figure: Figure, x: float, y: float, room: float) -> None:
    out_of = Run(f"/ {figure.maximum}", SMALL, gap=12, fill=MUTED)
    left = room - width(out_of.words, out_of.size) - out_of.gap
    size = shrink(figure.points, 50 if figure.known else 38, left, bold=figure.known)
    d.text(x, y + 40, Run(figure.label, shrink(figure.label, SMALL, room), fill=MUTED))
    d.text(x, y + 90, Run(figure.points, size, figure.known), out_of)
    d.text(x, y + 130, Run(figure.caption, shrink(figure.caption, SMALL, room), fill=MUTED))
