"""What `parbot why` prints: read the golden texts, they are what a secretariat reads."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from bot.app.explaining import Explained
from bot.commands.why_text import WIDTHS, why_text
from bot.i18n import translator
from scoring import SurveyCriterion, sections
from scoring.why_words import Reason
from tests.bot.explained import CONSTRUCTED, surveyed
from tests.transcript import GOLDEN

NARROW, WIDE = WIDTHS
UNITS = pytest.mark.parametrize(("name", "explained"), CONSTRUCTED.items(), ids=CONSTRUCTED)
LANGUAGES = pytest.mark.parametrize("language", ["vi", "en"])


@UNITS
@LANGUAGES
def test_it_reads_as_it_was_reviewed(
    name: str, explained: Explained, language: str, request: pytest.FixtureRequest
) -> None:
    path = GOLDEN / f"why_{name}.{language}.txt"
    text = why_text(explained, translator(language), NARROW) + "\n"
    if request.config.getoption("regenerate_golden"):
        path.write_text(text, "utf-8")
    assert text == path.read_text("utf-8"), f"{path.name} differs; read the diff, then --regenerate-golden"


def test_together_the_texts_have_every_sentence_there_is() -> None:
    said: set[Reason] = set()
    for explained in CONSTRUCTED.values():
        for part in explained.why.parts:
            waiting = [part.words, *part.more]
            while waiting:
                sentence = waiting.pop()
                said.add(sentence.reason)
                waiting += [value for value in sentence.params.values() if isinstance(value, type(sentence))]
    assert set(Reason) - said == set()


@UNITS
@LANGUAGES
@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_no_line_is_wider_than_the_terminal(name: str, explained: Explained, language: str, width: int) -> None:
    lines = why_text(explained, translator(language), width).splitlines()
    assert max(map(len, lines)) <= width, name
    assert all(line == line.rstrip() for line in lines)


@UNITS
def test_every_criterion_is_named_with_its_rule_and_its_points(name: str, explained: Explained) -> None:
    text = why_text(explained, translator("vi"), WIDE)
    for section in sections(explained.framework, explained.why):
        for row in section.rows:
            assert f"[{row.parts[0].rule}]" in text, name
            assert row.name is None or row.name.vi.split()[0] in text


def test_the_sum_is_said_with_its_rounding() -> None:
    explained = surveyed(asked=None)
    leaders = Fraction(40 * 100 + 30 * 80 + 12 * 60 + 3 * 20, 85 * 100)
    businesses = Fraction(30 * 100 + 25 * 80 + 20 * 60 + 15 * 20, 100 * 100)
    unit_set = explained.framework.set_for("department")
    asked = [leaf for _, leaf in unit_set.leaves if isinstance(leaf, SurveyCriterion)]
    # the two groups weigh 10 : 10 where leadership is asked about, and 10 : 25 where service is
    lead = sum(leaf.max_score for leaf in asked if leaf.survey.weights["business"] == Decimal("0.1"))
    service = 23 - lead
    surveyed_points = Fraction(lead) * (leaders + businesses) / 2
    surveyed_points += Fraction(service) * (2 * leaders + 5 * businesses) / 7
    total = 77 * Fraction("0.75") + surveyed_points
    assert explained.why.total == total
    printed = f"{float(total):.2f}".replace(".", ",")
    lines = why_text(explained, translator("vi"), NARROW).splitlines()
    assert any(line.startswith("Tổng chính xác ") and line.endswith(f" → làm tròn {printed}") for line in lines)


def test_hidden_counts_are_a_dash_and_explained_once() -> None:
    text = why_text(surveyed(), translator("vi"), NARROW)
    assert text.count("–: không hiển thị, vì có ít hơn 5 ý kiến") == 1
    shown = replace(surveyed(), why=replace(surveyed().why, parts=surveyed().why.parts[:1]))
    assert "ít hơn 5" not in why_text(shown, translator("vi"), NARROW)


def test_what_does_not_count_is_said_once_as_the_papers_say_it() -> None:
    text = why_text(surveyed(), translator("vi"), NARROW)
    assert text.count("Không tính vào điểm: “khong_thong_tin”.") == 1
    appraised = replace(surveyed(), why=replace(surveyed().why, parts=surveyed().why.parts[:1]))
    assert "Không tính vào điểm" not in why_text(appraised, translator("vi"), NARROW)
