"""The upper half of a score's picture: whose it is, whether it is published, the total, the grade, the parts."""

from __future__ import annotations

from bot.render.drawing import Drawing, Run
from bot.render.score_content import Figure, ScoreContent
from bot.render.style import (
    BODY,
    INK,
    MARGIN,
    MUTED,
    PALE,
    PAPER,
    PROVISIONAL,
    PUBLISHED,
    ROOM,
    RULE,
    SMALL,
    WIDTH,
)
from bot.render.typeface import fit, shrink, width, wrap

__all__ = ["draw_head", "draw_status"]

_BADGE = 92
_NAME = ((56, 2), (46, 3), (40, 4))
_TOTAL, _OF_TOTAL = 168, 64
_FIGURE_GAP = 24


def draw_status(d: Drawing, content: ScoreContent, y: float) -> float:
    """The badge: a solid bar with a tick where published, a dashed and empty one with a clock where not."""
    middle, icon = y + _BADGE / 2, MARGIN + 62
    size = shrink(content.status, 46, ROOM - 150, bold=True)
    if content.published:
        d.shape("rect", x=MARGIN, y=y, width=ROOM, height=_BADGE, rx=_BADGE / 2, fill=PUBLISHED)
        d.shape("circle", cx=icon, cy=middle, r=27, fill=PAPER)
        tick = f"M{icon - 13} {middle} l9 10 l17 -20"
        d.shape("path", d=tick, fill="none", stroke=PUBLISHED, stroke_width=7, stroke_linecap="round")
        d.text(icon + 52, middle + size * 0.36, Run(content.status, size, True, PAPER))
    else:
        d.shape(
            "rect", x=MARGIN, y=y, width=ROOM, height=_BADGE, fill="none", stroke=PROVISIONAL, stroke_width=5,
            stroke_dasharray="22 12",
        )  # fmt: skip
        d.shape("circle", cx=icon, cy=middle, r=25, fill="none", stroke=PROVISIONAL, stroke_width=5)
        hands = f"M{icon} {middle - 14} v14 l10 8"
        d.shape("path", d=hands, fill="none", stroke=PROVISIONAL, stroke_width=5, stroke_linecap="round")
        d.text(icon + 52, middle + size * 0.36, Run(content.status, size, True, PROVISIONAL))
    return y + _BADGE


def draw_head(d: Drawing, content: ScoreContent, y: float) -> float:
    """Everything between the badge and the domains."""
    name = fit(content.unit, _NAME, ROOM, bold=True)
    y = d.lines(MARGIN, y + name.size * 1.3, name.lines, Run("", name.size, True), leading=name.size * 1.25)
    y -= name.size * 1.25
    title = wrap(content.round, BODY, ROOM, lines=2)
    y = d.lines(MARGIN, y + 54, title, Run("", BODY, fill=MUTED), leading=44) - 44
    y = _draw_total(d, content, y + 44)
    y = _draw_grade(d, content, y)
    return _draw_figures(d, content.figures, y + 36)


def _draw_total(d: Drawing, content: ScoreContent, y: float) -> float:
    d.text(MARGIN, y + 34, Run(content.total_label, BODY, fill=MUTED))
    if not content.total_known:
        d.text(MARGIN, y + 116, Run(content.total, 76, True), Run(f"/ {content.out_of}", 48, gap=18, fill=MUTED))
        bullets = tuple(f"– {reason}" for reason in content.missing)
        return d.lines(MARGIN, y + 166, bullets, Run("", BODY), leading=46) - 20
    d.text(MARGIN, y + 176, Run(content.total, _TOTAL, True), Run(f"/ {content.out_of}", _OF_TOTAL, gap=22, fill=MUTED))
    if content.rank:
        _draw_rank(d, content.rank, y)
    return y + 200


def _draw_rank(d: Drawing, rank: tuple[str, str], y: float) -> None:
    box = max(width(rank[0], 58, bold=True), width(rank[1], BODY)) + 72
    left = WIDTH - MARGIN - box
    d.shape("rect", x=left, y=y + 22, width=box, height=154, rx=20, fill="none", stroke=INK, stroke_width=4)
    d.text(left + box / 2, y + 96, Run(rank[0], 58, True), anchor="middle")
    d.text(left + box / 2, y + 148, Run(rank[1], BODY, fill=MUTED), anchor="middle")


def _draw_grade(d: Drawing, content: ScoreContent, y: float) -> float:
    if content.grade is None:
        return y
    d.text(MARGIN, y + 46, Run(content.grade_label, BODY, fill=MUTED))
    grade = fit(content.grade, ((48, 1), (42, 2)), ROOM, bold=True)
    y = d.lines(MARGIN, y + 104, grade.lines, Run("", grade.size, True), leading=54) - 54
    if content.demotion:
        why = wrap(content.demotion, BODY, ROOM - 30, lines=4)
        d.shape("rect", x=MARGIN, y=y + 24, width=8, height=44 * len(why) + 4, fill=INK)
        y = d.lines(MARGIN + 30, y + 58, why, Run("", BODY), leading=44) - 40
    return y


def _draw_figures(d: Drawing, figures: tuple[Figure, ...], y: float) -> float:
    if not figures:
        return y
    tile = (ROOM - _FIGURE_GAP * (len(figures) - 1)) / len(figures)
    height = 176 if any(figure.caption for figure in figures) else 134
    for i, figure in enumerate(figures):
        x = MARGIN + i * (tile + _FIGURE_GAP)
        d.shape("rect", x=x, y=y, width=tile, height=height, rx=16, fill=PALE, stroke=RULE, stroke_width=2)
        d.text(x + 22, y + 44, Run(figure.label, SMALL, fill=MUTED))
        _draw_figure(d, figure, x + 22, y + 104, tile - 44)
        d.text(x + 22, y + 150, Run(figure.caption, SMALL, fill=MUTED))
    return y + height


def _draw_figure(d: Drawing, figure: Figure, x: float, y: float, room: float) -> None:
    maximum = f"/ {figure.maximum}"
    room -= width(maximum, SMALL) + 12
    size = shrink(figure.points, 52 if figure.known else 40, room, bold=figure.known)
    d.text(x, y, Run(figure.points, size, figure.known), Run(maximum, SMALL, gap=12, fill=MUTED))
