"""Every kind of points as an official reads them in the chat."""

from __future__ import annotations

import re
from dataclasses import replace
from html import escape

import pytest

from bot.app.explaining import Explained, OwnPoints
from bot.i18n import Translator, translator
from bot.inbound.keys import WhyKey
from bot.inbound.screens import Drawn
from bot.inbound.why import draw_why
from scoring import sections
from tests.bot.explained import CONSTRUCTED, compared, computed, incomplete, surveyed
from tests.bot.explaining import make_own
from tests.bot.inbound.builders import OF, check_fits, read

EN = translator("en").escaping(escape)
VI = translator("vi").escaping(escape)
BOTH = pytest.mark.parametrize("t", [VI, EN], ids=["vi", "en"])
UNITS = pytest.mark.parametrize("explained", CONSTRUCTED.values(), ids=CONSTRUCTED)


def buttons(drawn: Drawn) -> dict[str, WhyKey]:
    rows = drawn.buttons.inline_keyboard if drawn.buttons else []
    return {each.text: WhyKey.unpack(each.callback_data or "") for row in rows for each in row}


def every_page(explained: Explained, t: Translator) -> list[str]:
    """What can be reached by tapping, each page once."""
    seen: dict[tuple[int, int], str] = {}
    waiting = [(0, 0)]
    while waiting:
        place = waiting.pop()
        drawn = draw_why(make_own(explained), *place, t)
        check_fits(drawn)
        seen[place] = read(drawn.text).text
        waiting += [
            (key.section, key.page) for key in buttons(drawn).values() if (key.section, key.page) not in seen
        ]
    return list(seen.values())


@UNITS
@BOTH
def test_every_page_fits_and_says_whose_it_is(explained: Explained, t: Translator) -> None:
    pages = every_page(explained, t)
    assert len(pages) > len(sections(explained.framework, explained.why))
    for page in pages:
        assert page.startswith(explained.unit.name["vi"])
        assert "{" not in page


@UNITS
def test_provisional_and_published_never_look_alike(explained: Explained) -> None:
    published = explained.round.status.value == "published"
    for page in every_page(explained, VI):
        assert ("ĐÃ CÔNG BỐ" in page, "TẠM TÍNH" in page) == (published, not published)


def test_the_overview_lists_the_domains_with_points_and_maximum() -> None:
    own = make_own(surveyed(asked=None))
    shown = read(draw_why(own, 0, 0, VI).text).text
    assert f"1. Công tác chỉ đạo, điều hành cải cách hành chính: 13,41{OF}18" in shown
    assert f"Tổng điểm: 74,48{OF}100" in shown
    assert "Tổng chính xác ≈ 74,480168 → làm tròn 74,48" in shown
    keys = buttons(draw_why(own, 0, 0, VI))
    assert list(keys) == ["1", "2", "3", "4", "5", "6", "7"]
    assert keys["3"] == WhyKey(unit=1, round=1, section=3)


def test_the_only_domain_is_opened_by_its_name() -> None:
    drawn = draw_why(make_own(CONSTRUCTED["rare"]), 0, 0, VI)
    assert buttons(drawn) == {"Số liệu": WhyKey(unit=1, round=1, section=1)}
    assert read(drawn.text).text.endswith("Nhấn nút bên dưới để xem lý do.")


def test_the_overview_says_what_each_round_of_the_year_contributes() -> None:
    shown = read(draw_why(make_own(CONSTRUCTED["adjusted"]), 0, 0, VI).text).text
    assert "Vòng 2 (từ 20/02/2021): -6,83\nTổng điểm: 39,67" in shown
    unknown = read(draw_why(make_own(incomplete()), 0, 0, VI).text).text
    assert "Vòng 2 (từ 20/02/2021): chưa có\nTổng điểm: chưa có" in unknown
    assert "Vòng" not in read(draw_why(make_own(surveyed(asked=None)), 0, 0, VI).text).text


def test_a_domain_says_what_each_group_gave() -> None:
    shown = read(draw_why(make_own(surveyed()), 1, 0, VI).text).text
    assert f"Quyết tâm của người đứng đầu trong cải cách hành chính: 1,49{OF}2" in shown
    assert "• 0,65 – Doanh nghiệp: 100 ý kiến, đạt 65,00% điểm tối đa, trọng số 50% (quy định 10%)." in shown
    assert "phòng chuyên môn cấp huyện: không hỏi về đơn vị này, trọng số 70% chuyển cho các nhóm khác." in shown
    assert "Số ở đây đã làm tròn; tổng được cộng từ số chính xác." in shown
    english = read(draw_why(make_own(surveyed()), 1, 0, EN).text).text
    assert "• 0.65 – Businesses: 100 opinions, 65.00% of the maximum, weight 50% instead of 10%." in english
    assert list(buttons(draw_why(make_own(surveyed()), 1, 0, VI)).values()) == [WhyKey(unit=1, round=1)]


@UNITS
@BOTH
def test_no_count_of_an_option_is_shown(explained: Explained, t: Translator) -> None:
    for page in every_page(explained, t):
        notes = re.findall(
            "^(?:Không tính vào điểm|Not counted in the points): “khong_thong_tin”\\.$", page, re.MULTILINE
        )
        rest = page.replace(notes[0], "") if notes else page
        assert not re.search("rat_tot|binh_thuong|khong_thong_tin|không có thông tin|no information", rest)
        assert "số phiếu:" not in page


@pytest.mark.parametrize("explained", [compared(), computed()], ids=["survey", "statistic"])
@BOTH
def test_the_numbers_of_other_units_are_not_shown(explained: Explained, t: Translator) -> None:
    pages = "\n".join(every_page(explained, t))
    assert "Giá trị" in pages or "Value" in pages
    assert not re.search("Đơn vị được điểm thấp nhất có|worst unit has", pages)
    assert "48" not in pages, "the worst unit's hours"


def test_what_is_missing_is_said_and_there_is_no_total() -> None:
    shown = read(draw_why(make_own(incomplete()), 0, 0, VI).text).text
    assert "Tổng điểm: chưa có" in shown
    assert "Chưa có tổng điểm: còn thiếu 9 phần." in shown
    assert "làm tròn" not in shown
    impact = read(draw_why(make_own(incomplete()), 5, 0, VI).text).text
    assert "Lấy một phần tổng điểm thay cho điểm chấm; hiện chưa có tổng điểm." in impact
    assert "Hội đồng vận dụng 3 điểm (trước đó: chưa có điểm)." in impact


@pytest.mark.parametrize(("section", "page"), [(8, 0), (99, 0), (2**62, 2**62), (0, 5)])
def test_a_button_for_what_is_no_more_shows_what_there_is(section: int, page: int) -> None:
    own = make_own(surveyed(asked=None))
    assert draw_why(own, section, page, VI) == draw_why(own, 0, 0, VI)


def test_a_long_domain_has_pages() -> None:
    explained = surveyed(asked=None)
    rows = sections(explained.framework, explained.why)[0].rows
    many = [replace(part, criterion=f"{part.criterion}.{n}") for n in range(9) for part in rows[1].parts]
    long = replace(explained, why=replace(explained.why, parts=tuple(many)))
    first = draw_why(make_own(long), 1, 0, VI)
    assert "trang số 1/2" in read(first.text).text
    assert list(buttons(first)) == ["Trang tiếp ›", "‹ Các lĩnh vực"]
    second = draw_why(make_own(long), 1, 1, VI)
    assert next(iter(buttons(second))) == "‹ Trang trước"
    pages = every_page(long, VI)
    assert sum(page.count("Quyết tâm của người đứng đầu") for page in pages) == len(many) // len(rows[1].parts)


def test_a_long_reason_is_cut_and_markup_in_it_is_inert() -> None:
    explained = incomplete()
    part = next(part for part in explained.why.parts if part.kind == "override")
    words = replace(part.words, params={**part.words.params, "reason": "<b>" + "dài & " * 400})
    changed = tuple(replace(each, words=words) if each is part else each for each in explained.why.parts)
    long = replace(explained, why=replace(explained.why, parts=changed))
    shown = draw_why(make_own(long), 5, 0, VI)
    check_fits(shown)
    assert "<b>dài & dài" in read(shown.text).text


def test_of_several_scores_one_is_chosen_and_there_is_a_way_back() -> None:
    one = make_own(surveyed(asked=None), several=True)
    choice = draw_why(replace(one, explained=None), 0, 0, VI)
    assert buttons(choice) == {
        "Ban Quản lý các khu công nghiệp": WhyKey(unit=1, round=1),
        "Huyện Khác": WhyKey(unit=2, round=1),
    }
    assert buttons(draw_why(one, 0, 0, VI))["‹ Bảng điểm khác"] == WhyKey()


def test_a_unit_in_several_rounds_is_called_by_them() -> None:
    one = make_own(surveyed(asked=None))
    (subject,) = one.subjects
    other = subject._replace(round=replace(subject.round, id=2, title={"vi": "Chỉ số khác", "en": "Other index"}))
    choice = buttons(draw_why(replace(one, subjects=(subject, other), explained=None), 0, 0, EN))
    assert choice == {"PAR index 2026": WhyKey(unit=1, round=1), "Other index": WhyKey(unit=1, round=2)}


def test_who_is_no_official_and_who_has_no_points_is_told() -> None:
    assert draw_why(OwnPoints(official=False), 0, 0, EN).text == (
        "Only officials see the score of their unit: /start with your code."
    )
    assert draw_why(OwnPoints(official=True), 3, 1, EN).text == "There are no points of your unit yet."


def test_every_button_fits_into_64_bytes() -> None:
    largest = WhyKey(unit=2**31 - 1, round=2**31 - 1, section=2**31, page=2**31)
    assert len(largest.pack().encode()) <= 64
