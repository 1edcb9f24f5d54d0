"""Pictures of scores, drawn as SVG in the bundled typeface and rasterised."""

from bot.render.score_picture import score_picture

__all__ = ["score_picture"]
