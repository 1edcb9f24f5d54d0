"""Numbers and sentences of an explanation, in both languages."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from html import escape

import pytest

from bot.i18n import translator
from bot.wording import exact_text, section_text, sentence_text
from scoring import Section, Sentence
from scoring.fields import Bilingual
from scoring.why_words import Reason

VI, EN = translator("vi"), translator("en")
CITIZENS = Bilingual(vi="Người dân", en="Citizens & others")


@pytest.mark.parametrize(
    ("value", "vietnamese", "short"),
    [
        (Fraction(1431, 400), "1431/400 = 3,5775", "3,5775"),
        (Fraction(10, 3), "10/3 ≈ 3,333333", "≈ 3,333333"),
        (Fraction(67), "67", "67"),
        (Fraction(-1, 8), "-1/8 = -0,125", "-0,125"),
        (Fraction(0), "0", "0"),
        (Fraction(29_999_999, 10_000_000), "29999999/10000000 ≈ 3", "≈ 3"),
        (Fraction(10**30 + 1, 3 * 10**29), "≈ 3,333333", "≈ 3,333333"),  # nobody reads such a fraction
        (Fraction(10**30), "1" + ".000" * 10, "1" + ".000" * 10),
    ],
)
def test_an_exact_number_is_a_fraction_and_a_decimal(value: Fraction, vietnamese: str, short: str) -> None:
    assert exact_text(value, VI) == vietnamese
    assert exact_text(value, VI, fraction=False) == short


def test_a_sentence_inside_another_is_worded_too_and_escaped_once() -> None:
    cause = Sentence.of(Reason.NO_BALLOT)
    sentence = Sentence.of(Reason.SILENT_GIVES, group=(CITIZENS, "x"), cause=cause, written=Decimal("12.5"))
    assert sentence_text(sentence, VI) == (
        "Người dân; x: chưa có phiếu được tính, trọng số 12,5% chuyển cho các nhóm khác."
    )
    assert sentence_text(sentence, EN.escaping(escape)) == (
        "Citizens &amp; others; x: no ballots counted yet, the weight of 12.5% goes to the other groups."
    )


def test_what_stands_beside_the_domains_has_a_name() -> None:
    named = [Section(code, None, (), whole=True) for code in ("bonus", "penalty", "total")]
    assert [section_text(each, VI) for each in named] == [
        "Điểm thưởng",
        "Điểm trừ",
        "Tổng điểm, không nhập theo từng tiêu chí",
    ]
    assert section_text(Section("d", CITIZENS, (), whole=True), EN) == "Citizens & others"
