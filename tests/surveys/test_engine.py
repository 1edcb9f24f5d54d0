"""The conversation: language, notice, questions, review, sent; and nothing that a person does can break it."""

from __future__ import annotations

import pytest

from surveys import (
    Act,
    Action,
    BrokenInterview,
    Consented,
    Go,
    Hold,
    Input,
    Interview,
    Kind,
    Pace,
    Pick,
    Refused,
    Rejected,
    Restarted,
    Stage,
    Type,
    screen,
    step,
)
from tests.surveys.builders import (
    EVERY_KIND,
    NOTICE,
    NOW,
    at_review,
    ballot,
    make_form,
    make_interview,
    make_question,
    make_section,
    play,
    take,
)

AGREE, REFUSE, BACK, SKIP, NEXT = map(Act, (Action.AGREE, Action.REFUSE, Action.BACK, Action.SKIP, Action.NEXT))
PAUSE, RESUME, REVIEW, SEND = map(Act, (Action.PAUSE, Action.RESUME, Action.REVIEW, Action.SEND))
RESTART, RESTART_NOW, UNITS, SKIP_UNIT = map(
    Act, (Action.RESTART, Action.RESTART_NOW, Action.UNITS, Action.SKIP_UNIT)
)

TWO = make_form(make_question("first"), make_question("second"))
OPTIONAL = make_form(make_question("first", required=False), make_question("second"))
MANY = make_form(make_question("many", Kind.SELECT_MULTIPLE), make_question("second"))
SAYS = make_form(make_question("said", Kind.TEXT), make_question("last"))
NOTES = make_form(make_question("note", Kind.NOTE), make_question("first"))
RATES = make_form(make_section(make_question("rated"), repeat=True))

ANYTHING: list[Input] = [*map(Act, Action), Pick(1), Go(1), Type("1"), Type("hello")]


# --- language and notice


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


# --- asking


def test_every_answer_leads_to_the_next_question_and_the_last_one_to_the_review() -> None:
    started = make_interview(TWO)
    assert started.at == "first"
    second = play(TWO, started, Pick(1))
    assert (second.at, second.answers) == ("second", {"first": "good"})
    assert play(TWO, second, Type("2")).stage is Stage.REVIEW


def test_the_same_questions_are_asked_about_each_unit() -> None:
    interview, keys = make_interview(EVERY_KIND), []
    while interview.stage is Stage.ASKING:
        keys.append(interview.at)
        answer: Input = Type("2") if interview.at in {"one", "count", "rated[a]", "rated[b]"} else SKIP
        interview = play(EVERY_KIND, interview, answer)
    rated = ["rated[a]", "why[a]", "rated[b]", "why[b]"]
    assert keys == ["welcome", "one", "many", "count", "share", "mark", "day", *rated, "bye"]


def test_going_back_keeps_every_answer() -> None:
    answered = make_interview(TWO, Pick(1), Pick(2))
    for _ in range(4):
        answered = play(TWO, answered, BACK)
    assert answered.stage is Stage.LANGUAGE
    returned = play(TWO, answered, Pick(1), AGREE, NEXT, NEXT)
    assert returned.stage is Stage.REVIEW
    assert returned.answers == {"first": "good", "second": "fair"}


def test_back_from_the_first_question_leads_to_the_notice() -> None:
    assert play(TWO, make_interview(TWO), BACK).stage is Stage.NOTICE


def test_back_from_the_review_leads_to_the_last_question() -> None:
    assert make_interview(TWO, Pick(1), Pick(1), BACK).at == "second"


def test_a_new_answer_replaces_the_old_one() -> None:
    assert make_interview(TWO, Pick(1), BACK, Pick(3)).answers == {"first": "none"}


def test_an_optional_question_can_be_skipped() -> None:
    skipped = make_interview(OPTIONAL, SKIP)
    assert (skipped.at, skipped.answers) == ("second", {})


def test_skipping_takes_an_answer_away() -> None:
    assert make_interview(OPTIONAL, Pick(1), BACK, SKIP).answers == {}


def test_going_on_passes_an_optional_question() -> None:
    passed = make_interview(OPTIONAL, Type(">"))
    assert (passed.at, passed.answers) == ("second", {})


def test_a_required_question_cannot_be_skipped_or_passed() -> None:
    for given_ in (SKIP, NEXT, REVIEW, SEND):
        with pytest.raises(Rejected):
            take(TWO, make_interview(TWO), given_)


def test_a_note_is_passed_by_a_tap_and_takes_no_answer() -> None:
    noted = make_interview(NOTES)
    assert play(NOTES, noted, NEXT).at == "first"
    with pytest.raises(Rejected, match="Continue"):
        take(NOTES, noted, Type("yes"))


def test_options_of_a_multiple_choice_are_switched_on_and_off_in_the_order_of_the_form() -> None:
    many = make_interview(MANY, Pick(3), Pick(1))
    assert (many.at, many.answers["many"]) == ("many", ("good", "none"))
    assert play(MANY, many, Pick(3)).answers["many"] == ("good",)
    assert play(MANY, many, NEXT).at == "second"


def test_a_multiple_choice_without_options_is_no_answer() -> None:
    none = make_interview(MANY, Pick(2), Pick(2))
    assert none.answers == {}
    with pytest.raises(Rejected):
        take(MANY, none, NEXT)


def test_typed_numbers_set_a_multiple_choice_and_go_on() -> None:
    typed = make_interview(MANY, Pick(2), Type("1 3"))
    assert (typed.at, typed.answers["many"]) == ("second", ("good", "none"))


@pytest.mark.parametrize("number", [0, -1, 4, 10**12])
def test_a_tap_beyond_the_options_is_rejected(number: int) -> None:
    for form in (TWO, MANY):
        with pytest.raises(Rejected):
            take(form, make_interview(form), Pick(number))


# --- pausing


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


# --- rating several units


def test_a_unit_without_information_is_left_out_and_can_be_taken_up_again() -> None:
    skipped = make_interview(RATES, SKIP_UNIT)
    assert (skipped.at, skipped.skipped) == ("rated[b]", ("a",))
    reviewed = play(RATES, skipped, Pick(1))
    assert reviewed.stage is Stage.REVIEW
    again = play(RATES, reviewed, Go(1))
    assert (again.at, again.skipped) == ("rated[a]", ("a",))
    assert play(RATES, again, Pick(1)).skipped == ()


def test_the_answers_about_a_skipped_unit_are_not_sent() -> None:
    skipped = make_interview(RATES, Pick(1), BACK, SKIP_UNIT, Pick(2))
    assert ballot(RATES, skipped) == {"rated[b]": "fair"}


def test_a_paper_about_no_unit_at_all_cannot_be_sent() -> None:
    empty = make_interview(RATES, SKIP_UNIT, SKIP_UNIT)
    assert empty.stage is Stage.REVIEW
    with pytest.raises(Rejected, match="at least one unit"):
        take(RATES, empty, SEND)


def test_nothing_breaks_where_every_unit_was_skipped() -> None:
    empty = make_interview(RATES, SKIP_UNIT, SKIP_UNIT)
    for given_ in (BACK, NEXT, REVIEW, UNITS, Go(1), Go(2), PAUSE):
        for state in (empty, play(RATES, empty, UNITS)):
            try:
                after = take(RATES, state, given_).interview
            except Rejected:
                continue
            assert screen(RATES, after).stage is after.stage


def test_units_about_which_nothing_is_relevant_are_not_listed_and_hold_nothing_up() -> None:
    silent = make_form(make_question("last"), make_section(make_question("rated", relevant="1 = 2"), repeat=True))
    reviewed = make_interview(silent, Pick(1))
    assert [line.unit for line in screen(silent, reviewed).lines] == [None]
    for given_ in (Go(2), UNITS):
        with pytest.raises(Rejected):
            take(silent, reviewed, given_)
    assert ballot(silent, reviewed) == {"last": "good"}


def test_units_are_taken_in_any_order_from_their_list() -> None:
    listed = make_interview(RATES, UNITS)
    assert listed.stage is Stage.UNITS
    second = play(RATES, listed, Go(2))
    assert second.at == "rated[b]"
    assert play(RATES, second, Pick(1)).at == "rated[a]"


# --- review and sending


def test_a_change_from_the_review_returns_to_the_review() -> None:
    changed = play(TWO, make_interview(TWO, Pick(1), Pick(1)), Go(1), Pick(2))
    assert (changed.stage, changed.editing) == (Stage.REVIEW, False)
    assert changed.answers == {"first": "fair", "second": "good"}


def test_the_number_of_an_answer_to_change_may_be_typed() -> None:
    assert make_interview(TWO, Pick(1), Pick(1), Type("2")).at == "second"


def test_back_from_a_change_returns_to_the_review_unchanged() -> None:
    reviewed = make_interview(TWO, Pick(1), Pick(1))
    assert play(TWO, reviewed, Go(2), BACK).model_copy(update={"revision": reviewed.revision}) == reviewed


def test_an_answer_switched_off_in_a_change_is_asked_for_before_the_review() -> None:
    editing = make_interview(MANY, Pick(1), NEXT, Pick(1), Go(1), Pick(1))
    with pytest.raises(Rejected):
        take(MANY, editing, NEXT)
    assert play(MANY, editing, Pick(2), NEXT).stage is Stage.REVIEW


@pytest.mark.parametrize("given_", [Go(0), Go(3), Go(-1), Type("3"), Type("ok"), AGREE, SKIP])
def test_the_review_takes_only_its_own_numbers(given_: Input) -> None:
    with pytest.raises(Rejected):
        take(TWO, make_interview(TWO, Pick(1), Pick(1)), given_)


def test_a_sent_paper_hands_its_answers_over_and_keeps_none() -> None:
    reviewed = make_interview(TWO, Pick(1), Pick(2))
    assert ballot(TWO, reviewed) == {"first": "good", "second": "fair"}
    sent = play(TWO, reviewed, SEND)
    assert (sent.stage, sent.answers, sent.pace, sent.since) == (Stage.SENT, {}, {}, None)


def test_sending_with_something_missing_jumps_there_and_then_returns() -> None:
    incomplete = at_review(TWO, second="good")
    jumped = take(TWO, incomplete, SEND)
    assert jumped.events == ()
    assert (jumped.interview.stage, jumped.interview.at) == (Stage.ASKING, "first")
    assert play(TWO, jumped.interview, Pick(1)).stage is Stage.REVIEW


def test_sending_with_two_missing_asks_for_both() -> None:
    first = play(TWO, at_review(TWO), SEND)
    second = play(TWO, first, Pick(1))
    assert (first.at, second.at) == ("first", "second")
    assert play(TWO, second, Pick(1)).stage is Stage.REVIEW


def test_answers_to_questions_that_are_not_asked_are_not_sent() -> None:
    reviewed = at_review(TWO, first="good", second="good", gone="old")
    assert ballot(TWO, reviewed) == {"first": "good", "second": "good"}


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
