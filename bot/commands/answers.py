"""Reading the prepared answers of `parbot walk`, or saying in words why they cannot be used."""

from __future__ import annotations

import json
from collections.abc import Callable
from json import JSONDecodeError
from math import isfinite
from pathlib import Path

from bot.i18n import Translator
from surveys import Prepared

__all__ = ["Unusable", "read_answers"]


class Unusable(Exception):
    """The sentence that says why."""


class _NoNumber(Exception):
    """What is written like a number and is none."""


def read_answers(path: Path, t: Translator) -> Prepared:
    """Question name → value. Raises `Unusable`."""
    try:
        prepared = _parsed(path.read_text("utf-8-sig"))
        json.dumps(prepared, ensure_ascii=False).encode()
    except OSError:
        reason = t("The file {name} cannot be read.", name=path)
    except JSONDecodeError as error:
        place = {"line": error.lineno, "column": error.colno}
        reason = t("The answers {name} are no JSON from line {line}, column {column} on.", name=path, **place)
    except UnicodeDecodeError:
        reason = t("The answers {name} are no text in UTF-8.", name=path)
    except UnicodeEncodeError as half:
        found = f"\\u{ord(half.object[half.start]):04x}"
        reason = t("The answers {name} hold {found}, half a letter: no text can keep it.", name=path, found=found)
    except _NoNumber as error:
        reason = t("The answers {name} hold {found}, which is no number.", name=path, found=error)
    except RecursionError:
        reason = t("The answers {name} are nested too deeply.", name=path)
    else:
        if isinstance(prepared, dict):
            return prepared
        reason = t("The answers {name} must be an object: question name → value.", name=path)
    raise Unusable(reason)


def _parsed(text: str) -> object:
    parsed: object = json.loads(
        text, parse_constant=_number(float), parse_float=_number(float), parse_int=_number(int)
    )
    return parsed


def _number(read: Callable[[str], float]) -> Callable[[str], float]:
    """JSON knows no NaN and no Infinity, which Python's reader takes; 1e999 can be written and is no number, and of
    too many digits Python makes none."""

    def number(written: str) -> float:
        try:
            found = read(written)
        except ValueError as error:
            raise _NoNumber(f"{written[:SHOWN]}…") from error
        if not isinstance(found, int) and not isfinite(found):
            raise _NoNumber(written)
        return found

    return number


SHOWN = 20
"""Digits quoted of a number that has too many."""
