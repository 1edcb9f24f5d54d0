"""A paper being filled in: the questionnaire as one interview sees it, with its expressions evaluated.

What is not relevant has no value, as the ODK XForms specification says; an answer given before it became irrelevant
is kept in the interview and comes back with the relevance.
"""

from __future__ import annotations

from surveys.errors import BrokenInterview, Rejected
from surveys.expressions import Expression, as_answer, fill, referenced_names
from surveys.interview import Answer, Interview, slot_key
from surveys.model import Choice, Item, Kind, Question, Questionnaire, Texts, in_language

__all__ = ["Paper"]


class Paper:
    """Answers, relevance, choices and wording of one interview. `unit` is the rated unit inside a repeat."""

    def __init__(self, questionnaire: Questionnaire, interview: Interview) -> None:
        self.questionnaire = questionnaire
        self.interview = interview
        self._values: dict[tuple[str, str | None], Answer | None] = {}
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
        place = self.questionnaire.places.get(name)
        if place is None:
            raise BrokenInterview(f"no question {name!r} in this questionnaire")
        scope = unit if place.repeated else None
        if (name, scope) not in self._values:
            items: tuple[Item, ...] = (*place.sections, place.question)
            if not all(self.relevant(item, scope) for item in items):
                self._values[name, scope] = None
        return self.value_if_shown(place.question, scope)

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
        return self.in_words(place.question, self.value(name, unit)) if place else None

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
