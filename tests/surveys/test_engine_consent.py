"""The way to the first question: a language, the notice, and consent or refusal."""

from __future__ import annotations

import pytest

from surveys import Act, Action, Consented, Input, Interview, Pick, Refused, Rejected, Stage, Type, step
from tests.surveys.builders import NOTICE, NOW, make_form, make_interview, make_question, play, take

AGREE, REFUSE, BACK, SKIP, NEXT, PAUSE, REVIEW, SEND = map(
    Act,
    (Action.AGREE, Action.REFUSE, Action.BACK, Action.SKIP, Action.NEXT, Action.PAUSE, Action.REVIEW, Action.SEND),
)

TWO = make_form(make_question("first"), make_question("second"))


def test_a_paper_begins_with_the_choice_of_a_language() -> None:
    assert Interview().stage is Stage.LANGUAGE
    chosen = take(TWO, Interview(), Pick(2)).interview
    assert (chosen.language, chosen.stage) == ("en", Stage.NOTICE)


def test_the_number_of_a_language_may_be_typed() -> None:
    assert take(TWO, Interview(), Type(" 1 ")).interview.language == "vi"


@pytest.mark.parametrize(
    "given_", [Pick(0), Pick(3), Pick(-1), Type("English"), Type("0"), Type(""), Type("9" * 10_000), AGREE, SEND]
)
def test_anything_else_is_no_language(given_: Input) -> None:
    with pytest.raises(Rejected) as rejected:
        take(TWO, Interview(), given_)
    assert rejected.value.params == {"last": 2}


def test_nothing_is_asked_before_consent() -> None:
    noticed = take(TWO, Interview(), Pick(1)).interview
    with pytest.raises(Rejected, match=r"type \+\+ or --"):
        take(TWO, noticed, Type("1"))
    for given_ in (Pick(1), Type("1"), Type("good"), SKIP, NEXT, SEND, REVIEW, PAUSE):
        with pytest.raises(Rejected):
            take(TWO, noticed, given_)


@pytest.mark.parametrize("yes", [AGREE, Type("++")])
def test_consent_is_kept_with_the_notice_its_language_and_the_moment(yes: Input) -> None:
    agreed = step(TWO, play(TWO, Interview(), Pick(2)), yes, NOW, notice=NOTICE)
    (event,) = agreed.events
    assert isinstance(event, Consented)
    assert event.consent == agreed.interview.consent
    assert (event.consent.notice, event.consent.language, event.consent.at) == (NOTICE, "en", NOW)
    assert (agreed.interview.stage, agreed.interview.at) == (Stage.ASKING, "first")


@pytest.mark.parametrize("no", [REFUSE, Type("--")])
def test_refusal_wipes_the_answers_and_ends_the_paper(no: Input) -> None:
    answered = make_interview(TWO, Pick(1), BACK, BACK)
    assert answered.answers
    refused = take(TWO, answered, no)
    assert refused.events == (Refused(),)
    assert (refused.interview.stage, refused.interview.answers, refused.interview.at) == (Stage.REFUSED, {}, None)


def test_the_language_can_be_changed_from_the_notice() -> None:
    noticed = play(TWO, Interview(), Pick(1), BACK)
    assert noticed.stage is Stage.LANGUAGE
    assert play(TWO, noticed, Pick(2)).language == "en"
