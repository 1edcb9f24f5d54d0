"""A paper on hold loses nothing, and only an explicit yes begins it anew."""

from __future__ import annotations

import pytest

from surveys import Act, Action, Go, Hold, Input, Kind, Pace, Pick, Rejected, Restarted, Type, screen
from tests.surveys.builders import make_form, make_interview, make_question, play, take

BACK, NEXT, PAUSE, RESUME, RESTART, RESTART_NOW = map(
    Act, (Action.BACK, Action.NEXT, Action.PAUSE, Action.RESUME, Action.RESTART, Action.RESTART_NOW)
)

TWO = make_form(make_question("first"), make_question("second"))
SAYS = make_form(make_question("said", Kind.TEXT), make_question("last"))
ANYTHING: list[Input] = [*map(Act, Action), Pick(1), Go(1), Type("1"), Type("hello")]


@pytest.mark.parametrize("review", [False, True])
def test_a_pause_changes_nothing_but_the_screen(review: bool) -> None:
    before = make_interview(TWO, Pick(1), *([Pick(1)] if review else []))
    paused = play(TWO, before, PAUSE)
    assert paused.hold is Hold.PAUSED
    again = play(TWO, paused, RESUME)
    assert again.model_copy(update={"revision": before.revision}) == before


@pytest.mark.parametrize("given_", ANYTHING)
def test_whatever_is_done_to_a_paused_paper_loses_nothing_and_mostly_resumes_it(given_: Input) -> None:
    paused = make_interview(TWO, Pick(1), PAUSE)
    if isinstance(given_, Type):
        with pytest.raises(Rejected, match="not taken"):
            take(TWO, paused, given_)
        return
    resumed = take(TWO, paused, given_)
    assert resumed.events == ()
    stays: dict[Input, Hold] = {PAUSE: Hold.PAUSED, RESTART: Hold.RESTARTING}
    assert resumed.interview.hold is stays.get(given_, Hold.NONE)
    assert (resumed.interview.at, resumed.interview.answers) == (paused.at, paused.answers)


@pytest.mark.parametrize("given_", ANYTHING)
def test_only_an_explicit_yes_drops_the_answers_and_begins_anew(given_: Input) -> None:
    asked = make_interview(TWO, Pick(1), RESTART)
    assert asked.hold is Hold.RESTARTING
    if isinstance(given_, Type):
        with pytest.raises(Rejected, match="not taken"):
            take(TWO, asked, given_)
        return
    after = take(TWO, asked, given_)
    if given_ == RESTART_NOW:
        assert after.events == (Restarted(),)
        assert (after.interview.at, after.interview.answers, after.interview.hold) == ("first", {}, Hold.NONE)
        assert after.interview.consent == asked.consent
    else:
        assert (after.events, after.interview.answers) == ((), asked.answers)


def test_a_text_typed_to_a_paused_paper_answers_the_open_question_and_is_shown_with_it() -> None:
    paused = make_interview(SAYS, PAUSE)
    resumed = play(SAYS, paused, Type("Làm tốt lắm"))
    assert (resumed.hold, resumed.at, resumed.answers) == (Hold.NONE, "said", {"said": "Làm tốt lắm"})
    assert screen(SAYS, resumed).answer == "Làm tốt lắm"
    assert play(SAYS, resumed, NEXT).pace == {"said": Pace.SLOW}, "how long it took is not known"


@pytest.mark.parametrize("typed", ["abc", "x" * 1001])
def test_a_text_that_is_no_answer_leaves_a_paused_paper_paused(typed: str) -> None:
    form = make_form(make_question("said", Kind.TEXT, constraint="string-length(.) > 3"))
    with pytest.raises(Rejected):
        take(form, make_interview(form, PAUSE), Type(typed))


@pytest.mark.parametrize("hold", [PAUSE, RESTART])
def test_a_text_typed_to_a_paper_on_hold_never_takes_the_place_of_an_answer(hold: Input) -> None:
    answered = make_interview(SAYS, Type("before"), BACK, hold)
    with pytest.raises(Rejected, match=r"type \+"):
        take(SAYS, answered, Type("ok"))
    assert play(SAYS, answered, Type("+")).answers == {"said": "before"}
