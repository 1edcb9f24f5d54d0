"""Lists as messages: the rated units, and the review before sending."""

from __future__ import annotations

from html import escape

from bot.app.entities import DraftPaper
from bot.i18n import Translator
from bot.inbound.buttons import action_rows, number_rows
from bot.inbound.fitting import clipped, lines_within, units
from bot.inbound.keyboards import Row
from bot.inbound.question import written
from bot.wording import unit_state_text
from surveys import Action, Line, Screen, in_language

__all__ = ["draw_review", "draw_units"]

ROOM = 3600
"""UTF-16 units for the lines: Telegram allows 4096; heading, foot and a reason fit into the rest."""

QUOTES = ((90, 1000), (90, 200), (90, 60), (50, 40), (30, 20), (12, 8))
"""Characters quoted of a question and of its answer: the first pair with which all lines fit."""


def draw_units(draft: DraftPaper, shown: Screen, t: Translator) -> tuple[str, list[Row]]:
    """Which units are done and which are left."""
    head = t("<b>{done} of {total} units are done.</b>", done=shown.number, total=shown.units)
    lines = [_unit_line(draft, line, t) for line in shown.lines]
    foot = "<i>" + t("Tap a number to go to that unit.") + "</i>"
    rows = [*number_rows(draft, shown.lines), *action_rows(draft, shown.actions, t)]
    return "\n\n".join([head, "\n".join(lines_within(ROOM, lines)), foot]), rows


def draw_review(draft: DraftPaper, shown: Screen, t: Translator) -> tuple[str, list[Row]]:
    """All answers in words, each with a way back to it."""
    head = t("<b>Please look over your answers before sending.</b>")
    quoted = [[_quoted(draft, line, *limits, t) for line in shown.lines] for limits in QUOTES]
    lines = next((lines for lines in quoted if units("\n".join(lines)) <= ROOM), quoted[-1])
    foot = "<i>" + t("Tap a number to change that answer. Once sent, a paper cannot be changed.") + "</i>"
    others = [action for action in shown.actions if action is not Action.SEND]
    rows = [
        *number_rows(draft, shown.lines),
        *action_rows(draft, [Action.SEND], t),
        *action_rows(draft, others, t),
    ]
    return "\n\n".join([head, "\n".join(lines_within(ROOM, lines)), foot]), rows


def _quoted(draft: DraftPaper, line: Line, label: int, answer: int, t: Translator) -> str:
    if line.unit:
        return _unit_line(draft, line, t)
    given = written(line.answer, line.kind, t) if line.answer else None
    said = f"<b>{escape(clipped(given, answer))}</b>" if given else t("<i>no answer</i>")
    return f"{line.number}. {escape(clipped(line.label, label))}\n    → {said}"


def _unit_line(draft: DraftPaper, line: Line, t: Translator) -> str:
    name = escape(in_language(draft.unit_name(line.unit), t.language))
    state = unit_state_text(line, t).replace(" ", "\N{NO-BREAK SPACE}")  # wraps as a whole, or not at all
    return f"{line.number}. {name} {state}"
