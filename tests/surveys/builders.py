"""Questionnaires and interviews, built by name with sensible defaults."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal

from surveys import (
    Act,
    Action,
    Answer,
    Choice,
    Completed,
    Input,
    Interview,
    Kind,
    Pick,
    Question,
    Questionnaire,
    Section,
    Stage,
    step,
)
from surveys.inputs import Step
from surveys.model import Constraint, Item, Range

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
NOTICE = "2026-11"

LABELS = {
    "good": ("Rất hài lòng", "Very satisfied"),
    "fair": ("Bình thường", "Neutral"),
    "none": ("Không có", "None"),
}


NO_FILTERS: Mapping[str, str] = {}


def make_choice(
    name: str, *, points: str | None = None, no_information: bool = False, filters: Mapping[str, str] = NO_FILTERS
) -> Choice:
    vi, en = LABELS.get(name, (name, name))
    return Choice(
        name=name,
        label={"vi": vi, "en": en},
        points=None if points is None else Decimal(points),
        no_information=no_information,
        filters=filters,
    )


def make_question(
    name: str = "q",
    kind: Kind = Kind.SELECT_ONE,
    *,
    choices: Sequence[str | Choice] = ("good", "fair", "none"),
    required: bool = True,
    bounds: tuple[str, str, str] | None = None,
    criterion: str | None = None,
    relevant: str | None = None,
    constraint: str | None = None,
    message: str = "",
    choice_filter: str | None = None,
    calculation: str | None = None,
) -> Question:
    chosen = choices if kind in {Kind.SELECT_ONE, Kind.SELECT_MULTIPLE} else ()
    return Question(
        name=name,
        kind=kind,
        label={"vi": f"Câu {name}", "en": f"Question {name}"},
        choices=tuple(make_choice(each) if isinstance(each, str) else each for each in chosen),
        range=Range(start=Decimal(bounds[0]), end=Decimal(bounds[1]), step=Decimal(bounds[2])) if bounds else None,
        required=required and kind is not Kind.NOTE,
        criterion=criterion,
        relevant=relevant,
        constraint=Constraint(test=constraint, message={"en": message} if message else {}) if constraint else None,
        choice_filter=choice_filter,
        calculation=calculation,
    )


def make_section(*items: Item, name: str = "group", repeat: bool = False, relevant: str | None = None) -> Section:
    return Section(
        name=name, items=items, repeat=repeat, relevant=relevant, target="department" if repeat else None
    )


def make_units(*items: Item, relevant: str | None = None) -> Section:
    """A repeat over the rated units."""
    return make_section(*items, name="units", repeat=True, relevant=relevant)


def make_form(*items: Item, languages: tuple[str, ...] = ("vi", "en")) -> Questionnaire:
    return Questionnaire(
        form_id="trial", version="1", title={"vi": "Thử", "en": "Trial"}, languages=languages, items=items
    )


EVERY_KIND = make_form(
    make_question("welcome", Kind.NOTE),
    make_question("one"),
    make_section(
        make_question("many", Kind.SELECT_MULTIPLE, required=False),
        make_question("count", Kind.INTEGER),
        make_question("share", Kind.DECIMAL, required=False),
    ),
    make_question("mark", Kind.RANGE, bounds=("1", "10", "0.5"), required=False),
    make_question("day", Kind.DATE, required=False),
    make_question("sum", Kind.CALCULATE),
    make_section(
        make_question("rated"), make_question("why", Kind.TEXT, required=False), name="units", repeat=True
    ),
    make_question("bye", Kind.NOTE),
)
"""A note first and last, optional and required questions, a calculated value, a group and a repeat."""

ALL_RULES = make_form(
    make_question("used", choices=("yes", "no")),
    make_question("times", Kind.INTEGER, relevant="${used} = 'yes'", constraint=". > 0 and . <= 50"),
    make_question("double", Kind.CALCULATE, calculation="${times} * 2"),
    make_section(
        make_question("often", Kind.TEXT, required=False, relevant="${double} > 10"),
        make_question("online", Kind.INTEGER, required=False, constraint=". <= ${times}", message="At most all."),
        name="use",
        relevant="${used} = 'yes'",
    ),
    make_question("district", choices=("north", "south")),
    make_question(
        "commune",
        choices=[make_choice(f"c{n}", filters={"district": "north" if n % 10 else "south"}) for n in range(1, 21)],
        choice_filter="district = ${district}",
        required=False,
    ),
    make_question(
        "themes", Kind.SELECT_MULTIPLE, choices=[f"t{n}" for n in range(1, 21)], constraint="count-selected(.) <= 3"
    ),
    make_units(
        make_question("about", Kind.NOTE),
        make_question("rated", criterion="tthc.a"),
        make_question("why", Kind.TEXT, required=False, relevant="${rated} = 'none'"),
        make_question("sure", choices=("yes", "no"), relevant="${rated} != 'none'"),
    ),
    make_question("bye", Kind.TEXT, required=False),
)
"""Every rule that a form can hold: relevance of questions and groups, constraints (one on another answer, one on a
multiple choice of 20), a choice filter, a calculation, a repeat with a note."""


def make_interview(form: Questionnaire, *inputs: Input, units: tuple[str, ...] = ("a", "b")) -> Interview:
    """An interview at the first question (in English, consent given), after `inputs`."""
    return play(form, Interview(unit="u", units=units), Pick(2), Act(Action.AGREE), *inputs)


def play(form: Questionnaire, interview: Interview, *inputs: Input) -> Interview:
    for given in inputs:
        interview = take(form, interview, given).interview
    return interview


def take(form: Questionnaire, interview: Interview, given: Input) -> Step:
    return step(form, interview, given, NOW, notice=NOTICE)


def ballot(form: Questionnaire, interview: Interview) -> dict[str, Answer]:
    """What is sent from the review."""
    (sent,) = take(form, interview, Act(Action.SEND)).events
    assert isinstance(sent, Completed)
    return sent.answers


def at_review(form: Questionnaire, **answers: str | tuple[str, ...]) -> Interview:
    """An interview on the review screen that holds `answers`."""
    started = make_interview(form)
    return started.model_copy(update={"stage": Stage.REVIEW, "at": None, "answers": answers})
