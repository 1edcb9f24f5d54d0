"""How long an answer took: three words, and no times."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from surveys import Act, Action, Completed, Go, Input, Interview, Kind, Pace, Pick, Type, step
from surveys.pace import FAST_BELOW, SLOW_FROM, pace_of
from tests.surveys.builders import NOTICE, NOW, make_form, make_interview, make_question

FORM = make_form(
    make_question("first"), make_question("many", Kind.SELECT_MULTIPLE), make_question("last", required=False)
)
BACK, NEXT, SKIP, PAUSE, SEND = map(Act, (Action.BACK, Action.NEXT, Action.SKIP, Action.PAUSE, Action.SEND))


def timed(*inputs: tuple[float, Input]) -> Interview:
    """Each input so many seconds after the one before."""
    interview, now = make_interview(FORM), NOW
    for seconds, given in inputs:
        now += timedelta(seconds=seconds)
        interview = step(FORM, interview, given, now, notice=NOTICE).interview
    return interview


@pytest.mark.parametrize(
    ("elapsed", "pace"),
    [
        (timedelta(0), Pace.FAST),
        (FAST_BELOW - timedelta(milliseconds=1), Pace.FAST),
        (FAST_BELOW, Pace.NORMAL),
        (SLOW_FROM - timedelta(milliseconds=1), Pace.NORMAL),
        (SLOW_FROM, Pace.SLOW),
        (timedelta(days=9), Pace.SLOW),
        (timedelta(seconds=-1), Pace.NORMAL),
    ],
    ids=str,
)
def test_a_duration_is_one_of_three_words(elapsed: timedelta, pace: Pace) -> None:
    assert pace_of(elapsed) is pace


def test_each_answer_is_timed_from_when_its_question_was_shown() -> None:
    assert timed((1, Pick(1)), (30, Pick(1)), (1, NEXT), (600, Pick(2))).pace == {
        "first": Pace.FAST, "many": Pace.NORMAL, "last": Pace.SLOW,
    }  # fmt: skip


def test_the_taps_on_a_multiple_choice_are_one_answer() -> None:
    assert timed((5, Pick(1)), (1, Pick(1)), (1, Pick(2)), (1, NEXT)).pace["many"] is Pace.NORMAL


def test_a_pause_is_no_time_spent_on_a_question() -> None:
    resumed = timed((1, PAUSE), (86400, Act(Action.RESUME)), (5, Pick(1)))
    assert resumed.pace == {"first": Pace.NORMAL}


def test_a_correction_does_not_make_a_careful_answer_a_hurried_one() -> None:
    assert timed((30, Pick(1)), (1, BACK), (1, Pick(2))).pace == {"first": Pace.NORMAL}


def test_what_was_not_answered_has_no_pace() -> None:
    assert "last" not in timed((5, Pick(1)), (5, Pick(1)), (5, NEXT), (5, SKIP)).pace


def test_the_pace_is_sent_with_the_answers_and_then_forgotten() -> None:
    reviewed = timed((5, Pick(1)), (5, Type("1")), (5, SKIP))
    sent = step(FORM, reviewed, SEND, NOW, notice=NOTICE)
    assert sent.events == (
        Completed({"first": "good", "many": ("good",)}, {"first": Pace.NORMAL, "many": Pace.NORMAL}),
    )
    assert (sent.interview.pace, sent.interview.since) == ({}, None)


def test_begun_anew_nothing_is_left_of_the_pace() -> None:
    anew = timed((30, Pick(1)), (1, Act(Action.RESTART)), (1, Act(Action.RESTART_NOW)))
    assert anew.pace == {}


def test_once_the_next_question_is_answered_a_draft_tells_no_times_finer_than_the_words() -> None:
    """Two people who differ only in their times within a word leave the same draft."""

    def draft(first: float, second: float) -> str:
        interview, now = make_interview(FORM), NOW
        for seconds, given in ((first, Pick(1)), (second, Pick(2))):
            now = NOW + timedelta(seconds=seconds)
            interview = step(FORM, interview, given, now, notice=NOTICE).interview
        end: datetime = NOW + timedelta(seconds=100)
        return step(FORM, interview, NEXT, end, notice=NOTICE).interview.model_dump_json()

    assert draft(3.25, 10) == draft(47.5, 60) != draft(1, 60)


def test_the_moment_kept_is_the_last_one_only_and_in_whole_seconds() -> None:
    answered = timed((3.75, Pick(1)))
    assert answered.since == NOW + timedelta(seconds=3)
    assert timed((3.75, Pick(1)), (1, PAUSE)).since is None


def test_on_the_review_no_moment_is_kept() -> None:
    reviewed = timed((5, Pick(1)), (5, Type("1")), (5, SKIP))
    assert reviewed.since is None
    assert timed((5, Pick(1)), (5, Type("1")), (5, SKIP), (9, Go(1))).since == NOW + timedelta(seconds=24)
