"""Formatted text: what the Bot API calls entities, counted in UTF-16 units."""

from bot.standin.entities.builder import units
from bot.standin.entities.text import FormattedText, format_text

__all__ = ["FormattedText", "format_text", "units"]
