"""Numbers as Vietnamese reports print them: "16,75", "16.75", "10"."""

from __future__ import annotations

import re
from decimal import Decimal

__all__ = ["printed_number"]

_PLAIN = re.compile(r"-?[0-9]{1,9}([.,][0-9]{1,9})?")
_LIKE_THOUSANDS = re.compile(r"-?[1-9][0-9]{0,2}([.,][0-9]{3})+")


def printed_number(text: str) -> Decimal:
    """The number that `text` prints, with a comma or a point before its decimals.

    Raises `ValueError`, whose message is a gettext msgid, for what is no number and for what could be two:
    "1.234" may be one thousand two hundred and thirty-four or one and a quarter, nearly.
    """
    if _LIKE_THOUSANDS.fullmatch(text) or ("," in text and "." in text):
        raise ValueError(
            "{value} can be read in two ways: write no thousands separator, and not exactly three decimals."
        )
    if not _PLAIN.fullmatch(text):
        raise ValueError("{value} is not a number.")
    return Decimal(text.replace(",", "."))
