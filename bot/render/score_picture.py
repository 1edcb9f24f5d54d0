"""The picture of a unit's score, for a chat: legible on a phone and printable in grey."""

from __future__ import annotations

from bot.app.standings import ScoreCard
from bot.i18n import Translator
from bot.render.drawing import Drawing, Run, png
from bot.render.score_content import score_content
from bot.render.score_domains import draw_domains
from bot.render.score_head import draw_head, draw_status
from bot.render.style import MARGIN, MUTED, PROVISIONAL, SMALL, WIDTH
from bot.render.typeface import shrink

__all__ = ["score_picture", "score_svg"]

MIN_HEIGHT = 1350
"""4:5, the tallest picture that a chat shows uncropped; more domains or longer names make it longer."""

_FRAME = 18


def score_picture(card: ScoreCard, t: Translator) -> bytes:
    """`card` as PNG, 1080 pixels wide. Takes about a tenth of a second of processor time."""
    return png(score_svg(card, t))


def score_svg(card: ScoreCard, t: Translator) -> str:
    """The picture before it is rasterised."""
    t = t.escaping(str)
    content = score_content(card, t)
    d = Drawing(WIDTH)
    y = draw_status(d, content, 48)
    y = draw_head(d, content, y)
    y = draw_domains(d, content, t, y + 40)
    height = max(y + 110, MIN_HEIGHT)
    size = shrink(content.footer, SMALL, WIDTH - 2 * MARGIN)
    d.text(MARGIN, height - 48, Run(content.footer, size, fill=MUTED))
    if not content.published:
        _draw_provisional_frame(d, height)
    return d.finish(height)


def _draw_provisional_frame(d: Drawing, height: float) -> None:
    """A dashed frame, so that a cut-out of the picture still shows that it is provisional."""
    size = {"width": WIDTH - 2 * _FRAME, "height": height - 2 * _FRAME}
    d.shape(
        "rect", x=_FRAME, y=_FRAME, **size, fill="none", stroke=PROVISIONAL, stroke_width=5, stroke_dasharray="22 12"
    )  # fmt: skip
