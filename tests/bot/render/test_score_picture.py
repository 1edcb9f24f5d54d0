"""The picture of a score says what is known, never what is not, and survives every name."""

from __future__ import annotations

import struct
import unicodedata
from dataclasses import replace
from decimal import Decimal
from html import escape
from xml.etree import ElementTree as ET

import pytest

from bot.app.standings import ScoreCard
from bot.render import score_picture
from bot.render.score_picture import MAX_HEIGHT, score_svg
from bot.render.style import WIDTH
from bot.render.typeface import width
from scoring import Cases
from tests.bot.render.builders import PlainTranslator, framework, make_card, make_total_card

EN, VI = PlainTranslator("en"), PlainTranslator("vi")
CHAT_WIDTH = 312
"""Pixels across in the chat of a phone whose screen is 390 wide."""
SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "Sở <b>&\"'</text><script>]]> \x00\x0b\u202e {unit} %s 🏢"
DOT_AND_RING = ("10", "13")
WEAK = {"hien_dai.tham_dinh": ("9", "7.75"), "tai_chinh.tham_dinh": ("7", "6.25")}


def texts(card: ScoreCard, t: PlainTranslator = EN) -> list[str]:
    """The texts of the picture, one per line of it; no-break spaces are written as spaces."""
    lines = ET.fromstring(score_svg(card, t)).iter(f"{SVG}text")
    return ["".join(line.itertext()).replace("\N{NO-BREAK SPACE}", " ") for line in lines]


def shapes(card: ScoreCard, tag: str) -> list[ET.Element]:
    return list(ET.fromstring(score_svg(card, EN)).iter(f"{SVG}{tag}"))


def height(card: ScoreCard) -> float:
    return float(ET.fromstring(score_svg(card, EN)).attrib["height"])


def dashed(card: ScoreCard) -> list[ET.Element]:
    return [shape for shape in shapes(card, "rect") if "stroke-dasharray" in shape.attrib]


@pytest.mark.parametrize("published", [False, True])
@pytest.mark.parametrize(("unit_type", "surveyed"), [("department", 10), ("district", 0)])
def test_it_is_a_png_that_a_chat_takes(published: bool, unit_type: str, surveyed: int) -> None:
    picture = score_picture(make_card(unit_type=unit_type, surveyed=surveyed, published=published), VI)
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    wide, high = struct.unpack(">II", picture[16:24])
    assert wide >= WIDTH
    assert 1.5 < high / wide < 2.1
    assert high <= MAX_HEIGHT
    assert len(picture) < 200_000


@pytest.mark.parametrize("card", [make_card(surveyed=0), make_card(share="1", scores=WEAK, published=True, rank=5)])
def test_no_letter_is_too_small_on_a_phone(card: ScoreCard) -> None:
    sizes = [float(run.attrib["font-size"]) for run in shapes(card, "tspan") if run.text]
    assert min(sizes) * CHAT_WIDTH / WIDTH > 11


def test_it_is_as_tall_as_what_it_says() -> None:
    rules = framework("thanh_hoa_2020", "framework_task.yaml")
    assert height(make_total_card(rules)) < height(make_card(rules=rules)) < height(make_card())


def test_a_picture_that_is_forwarded_says_of_which_province_and_when() -> None:
    assert {"Hải Dương province", "Computed at 17:05 on 20 Nov 2026"} <= set(texts(make_card()))
    published = texts(make_card(published=True))
    assert "Hải Dương province" in published
    assert not any("Computed" in text for text in published), "what is published does not move any more"


def test_a_total_that_holds_its_bonus_is_never_above_its_maximum() -> None:
    card = make_total_card(framework("thanh_hoa_2020", "framework_task.yaml"))
    found = texts(card)
    assert {"87.0/ 100", "95.0 / 100", "87.0 / 100"} <= set(found)
    assert "100 points are 90 and up to 10 bonus points." in found


def test_bonus_and_penalty_lead_from_the_parts_to_the_total() -> None:
    cases = {"thuong.khac": Cases(1, decided=Decimal("1.5")), "tru.nhiem_vu_duoi_80": Cases(1)}
    found = texts(make_card(rules=framework("thanh_hoa_2020", "framework_task.yaml"), cases=cases))
    assert {"81.0 / 90", "Bonus points", "+1.5", "Penalty points", "–1.0", "81.5/ 100"} <= set(found)
    assert not any("onus" in text for text in texts(make_card(rules=framework("phu_tho_2020"))))


def test_the_same_card_gives_the_same_bytes() -> None:
    assert score_picture(make_card(), VI) == score_picture(make_card(), VI)


def test_a_published_score_in_vietnamese_numbers() -> None:
    found = texts(make_card(share="0.9", published=True, rank=5), VI)
    # 77 × 0.9 = 69.3 appraised; of ten ballots three say 60 % and seven 100 %: 23 × 0.88 = 20.24
    assert found[0] == "Published"
    assert "89,54/ 100" in found
    assert "69,30 / 77" in found
    assert "20,24 / 23" in found
    assert not [text for text in found if text.endswith("0 ballots")], "nobody subtracts opinions from them"
    assert "Hoàn thành tốt nhiệm vụ" in " ".join(found)
    assert "Rank 5 of 18" in found
    assert found[-1] == "Rules: HD-2019@1"


def test_a_provisional_score_has_no_rank_and_says_so_in_words_and_shape() -> None:
    card = make_card(rank=5)
    found = texts(card)
    assert found[0] == "Provisional – not published"
    assert {"Provisional total", "Provisional grade"} <= set(found)
    assert found[-1] == "Rules: HD-2019@1"
    assert not any("Rank" in text or text == "Published" for text in found)
    assert len(dashed(card)) == 2


def test_a_published_score_has_nothing_of_a_provisional_one() -> None:
    card = make_card(published=True)
    assert not any("rovisional" in text for text in texts(card))
    assert not dashed(card)


def test_published_without_a_rank_shows_none() -> None:
    assert not any("Rank" in text for text in texts(make_card(published=True, rank=None)))


def test_a_missing_survey_is_not_zero() -> None:
    card = make_card(surveyed=0)
    found = texts(card)
    assert "No total yet" in found
    assert "12 survey criteria have too few ballots" in found
    assert "not known yet / 23" in found
    assert "12.60 / 14" in found, "the appraised part of the first domain is shown as what it is"
    assert "Appraised part only" in found
    assert not any(text.startswith("0.00") for text in found)


def test_nothing_entered_is_not_zero_anywhere() -> None:
    rules = framework("thanh_hoa_2020")
    codes = [leaf.code for _, leaf in rules.set_for("department").leaves]
    card = make_card(rules=rules, scores=dict.fromkeys(codes, (None, None)))
    found = texts(card)
    assert "7 criteria are not appraised" in found
    assert found.count("not known yet / 100") == 2
    assert found.count("not known yet") == len(card.score.domains)
    assert not any("%" in text or "0.00" in text for text in found)
    dots = [shape for shape in shapes(card, "circle") if shape.get("r") in DOT_AND_RING]
    assert dots == []


def test_a_true_zero_is_shown_as_zero() -> None:
    found = texts(make_card(share="0", published=True))
    assert "0.00 / 77" in found
    assert "0.00%" in found


def test_a_missing_self_score_leaves_no_ring_and_is_counted() -> None:
    card = make_card(scores={"tthc.tham_dinh": (None, "11")})
    assert "1 criterion missing" in texts(card)
    rings = [shape for shape in shapes(card, "circle") if shape.get("r") == DOT_AND_RING[1]]
    assert len(rings) == 1 + 6, "the legend and the six other domains"


def test_a_demoted_grade_names_the_deciding_domains_and_marks_the_floor() -> None:
    found = texts(make_card(share="1", scores=WEAK, published=True), VI)
    whole = " ".join(found)
    assert "would give “Hoàn thành xuất sắc nhiệm vụ”" in whole
    assert "below the floor: Cải cách tài chính công; Hiện đại hóa hành chính." in whole
    assert "Floor of “Hoàn thành xuất sắc nhiệm vụ”: at least 80%" in whole
    assert "Below the floor" in found


def test_without_floors_the_chart_has_no_tick() -> None:
    assert not any("loor" in text for text in texts(make_card(rules=framework("thanh_hoa_2020"))))


def test_a_value_between_the_bands_has_no_grade() -> None:
    assert "no grade" in texts(make_card(rules=framework("thanh_hoa_2020"), share="0.65"))


def test_a_framework_without_survey_shows_no_survey_figure() -> None:
    found = texts(make_card(rules=framework("thanh_hoa_2020")))
    assert "Survey" not in found
    assert not any("ballot" in text for text in found)


def test_a_hostile_name_is_only_text() -> None:
    card = make_card(name=HOSTILE)
    whole = " ".join(texts(card))
    assert "Sở <b>&\"'</text><script>]]> {unit} %s �" in whole
    assert shapes(card, "script") == []
    assert score_picture(card, EN)


def test_a_translator_that_escapes_for_a_chat_does_not_escape_the_picture() -> None:
    card = make_card(name="Sở A & B")
    assert score_svg(card, EN.escaping(escape)) == score_svg(card, EN)


def test_names_are_composed() -> None:
    decomposed = unicodedata.normalize("NFD", "Sở Kế hoạch và Đầu tư")
    assert "Sở Kế hoạch và Đầu tư" in texts(make_card(name=decomposed))


@pytest.mark.parametrize("name", ["W" * 120, "Ủy ban nhân dân " * 8, "", "a" * 2000])
def test_no_line_leaves_the_picture(name: str) -> None:
    card = make_card(name=name, surveyed=0)
    for line in shapes(card, "text"):
        long = sum(
            width(run.text or "", float(run.attrib["font-size"]), bold="font-weight" in run.attrib)
            + float(run.get("dx", 0))
            for run in line
        )
        start = float(line.attrib["x"]) - {"start": 0, "middle": long / 2, "end": long}[line.attrib["text-anchor"]]
        assert start >= 0
        assert start + long <= WIDTH
    assert len(score_picture(card, EN)) < 200_000


def test_an_untranslated_name_falls_back_to_the_first_language() -> None:
    card = make_card()
    unit = replace(card.unit, name={"vi": "Sở Nội vụ"})
    assert "Sở Nội vụ" in texts(replace(card, unit=unit), EN)
