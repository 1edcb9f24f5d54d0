"""The upper half of a score's picture: whose it is, whether it is published, the total, the grade, the parts."""

from __future__ import annotations

from bot.render.drawing import Drawing, Run, dashed
from bot.render.score_content import Figure, ScoreContent
from bot.render.style import (
    BODY,
    INK,
    MARGIN,
    MUTED,
    PAPER,
    PROVISIONAL,
    PROVISIONAL_PALE,
    PUBLISHED,
    ROOM,
    RULE,
    SMALL,
    WIDTH,
)
from bot.render.typeface import fit, shrink, width

__all__ = ["draw_head", "draw_status"]

_BADGE = 66
_NAME = ((46, 1), (40, 2), (36, 3), (32, 4))
_GRADE = ((36, 1), (36, 2), (32, 3))
_LEFT = 408
"""Width of the column that holds the total."""
_TOTAL, _OF_TOTAL = 108, 36
_NO_TOTAL = ((42, 1), (38, 2))
_REASON = 40


def draw_status(d: Drawing, content: ScoreContent, y: float) -> float:
    """The badge: a solid bar with a tick where published, a dashed pale one with a clock where not."""
    middle, icon = y + _BADGE / 2, MARGIN + 44
    size = shrink(content.status, 36, ROOM - 110, bold=True)
    if content.published:
        d.shape("rect", x=MARGIN, y=y, width=ROOM, height=_BADGE, rx=_BADGE / 2, fill=PUBLISHED)
        d.shape("circle", cx=icon, cy=middle, r=22, fill=PAPER)
        tick = f"M{icon - 11} {middle} l8 9 l14 -17"
        d.shape("path", d=tick, fill="none", stroke=PUBLISHED, stroke_width=6, stroke_linecap="round")
        d.text(icon + 40, middle + size * 0.36, Run(content.status, size, True, PAPER))
    else:
        bar = d.shape("rect", x=MARGIN, y=y, width=ROOM, height=_BADGE, fill=PROVISIONAL_PALE)
        dashed(bar, PROVISIONAL)
        d.shape("circle", cx=icon, cy=middle, r=20, fill="none", stroke=PROVISIONAL, stroke_width=5)
        hands = f"M{icon} {middle - 11} v11 l8 7"
        d.shape("path", d=hands, fill="none", stroke=PROVISIONAL, stroke_width=5, stroke_linecap="round")
        d.text(icon + 40, middle + size * 0.36, Run(content.status, size, True, PROVISIONAL))
    return y + _BADGE


def draw_head(d: Drawing, content: ScoreContent, y: float) -> float:
    """Everything between the badge and the domains."""
    province = fit(content.province, ((SMALL, 2),), ROOM)
    y = d.lines(MARGIN, y + 46, province.lines, Run("", SMALL, fill=MUTED), leading=36) - 36
    name = fit(content.unit, _NAME, ROOM, bold=True)
    leading = name.size * 1.2
    y = d.lines(MARGIN, y + 10 + name.size, name.lines, Run("", name.size, True), leading=leading) - leading
    title = fit(content.round, ((BODY, 1), (SMALL, 3)), ROOM)
    y = d.lines(MARGIN, y + 46, title.lines, Run("", title.size, fill=MUTED), leading=38) - 38
    y = max(_draw_total(d, content, y + 22), _draw_verdict(d, content, y + 22))
    y = _draw_reasons(d, content, y)
    y = _draw_figures(d, content.figures, y + 18)
    bonus = fit(content.bonus or "", ((SMALL, 3),), ROOM)
    return d.lines(MARGIN, y + 38, bonus.lines, Run("", SMALL, fill=MUTED), leading=36) - 38


def _draw_total(d: Drawing, content: ScoreContent, y: float) -> float:
    """The total, in words where there is none; the left column."""
    d.text(MARGIN, y + 32, Run(content.total_label, SMALL, fill=MUTED))
    if not content.total_known:
        words = fit(content.total, _NO_TOTAL, _LEFT - 16, bold=True)
        return d.lines(MARGIN, y + 40 + words.size, words.lines, Run("", words.size, True), leading=46) - 28
    out_of = Run(f"/ {content.out_of}", _OF_TOTAL, gap=12, fill=MUTED)
    room = _LEFT - width(out_of.words, out_of.size) - out_of.gap
    size = shrink(content.total, _TOTAL, room, bold=True)
    d.text(MARGIN, y + 46 + size * 0.76, Run(content.total, size, True), out_of)
    return y + 62 + size * 0.76


def _draw_verdict(d: Drawing, content: ScoreContent, y: float) -> float:
    """The rank, where there is one, and the grade; the right column."""
    x = MARGIN + _LEFT + 24
    room = WIDTH - MARGIN - x
    if content.grade is not None:
        d.text(x, y + 32, Run(content.grade_label, shrink(content.grade_label, SMALL, room), fill=MUTED))
        grade = fit(content.grade, _GRADE, room, bold=True)
        leading = grade.size * 1.2
        run = Run("", grade.size, True)
        y = d.lines(x, y + 40 + grade.size, grade.lines, run, leading=leading) - leading + 12
    if content.rank:
        height = 56
        size = shrink(content.rank, BODY, room - 36, bold=True)
        box = width(content.rank, size, bold=True) + 36
        d.shape("rect", x=x, y=y + 8, width=box, height=height, rx=height / 2, fill=INK)
        d.text(x + 18, y + 8 + height / 2 + size * 0.36, Run(content.rank, size, True, PAPER))
        y += height + 8
    return y


def _draw_reasons(d: Drawing, content: ScoreContent, y: float) -> float:
    """Why there is no total, or why the grade is lower than the total alone would give."""
    paragraphs = content.missing if content.demotion is None else (content.demotion,)
    lines = tuple(line for words in paragraphs for line in fit(words, ((SMALL, 6),), ROOM - 26).lines)
    if not lines:
        return y
    d.shape("rect", x=MARGIN, y=y + 16, width=8, height=_REASON * len(lines) + 4, fill=INK)
    return d.lines(MARGIN + 26, y + 46, lines, Run("", SMALL), leading=_REASON) - 26


def _draw_figures(d: Drawing, figures: tuple[Figure, ...], y: float) -> float:
    """The numbers below each other, each on a line of its own, and below it what is missing."""
    for figure in figures:
        d.shape("path", d=f"M{MARGIN} {y:.2f} h{ROOM}", stroke=RULE, stroke_width=2)
        out_of = Run(f"\N{NO-BREAK SPACE}/ {figure.out_of}" if figure.out_of else "", SMALL, fill=MUTED)
        points = Run(figure.points, 36 if figure.known else SMALL, figure.known)
        taken = width(points.words, points.size, bold=points.bold) + width(out_of.words, SMALL)
        label = shrink(figure.label, BODY, ROOM - taken - 20)
        d.text(MARGIN, y + 42, Run(figure.label, label))
        d.text(WIDTH - MARGIN, y + 42, points, out_of, anchor="end")
        if figure.caption:
            y += 34
            d.text(MARGIN, y + 42, Run(figure.caption, shrink(figure.caption, SMALL, ROOM), fill=MUTED))
        y += 56
    return y
