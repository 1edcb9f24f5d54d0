"""Why an expression is refused: gettext msgids, filled with the named fields."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["Reason"]


class Reason(StrEnum):
    TOO_LONG = "The expression has more than {limit} characters."
    TOO_DEEP = "The expression is nested more than {limit} levels deep."
    SYNTAX = "The expression cannot be read: {detail}."
    REFERENCE = "{reference} is not a reference: write ${{name}} with the name of one question."
    UNKNOWN_NAME = "There is no question named {name}."
    UNKNOWN_FUNCTION = "The bot does not carry the function {function}()."
    ARGUMENTS = "{function}() takes {expected} arguments, and {given} are given."
    CHOICE_NAME = "The second argument of jr:choice-name() is a question in quotation marks, like '${{name}}'."
    PATTERN_NOT_WRITTEN = "The pattern of regex() must be written out in quotation marks."
    PATTERN_SYNTAX = "The pattern {pattern} is not a regular expression: {detail}."
    PATTERN_TOO_LONG = "The pattern has more than {limit} characters."
    PATTERN_TOO_AMBIGUOUS = (
        "The pattern {pattern} can match one text in too many ways and would stop the bot: "
        "repeat less, and nothing that is itself repeated."
    )
