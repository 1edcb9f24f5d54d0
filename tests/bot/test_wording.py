"""Numbers and sentences of an explanation, in both languages."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from html import escape
from zoneinfo import ZoneInfo

import pytest

from bot.i18n import Translator, translator
from bot.wording import bonus_text, computed_text, exact_text, out_of, section_text, sentence_text, unit_state_text
from scoring import Section, Sentence
from scoring.fields import Bilingual
from scoring.why_words import Reason
from surveys import Line, UnitState
from tests.bot.inbound.builders import OF
from tests.bot.render.builders import framework, make_card, make_total_card

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
    cause = Sentence.of(Reason.TOO_FEW_BALLOTS, minimum=5)
    sentence = Sentence.of(Reason.SILENT_GIVES, group=(CITIZENS, "x"), cause=cause, written=Decimal("12.5"))
    assert sentence_text(sentence, VI) == (
        "Người dân; x: dưới 5 phiếu mỗi đợt khảo sát nên không được tính, trọng số 12,5% chuyển cho các nhóm khác."
    )
    assert sentence_text(sentence, EN.escaping(escape)) == (
        "Citizens &amp; others; x: fewer than 5 ballots per survey, which count for nothing, the weight of 12.5% "
        "goes to the other groups."
    )


def test_what_stands_beside_the_domains_has_a_name() -> None:
    named = [Section(code, None, (), whole=True) for code in ("bonus", "penalty", "total")]
    assert [section_text(each, VI) for each in named] == [
        "Điểm thưởng",
        "Điểm trừ",
        "Tổng điểm (không có điểm chi tiết từng tiêu chí)",
    ]
    assert section_text(Section("d", CITIZENS, (), whole=True), EN) == "Citizens & others"


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (UnitState.DONE, "✓ done"),
        (UnitState.SKIPPED, "✕ skipped"),
        (UnitState.BEGUN, "◐ 2/7"),
        (UnitState.LEFT, "○ to do"),
    ],
)
def test_a_unit_of_a_paper_is_as_far_as_its_answers(state: UnitState, said: str) -> None:
    assert unit_state_text(Line(1, unit="a", state=state, answered=2, asked=7), EN) == said


def test_when_numbers_were_computed_is_said_as_people_say_it() -> None:
    moment = datetime(2026, 11, 20, 7, 5, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
    assert computed_text(moment, VI) == "Tính lúc 07 giờ 05 ngày 20/11/2026"
    assert computed_text(moment, EN) == "Computed at 07:05 on 20 Nov 2026"


@pytest.mark.parametrize("t", [VI, EN])
def test_points_and_their_maximum_stay_on_one_line(t: Translator) -> None:
    assert out_of(Fraction(7), Fraction(12), 0, t) == f"7{OF}12"


def test_points_out_of_their_maximum_are_rounded_where_they_are_printed() -> None:
    assert out_of(Fraction(10, 3), Fraction("20.5"), 2, VI) == f"3,33{OF}20,50"
    assert out_of(Fraction(0), Fraction(15), 2, VI) == f"0,00{OF}15"
    assert out_of(None, Fraction(15), 2, EN) == "not known yet"


def test_a_bonus_is_spoken_of_where_a_maximum_or_a_total_hides_it() -> None:
    capped, uncapped = framework("thanh_hoa_2020", "framework_task.yaml"), framework("phu_tho_2020")
    assert bonus_text(make_total_card(capped), VI) == "Tối đa 100 điểm gồm 90 điểm và 10 điểm thưởng."
    assert bonus_text(make_total_card(uncapped), EN) == "Bonus points come on top."
    assert bonus_text(make_card(rules=uncapped), EN) is None
    assert bonus_text(make_card(), EN) is None
