"""The picture of ranks: marks where the ranks are, and nothing beyond the frame, whatever the names."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from bot.render.rank_picture import MAX_HEIGHT, WIDTH, RankChart, RankRow, rank_picture, rank_svg
from bot.render.style import SMALL
from bot.render.typeface import width
from tests.bot.render.builders import PlainTranslator

EN, VI = PlainTranslator("en"), PlainTranslator("vi")
SVG = "{http://www.w3.org/2000/svg}"
LONG = "Ban Quản lý Khu kinh tế Nghi Sơn và các khu công nghiệp"
NAMES = {12: "Huyện Thanh Hà", 20: LONG, 27: "Thành phố Thanh Hóa", 61: "Trường Cao đẳng Nghề số 1"}


def chart(
    number: int = 12, *, name: str = "Huyện Thanh Hà", spread: int = 2, notes: Sequence[str] = ("Seed 1.",)
) -> RankChart:
    rows = [
        RankRow(name, rank, max(1, rank - spread), rank, min(number, rank + spread))
        for rank in range(1, number + 1)
    ]
    return RankChart("How sure ranks are", ["PAR index 2019", "Districts"], "From 5% to 95%", rows, notes)


def shapes(given: RankChart, tag: str) -> list[ET.Element]:
    return list(ET.fromstring(rank_svg(given, EN)).iter(f"{SVG}{tag}"))


def texts(given: RankChart) -> list[str]:
    return ["".join(line.itertext()) for line in shapes(given, "text")]


def circles(given: RankChart, radius: str) -> list[float]:
    """Where the dots (9) or rings (14) lie, the one of the legend left out."""
    return [float(each.attrib["cx"]) for each in shapes(given, "circle") if each.attrib["r"] == radius][1:]


@pytest.mark.parametrize("number", NAMES)
def test_it_is_a_png_as_wide_as_a_chat_shows_it(number: int) -> None:
    picture = rank_picture(chart(number, name=NAMES[number]), VI)
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    wide, high = struct.unpack(">II", picture[16:24])
    assert high <= MAX_HEIGHT
    assert wide >= WIDTH if number <= 27 else wide > WIDTH / 2
    assert len(picture) < 500_000


def test_the_same_chart_gives_the_same_bytes() -> None:
    assert rank_picture(chart(), VI) == rank_picture(chart(), VI)


def test_everything_is_said_in_words_and_numbers() -> None:
    found = texts(chart(3))
    assert found[:3] == ["How sure ranks are", "PAR index 2019", "Districts"]
    assert {"Rank as it stands", "Rank in the middle of the draws", "From 5% to 95%"} <= set(found)
    assert found.count("Huyện Thanh Hà") == 3
    assert found.count("1–3") == 3
    assert found[-1] == "Seed 1."
    assert "1" in texts(chart(1))


def test_marks_lie_where_the_ranks_are() -> None:
    row = RankRow("a", 3, 2, 4, 5)
    given = RankChart("t", [], "w", [RankRow("b", 1, 1, 1, 1), row], [])
    (_, ring), (first, dot) = circles(given, "14"), circles(given, "9")
    step = (dot - first) / 3
    assert ring == pytest.approx(first + 2 * step)
    whiskers = [each.attrib["d"] for each in shapes(given, "path") if " H" in each.attrib["d"]]
    left, right = whiskers[-1].removeprefix("M").split(" H")
    assert float(left.split()[0]) == pytest.approx(first + step, abs=0.01)
    assert float(right) == pytest.approx(first + 4 * step, abs=0.01)


def test_a_whisker_ends_visibly_behind_the_ring() -> None:
    given = RankChart("t", [], "w", [RankRow("b", 1, 1, 1, 2), RankRow("c", 2, 2, 2, 2)], [])
    tall = [each.attrib["d"] for each in shapes(given, "path") if " v" in each.attrib["d"]]
    assert tall
    assert all(float(each.split(" v")[1]) > 2 * 14 for each in tall)


@pytest.mark.parametrize("number", [9, 12, 27, 45, 61, 200])
def test_the_numbers_of_the_scale_keep_apart(number: int) -> None:
    """From the legend to the first name: the upper scale."""
    words = shapes(chart(number), "text")
    scale = [each for each in words if each.attrib["text-anchor"] == "middle"]
    upper = scale[: len(scale) // 2]
    places = [(float(each.attrib["x"]), width("".join(each.itertext()), SMALL) / 2) for each in upper]
    assert len(places) >= 2
    assert all(x + half < right - other for (x, half), (right, other) in pairwise(places))


@pytest.mark.parametrize(
    "name", ["W" * 120, "Ủy ban nhân dân " * 8, "", "a" * 2000, "Sở <b>&\"'</text> \x00 {unit}"]
)
def test_no_line_leaves_the_picture(name: str) -> None:
    given = chart(61, name=name, spread=60, notes=[name, "Seed 1."])
    height = float(ET.fromstring(rank_svg(given, EN)).attrib["height"])
    for line in shapes(given, "text"):
        run = line.find(f"{SVG}tspan")
        assert run is not None
        long = width(run.text or "", float(run.attrib["font-size"]), bold="font-weight" in run.attrib)
        x = float(line.attrib["x"])
        left = {"start": x, "middle": x - long / 2, "end": x - long}[line.attrib["text-anchor"]]
        assert left >= 40, run.text
        assert left + long <= WIDTH - 40, run.text
        assert 0 < float(line.attrib["y"]) < height


def test_a_name_never_reaches_the_scale() -> None:
    given = chart(61, name=f"{LONG} và Cụm công nghiệp", spread=60)
    best = min(circles(given, "14")) - 14
    names = [line for line in shapes(given, "text") if line.attrib["x"] == "98"]
    assert len(names) >= 61
    assert all(98 + width("".join(line.itertext()), SMALL) < best for line in names)


def test_no_word_stands_alone_in_a_title_or_a_note() -> None:
    note = "The sizes of the groups are not known: no finite population correction was made here."
    given = RankChart("How sure ranks are, given who was asked, and what it means", [], "w", [], [note, note])
    lines = [words for words in texts(given) if words not in {"1", "5–95%"}]
    title, notes = lines[: lines.index("Rank as it stands")], lines[-4:]
    assert len(title) == 2
    for first, last in (title, notes[:2], notes[2:]):
        assert len(last) > len(first) / 2


def test_an_empty_chart_is_still_a_picture() -> None:
    assert rank_picture(RankChart("t", [], "w", [], []), EN)
