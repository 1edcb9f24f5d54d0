"""Which questions an interview asks, and in which order."""

from __future__ import annotations

import pytest

from surveys import BrokenInterview, Interview, Kind
from surveys.outline import UnitState, outline
from tests.surveys.builders import EVERY_KIND, make_form, make_question, make_section

RATES = make_form(
    make_question("you"), make_section(make_question("rated"), make_section(make_question("why")), repeat=True)
)


def keys(*units: str) -> list[str]:
    return [slot.key for slot in outline(RATES, Interview(units=units)).slots]


LONG = 300
"""As many questions as a form may have, each of which reads its neighbour."""


@pytest.mark.parametrize("backwards", [False, True])
def test_a_running_total_of_any_length_is_worked_out(backwards: bool) -> None:
    names = [f"c{n}" for n in range(LONG)]
    reads = dict(zip(names, ["z", *names], strict=False))
    sums = [make_question(each, Kind.CALCULATE, calculation=f"${{{reads[each]}}} + 1") for each in names]
    form = make_form(
        make_question("z", Kind.INTEGER), *(reversed(sums) if backwards else sums),
        make_question("last", relevant=f"${{{names[-1]}}} = {LONG + 5}"),
    )  # fmt: skip
    assert outline(form, Interview(answers={"z": "5"})).has("last")
    assert not outline(form, Interview(answers={"z": "6"})).has("last")


@pytest.mark.parametrize("backwards", [False, True])
def test_each_question_may_depend_on_the_one_beside_it(backwards: bool) -> None:
    ends = (LONG - 1, 1) if backwards else (0, -1)
    form = make_form(
        *(
            make_question(f"q{n}", relevant=None if n == ends[0] else f"${{q{n + ends[1]}}} = 'good'")
            for n in range(LONG)
        )
    )
    answers = {f"q{n}": "good" for n in range(LONG)}
    assert len(outline(form, Interview(answers=answers)).slots) == LONG
    assert len(outline(form, Interview(answers=answers | {f"q{LONG // 2}": "fair"})).slots) < LONG


@pytest.mark.parametrize("relevant", ["${q} = 'good'", "${other} = 'good'"])
def test_a_question_that_depends_on_itself_is_a_defect(relevant: str) -> None:
    form = make_form(
        make_question("q", relevant=relevant),
        make_question("other", relevant="${q} = 'good'"),
        make_question("last"),
    )
    with pytest.raises(BrokenInterview, match="depends on itself"):
        outline(form, Interview())


def test_questions_come_in_the_order_of_the_workbook_whatever_group_they_stand_in() -> None:
    form = make_form(make_section(make_question("a"), make_section(make_question("b"))), make_question("c"))
    assert [slot.key for slot in outline(form, Interview()).slots] == ["a", "b", "c"]


def test_a_repeat_asks_its_questions_once_for_each_unit_in_the_order_drawn() -> None:
    assert keys("y", "x") == ["you", "rated[y]", "why[y]", "rated[x]", "why[x]"]


def test_a_repeat_without_units_asks_nothing() -> None:
    assert keys() == ["you"]


def test_calculated_values_are_never_asked() -> None:
    assert "sum" not in [slot.key for slot in outline(EVERY_KIND, Interview()).slots]


def test_a_note_has_a_place_but_wants_no_answer() -> None:
    plan = outline(EVERY_KIND, Interview())
    assert plan.position("welcome") == 0
    assert "welcome" not in [slot.key for slot in plan.asked]


def test_only_required_questions_without_an_answer_are_missing() -> None:
    form = make_form(
        make_question("must"), make_question("may", Kind.TEXT, required=False), make_question("note", Kind.NOTE)
    )
    assert [slot.key for slot in outline(form, Interview()).missing] == ["must"]
    assert outline(form, Interview(answers={"must": "good"})).missing == ()


def test_an_answer_about_one_unit_is_not_one_about_another() -> None:
    answered = {"you": "good", "rated[x]": "good", "why[x]": "good", "why[y]": "good"}
    plan = outline(RATES, Interview(units=("x", "y"), answers=answered))
    assert [slot.key for slot in plan.missing] == ["rated[y]"]
    assert (plan.state("x"), plan.state("y"), plan.finished) == (UnitState.DONE, UnitState.BEGUN, ("x",))


def test_a_skipped_unit_is_not_asked_about_and_misses_nothing() -> None:
    plan = outline(RATES, Interview(units=("x", "y"), skipped=("x",)))
    assert [slot.key for slot in plan.slots] == ["you", "rated[y]", "why[y]"]
    assert plan.state("x") is UnitState.SKIPPED


def test_enough_finished_units_let_the_others_be_left_out() -> None:
    answered = {"you": "good", "rated[x]": "good", "why[x]": "good", "rated[y]": "good"}
    left = outline(RATES, Interview(units=("x", "y"), answers=answered, enough=1))
    assert left.missing == ()
    assert left.final == {"you": "good", "rated[x]": "good", "why[x]": "good"}
    assert outline(RATES, Interview(units=("x", "y"), answers=answered, enough=2)).missing


@pytest.mark.parametrize("key", [None, "", "nobody", "rated", "rated[z]"])
def test_a_place_that_the_questionnaire_does_not_have_is_a_defect(key: str | None) -> None:
    with pytest.raises(BrokenInterview):
        outline(RATES, Interview(units=("x",))).position(key)
