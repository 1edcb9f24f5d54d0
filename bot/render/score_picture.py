"""The picture of a unit's score, for a chat: legible on a phone and printable in grey."""

from __future__ import annotations

from bot.app.standings import ScoreCard
from bot.i18n import Translator
from bot.render.drawing import Drawing, Run, dashed, png
from bot.render.score_content import score_content
from bot.render.score_domains import draw_domains
from bot.render.score_head import draw_head, draw_status
from bot.render.style import MARGIN, MUTED, PROVISIONAL, SMALL, WIDTH
from bot.render.typeface import shrink

__all__ = ["MAX_HEIGHT", "ZOOM", "score_picture", "score_svg"]

ZOOM = 1.5
"""Pixels of the raster for each of the drawing, so that the picture is sharp when it fills a screen."""

MAX_HEIGHT = 1600
"""Pixels of the raster; a taller picture is scaled down to this, and stays below 200 kB."""

_FRAME = 14


def score_picture(card: ScoreCard, t: Translator) -> bytes:
    """`card` as PNG, as tall as what it says; takes about 0.2 s of processor time."""
    svg, height = _drawn(card, t)
    return png(svg, zoom=min(ZOOM, MAX_HEIGHT / height))


def score_svg(card: ScoreCard, t: Translator) -> str:
    """The picture before it is rasterised."""
    return _drawn(card, t)[0]


def _drawn(card: ScoreCard, t: Translator) -> tuple[str, float]:
    """The SVG document and its height; `t` may escape for a chat, a picture needs none of that."""
    t = t.escaping(str)
    content = score_content(card, t)
    d = Drawing(WIDTH)
    y = draw_status(d, content, MARGIN)
    y = draw_head(d, content, y)
    if content.domains:  # of a unit whose total alone is known there are none
        y = draw_domains(d, content, t, y + 16)
    y += 8
    for words in content.footer:
        d.text(MARGIN, y + 46, Run(words, shrink(words, SMALL, WIDTH - 2 * MARGIN), fill=MUTED))
        y += 38
    height = y + 50
    if not content.published:
        _draw_provisional_frame(d, height)
    return d.finish(height), height


def _draw_provisional_frame(d: Drawing, height: float) -> None:
    """A dashed frame all around, so that most cut-outs of the picture still show that it is provisional."""
    inner = {"width": WIDTH - 2 * _FRAME, "height": height - 2 * _FRAME}
    dashed(d.shape("rect", x=_FRAME, y=_FRAME, **inner, fill="none"), PROVISIONAL)
