"""Any conversation at all: nothing breaks, nothing is lost, and one can always finish."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from surveys import (
    SIGNS,
    Act,
    Action,
    Completed,
    Go,
    Hold,
    Input,
    Interview,
    Kind,
    Pick,
    Rejected,
    Restarted,
    Speak,
    Stage,
    Type,
    UnitState,
    screen,
    step,
    visible,
)
from surveys.outline import outline
from surveys.signs import meant
from tests.surveys.builders import (
    ALL_RULES,
    EVERY_KIND,
    NOTICE,
    NOW,
    make_form,
    make_interview,
    make_question,
    make_units,
    play,
    take,
)

FORMS = {
    "all rules": ALL_RULES,
    "every kind": EVERY_KIND,
    "notes": make_form(make_question("note", Kind.NOTE), make_question("first")),
    "multiple": make_form(make_question("many", Kind.SELECT_MULTIPLE), make_question("second")),
    "only optional units": make_form(make_units(make_question("rated", required=False))),
    "only calculated": make_form(make_question("sum", Kind.CALCULATE, calculation="1 + 1")),
    "never relevant": make_form(make_question("never", relevant="1 = 2")),
    "asked because of a later answer": make_form(
        make_question("early", relevant="${late} = 'good'"), make_question("late")
    ),
}
UNITS = ("a", "b", "c")
TEXTS = ["1", "2", "3", "0", "12,5", "20/11/2026", "very satisfied", "", "7", "1 2", "yes", "20", *SIGNS]
INPUTS: st.SearchStrategy[Input] = st.one_of(
    st.sampled_from([Act(action) for action in Action]),
    st.builds(Pick, st.integers(-1, 21)),
    st.builds(Go, st.integers(-1, 12)),
    st.builds(Type, st.sampled_from(TEXTS) | st.text(max_size=8)),
    st.builds(Speak, st.sampled_from(["vi", "en", "fr"])),
)
MOVES = set(Action) - {Action.SKIP, Action.REFUSE, Action.RESTART_NOW, Action.SEND}
"""What is only walking about, and changes no answer."""


def willing(form: str, interview: Interview) -> list[Input]:
    """What a person who wants to get to the end tries, in this order."""
    if interview.hold is not Hold.NONE:
        return [Act(Action.RESUME)]
    match interview.stage:
        case Stage.LANGUAGE:
            return [Pick(1)]
        case Stage.NOTICE:
            return [Act(Action.AGREE)]
        case Stage.SENT | Stage.REFUSED:
            return []
        case Stage.UNITS:
            return [Act(Action.NEXT), Act(Action.REVIEW)]
        case Stage.REVIEW:
            shown = screen(FORMS[form], interview)
            left = [line for line in shown.lines if line.state in {UnitState.SKIPPED, UnitState.LEFT}]
            return [Act(Action.SEND), *(Go(line.number) for line in left)]
        case _:
            first: list[Input] = [] if outline(FORMS[form], interview).at(interview.at).answer else [Pick(1)]
            return [*first, Act(Action.NEXT), Type("2"), Type("20/11/2026"), Pick(1), Act(Action.SKIP)]


class AnyConversation(RuleBasedStateMachine):
    """A conversation beside a twin that is stored as JSON and resumed before every input."""

    @initialize(form=st.sampled_from(sorted(FORMS)), enough=st.sampled_from([None, 0, 1, 2]))
    def begin(self, form: str, enough: int | None) -> None:
        self.form = FORMS[form]
        self.named = form
        self.now = NOW
        self.interview = Interview(unit="u", units=UNITS, enough=enough)
        self.ballot: Completed | None = None

    def give(self, given_: Input) -> None:
        before, stored = self.interview, self.interview.model_dump_json()
        twin = Interview.model_validate_json(stored)
        assert twin == before
        try:
            done = step(self.form, before, given_, self.now, notice=NOTICE)
        except Rejected:
            assert before.model_dump_json() == stored
            with pytest.raises(Rejected):
                step(self.form, twin, given_, self.now, notice=NOTICE)
            return
        assert step(self.form, twin, given_, self.now, notice=NOTICE) == done
        self.interview = done.interview
        same = done.interview.model_copy(update={"revision": before.revision}) == before
        assert done.interview.revision == before.revision + (0 if same else 1)
        self._check_answers(before, given_, restarted=any(isinstance(each, Restarted) for each in done.events))
        for event in done.events:
            if isinstance(event, Completed):
                self._check_ballot(before, event)

    def _check_answers(self, before: Interview, given_: Input, *, restarted: bool) -> None:
        after = self.interview
        if after.stage in {Stage.SENT, Stage.REFUSED} or restarted:
            assert after.answers == {}
            if restarted:
                assert before.hold is Hold.RESTARTING
            return
        if before.hold is not Hold.NONE and isinstance(meant(self.form, before, given_), Type):
            assert isinstance(given_, Type)
            assert after.answers == {**before.answers, str(before.at): visible(given_.text)}, (
                "no typed text is lost"
            )
        elif before.hold is not Hold.NONE or isinstance(given_, Speak | Go):
            assert after.answers == before.answers
        if isinstance(given_, Act) and given_.action in MOVES:
            assert after.answers == before.answers
        changed = {
            key for key in {*before.answers, *after.answers} if before.answers.get(key) != after.answers.get(key)
        }
        assert changed <= {before.at}

    def _check_ballot(self, before: Interview, event: Completed) -> None:
        plan = outline(self.form, before)
        asked = {slot.key: slot for slot in plan.asked}
        assert set(event.answers) <= set(asked)
        assert not plan.missing
        for key, answer in event.answers.items():
            held = before.answers[key]
            assert answer == held or (isinstance(held, tuple) and set(answer) <= set(held))
            assert asked[key].unit is None or plan.state(asked[key].unit or "") is UnitState.DONE
        assert set(event.pace) <= set(event.answers)

    @rule(given_=INPUTS)
    def anything(self, given_: Input) -> None:
        self.give(given_)

    @rule(times=st.integers(1, 8))
    def go_on(self, times: int) -> None:
        for _ in range(times):
            for given_ in willing(self.named, self.interview):
                revision = self.interview.revision
                self.give(given_)
                if self.interview.revision != revision:
                    break

    @rule(seconds=st.integers(0, 10**6))
    def time_passes(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)

    @rule(given_=INPUTS, seconds=st.integers(0, 10**6))
    def the_clock_decides_nothing_but_the_consent_and_the_pace(self, given_: Input, seconds: int) -> None:
        def without_time(now: datetime) -> Interview | None:
            try:
                after = step(self.form, self.interview, given_, now, notice=NOTICE).interview
            except Rejected:
                return None
            return after.model_copy(update={"consent": None, "pace": {}, "since": None})

        assert without_time(self.now) == without_time(self.now + timedelta(seconds=seconds))

    @invariant()
    def there_is_always_something_to_tap_or_type(self) -> None:
        shown = screen(self.form, self.interview)
        assert (shown.stage, shown.hold) == (self.interview.stage, self.interview.hold)
        if shown.stage in {Stage.SENT, Stage.REFUSED}:
            return
        assert shown.options or shown.actions
        assert 0 <= shown.page < shown.pages
        if shown.stage is Stage.ASKING and shown.hold is Hold.NONE:
            assert shown.question is not None
            assert bool(shown.options) is bool(shown.last_option)
            assert 0 <= shown.number <= shown.total
        for action in shown.actions:
            if action is not Action.SEND:  # which is refused where no unit was rated
                take(self.form, self.interview, Act(action))
        for line in shown.lines:
            assert play(self.form, self.interview, Go(line.number)).stage is Stage.ASKING or shown.hold

    @invariant()
    def no_answer_without_consent(self) -> None:
        assert not self.interview.answers or self.interview.consent is not None


TestAnyConversation = AnyConversation.TestCase
TestAnyConversation.settings = settings(max_examples=50, stateful_step_count=30)


def _wander(form: str, inputs: list[Input], enough: int | None = None) -> Interview:
    interview = Interview(unit="u", units=UNITS, enough=enough)
    for given_ in inputs:
        try:
            interview = play(FORMS[form], interview, given_)
        except Rejected:
            continue
    return interview


@given(
    form=st.sampled_from(sorted(FORMS)), inputs=st.lists(INPUTS, max_size=40), enough=st.sampled_from([None, 1, 2])
)
def test_a_willing_person_can_always_finish(form: str, inputs: list[Input], enough: int | None) -> None:
    interview = _wander(form, inputs, enough)
    for _ in range(80):
        if interview.stage in {Stage.SENT, Stage.REFUSED}:
            return
        for given_ in willing(form, interview):
            try:
                after = play(FORMS[form], interview, given_)
            except Rejected:
                continue
            if after.revision != interview.revision:
                interview = after
                break
        else:
            raise AssertionError(f"nothing leads on from {interview}")
    raise AssertionError(f"going round in circles at {interview}")


@given(moves=st.lists(st.sampled_from([*map(Act, sorted(MOVES)), Go(1), Go(3), Go(6), Speak("vi")]), max_size=40))
def test_walking_about_never_loses_or_doubles_an_answer(moves: list[Input]) -> None:
    interview = make_interview(
        EVERY_KIND, Act(Action.NEXT), Pick(1), Pick(1), Act(Action.NEXT), Type("5"), Type("1,5")
    )
    answers = dict(interview.answers)
    for given_ in moves:
        try:
            interview = play(EVERY_KIND, interview, given_)
        except Rejected:
            continue
        assert interview.answers == answers


@given(form=st.sampled_from(sorted(FORMS)), inputs=st.lists(INPUTS, max_size=40))
def test_everything_can_be_done_by_typing(form: str, inputs: list[Input]) -> None:
    """Every action on the screen has a sign, and the language takes numbers."""
    interview = _wander(form, inputs)
    by_typing = {action: sign for sign, action in SIGNS.items()}
    for action in screen(FORMS[form], interview).actions:
        outcomes = []
        for given_ in (Act(action), Type(by_typing[action])):
            try:
                outcomes.append(take(FORMS[form], interview, given_).interview)
            except Rejected as rejected:
                outcomes.append(Interview(language=rejected.reason))
        assert len(set(map(Interview.model_dump_json, outcomes))) <= 1
