"""Nothing that a person does can break a paper."""

from __future__ import annotations

import pytest

from surveys import Act, Action, BrokenInterview, Go, Input, Interview, Pick, Rejected, Type
from tests.surveys.builders import EVERY_KIND, make_form, make_interview, make_question, play, take

REFUSE, SEND = map(Act, (Action.REFUSE, Action.SEND))

TWO = make_form(make_question("first"), make_question("second"))
OPTIONAL = make_form(make_question("first", required=False), make_question("second"))
ANYTHING: list[Input] = [*map(Act, Action), Pick(1), Go(1), Type("1"), Type("hello")]


@pytest.mark.parametrize("given_", ANYTHING)
def test_nothing_changes_a_paper_that_was_sent_or_refused(given_: Input) -> None:
    for ended in (
        make_interview(TWO, Pick(1), Pick(1), SEND),
        play(TWO, Interview(), Pick(1), REFUSE),
    ):
        after = take(TWO, ended, given_)
        assert after.interview == ended
        assert after.events == ()


def test_an_interview_of_another_questionnaire_is_a_defect_and_no_rejection() -> None:
    with pytest.raises(BrokenInterview):
        take(OPTIONAL, make_interview(EVERY_KIND), Pick(1))


def test_a_rejected_input_leaves_the_interview_as_it_was() -> None:
    interview = make_interview(TWO, Pick(1))
    before = interview.model_dump_json()
    with pytest.raises(Rejected):
        take(TWO, interview, Pick(99))
    assert interview.model_dump_json() == before
