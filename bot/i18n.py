"""Words, numbers and dates in the person's language.

The msgids are English sentences with `{named}` fields. The catalogues in `locales/` are compiled in memory when
the program starts, so that there is no build step that could be forgotten.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal, localcontext
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Literal, TypeAlias, get_args

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, get_decimal_symbol
from babel.support import Translations

__all__ = ["DEFAULT_LANGUAGE", "LANGUAGES", "Language", "Translator", "language_name", "supported", "translator"]

Language: TypeAlias = Literal["vi", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
DEFAULT_LANGUAGE = "vi"
DIGITS = 2000
"""What a number may have: a formula gives up to 4096 bits, and with the usual 28 digits that cannot be written."""

FOLDER = Path(__file__).parent.parent / "locales"

_DATES = {"vi": "dd/MM/yyyy", "en": "d MMM yyyy"}
_MOMENTS = {"vi": "HH 'giờ' mm 'ngày' dd/MM/yyyy", "en": "HH:mm d MMM yyyy"}


class Translator:
    """Speaks one language. `escape` is applied to what fills the fields, never to the sentence itself."""

    def __init__(self, language: str, escape: Callable[[str], str] = str) -> None:
        self.language = language
        self._escape = escape
        self._catalogue = _catalogue(language)

    def escaping(self, escape: Callable[[str], str]) -> Translator:
        """The same language with `escape` applied to the fields."""
        return Translator(self.language, escape)

    def __call__(self, msgid: str, **fields: object) -> str:
        return self._catalogue.ugettext(msgid).format(**self._filled(fields))

    def many(self, one: str, other: str, n: int, **fields: object) -> str:
        """The form of the sentence that fits the number `n`."""
        return self._catalogue.ungettext(one, other, n).format(**self._filled({"n": n, **fields}))

    def _filled(self, fields: Mapping[str, object]) -> dict[str, str]:
        return {name: self._escape(self._written(value)) for name, value in fields.items()}

    def _written(self, value: object) -> str:
        match value:
            case Decimal() | int():
                return self.number(value)
            case date():
                return self.date(value)
            case _:
                return str(value)

    def number(self, value: Decimal | int) -> str:
        """With the decimals it has: 90,75 in Vietnamese, 90.75 in English. Nothing is rounded here."""
        decimals = max(0, -int(exponent)) if isinstance(exponent := Decimal(value).as_tuple().exponent, int) else 0
        pattern = "#,##0" + (f".{'0' * decimals}" if decimals else "")
        with localcontext(prec=DIGITS):
            return format_decimal(value, format=pattern, locale=self.language)

    def typed(self, number: str) -> str:
        """A canonical number as a person types it: 12,5 in Vietnamese. Not grouped: typed, 1.234 means another."""
        return number.replace(".", get_decimal_symbol(self.language))

    def date(self, value: date) -> str:
        """20/11/2026 or 17 giờ 00 ngày 20/11/2026 in Vietnamese, 20 Nov 2026 or 17:00 20 Nov 2026 in English."""
        if isinstance(value, datetime):
            return format_datetime(value, format=_MOMENTS[self.language], locale=self.language)
        return format_date(value, format=_DATES[self.language], locale=self.language)


def supported(language: str | None) -> str | None:
    """The supported language that an IETF tag such as `en-GB` asks for."""
    base = (language or "").split("-")[0].lower()
    return base if base in LANGUAGES else None


@cache
def translator(language: str) -> Translator:
    return Translator(language)


def language_name(language: str) -> str:
    """The language's own name: Tiếng Việt, English."""
    name = Locale.parse(language).get_display_name(language) or language
    return name[:1].upper() + name[1:]


@cache
def _catalogue(language: str) -> Translations:
    with (FOLDER / language / "LC_MESSAGES" / "parbot.po").open("rb") as source:
        catalogue = read_po(source, locale=language)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled)
