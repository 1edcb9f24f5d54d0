"""A paper being filled in: the questionnaire as one interview sees it, with its expressions evaluated.

What is not relevant has no value, as the ODK XForms specification says; an answer given before it became irrelevant
is kept in the interview and comes back with the relevance.
"""

from __future__ import annotations

from surveys.errors import BrokenInterview, Rejected
from surveys.expressions import Expression, as_answer, fill, referenced_names
from surveys.interview import Answer, Interview, slot_key
from surveys.model import Choice, Item, Kind, Place, Question, Questionnaire, Texts, in_language
from surveys.text import clipped

__all__ = ["MAX_FILLED", "Paper"]

MAX_FILLED = 200
"""Characters of an answer quoted inside a wording: the longest option in full, and of a text its beginning."""

_Key = tuple[str, str | None]
"""A question, and inside a repeat the unit that it is asked about."""


class Paper:
    """Answers, relevance, choices and wording of one interview. `unit` is the rated unit inside a repeat."""

    def __init__(self, questionnaire: Questionnaire, interview: Interview) -> None:
        self.questionnaire = questionnaire
        self.interview = interview
        self._values: dict[_Key, Answer | None] = {}
        self._held: dict[tuple[str, str | None], bool] = {}

    def relevant(self, item: Item, unit: str | None) -> bool:
        """Whether the item's own condition holds; those of the sections around it are not looked at."""
        if item.relevant is None:
            return True
        if (item.relevant, unit) not in self._held:
            test = Expression.parse(item.relevant)
            self._held[item.relevant, unit] = test.holds(self._named(test, unit), today=self.interview.today)
        return self._held[item.relevant, unit]

    def value(self, name: str, unit: str | None) -> Answer | None:
        """The answer to, or the calculated value of, a question; `None` where it has none or is not relevant."""
        wanted = self._scoped(name, unit)
        if wanted not in self._values:
            self._work_out(wanted)
        return self._values[wanted]

    def value_if_shown(self, question: Question, unit: str | None) -> Answer | None:
        """`value` for a question that is known to be relevant, and so are the sections around it."""
        key = (question.name, unit)
        if key not in self._values:
            self._values[key] = self._own_value(question, unit)
        return self._values[key]

    def choices(self, question: Question, unit: str | None) -> tuple[Choice, ...]:
        """The choices offered now: all of them, or those that the choice filter lets through."""
        if question.choice_filter is None:
            return question.choices
        test = Expression.parse(question.choice_filter)
        values = self._named(test, unit)
        return tuple(
            choice
            for choice in question.choices
            if test.holds(values, today=self.interview.today, choice={"name": choice.name, **choice.filters})
        )

    def wording(self, texts: Texts, unit: str | None) -> str:
        """The wording in the interview's language, with every `${name}` filled in."""
        text = in_language(texts, self.interview.language or "")
        return fill(text, {name: self._spoken(name, unit) for name in referenced_names(text)})

    def satisfies(self, question: Question, unit: str | None, answer: Answer) -> bool:
        """Whether the answer keeps to the question's constraint, in which `.` and its own name mean the answer."""
        if question.constraint is None:
            return True
        test = Expression.parse(question.constraint.test)
        values = self._named(test, unit)
        if question.name in values:
            values[question.name] = answer
        return test.holds(values, today=self.interview.today, this=answer)

    def check(self, question: Question, unit: str | None, answer: Answer) -> None:
        """Raise `Rejected` where the answer breaks the question's constraint."""
        if question.constraint is None or self.satisfies(question, unit, answer):
            return
        said = self.wording(question.constraint.message, unit)
        raise Rejected("{said}", said=said) if said else Rejected("This answer is not possible here.")

    def in_words(self, question: Question, answer: Answer | None) -> str | None:
        """The answer as the person reads it; numbers and dates stay canonical for the messenger."""
        if answer is None:
            return None
        names = (answer,) if isinstance(answer, str) else answer
        if not question.choices:
            return ", ".join(names)
        language = self.interview.language or ""
        return ", ".join(in_language(choice.label, language) for choice in question.choices if choice.name in names)

    def _spoken(self, name: str, unit: str | None) -> str | None:
        place = self.questionnaire.places.get(name)
        words = self.in_words(place.question, self.value(name, unit)) if place else None
        return words and clipped(words, MAX_FILLED)

    def _work_out(self, wanted: _Key) -> None:
        """Find the value of `wanted`, and before it those that it reads: a chain of them may be of any length."""
        pending, begun = [wanted], set[_Key]()
        while pending:
            key = pending.pop()
            if key in self._values:
                continue
            unread = [each for each in self._read_by(key) if each not in self._values]
            if not unread:
                self._values[key] = self._value_now(key)
            elif key in begun:
                raise BrokenInterview(f"the value of {key[0]!r} depends on itself")
            else:
                begun.add(key)
                pending += [key, *unread]

    def _read_by(self, key: _Key) -> list[_Key]:
        """What the value of a question is worked out from, but for its own answer."""
        place = self._place(key[0])
        items: tuple[Item, ...] = (*place.sections, place.question)
        written = [*(item.relevant for item in items), place.question.calculation, place.question.choice_filter]
        names = {name for each in written if each for name in Expression.parse(each).names}
        return [self._scoped(name, key[1]) for name in names]

    def _value_now(self, key: _Key) -> Answer | None:
        place = self._place(key[0])
        items: tuple[Item, ...] = (*place.sections, place.question)
        shown = all(self.relevant(item, key[1]) for item in items)
        return self._own_value(place.question, key[1]) if shown else None

    def _place(self, name: str) -> Place:
        if name not in self.questionnaire.places:
            raise BrokenInterview(f"no question {name!r} in this questionnaire")
        return self.questionnaire.places[name]

    def _scoped(self, name: str, unit: str | None) -> _Key:
        return name, unit if self._place(name).repeated else None

    def _own_value(self, question: Question, unit: str | None) -> Answer | None:
        if question.kind is Kind.CALCULATE:
            formula = Expression.parse(question.calculation or "''")
            values = self._named(formula, unit)
            return as_answer(formula.evaluate(values, today=self.interview.today, label_of=self._label))
        held = self.interview.answers.get(slot_key(question.name, unit))
        if held is None or question.choice_filter is None:
            return held
        offered = {choice.name for choice in self.choices(question, unit)}
        if isinstance(held, str):
            return held if held in offered else None
        return tuple(name for name in held if name in offered) or None

    def _named(self, expression: Expression, unit: str | None) -> dict[str, Answer | None]:
        return {name: self.value(name, unit) for name in expression.names}

    def _label(self, question: str, choice_name: str) -> str:
        place = self.questionnaire.places.get(question)
        choice = place.question.choice(choice_name) if place else None
        return in_language(choice.label, self.interview.language or "") if choice else choice_name
