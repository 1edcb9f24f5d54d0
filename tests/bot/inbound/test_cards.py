"""Scores and deadlines in sentences: exact, in the person's numbers, provisional never looking like published."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from html import escape
from zoneinfo import ZoneInfo

import pytest

from bot.i18n import Translator, translator
from bot.inbound.cards import card_text, deadlines_text
from scoring import Cases
from tests.bot.inbound.builders import CAPTION_UNITS, OF, make_days_left, read
from tests.bot.render.builders import framework, make_card, make_total_card

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
EN = translator("en").escaping(escape)
VI = translator("vi").escaping(escape)
BOTH = pytest.mark.parametrize("t", [VI, EN], ids=["vi", "en"])
LOW_DOMAIN = {"tthc.tham_dinh": ("7", "7")}
"""7 of 13 appraised points in one domain: below every floor but the last."""


def test_a_provisional_card_says_so_and_shows_no_rank() -> None:
    shown = card_text(make_card(), EN)
    assert "PROVISIONAL" in shown
    assert "PUBLISHED" not in shown
    assert "Rank" not in shown


def test_a_published_card_says_so_and_shows_the_rank() -> None:
    shown = card_text(make_card(published=True, rank=5), EN)
    assert "PUBLISHED" in shown
    assert "PROVISIONAL" not in shown
    assert "Rank: <b>5</b> among 18 units" in shown


def test_it_shows_self_appraised_survey_and_total_with_their_maxima() -> None:
    shown = card_text(make_card(share="0.9"), EN)
    assert f"Self-score: 69.30{OF}77" in shown
    assert f"Appraised: 69.30{OF}77" in shown
    assert f"Survey: 20.24{OF}23" in shown  # 23 × (7 × 100 + 3 × 60) / (10 × 100)
    assert f"<b>Total: 89.54{OF}100</b>" in shown


def test_numbers_are_vietnamese_for_a_vietnamese() -> None:
    shown = card_text(make_card(share="0.9"), VI)
    assert f"69,30{OF}77" in shown
    assert "69.30" not in shown


def test_a_part_that_is_not_there_yet_is_no_zero() -> None:
    shown = card_text(make_card(scores={"tthc.tham_dinh": (None, None)}), EN)
    assert "Self-score: not known yet" in shown
    assert "Appraised: not known yet" in shown
    assert "Total: not known yet" in shown
    assert "Grade" not in shown


def test_too_few_ballots_show_no_survey_points() -> None:
    shown = card_text(make_card(surveyed=0), EN)
    assert "Survey: not known yet" in shown
    assert "0 ballots" not in shown, "nobody knows how many came in"
    assert "The survey part is shown once enough ballots have come in." in shown


@pytest.mark.parametrize("published", [False, True])
def test_it_says_that_more_ballots_come_in_batches_and_never_how_many_there_are(published: bool) -> None:
    shown = card_text(make_card(published=published, rank=1 if published else None), EN)
    assert not re.search(r"\b\d+ ballots", shown)
    assert not shown.endswith("\n")
    assert ("at least five at a time" in shown) is not published


def test_a_total_that_holds_its_bonus_is_never_above_its_maximum() -> None:
    shown = card_text(make_total_card(framework("thanh_hoa_2020", "framework_task.yaml")), EN)
    assert f"Self-score: 95.0{OF}100" in shown
    assert f"Appraised: 87.0{OF}100" in shown
    assert f"Total: 87.0{OF}100" in shown
    assert "100 points are 90 and up to 10 bonus points." in shown


def test_bonus_and_penalty_lead_from_the_parts_to_the_total() -> None:
    cases = {"thuong.khac": Cases(1, decided=Decimal("1.5")), "tru.nhiem_vu_duoi_80": Cases(1)}
    shown = card_text(make_card(rules=framework("thanh_hoa_2020", "framework_task.yaml"), cases=cases), EN)
    assert [line for line in shown.splitlines() if ": " in line][1:5] == [
        f"Appraised: 81.0{OF}90",
        "Bonus points: +1.5",
        "Penalty points: –1.0",
        f"<b>Total: 81.5{OF}100</b>",
    ]
    assert "onus" not in card_text(make_card(rules=framework("phu_tho_2020")), EN)


def test_an_index_that_nobody_appraises_shows_no_self_score() -> None:
    shown = card_text(make_card(rules=framework("dong_thap_2020", "framework_ddci.yaml")), EN)
    assert "Self-score" not in shown
    assert "Total: not known yet" in shown


def test_an_index_without_a_survey_says_so() -> None:
    rules = framework("thanh_hoa_2020")
    shown = card_text(make_card(rules=rules, scores={}), EN)
    assert "This index has no survey part." in shown
    assert "Survey:" not in shown


def test_the_gap_to_the_next_grade_is_shown() -> None:
    assert "More than 4.31 points more would lead to “Outstanding”." in card_text(make_card(share="0.85"), EN)


def test_a_demotion_names_the_domain_that_decided() -> None:
    shown = card_text(make_card(share="0.95", scores=LOW_DOMAIN), EN)
    assert "The index alone would give" in shown
    name = next(d.name.en for d in framework().set_for("department").domains if d.code == "tthc")
    assert f"below its floor: {name}" in shown


@BOTH
@pytest.mark.parametrize("share", ["0.3", "0.85", "1"])
@pytest.mark.parametrize("published", [False, True])
def test_every_card_is_a_caption_that_telegram_takes(t: Translator, share: str, published: bool) -> None:
    for scores in ({}, LOW_DOMAIN, {"tthc.tham_dinh": (None, None)}):
        card = make_card(
            share=share, scores=scores, published=published, rank=18 if published else None, name="Sở " + "ư" * 97
        )
        assert read(card_text(card, t)).units <= CAPTION_UNITS


def test_a_name_with_markup_is_inert() -> None:
    nasty = "<b>Sở</b> & *y* </i>"
    assert nasty in read(card_text(make_card(name=nasty), EN)).text


# --- deadlines

DUE = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)


def test_a_deadline_shows_the_provinces_hour_and_the_days_left() -> None:
    assert "17 giờ 00 ngày 22/11/2026" in deadlines_text([make_days_left(due_at=DUE)], VI, ZONE)
    assert "17:00 22 Nov 2026 – 2 days left" in deadlines_text([make_days_left(due_at=DUE)], EN, ZONE)


@pytest.mark.parametrize(
    ("days", "left"), [(1, "1 day left"), (2, "2 days left"), (0, "today"), (-1, "over"), (1000, "1,000 days left")]
)
def test_the_days_left_are_counted_in_words(days: int, left: str) -> None:
    assert deadlines_text([make_days_left(days=days)], EN, ZONE).endswith(f"– {left}")


def test_what_is_over_stands_last() -> None:
    over = make_days_left(title={"en": "Past"}, days=-3)
    later = make_days_left(title={"en": "Later"}, due_at=DUE + timedelta(days=9), days=11)
    shown = deadlines_text([over, later], EN, ZONE)
    assert shown.index("Later") < shown.index("Past")


def test_a_title_with_markup_is_inert() -> None:
    nasty = "<i>Self & co</b>"
    assert nasty in read(deadlines_text([make_days_left(title={"en": nasty})], EN, ZONE)).text


@BOTH
def test_nobody_waits_for_an_empty_list(t: Translator) -> None:
    assert read(deadlines_text([], t, ZONE)).text == t("There are no deadlines for you.")
