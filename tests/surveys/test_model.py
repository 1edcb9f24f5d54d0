"""The questionnaire and the interview as data: frozen, strict, the same after a round trip."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from surveys import Interview, Kind, Questionnaire, in_language
from surveys.interview import slot_key
from surveys.model import Choice
from tests.surveys.builders import EVERY_KIND, make_choice, make_form, make_interview, make_question


def test_a_questionnaire_survives_the_store() -> None:
    again = Questionnaire.model_validate_json(EVERY_KIND.model_dump_json())
    assert again == EVERY_KIND
    assert again.digest == EVERY_KIND.digest


def test_the_digest_tells_every_word_apart() -> None:
    digests = {
        make_form(make_question("a")).digest,
        make_form(make_question("b")).digest,
        make_form(make_question("a", required=False)).digest,
        make_form(make_question("a", choices=("fair", "good", "none"))).digest,
        make_form(make_question("a"), languages=("en", "vi")).digest,
    }
    assert len(digests) == 5


def test_questions_are_found_in_whatever_section_they_stand() -> None:
    names = [question.name for question in EVERY_KIND.questions()]
    assert names == ["welcome", "one", "many", "count", "share", "mark", "day", "sum", "rated", "why", "bye"]


def test_a_choice_is_found_by_its_name() -> None:
    question = make_question()
    fair = question.choice("fair")
    assert fair is not None
    assert fair.label["en"] == "Neutral"
    assert question.choice("nobody") is None


def test_points_keep_their_exact_value() -> None:
    choice = make_choice("good", points="33.30")
    assert str(Choice.model_validate_json(choice.model_dump_json()).points) == "33.30"


def test_a_field_that_nobody_knows_is_refused() -> None:
    with pytest.raises(ValidationError):
        Questionnaire.model_validate({**EVERY_KIND.model_dump(), "colour": "red"})


def test_data_never_changes() -> None:
    with pytest.raises(ValidationError):
        EVERY_KIND.__setattr__("version", "2")


@pytest.mark.parametrize(
    ("language", "shown"), [("en", "Yes"), ("vi", "Có"), ("fr", "Có"), ("", "Có")], ids=["en", "vi", "fr", "none"]
)
def test_a_wording_that_was_not_translated_is_shown_in_the_first_language(language: str, shown: str) -> None:
    assert in_language({"vi": "Có", "en": "Yes"}, language) == shown


def test_an_empty_translation_counts_as_none() -> None:
    assert in_language({"vi": "Có", "en": ""}, "en") == "Có"


def test_no_wording_at_all_is_empty() -> None:
    assert in_language({}, "vi") == ""


def test_an_interview_survives_the_store_with_answers_of_every_form() -> None:
    interview = make_interview(EVERY_KIND).model_copy(
        update={
            "answers": {
                "one": "good",
                "many": ("good", "none"),
                "why[a]": "👍 \"'\\ \u2028 " + "\x00",
            }
        }
    )
    assert Interview.model_validate_json(interview.model_dump_json()) == interview


def test_an_interview_names_no_person_and_no_channel() -> None:
    assert set(Interview.model_fields) == {
        "stage",
        "language",
        "unit",
        "units",
        "answers",
        "at",
        "editing",
        "hold",
        "skipped",
        "enough",
        "page",
        "today",
        "notice",
        "consent",
        "pace",
        "since",
        "revision",
    }


def test_the_key_of_an_answer_names_the_unit_inside_a_repeat() -> None:
    assert (slot_key("q", None), slot_key("q", "a")) == ("q", "q[a]")


def test_every_kind_of_question_is_known_to_the_tests() -> None:
    assert {question.kind for question in EVERY_KIND.questions()} | {Kind.TEXT} == set(Kind)
