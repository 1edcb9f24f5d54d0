"""Expressions mean what the ODK XForms specification says, and nothing more."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import surveys.expressions
from surveys.errors import ExpressionInvalid
from surveys.expressions import Expression, Reason, Value, as_answer, fill, number, referenced_names, text, truth
from surveys.expressions.functions import FUNCTIONS, MAX_TEXT
from surveys.expressions.grammar import MAX_CHARACTERS, SPECIAL_FUNCTIONS
from surveys.expressions.patterns import MAX_PATTERN_CHARACTERS, MAX_SUBJECT_CHARACTERS
from surveys.interview import Answer

TODAY = date(2019, 11, 20)
ANSWERS: Mapping[str, Answer | None] = {
    "age": "42", "none": None, "zero": "0", "name": "Nguyễn", "picked": ("a", "c"), "one": "a",
    "born": "1977-03-09", "a-b": "7", "half": "2.5",
}  # fmt: skip


def evaluate(written: str, *, this: Answer | None = None, choice: Mapping[str, str] | None = None) -> Value:
    return Expression.parse(written).evaluate(ANSWERS, today=TODAY, this=this, choice=choice or {})


@pytest.mark.parametrize(
    ("written", "value"),
    [
        # references
        ("${age}", "42"), ("${ age }", "42"), ("${none}", ""), ("${unheard_of}", ""), ("${picked}", "a c"),
        ("${a-b}-1", 6.0), ("'${age}'", "${age}"),
        # numbers
        ("1 + 2 * 3", 7.0), ("(1 + 2) * 3", 9.0), ("7 div 2", 3.5), ("7 mod 3", 1.0), ("-7 mod 3", -1.0),
        ("1 div 0", math.inf), ("-1 div 0", -math.inf), ("- ${age}", -42.0), ("${age} - 2", 40.0), (".5 + 5.", 5.5),
        ("number(' 1.50 ')", 1.5), ("number('-3')", -3.0), ("number(true())", 1.0),
        ("int(2.9)", 2.0), ("int(-2.9)", -2.0), ("round(2.5)", 3.0), ("round(-2.5)", -2.0),
        ("round(1.455, 2)", 1.46),
        ("round(1234, -2)", 1200.0), ("floor(-1.5)", -2.0), ("ceiling(1.2)", 2.0), ("abs(-3)", 3.0),
        ("pow(2, 10)", 1024.0), ("pow(10, 999)", math.inf), ("sqrt(9)", 3.0), ("min(3, 1, 2)", 1.0),
        ("max(3, '10')", 10.0),
        # comparisons
        ("${age} > 41", True), ("${age} = '42'", True), ("${age} = 42.0", True), ("${age} != 42", False),
        ("'9' < '10'", True), ("${none} = ''", True), ("${none} > 0", False), ("${none} < 1", False),
        ("'a' < 'b'", False),
        ("true() = 'x'", True), ("false() = ''", True), ("${name} = 'Nguyễn'", True), ("“a” = ‘a’", True),
        # truth
        ("${age} > 1 and ${none} = ''", True), ("0 or '0'", True), ("'' or 0", False), ("not('')", True),
        ("boolean('false')", True),
        ("boolean-from-string('true')", True), ("boolean-from-string('yes')", False),
        ("if(${age} > 17, 'adult', 'child')", "adult"), ("if('', 1, if(1, 'b', 'c'))", "b"),
        ("coalesce(${none}, '', ${one}, 'x')", "a"), ("coalesce('', '')", ""),
        # choices
        ("selected(${picked}, 'a')", True), ("selected(${picked}, 'b')", False), ("selected(${one}, 'a')", True),
        ("selected(${none}, '')", False), ("count-selected(${picked})", 2.0), ("count-selected(${none})", 0.0),
        ("selected-at(${picked}, 1)", "c"), ("selected-at(${picked}, 2)", ""), ("selected-at(${picked}, -1)", ""),
        ("jr:choice-name(${one}, '${one}')", "a"),
        # text
        ("concat('a', 1, true())", "a1true"), ("concat(${age})", "42"), ("string-length('Nguyễn')", 6.0),
        ("substr('hello', 1, 3)", "el"), ("substr('hello', 3)", "lo"), ("substr('hello', -2)", "lo"),
        ("substring-before('a-b', '-')", "a"), ("substring-before('ab', '-')", ""),
        ("substring-before('ab', '')", ""), ("substring-after('ab', '')", "ab"), ("substring-after('ab', '-')", ""),
        ("substring-after('a-b-c', '-')", "b-c"),
        ("contains('abc', 'b')", True), ("starts-with('abc', 'b')", False), ("ends-with('abc', 'bc')", True),
        ("normalize-space('  a   b ')", "a b"), ("translate('bar', 'abc', 'AB')", "BAr"),
        ("string(1 div 4)", "0.25"),
        ("string(1000000)", "1000000"), ("string(0 div 0)", "NaN"), ("string(1 div 0)", "Infinity"),
        # regular expressions
        ("regex('0912345678', '0[0-9]{9}')", True), ("regex('09123456789', '0[0-9]{9}')", False),
        ("regex('x@y.vn', '[a-z]+@[a-z]+\\.(vn|com)')", True), ("regex('٣', '\\d')", False),
        # dates
        ("today()", "2019-11-20"), ("${born} < today()", True), ("today() - ${born}", 15596.0),
        ("int((today() - ${born}) div 365.25)", 42.0), ("date(today() + 30)", "2019-12-20"),
        ("date('2019-11-20T08:00:00+07:00')", "2019-11-20"),
        ("date('soon')", ""), ("date(99999999999)", ""), ("decimal-date-time('1970-01-02')", 1.0),
        ("'2019-02-30' < today()", False),
        ("format-date(${born}, '%d/%m/%Y')", "09/03/1977"), ("format-date(${born}, '%e-%n-%y')", "9-3-77"),
        ("format-date('', '%Y')", ""),
    ],
)  # fmt: skip
def test_values(written: str, value: Value) -> None:
    found = evaluate(written)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    "written", ["number('')", "number('1e3')", "${name} + 1", "0 div 0", "5 mod 0", "max(1, 'x')", "sqrt(-1)"]
)
def test_not_a_number(written: str) -> None:
    assert evaluate(written) != evaluate(written)


def test_the_answer_being_checked() -> None:
    assert evaluate(". >= 1 and . <= 5", this="3") is True
    assert evaluate("selected(., 'none') and count-selected(.) > 1", this=("none", "a")) is True
    assert evaluate("string-length(.)") == 0.0


def test_a_choice_filter_sees_the_columns_of_the_choice() -> None:
    expression = Expression.parse("region = ${one} or name = 'all'")
    assert expression.columns == {"region", "name"}
    assert expression.holds(ANSWERS, today=TODAY, choice={"name": "x", "region": "a"})
    assert not expression.holds(ANSWERS, today=TODAY, choice={"name": "x"})


def test_choice_names_are_words_of_the_person() -> None:
    words = {("picked", "a"): "Tốt", ("picked", "c"): "Kém"}
    expression = Expression.parse("jr:choice-name(${picked}, '${picked}')")
    value = expression.evaluate(ANSWERS, today=TODAY, label_of=lambda question, choice: words[question, choice])
    assert value == "Tốt, Kém"
    assert expression.names == {"picked"}


def test_only_the_branch_taken_is_computed() -> None:
    asked: list[str] = []

    def label_of(question: str, choice: str) -> str:
        asked.append(choice)
        return choice

    expression = Expression.parse("if(true(), 'x', jr:choice-name(${one}, '${one}'))")
    assert expression.evaluate(ANSWERS, today=TODAY, label_of=label_of) == "x"
    assert asked == []


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("", Reason.SYNTAX), ("1 +", Reason.SYNTAX), ("(1", Reason.SYNTAX), ("'a", Reason.SYNTAX),
        ("1 2", Reason.SYNTAX),
        ("/data/age", Reason.SYNTAX), ("../age", Reason.SYNTAX), ("${age}[1]", Reason.SYNTAX),
        ("@age", Reason.SYNTAX),
        ("//*", Reason.SYNTAX), ("*", Reason.SYNTAX), ("$age:b", Reason.SYNTAX), ("a | b", Reason.SYNTAX),
        ("()", Reason.SYNTAX),
        ("${age", Reason.REFERENCE), ("${my age}", Reason.REFERENCE), ("${last-saved#age}", Reason.REFERENCE),
        ("doc('http://example.org')", Reason.UNKNOWN_FUNCTION),
        ("unparsed-text('/etc/passwd')", Reason.UNKNOWN_FUNCTION),
        ("environment-variable('HOME')", Reason.UNKNOWN_FUNCTION), ("position(..)", Reason.UNKNOWN_FUNCTION),
        ("random()", Reason.UNKNOWN_FUNCTION), ("now()", Reason.UNKNOWN_FUNCTION),
        ("fn:abs(1)", Reason.UNKNOWN_FUNCTION),
        ("selected(${age})", Reason.ARGUMENTS), ("today(1)", Reason.ARGUMENTS), ("if(1, 2)", Reason.ARGUMENTS),
        ("round(1, 2, 3)", Reason.ARGUMENTS), ("coalesce()", Reason.ARGUMENTS), ("regex(.)", Reason.ARGUMENTS),
        ("jr:choice-name(${one}, ${one})", Reason.CHOICE_NAME),
        ("jr:choice-name(${one}, 'one')", Reason.CHOICE_NAME),
        ("regex(., ${name})", Reason.PATTERN_NOT_WRITTEN), ("regex(., '(')", Reason.PATTERN_SYNTAX),
        ("regex(., '" + "a" * (MAX_PATTERN_CHARACTERS + 1) + "')", Reason.PATTERN_TOO_LONG),
        ("1" + " + 1" * 200, Reason.TOO_DEEP), ("(" * 150 + "1" + ")" * 150, Reason.TOO_DEEP),
        ("-" * 1900 + "1", Reason.SYNTAX), ("1" * (MAX_CHARACTERS + 1), Reason.TOO_LONG),
    ],
)  # fmt: skip
def test_what_lies_outside_is_refused_when_it_is_read(written: str, reason: Reason) -> None:
    with pytest.raises(ExpressionInvalid) as raised:
        Expression.parse(written)
    assert raised.value.reason == reason


def test_names_are_checked_against_the_form() -> None:
    assert Expression.parse("${age} + ${one}", {"age", "one"}).names == {"age", "one"}
    with pytest.raises(ExpressionInvalid, match="no question named one"):
        Expression.parse("${age} + ${one}", {"age"})


@pytest.mark.parametrize(
    "pattern",
    [
        "(a+)+",
        "(a|a)*",
        "(a*)*b",
        "(.*)(.*)(.*)(.*)",
        "([a-z]+ ?)*",
        "(x+x+)+y",
        "(a{1,50}){1,50}",
        "(?=a)a",
        "(a)\\1",
    ],
)
def test_patterns_that_could_take_forever_are_refused(pattern: str) -> None:
    with pytest.raises(ExpressionInvalid) as raised:
        Expression.parse(f"regex(., '{pattern}')")
    assert raised.value.reason == Reason.PATTERN_TOO_AMBIGUOUS


@pytest.mark.parametrize(
    ("pattern", "fits"),
    [
        ("^[0-9]{10}$", "0912345678"), ("(\\d{1,3}\\.){3}\\d{1,3}", "10.0.0.1"), ("[A-Z]{2}-?\\d+", "HD-2019"),
        ("[a-z0-9._%+-]+@[a-z0-9.-]+\\.[a-z]{2,4}", "a.b@c-d.vn"), ("(a|b|[(|]+)", "(|"), ("\\(\\d*?\\)", "(12)"),
    ],
)  # fmt: skip
def test_the_usual_patterns_are_carried(pattern: str, fits: str) -> None:
    assert evaluate(f"regex(., '{pattern}')", this=fits) is True
    assert evaluate(f"regex(., '{pattern}')", this=fits + "!") is False


def test_a_long_text_fits_no_pattern() -> None:
    assert evaluate("regex(., 'a*')", this="a" * MAX_SUBJECT_CHARACTERS) is True
    assert evaluate("regex(., 'a*')", this="a" * (MAX_SUBJECT_CHARACTERS + 1)) is False


@pytest.mark.parametrize(
    ("value", "answer"),
    [("x", "x"), ("", None), (True, "true"), (False, "false"), (2.0, "2"), (-0.0, "0"), (0.1, "0.1"),
    (1e22, "1" + "0" * 22),
     (1e-7, "0.0000001"), (math.nan, None), (math.inf, None)],
)  # fmt: skip
def test_a_calculation_becomes_an_answer(value: Value, answer: str | None) -> None:
    assert as_answer(value) == answer


def test_a_text_that_doubles_itself_stays_small() -> None:
    doubled: Value = "ab"
    for _ in range(40):
        doubled = Expression.parse("concat(., .)").evaluate(ANSWERS, today=TODAY, this=text(doubled), choice={})
    assert len(text(doubled)) == MAX_TEXT


def test_references_in_wordings() -> None:
    assert referenced_names("Ông/bà ${name}, ${age} tuổi") == ("name", "age")
    assert fill("Ông/bà ${name}, ${age} tuổi${none}", ANSWERS) == "Ông/bà Nguyễn, 42 tuổi"
    with pytest.raises(ExpressionInvalid):
        referenced_names("Ông/bà ${name")


def test_the_documentation_names_every_function() -> None:
    documented = set(re.findall(r"([a-z:-]+)\(", surveys.expressions.__doc__ or ""))
    bare = set(re.findall(r"`(floor|ceiling|abs)`", surveys.expressions.__doc__ or ""))
    carried = FUNCTIONS.keys() | {"jr:choice-name" if name == "choice-name" else name for name in SPECIAL_FUNCTIONS}
    assert (documented | bare) - {"position"} == carried


TOKENS = st.sampled_from(
    ["${age}", "${none}", "${picked}", ".", "1", "'x'", "2.5", " and ", " or ", " = ", " < ", " + ", "-", " * ",
     " div ", " mod ", "(", ")", ",", "if(", "round(", "substr(", "date(", "pow(", "concat(", "selected(",
     "today()", "name", "$", "[", "/"]
)  # fmt: skip


@given(
    pieces=st.lists(TOKENS, max_size=12),
    this=st.one_of(st.none(), st.text(max_size=5), st.tuples(st.text(max_size=3))),
)
def test_whatever_is_written_is_refused_or_has_a_value(pieces: list[str], this: Answer | None) -> None:
    try:
        expression = Expression.parse("".join(pieces))
    except ExpressionInvalid:
        return
    value = expression.evaluate(ANSWERS, today=TODAY, this=this)
    assert isinstance(value, str | float | bool)
    assert isinstance(text(value), str)
    assert isinstance(truth(value), bool)


@given(
    name=st.sampled_from(sorted(FUNCTIONS)),
    arguments=st.lists(st.one_of(st.text(), st.floats(), st.booleans()), max_size=4),
)
def test_no_function_fails_on_any_argument(name: str, arguments: list[Value]) -> None:
    function = FUNCTIONS[name]
    if function.least <= len(arguments) and (function.most is None or len(arguments) <= function.most):
        assert isinstance(function.apply(*arguments), str | float | bool)


@given(value=st.floats(allow_nan=False, allow_infinity=False))
def test_numbers_survive_as_text(value: float) -> None:
    assert number(text(value)) == value
