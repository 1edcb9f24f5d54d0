"""Words, numbers and dates in the person's language; fields are escaped, sentences are not."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from html import escape
from zoneinfo import ZoneInfo

import pytest

from bot.i18n import DEFAULT_LANGUAGE, LANGUAGES, Translator, language_name, supported, translator

VI, EN = translator("vi"), translator("en")


@pytest.mark.parametrize(
    ("number", "vietnamese", "english"),
    [
        (Decimal("90.75"), "90,75", "90.75"),
        (Decimal("90.50"), "90,50", "90.50"),
        (Decimal("0"), "0", "0"),
        (Decimal("-1.5"), "-1,5", "-1.5"),
        (Decimal("1234567.8"), "1.234.567,8", "1,234,567.8"),
        (Decimal("1E+3"), "1.000", "1,000"),
        (Decimal("0.005"), "0,005", "0.005"),
        (1580, "1.580", "1,580"),
        (7, "7", "7"),
        (10**30, "1" + ".000" * 10, "1" + ",000" * 10),
    ],
    ids=str,
)
def test_numbers_keep_the_decimals_they_have(number: Decimal | int, vietnamese: str, english: str) -> None:
    assert (VI.number(number), EN.number(number)) == (vietnamese, english)


@pytest.mark.parametrize(("canonical", "vietnamese"), [("12.5", "12,5"), ("2020", "2020"), ("-0.25", "-0,25")])
def test_a_typed_number_is_written_so_that_it_can_be_typed_again(canonical: str, vietnamese: str) -> None:
    assert (VI.typed(canonical), EN.typed(canonical)) == (vietnamese, canonical)


def test_dates_are_written_as_people_write_them() -> None:
    day = date(2026, 11, 2)
    assert (VI.date(day), EN.date(day)) == ("02/11/2026", "2 Nov 2026")


def test_a_moment_shows_its_hour() -> None:
    moment = datetime(2026, 11, 20, 10, 5, tzinfo=UTC).astimezone(ZoneInfo("Asia/Ho_Chi_Minh"))
    assert (VI.date(moment), EN.date(moment)) == ("17 giờ 05 ngày 20/11/2026", "17:05 20 Nov 2026")


def test_fields_are_written_in_the_language_and_escaped_and_the_sentence_is_not() -> None:
    t = EN.escaping(escape)
    assert t("<b>{what}</b>", what="<i>") == "<b>&lt;i&gt;</b>"
    assert t("{n} of {m}", n=1580, m=Decimal("2.5")) == "1,580 of 2.5"


def test_a_field_cannot_smuggle_in_another_field() -> None:
    assert EN("{a} {b}", a="{b}", b="x") == "{b} x"


@pytest.mark.parametrize(("n", "shown"), [(0, "0 ballots"), (1, "1 ballot"), (2, "2 ballots")])
def test_english_counts(n: int, shown: str) -> None:
    assert EN.many("{n} ballot", "{n} ballots", n) == shown


def test_vietnamese_has_one_form_for_every_number() -> None:
    forms = {VI.many("{n} ballot", "{n} ballots", n).replace(str(n), "#") for n in (0, 1, 2)}
    assert len(forms) == 1


@pytest.mark.parametrize(
    ("tag", "language"),
    [("vi", "vi"), ("en-GB", "en"), ("EN", "en"), ("fr", None), ("", None), (None, None), ("../vi", None)],
)
def test_a_language_tag_means_a_supported_language_or_none(tag: str | None, language: str | None) -> None:
    assert supported(tag) == language


def test_every_language_says_its_own_name() -> None:
    assert [language_name(code) for code in LANGUAGES] == ["Tiếng Việt", "English"]
    assert DEFAULT_LANGUAGE == "vi"


def test_a_sentence_that_is_not_in_the_catalogue_is_said_in_english() -> None:
    assert VI("Nobody translated {this}.", this="this") == "Nobody translated this."


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translator_stays_in_its_language_when_it_escapes(language: str) -> None:
    assert Translator(language).escaping(escape).language == language
