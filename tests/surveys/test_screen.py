"""What an interview shows: progress, options, actions, the review."""

from __future__ import annotations

import pytest

from surveys import Act, Action, Go, Hold, Interview, Kind, Line, Pick, Stage, Type, UnitState, screen
from surveys.paper import MAX_FILLED
from tests.surveys.builders import EVERY_KIND, at_review, make_form, make_interview, make_question, play

NEXT, SKIP, PAUSE = Act(Action.NEXT), Act(Action.SKIP), Act(Action.PAUSE)
TWO = make_form(make_question("first"), make_question("second", required=False))


def test_the_first_screen_offers_every_language_of_the_form() -> None:
    shown = screen(TWO, Interview())
    assert [(option.number, option.label) for option in shown.options] == [(1, "vi"), (2, "en")]


def test_the_notice_offers_to_agree_to_refuse_and_to_go_back() -> None:
    shown = screen(TWO, play(TWO, Interview(), Pick(1)))
    assert shown.actions == (Action.AGREE, Action.REFUSE, Action.BACK)


def test_options_are_shown_in_the_persons_language() -> None:
    assert [option.label for option in screen(TWO, make_interview(TWO)).options] == [
        "Very satisfied",
        "Neutral",
        "None",
    ]


def test_an_option_that_is_a_number_is_shown_without_another_one_beside_it() -> None:
    form = make_form(make_question(choices=("0", "1", "do not know")))
    shown = screen(form, make_interview(form)).options
    assert [(option.number, option.caption) for option in shown] == [(1, "0"), (2, "1"), (3, "3. do not know")]
    assert make_interview(form, Type("1")).answers == make_interview(form, Pick(2)).answers == {"q": "1"}


def test_nothing_is_preselected() -> None:
    interview = make_interview(EVERY_KIND)
    while interview.stage is Stage.ASKING:
        shown = screen(EVERY_KIND, interview)
        assert shown.answer is None
        assert not any(option.chosen for option in shown.options)
        interview = play(EVERY_KIND, interview, SKIP if Action.SKIP in shown.actions else _some_answer(interview))


def _some_answer(interview: Interview) -> Pick | Type | Act:
    answers: dict[str, Pick | Type | Act] = {
        "one": Pick(1),
        "count": Type("1"),
        "rated[a]": Pick(2),
        "rated[b]": Pick(3),
    }
    return answers.get(interview.at or "", NEXT)


def test_a_long_answer_that_is_filled_in_is_quoted_by_its_beginning() -> None:
    quotes = make_question("quote", Kind.NOTE).model_copy(update={"label": {"en": "You said: ${said}. ${picked}"}})
    form = make_form(make_question("said", Kind.TEXT), make_question("picked"), quotes)
    shown = screen(form, make_interview(form, Type("a b" * 300), Pick(1)))
    assert shown.label == "You said: " + ("a b" * 300)[: MAX_FILLED - 1].rstrip() + "…. Very satisfied"


def test_the_answer_that_is_held_is_marked_when_the_person_comes_back() -> None:
    shown = screen(TWO, make_interview(TWO, Pick(2), Act(Action.BACK)))
    assert [option.number for option in shown.options if option.chosen] == [2]
    assert shown.answer == "Neutral"
    assert Action.NEXT in shown.actions


def test_every_option_switched_on_is_marked() -> None:
    form = make_form(make_question("many", Kind.SELECT_MULTIPLE), make_question("last"))
    shown = screen(form, make_interview(form, Pick(1), Pick(3)))
    assert [option.number for option in shown.options if option.chosen] == [1, 3]
    assert shown.answer == "Very satisfied, None"
    assert shown.actions[0] is Action.NEXT


def test_only_an_optional_question_can_be_skipped() -> None:
    first = make_interview(TWO)
    assert Action.SKIP not in screen(TWO, first).actions
    assert Action.SKIP in screen(TWO, play(TWO, first, Pick(1))).actions


def test_a_question_without_an_answer_cannot_be_passed() -> None:
    assert Action.NEXT not in screen(TWO, make_interview(TWO)).actions


def test_progress_counts_the_questions_of_the_paper_or_of_the_unit_and_not_the_notes() -> None:
    interview = make_interview(EVERY_KIND)
    progress = []
    for given in (NEXT, Pick(1), SKIP, Type("1"), SKIP, SKIP, SKIP, Pick(1), SKIP, Pick(1), SKIP):
        shown = screen(EVERY_KIND, interview)
        progress.append((shown.number, shown.total))
        interview = play(EVERY_KIND, interview, given)
    assert progress == [*((number, 6) for number in range(7)), (1, 2), (2, 2), (1, 2), (2, 2)]


def test_the_unit_being_rated_is_named() -> None:
    interview = make_interview(EVERY_KIND)
    assert screen(EVERY_KIND, interview).unit == "u"
    rated = play(EVERY_KIND, interview, NEXT, Pick(1), SKIP, Type("1"), SKIP, SKIP, SKIP)
    assert screen(EVERY_KIND, rated).unit == "a"


def test_a_paused_paper_shows_how_much_is_answered_and_only_the_way_on() -> None:
    shown = screen(TWO, make_interview(TWO, Pick(1), PAUSE))
    assert (shown.hold, shown.number, shown.total) == (Hold.PAUSED, 1, 2)
    assert shown.actions == (Action.RESUME, Action.RESTART)


def test_the_review_lists_every_question_with_its_answer_in_words() -> None:
    shown = screen(TWO, make_interview(TWO, Pick(1), SKIP))
    assert shown.lines == (
        Line(1, "Question first", "Very satisfied", kind=Kind.SELECT_ONE),
        Line(2, "Question second", None, kind=Kind.SELECT_ONE),
    )
    assert shown.actions == (Action.SEND, Action.BACK, Action.PAUSE)


def test_the_review_has_one_line_for_each_unit_that_says_how_far_it_is() -> None:
    shown = screen(EVERY_KIND, at_review(EVERY_KIND, **{"rated[b]": "good"}))
    assert [(line.unit, line.state, line.answered, line.asked) for line in shown.lines if line.unit] == [
        ("a", UnitState.LEFT, 0, 2),
        ("b", UnitState.DONE, 1, 2),
    ]


def test_the_numbers_of_the_review_lead_to_the_questions_they_stand_beside() -> None:
    reviewed = make_interview(EVERY_KIND, NEXT, Pick(1), SKIP, Type("1"), SKIP, SKIP, SKIP)
    reviewed = play(EVERY_KIND, reviewed, Pick(1), SKIP, Pick(1), SKIP, NEXT)
    for line in screen(EVERY_KIND, reviewed).lines:
        shown = screen(EVERY_KIND, play(EVERY_KIND, reviewed, Go(line.number)))
        assert shown.question is not None
        assert shown.question.label["en"] == (line.label or "Question rated")
        assert shown.unit == (line.unit or "u")


def test_a_change_from_the_review_offers_only_the_way_back() -> None:
    reviewed = make_interview(TWO, Pick(1), SKIP)
    assert screen(TWO, play(TWO, reviewed, Go(1))).actions == (Action.BACK,)


@pytest.mark.parametrize("action", [Action.SEND, Action.REFUSE])
def test_a_paper_that_ended_shows_nothing_to_tap(action: Action) -> None:
    ended = (
        make_interview(TWO, Pick(1), SKIP, Act(action))
        if action is Action.SEND
        else play(TWO, Interview(), Pick(1), Act(action))
    )
    shown = screen(TWO, ended)
    assert (shown.options, shown.actions, shown.lines) == ((), (), ())


def test_every_action_that_is_offered_is_taken() -> None:
    interview = make_interview(EVERY_KIND, NEXT, Pick(1), Pick(1), NEXT, Type("1"))
    for state in (make_interview(EVERY_KIND), interview, play(EVERY_KIND, interview, PAUSE), make_interview(TWO)):
        form = TWO if state.at == "first" else EVERY_KIND
        for action in screen(form, state).actions:
            assert play(form, state, Act(action)) != state
