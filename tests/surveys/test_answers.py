"""What a typed text means as an answer, and when it is asked for again."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys import Choice, Kind, Question, Rejected
from surveys.answers import MAX_TEXT, option_numbers, parse_answer
from tests.surveys.builders import make_question

ONE = make_question(choices=("good", "fair", "none"))
MANY = make_question(kind=Kind.SELECT_MULTIPLE, choices=("good", "fair", "none"))
TEXT = make_question(kind=Kind.TEXT)
RANGE = make_question(kind=Kind.RANGE, bounds=("1", "10", "0.5"))
ALL_KINDS = [
    make_question(kind=kind, bounds=("1", "10", "0.5") if kind is Kind.RANGE else None)
    for kind in Kind
    if kind not in {Kind.NOTE, Kind.CALCULATE}
]

RIGHT_TO_LEFT = "\u200f"
ZERO_WIDTH = "\u200b"


def kinds(question: Question) -> str:
    return question.kind.value


TAKEN = {
    "a number of the list": (ONE, "1", "good"),
    "the last number of the list": (ONE, "3", "none"),
    "blanks around a number": (ONE, "  2\n", "fair"),
    "the wording": (ONE, "Rất hài lòng", "good"),
    "the wording in capitals": (ONE, "RẤT HÀI LÒNG", "good"),
    "the wording with decomposed marks": (ONE, unicodedata.normalize("NFD", "rất hài lòng"), "good"),
    "the wording of the other language": (ONE, "very SATISFIED", "good"),
    "a number with a mark of direction around it": (ONE, f"{RIGHT_TO_LEFT}2{RIGHT_TO_LEFT}", "fair"),
    "several numbers with blanks": (MANY, "3 1", ("good", "none")),
    "several numbers with commas": (MANY, "1,3", ("good", "none")),
    "one number twice": (MANY, "1, 1", ("good",)),
    "several wordings with commas": (MANY, "Bình thường, rất hài lòng", ("good", "fair")),
    "a wording and a number": (MANY, "rất hài lòng; 3", ("good", "none")),
    "a whole number": (make_question(kind=Kind.INTEGER), "12", "12"),
    "a whole number with useless decimals": (make_question(kind=Kind.INTEGER), "12,0", "12"),
    "a signed number": (make_question(kind=Kind.INTEGER), "+5", "5"),
    "a negative number": (make_question(kind=Kind.INTEGER), "-5", "-5"),
    "minus zero": (make_question(kind=Kind.INTEGER), "-0", "0"),
    "leading zeros": (make_question(kind=Kind.INTEGER), "007", "7"),
    "digits of another script": (make_question(kind=Kind.INTEGER), "٣٤", "34"),
    "full-width digits": (make_question(kind=Kind.DECIMAL), "１２,５", "12.5"),
    "18 digits": (make_question(kind=Kind.INTEGER), "9" * 18, "9" * 18),
    "a decimal comma": (make_question(kind=Kind.DECIMAL), "12,50", "12.5"),
    "a decimal point": (make_question(kind=Kind.DECIMAL), "12.5", "12.5"),
    "the lower bound of a range": (RANGE, "1", "1"),
    "the upper bound of a range": (RANGE, "10", "10"),
    "a step of a range": (RANGE, "7,5", "7.5"),
    "a Vietnamese date": (make_question(kind=Kind.DATE), "20/11/2026", "2026-11-20"),
    "a date with one-digit parts": (make_question(kind=Kind.DATE), "1-2-2026", "2026-02-01"),
    "an ISO date": (make_question(kind=Kind.DATE), "2026-11-20", "2026-11-20"),
    "a leap day": (make_question(kind=Kind.DATE), "29.02.2024", "2024-02-29"),
    "a text": (TEXT, "  Cảm ơn!  ", "Cảm ơn!"),
    "a text with markup": (TEXT, "<b>&amp; *x*", "<b>&amp; *x*"),
    "a text of two lines": (TEXT, "một\nhai", "một\nhai"),
    "a text with decomposed marks": (TEXT, unicodedata.normalize("NFD", "Hải Dương"), "Hải Dương"),
    "emoji in a text": (TEXT, "👍🏽👨‍👩‍👧", "👍🏽👨‍👩‍👧"),
    "a digit in a text question": (TEXT, "1", "1"),
    "the longest text": (TEXT, "x" * MAX_TEXT, "x" * MAX_TEXT),
    "a text with a null character": (TEXT, "a\x00b", "ab"),
    "a text that turns round": (TEXT, "a\u202eb", "ab"),
    "grouped thousands": (make_question(kind=Kind.INTEGER), "1.234", "1234"),
    "grouped thousands with decimals": (make_question(kind=Kind.DECIMAL), "1.234,5", "1234.5"),
    "grouped thousands of a whole range": (
        make_question(kind=Kind.RANGE, bounds=("0", "5000", "1")),
        "1.234",
        "1234",
    ),
}


@pytest.mark.parametrize(("question", "typed", "answer"), TAKEN.values(), ids=TAKEN)
def test_is_taken(question: Question, typed: str, answer: str | tuple[str, ...]) -> None:
    assert parse_answer(question, typed) == answer


ASKED_AGAIN = {
    "number 0": (ONE, "0"),
    "a number beyond the list": (ONE, "4"),
    "a negative number of the list": (ONE, "-1"),
    "a huge number": (ONE, "9" * 10_000),
    "half a wording": (ONE, "hài lòng"),
    "a wording without marks": (ONE, "rat hai long"),
    "a superscript digit": (ONE, "²"),
    "emoji for an option": (ONE, "👍"),
    "one unknown among several": (MANY, "1, 9"),
    "only commas": (MANY, ",;,"),
    "words for a number": (make_question(kind=Kind.INTEGER), "mười hai"),
    "half of a whole number": (make_question(kind=Kind.INTEGER), "12,5"),
    "what could be two numbers": (make_question(kind=Kind.DECIMAL), "1.234"),
    "a text of what nobody sees": (TEXT, "\u202e\u3164"),
    "an exponent": (make_question(kind=Kind.DECIMAL), "1e5"),
    "not a number": (make_question(kind=Kind.DECIMAL), "NaN"),
    "infinity": (make_question(kind=Kind.DECIMAL), "Infinity"),
    "a number with a unit": (make_question(kind=Kind.DECIMAL), "5 km"),
    "a superscript number": (make_question(kind=Kind.INTEGER), "²"),
    "19 digits": (make_question(kind=Kind.INTEGER), "9" * 19),
    "10,000 digits": (make_question(kind=Kind.DECIMAL), "9" * 10_000),
    "below a range": (RANGE, "0,5"),
    "above a range": (RANGE, "10,5"),
    "between the steps of a range": (RANGE, "7,25"),
    "the 30th of February": (make_question(kind=Kind.DATE), "30/2/2026"),
    "the 29th of February of a common year": (make_question(kind=Kind.DATE), "29/02/2026"),
    "month first": (make_question(kind=Kind.DATE), "11/20/2026"),
    "a year of two digits": (make_question(kind=Kind.DATE), "20/11/26"),
    "year 0": (make_question(kind=Kind.DATE), "1/1/0000"),
    "a text that is too long": (TEXT, "x" * (MAX_TEXT + 1)),
    "10,000 characters": (TEXT, "ư" * 10_000),
    "10,000 characters for an option": (ONE, "ư" * 10_000),
    "an answer to a note": (make_question(kind=Kind.NOTE), "ok"),
}


@pytest.mark.parametrize(("question", "typed"), ASKED_AGAIN.values(), ids=ASKED_AGAIN)
def test_is_asked_again(question: Question, typed: str) -> None:
    with pytest.raises(Rejected):
        parse_answer(question, typed)


@pytest.mark.parametrize("question", ALL_KINDS, ids=kinds)
@pytest.mark.parametrize(
    "typed", ["", "   ", "\n\t", "\u00a0", ZERO_WIDTH, RIGHT_TO_LEFT, "\ufeff", "\x00"], ids=ascii
)
def test_nothing_visible_is_no_answer(question: Question, typed: str) -> None:
    with pytest.raises(Rejected, match="in words or numbers"):
        parse_answer(question, typed)


def test_a_rejection_says_how_many_answers_there_are() -> None:
    with pytest.raises(Rejected) as rejected:
        parse_answer(ONE, "9")
    assert rejected.value.params == {"last": 3}


def test_a_rejection_says_how_long_a_text_may_be() -> None:
    with pytest.raises(Rejected) as rejected:
        parse_answer(TEXT, "x" * 10_000)
    assert rejected.value.params == {"length": 10_000, "limit": MAX_TEXT}


SCALE = make_question(choices=tuple(str(n) for n in range(11)))


@pytest.mark.parametrize("typed", ["0", "1", "3", "10"])
def test_an_option_that_is_a_number_is_typed_as_that_number(typed: str) -> None:
    assert parse_answer(SCALE, typed) == typed
    assert parse_answer(make_question(choices=("5", "4", "3", "2", "1", "0", "10")), typed + " ") == typed


def test_several_options_that_are_numbers_are_typed_as_those_numbers() -> None:
    scale = make_question(kind=Kind.SELECT_MULTIPLE, choices=("0", "1", "2", "3"))
    assert parse_answer(scale, "1 3") == ("1", "3")
    assert parse_answer(scale, "0,2") == ("0", "2")


@pytest.mark.parametrize(
    ("labels", "numbers"),
    [
        (("good", "fair", "none"), (1, 2, 3)),
        (("0", "1", "2"), (0, 1, 2)),
        (("-1", "0", "+1"), (-1, 0, 1)),
        (("2019", "2020", "2021"), (2019, 2020, 2021)),
        (("0", "1", "2", "do not know"), (0, 1, 2, 4)),
        (("do not know", "1", "2"), (4, 1, 2)),
        (("0", "1", "2 or more"), (0, 1, 3)),
        (("1", "1", "2"), (1, 4, 2)),
        (("0.5", "1", "1.5"), (4, 1, 3)),
    ],
    ids=str,
)
def test_no_number_means_two_options(labels: tuple[str, ...], numbers: tuple[int, ...]) -> None:
    choices = tuple(Choice(name=f"c{place}", label={"vi": label}) for place, label in enumerate(labels, start=1))
    question = make_question(choices=choices)
    assert option_numbers(choices) == numbers
    assert [parse_answer(question, str(number)) for number in numbers] == [choice.name for choice in choices]


def test_an_option_that_is_a_number_in_one_language_only_has_its_place() -> None:
    assert option_numbers([Choice(name="two", label={"vi": "2", "en": "two"})]) == (1,)


def test_a_place_that_is_not_shown_is_no_answer() -> None:
    with pytest.raises(Rejected, match="as it is shown"):
        parse_answer(SCALE, "11")


def test_a_label_with_a_comma_is_one_option() -> None:
    sport = make_question(kind=Kind.SELECT_MULTIPLE, choices=("Văn hóa, Thể thao", "Y tế"))
    assert parse_answer(sport, "y tế; văn hóa, thể thao") == ("Văn hóa, Thể thao", "Y tế")


@given(question=st.sampled_from(ALL_KINDS), typed=st.text(max_size=40))
def test_any_text_is_taken_or_rejected(question: Question, typed: str) -> None:
    try:
        answer = parse_answer(question, typed)
    except Rejected:
        return
    assert answer
    if question.kind in {Kind.SELECT_ONE, Kind.SELECT_MULTIPLE}:
        names = {answer} if isinstance(answer, str) else set(answer)
        assert names <= {choice.name for choice in question.choices}


@given(question=st.sampled_from(ALL_KINDS), typed=st.text(alphabet="0123456789.,-+/٣２ ", max_size=25))
def test_an_answer_that_was_taken_means_itself_when_it_is_typed_again(question: Question, typed: str) -> None:
    if question.kind in {Kind.SELECT_ONE, Kind.SELECT_MULTIPLE}:
        return
    try:
        answer = parse_answer(question, typed)
    except Rejected:
        return
    assert isinstance(answer, str)
    assert parse_answer(question, answer, language="en") == answer, "a canonical number has a decimal point"
