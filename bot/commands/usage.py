"""argparse in the person's language: how a command is used, and what it does not understand."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from bot.i18n import Translator

__all__ = ["spoken_usage"]


@contextmanager
def spoken_usage(t: Translator) -> Iterator[None]:
    """While this lasts argparse words its own sentences as `t` does.

    argparse asks gettext for each of them and offers no other way in; its names are given back afterwards.
    """
    words, names = _words(t), vars(argparse)
    kept = {name: names[name] for name in ("_", "ngettext")}
    names["_"] = lambda said: words.get(said, said)
    names["ngettext"] = lambda one, many, n: words.get(many, one if n == 1 else many)
    try:
        yield
    finally:
        names.update(kept)


def _words(t: Translator) -> Mapping[str, str]:
    """argparse's sentence → ours; a field of theirs fills a field of ours."""
    value, choices = "%(value)r", "%(choices)s"
    return {
        "usage: ": t("usage:") + " ",
        "positional arguments": t("arguments"),
        "options": t("options"),
        "show this help message and exit": t("show this help and end"),
        "%(prog)s: error: %(message)s\n": t(
            "{program}: not understood: {problem}", program="%(prog)s", problem="%(message)s"
        )
        + "\n",
        "argument %(argument_name)s: %(message)s": t(
            "{name}: {problem}", name="%(argument_name)s", problem="%(message)s"
        ),
        "the following arguments are required: %s": t("missing: {names}", names="%s"),
        "one of the arguments %s is required": t("one of these must be said: {names}", names="%s"),
        "not allowed with argument %s": t("cannot be said together with {name}", name="%s"),
        "unrecognized arguments: %s": t("unknown: {names}", names="%s"),
        "invalid choice: %(value)r (choose from %(choices)s)": t(
            "{value} is unknown; there are: {choices}", value=value, choices=choices
        ),
        "invalid %(type)s value: %(value)r": t("{value} cannot be used here", value=value),
        "expected one argument": t("something must follow"),
        "expected at least one argument": t("something must follow"),
        "expected %s arguments": t("{n} things must follow", n="%s"),
        "ambiguous option: %(option)s could match %(matches)s": t(
            "{option} may mean: {matches}", option="%(option)s", matches="%(matches)s"
        ),
        "ignored explicit argument %r": t("nothing can follow it, not {value}", value="%r"),
    }
