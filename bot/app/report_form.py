"""How a report is written, step by step: what can be chosen, and what an input makes of the draft."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeAlias

from bot.app.paging import Page
from bot.app.ports import Transaction
from bot.app.report import MAX_REPORT, Category, ReportDraft, ReportStage, clean_text
from surveys import Rejected, Texts

__all__ = ["PAGE", "Act", "Form", "Input", "Option", "Photo", "Tap", "Typed", "form_of", "step"]

PAGE = 8
"""Options shown at a time: with the buttons below they fill one screen of a small phone."""

MAX_DIGITS = 4

MIN_REWORDING = 15
"""Characters from which a text typed at the photo or at the review is a new wording of the report; what is shorter
("không có ảnh", "gửi đi") is an answer to what is asked there, and must not wipe out the report."""

LISTS = {ReportStage.PROVINCE, ReportStage.TYPE, ReportStage.UNIT, ReportStage.CATEGORY}
SKIPPED_ALONE = {ReportStage.PROVINCE, ReportStage.TYPE}
"""Not asked where there is only one to choose."""


class Act(StrEnum):
    """What a button of the form does."""

    PICK = "pick"
    LESS = "less"
    MORE = "more"
    BACK = "back"
    NEXT = "next"
    NO_PHOTO = "no_photo"
    CHANGE = "change"
    SEND = "send"
    CANCEL = "cancel"


@dataclass(frozen=True)
class Tap:
    act: Act
    number: int = 0


@dataclass(frozen=True)
class Typed:
    text: str


@dataclass(frozen=True)
class Photo:
    file_id: str


Input: TypeAlias = Tap | Typed | Photo


@dataclass(frozen=True)
class Option:
    """One thing to choose: what it is called (a category is named by its code), and the draft once it is chosen."""

    name: Texts
    chosen: ReportDraft


@dataclass(frozen=True)
class Form:
    """A draft with what it offers now; `before` is the draft one step back."""

    draft: ReportDraft
    options: tuple[Option, ...] = ()
    before: ReportDraft | None = None

    @property
    def page(self) -> Page[Option]:
        return Page(self.options, PAGE, self.draft.page)


async def form_of(tx: Transaction, draft: ReportDraft) -> Form:
    """The form at the draft's stage, or at the next one where there is nothing to choose between."""
    options = await _options(tx, draft)
    if draft.stage in SKIPPED_ALONE and len(options) == 1:
        return await form_of(tx, replace(options[0].chosen, stage=ReportStage(draft.stage + 1), page=0))
    return Form(draft, options, await _before(tx, draft))


async def _before(tx: Transaction, draft: ReportDraft) -> ReportDraft | None:
    for stage in reversed(ReportStage):
        if stage < draft.stage:
            earlier = replace(draft, stage=stage, page=0)
            if stage not in SKIPPED_ALONE or len(await _options(tx, earlier)) > 1:
                return earlier
    return None


async def _options(tx: Transaction, draft: ReportDraft) -> tuple[Option, ...]:
    match draft.stage:
        case ReportStage.PROVINCE:
            return tuple(
                Option(name, replace(draft, province_id=id_, unit_type=None, unit=None))
                for id_, name in await tx.reports.provinces()
            )
        case ReportStage.TYPE:
            names = await _type_names(tx, draft.province_id or 0)
            types = dict.fromkeys(unit.type for unit in await tx.provinces.units(draft.province_id or 0))
            return tuple(
                Option(names.get(type_, {"": type_}), replace(draft, unit_type=type_, unit=None)) for type_ in types
            )
        case ReportStage.UNIT:
            units = await tx.provinces.units(draft.province_id or 0)
            return tuple(
                Option(unit.name, replace(draft, unit=unit)) for unit in units if unit.type == draft.unit_type
            )
        case ReportStage.CATEGORY:
            return tuple(Option({}, replace(draft, category=category)) for category in Category)
        case _:
            return ()


async def _type_names(tx: Transaction, province_id: int) -> Mapping[str, Texts]:
    """What unit types are called: as in the framework of the latest round that has them."""
    names: dict[str, Texts] = {}
    for round_ in await tx.calendar.rounds(province_id):
        framework = await tx.scores.framework(round_)
        for type_, set_ in framework.sets.items():
            names.setdefault(type_, {"vi": set_.name.vi, "en": set_.name.en})
    return names


def step(form: Form, given: Input) -> ReportDraft:
    """The draft after an input at `form`. Raises `Rejected`. Sending and giving up are no steps."""
    after = _after(form, given)
    return replace(after, revision=form.draft.revision + 1)


def _after(form: Form, given: Input) -> ReportDraft:
    draft = form.draft
    match draft.stage, given:
        case _, Tap(Act.BACK) if form.before:
            return form.before
        case stage, Tap(Act.PICK, number) if stage in LISTS:
            return _pick(form, number)
        case stage, Typed(text) if stage in LISTS:
            return _pick(form, _number(text.strip()))
        case stage, Tap(Act.LESS | Act.MORE as act) if stage in LISTS:
            turned = form.page.number + (1 if act is Act.MORE else -1)
            return replace(draft, page=replace(form.page, number=turned).number)
        case ReportStage.TEXT, Typed(text):
            return _at(replace(draft, text=clean_text(text, MAX_REPORT)), ReportStage.PHOTO)
        case ReportStage.TEXT, Tap(Act.NEXT) if draft.text:
            return _at(draft, ReportStage.PHOTO)
        case ReportStage.PHOTO | ReportStage.REVIEW, Tap(Act.CHANGE):
            return _at(draft, ReportStage.TEXT)
        case ReportStage.PHOTO | ReportStage.REVIEW, Typed(text) if len(text.strip()) >= MIN_REWORDING:
            return replace(draft, text=clean_text(text, MAX_REPORT))
        case ReportStage.PHOTO | ReportStage.REVIEW, Photo(file_id):
            return _at(replace(draft, photo=file_id), ReportStage.REVIEW)
        case ReportStage.PHOTO, Tap(Act.NO_PHOTO):
            return _at(replace(draft, photo=None), ReportStage.REVIEW)
        case ReportStage.PHOTO, Tap(Act.NEXT) if draft.photo:
            return _at(draft, ReportStage.REVIEW)
    raise _refusal(draft.stage, form)


def _pick(form: Form, number: int) -> ReportDraft:
    if not 1 <= number <= len(form.options):
        raise _refusal(form.draft.stage, form)
    return _at(form.options[number - 1].chosen, ReportStage(form.draft.stage + 1))


def _number(typed: str) -> int:
    """A typed number; 0, which nothing has, where it is none. Longer ones are a slip of the finger."""
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= MAX_DIGITS else 0


def _at(draft: ReportDraft, stage: ReportStage) -> ReportDraft:
    return replace(draft, stage=stage, page=0)


def _refusal(stage: ReportStage, form: Form) -> Rejected:
    match stage:
        case ReportStage.TEXT:
            return Rejected("Please write what happened in words. A photo can be added afterwards.")
        case ReportStage.PHOTO:
            return Rejected("Please send one photo, or tap a button. “Change the text” leads back to the text.")
        case ReportStage.REVIEW:
            return Rejected(
                "Please look the report over and tap a button. “Change the text” leads back to the text."
            )
        case _:
            return Rejected(
                "Please tap one of the lines, or type its number from 1 to {last}.", last=len(form.options)
            )
