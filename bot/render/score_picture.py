"""The picture of a unit's score, for a chat: legible on a phone and printable in grey."""

from __future__ import annotations

from bot.app.standings import ScoreCard
from bot.i18n import Translator
from bot.render.drawing import Drawing, Run, dashed, png
from bot.render.score_content import score_content
from bot.render.score_domains import draw_domains
from bot.render.score_head import draw_head, draw_status
from bot.render.style import MARGIN, MUTED, PROVISIONAL, ROOM, SMALL, WIDTH
from bot.render.typeface import shrink

__all__ = ["MAX_HEIGHT", "MIN_HEIGHT", "score_picture", "score_svg"]

MIN_HEIGHT = 1350
"""4:5 to the width; more domains, longer names or reasons make a picture taller."""

MAX_HEIGHT = 1600
"""A taller picture is scaled down to this: a chat would shrink it anyway, and it stays below 200 kB."""

_FRAME = 18


def score_picture(card: ScoreCard, t: Translator) -> bytes:
    """`card` as PNG, 1080 pixels wide unless that makes it too tall; takes about 0.2 s of processor time."""
    svg, height = _drawn(card, t)
    return png(svg, zoom=min(1, MAX_HEIGHT / height))


def score_svg(card: ScoreCard, t: Translator) -> str:
    """The picture before it is rasterised."""
    return _drawn(card, t)[0]


def _drawn(card: ScoreCard, t: Translator) -> tuple[str, float]:
    """The SVG document and its height; `t` may escape for a chat, a picture needs none of that."""
    t = t.escaping(str)
    content = score_content(card, t)
    d = Drawing(WIDTH)
    y = draw_status(d, content, 44)
    y = draw_head(d, content, y)
    if content.domains:  # of a unit whose total alone is known there are none
        y = draw_domains(d, content, t, y + 28)
    height = max(y + 92, MIN_HEIGHT)
    d.text(MARGIN, height - 42, Run(content.footer, shrink(content.footer, SMALL, ROOM), fill=MUTED))
    if not content.published:
        _draw_provisional_frame(d, height)
    return d.finish(height), height


def _draw_provisional_frame(d: Drawing, height: float) -> None:
    """A dashed frame all around, so that most cut-outs of the picture still show that it is provisional."""
    inner = {"width": WIDTH - 2 * _FRAME, "height": height - 2 * _FRAME}
    dashed(d.shape("rect", x=_FRAME, y=_FRAME, **inner, fill="none"), PROVISIONAL)
