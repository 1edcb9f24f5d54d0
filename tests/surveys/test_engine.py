"""The conversation: language, notice, questions, review, sent; and nothing that a person does can break it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from surveys import (
    Act,
    Action,
    BrokenInterview,
    Completed,
    Consented,
    Go,
    Input,
    Interview,
    Kind,
    Pick,
    Refused,
    Rejected,
    Stage,
    Type,
    screen,
    step,
)
from surveys.outline import outline
from tests.surveys.builders import (
    EVERY_KIND,
    NOTICE,
    NOW,
    at_review,
    make_form,
    make_interview,
    make_question,
    play,
    take,
)

AGREE, REFUSE, BACK, SKIP, NEXT = map(Act, (Action.AGREE, Action.REFUSE, Action.BACK, Action.SKIP, Action.NEXT))
PAUSE, RESUME, REVIEW, SEND = map(Act, (Action.PAUSE, Action.RESUME, Action.REVIEW, Action.SEND))

TWO = make_form(make_question("first"), make_question("second"))
OPTIONAL = make_form(make_question("first", required=False), make_question("second"))
MANY = make_form(make_question("many", Kind.SELECT_MULTIPLE), make_question("second"))
NOTES = make_form(make_question("note", Kind.NOTE), make_question("first"))

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
    for given_ in (Pick(3), Type("good"), SKIP, NEXT, SEND, REVIEW, PAUSE):
        with pytest.raises(Rejected):
            take(TWO, noticed, given_)


@pytest.mark.parametrize("yes", [AGREE, Pick(1), Type("1")])
def test_consent_is_kept_with_the_notice_its_language_and_the_moment(yes: Input) -> None:
    agreed = step(TWO, play(TWO, Interview(), Pick(2)), yes, NOW, notice=NOTICE)
    (event,) = agreed.events
    assert isinstance(event, Consented)
    assert event.consent == agreed.interview.consent
    assert (event.consent.notice, event.consent.language, event.consent.at) == (NOTICE, "en", NOW)
    assert (agreed.interview.stage, agreed.interview.at) == (Stage.ASKING, "first")


@pytest.mark.parametrize("no", [REFUSE, Pick(2), Type("2")])
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
    assert paused.paused
    again = play(TWO, paused, RESUME)
    assert again.model_copy(update={"revision": before.revision}) == before


@pytest.mark.parametrize("given_", ANYTHING)
def test_whatever_is_done_to_a_paused_paper_only_resumes_it(given_: Input) -> None:
    paused = make_interview(TWO, Pick(1), PAUSE)
    resumed = take(TWO, paused, given_)
    assert resumed.events == ()
    assert not resumed.interview.paused
    assert (resumed.interview.at, resumed.interview.answers) == (paused.at, paused.answers)


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
    sent = take(TWO, make_interview(TWO, Pick(1), Pick(2)), SEND)
    assert sent.events == (Completed({"first": "good", "second": "fair"}),)
    assert (sent.interview.stage, sent.interview.answers) == (Stage.SENT, {})


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
    sent = take(TWO, at_review(TWO, first="good", second="good", gone="old"), SEND)
    assert sent.events == (Completed({"first": "good", "second": "good"}),)


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


# --- any conversation at all

FORMS = {
    "every kind": EVERY_KIND,
    "two": TWO,
    "optional": OPTIONAL,
    "many": MANY,
    "notes": NOTES,
}
TYPED = st.one_of(
    st.sampled_from(["1", "2", "3", "0", "12,5", "20/11/2026", "very satisfied", "", "7", "1 2"]),
    st.text(max_size=8),
)
INPUTS: st.SearchStrategy[Input] = st.one_of(
    st.sampled_from([Act(action) for action in Action]),
    st.builds(Pick, st.integers(-1, 5)),
    st.builds(Go, st.integers(-1, 12)),
    st.builds(Type, TYPED),
)


def willing(interview: Interview) -> Input:
    """What a person does who wants to get to the end."""
    match interview.stage:
        case Stage.LANGUAGE:
            return Pick(1)
        case Stage.NOTICE:
            return AGREE
        case Stage.REVIEW:
            return SEND
        case _:
            return Type("2")


class AnyConversation(RuleBasedStateMachine):
    """Whatever is typed and tapped, beside a twin that is stored as JSON and resumed after every input."""

    form = EVERY_KIND

    def __init__(self) -> None:
        super().__init__()
        self.interview = Interview(unit="u", units=("a", "b"))
        self.twin = self.interview.model_dump_json()

    def give(self, given_: Input) -> None:
        before = self.interview.model_dump_json()
        try:
            done = step(self.form, self.interview, given_, NOW, notice=NOTICE)
        except Rejected:
            assert self.interview.model_dump_json() == before
            with pytest.raises(Rejected):
                step(self.form, Interview.model_validate_json(self.twin), given_, NOW, notice=NOTICE)
            return
        resumed = step(self.form, Interview.model_validate_json(self.twin), given_, NOW, notice=NOTICE)
        assert resumed == done
        self._check_change(given_, done.interview)
        for event in done.events:
            if isinstance(event, Completed):
                self._check_ballot(event)
        self.interview, self.twin = done.interview, resumed.interview.model_dump_json()

    def _check_change(self, given_: Input, after: Interview) -> None:
        before = self.interview
        if after != before:
            assert after.revision == before.revision + 1
        if before.paused or (isinstance(given_, Act) and given_.action in MOVES):
            assert after.answers == before.answers
        if after.stage not in {Stage.SENT, Stage.REFUSED}:
            lost = set(before.answers) - set(after.answers)
            changed = {key for key in after.answers if before.answers.get(key) != after.answers[key]}
            assert lost | changed <= {before.at}

    def _check_ballot(self, event: Completed) -> None:
        plan = outline(self.form, self.interview)
        assert set(event.answers) <= {slot.key for slot in plan.asked}
        assert not plan.missing(event.answers)
        assert event.answers == {key: self.interview.answers[key] for key in event.answers}

    @rule(given_=INPUTS)
    def anything(self, given_: Input) -> None:
        self.give(given_)

    @rule(times=st.integers(1, 6))
    def go_on(self, times: int) -> None:
        for _ in range(times):
            self.give(RESUME if self.interview.paused else willing(self.interview))

    @rule()
    def pass_notes(self) -> None:
        self.give(NEXT)

    @rule(seconds=st.integers(0, 10**6))
    def the_clock_decides_nothing_but_the_consent(self, seconds: int) -> None:
        if self.interview.stage not in {Stage.ASKING, Stage.REVIEW}:
            return
        later = NOW + timedelta(seconds=seconds)
        given_ = willing(self.interview)
        try:
            now = step(self.form, self.interview, given_, NOW, notice=NOTICE)
        except Rejected:
            return
        assert step(self.form, self.interview, given_, later, notice=NOTICE) == now

    @invariant()
    def the_stored_state_is_the_state(self) -> None:
        assert Interview.model_validate_json(self.twin) == self.interview

    @invariant()
    def there_is_always_something_to_show(self) -> None:
        shown = screen(self.form, self.interview)
        assert shown.stage is self.interview.stage
        if shown.stage is Stage.ASKING and not shown.paused:
            assert (shown.question is not None) is True
            held = self.interview.answers.get(self.interview.at or "")
            assert any(option.chosen for option in shown.options) is bool(held and shown.options)

    @invariant()
    def no_answer_without_consent(self) -> None:
        assert not self.interview.answers or self.interview.consent is not None


MOVES = {Action.BACK, Action.NEXT, Action.PAUSE, Action.RESUME, Action.REVIEW}

TestAnyConversation = AnyConversation.TestCase
TestAnyConversation.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)


@given(name=st.sampled_from(sorted(FORMS)), inputs=st.lists(INPUTS, max_size=30))
def test_a_willing_person_can_always_finish(name: str, inputs: list[Input]) -> None:
    form = FORMS[name]
    interview = Interview(unit="u", units=("a", "b"))
    for given_ in inputs:
        try:
            interview = play(form, interview, given_)
        except Rejected:
            continue
    for _ in range(60):
        if interview.stage in {Stage.SENT, Stage.REFUSED}:
            return
        for given_ in (RESUME if interview.paused else willing(interview), NEXT, SKIP, Type("20/11/2026")):
            try:
                interview = play(form, interview, given_)
                break
            except Rejected:
                continue
    raise AssertionError(f"stuck at {interview}")


@given(moves=st.lists(st.sampled_from([BACK, NEXT, PAUSE, RESUME, REVIEW, Go(1), Go(3)]), max_size=40))
def test_wandering_about_never_loses_or_doubles_an_answer(moves: list[Input]) -> None:
    interview = make_interview(EVERY_KIND, NEXT, Pick(1), Pick(1), NEXT, Type("5"), Type("1,5"), Type("2"))
    answers = dict(interview.answers)
    for given_ in moves:
        try:
            interview = play(EVERY_KIND, interview, given_)
        except Rejected:
            continue
        assert interview.answers == answers
