"""What the buttons of citizen reports carry. The right to see a report is checked when it is tapped, not here."""

from __future__ import annotations

from enum import StrEnum

from aiogram.filters.callback_data import CallbackData

from bot.app.report import ReplyKind
from bot.app.report_desk import ReplyAct
from bot.app.report_form import Act, Tap
from bot.inbound.keys import Number

__all__ = ["DeskKey", "FormKey", "LateKey", "Open", "OwnKey", "ReplyKey"]


class FormKey(CallbackData, prefix="r"):
    """A button of the form, drawn for one revision of it."""

    revision: Number
    act: Act
    number: Number = 0

    @property
    def tap(self) -> Tap:
        return Tap(self.act, self.number)


class Open(StrEnum):
    """What a button of a citizen without a form opens."""

    LIST = "list"
    BEGIN = "begin"
    SHOW = "show"


class OwnKey(CallbackData, prefix="ro"):
    open: Open
    report: Number = 0


class DeskKey(CallbackData, prefix="ri"):
    """A page of the unit's list, or one report of it; with `kind` a reply to it begins."""

    report: Number = 0
    page: Number = 0
    kind: ReplyKind | None = None


class ReplyKey(CallbackData, prefix="rr"):
    """A button below a reply to `report`, drawn for one revision of it."""

    report: Number
    kind: ReplyKind
    revision: Number
    act: ReplyAct


class LateKey(CallbackData, prefix="rl"):
    """A page of the coordinators' list of units; with `unit` a page (`below`) of the late reports of one."""

    page: Number
    unit: Number = 0
    below: Number = 0
