"""The questionnaire: what is asked, of whom, and which criterion each answer feeds.

A questionnaire is data without behaviour. It is read from an XLSForm workbook (`surveys.xlsform`), stored as
JSON, and frozen once published; a ballot keeps the version it was answered on.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

__all__ = [
    "Choice",
    "Constraint",
    "Item",
    "Kind",
    "Place",
    "Question",
    "Questionnaire",
    "Range",
    "Section",
    "Texts",
    "in_language",
]

Texts = Mapping[str, str]
"""Language code → wording, NFC. The first language of the workbook comes first and is the fallback."""


def in_language(texts: Texts, language: str) -> str:
    """The wording in `language`, or in the workbook's first language where it was not translated."""
    return texts.get(language) or next(iter(texts.values()), "")


class Kind(StrEnum):
    """The XLSForm question types that a chat can carry."""

    SELECT_ONE = "select_one"
    SELECT_MULTIPLE = "select_multiple"
    INTEGER = "integer"
    DECIMAL = "decimal"
    RANGE = "range"
    TEXT = "text"
    DATE = "date"
    NOTE = "note"
    CALCULATE = "calculate"


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Choice(_Data):
    """One option of a select question.

    `points` is the percentage of the criterion's maximum that the option earns (0..100, exact); `None` where the
    option is not rated. An option with `no_information` is counted and excluded, never a zero.
    """

    name: str
    label: Texts
    points: Decimal | None = None
    no_information: bool = False
    filters: Mapping[str, str] = {}
    """Extra columns of the choices sheet, for `choice_filter`."""


class Constraint(_Data):
    """An XPath condition on the answer (`.`), with the sentence shown when it fails."""

    test: str
    message: Texts = {}


class Range(_Data):
    """The bounds of a `range` question, inclusive."""

    start: Decimal
    end: Decimal
    step: Decimal


class Question(_Data):
    """One thing asked. Expressions are XPath as the ODK XForms specification means it."""

    item: Literal["question"] = "question"
    name: str
    kind: Kind
    label: Texts = {}
    hint: Texts = {}
    choices: tuple[Choice, ...] = ()
    choice_filter: str | None = None
    range: Range | None = None
    required: bool = False
    relevant: str | None = None
    constraint: Constraint | None = None
    calculation: str | None = None
    criterion: str | None = None
    """Code of the framework criterion that the answer feeds (`par::criterion`)."""

    def choice(self, name: str) -> Choice | None:
        return next((choice for choice in self.choices if choice.name == name), None)


class Section(_Data):
    """A group of items, or the items repeated once per rated unit (`repeat`)."""

    item: Literal["section"] = "section"
    name: str
    label: Texts = {}
    items: tuple[Item, ...]
    relevant: str | None = None
    repeat: bool = False
    target: str | None = None
    """Which units a repeat rates (`par::target`): a unit type code. `None` in a plain group."""
    shuffle: bool = False
    """Whether the rated units come in an order drawn per ballot (`par::shuffle`)."""


Item = Annotated[Question | Section, Field(discriminator="item")]


@dataclass(frozen=True)
class Place:
    """A question and the sections it stands in, the outermost first."""

    question: Question
    sections: tuple[Section, ...]

    @cached_property
    def repeated(self) -> bool:
        """Whether the question is asked once per rated unit."""
        return any(section.repeat for section in self.sections)

    @property
    def target(self) -> str | None:
        """The unit type that the repeat around the question rates; `None` outside a repeat."""
        return next((section.target for section in self.sections if section.repeat), None)


class Questionnaire(_Data):
    """A whole questionnaire. `form_id` names it, `version` is what its author wrote on the settings sheet."""

    form_id: str
    version: str
    title: Texts
    languages: tuple[str, ...]
    items: tuple[Item, ...]

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the content: two questionnaires with one digest ask the same thing word for word."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()

    def questions(self) -> Iterator[Question]:
        """Every question in the order of the workbook, whatever section it stands in."""
        return (place.question for place in self.places.values())

    @cached_property
    def places(self) -> Mapping[str, Place]:
        """Name of a question → where it stands, in the order of the workbook."""

        def walk(items: tuple[Item, ...], sections: tuple[Section, ...]) -> Iterator[Place]:
            for item in items:
                if isinstance(item, Question):
                    yield Place(item, sections)
                else:
                    yield from walk(item.items, (*sections, item))

        return {place.question.name: place for place in walk(self.items, ())}

    @property
    def shuffles(self) -> bool:
        """Whether the rated units come in an order drawn per paper."""
        return any(section.shuffle for place in self.places.values() for section in place.sections)

    @property
    def rates_units(self) -> bool:
        """Whether several units are rated on one paper."""
        return any(place.repeated for place in self.places.values())
