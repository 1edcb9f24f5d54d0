"""What `parbot estimate` prints: the reader's words and numbers, and why a number is missing."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest

from bot.commands.estimate_text import estimate_text
from bot.i18n import translator
from scoring import Answer, EstimateRequest, GroupDesign, SampleDesign, report_estimate
from scoring.design import LonePsu
from scoring.design_file import IntervalChoice

COMMUNES = {"x": "4453445443", "y": "3324333243", "z": "4344534434"}


def told(
    sample: dict[str, str],
    *,
    language: str = "vi",
    group: GroupDesign | None = None,
    fpc: bool = True,
    lone_psu: LonePsu = "not_estimable",
    interval: IntervalChoice = "auto",
    factor: str = "1",
) -> list[str]:
    """The lines about one group; `sample`: cluster, or "" for none → marks."""
    answers = [
        Answer("A", Fraction(mark) * Fraction(factor), cluster or None)
        for cluster, marks in sample.items()
        for mark in marks
    ]
    design = SampleDesign({"A": group or GroupDesign(100_000)}, "design", fpc, lone_psu)
    report = report_estimate(answers, EstimateRequest(design, interval))
    return estimate_text(report, translator(language)).splitlines()


def test_a_vietnamese_reads_vietnamese_words_and_commas() -> None:
    lines = told(COMMUNES, group=GroupDesign(100_000, clusters=20))
    assert [tuple(re.split(r"\s{2,}", line)) for line in lines] == [
        ("Giá trị trung bình", "3,600"),
        ("Sai số chuẩn", "0,282"),
        ("Khoảng tin cậy 95%", "2,388 – 4,812 (t)"),
        ("Bậc tự do", "2"),
        ("Số câu trả lời có giá trị", "30"),
        ("Hệ số thiết kế", "4,01"),
        ("Phương sai", "0,0793"),
        ("Trung bình chính xác", "18/5 = 3,6"),
    ]
    assert len({line.index(re.split(r"\s{2,}", line)[1]) for line in lines}) == 1, "one column"


def test_english_and_a_proportion() -> None:
    lines = told({"": "111110"}, language="en", group=GroupDesign(36))
    assert lines[0].split() == ["Proportion", "0.833"]
    assert lines[2].startswith("95% confidence interval  0.")
    assert lines[2].endswith("(logit)")
    assert told({"": "111110"}, language="en", interval="t")[0].startswith("Estimated mean")


@pytest.mark.parametrize(
    ("factor", "mean", "error"),
    [
        ("1", "3,000", "0,577"),
        ("1/1000000", "0,000003000", "0,000000577"),
        ("1000000", "3.000.000", "577.350"),  # digits before the mark are not made zeros
    ],
)
def test_the_mean_has_as_many_decimals_as_its_error_is_worth(factor: str, mean: str, error: str) -> None:
    lines = told({"": "234"}, fpc=False, factor=factor)
    assert [line.split()[-1] for line in lines[:2]] == [mean, error]


@pytest.mark.parametrize("lone_psu", ["not_estimable", "centred"])
def test_why_there_is_no_error_is_said(lone_psu: LonePsu) -> None:
    lines = told({"": "4"}, lone_psu=lone_psu)
    assert lines[1].split(maxsplit=3)[-1] == "không ước lượng được"
    assert lines[-1] == "Không có sai số chuẩn: các câu trả lời của nhóm A chỉ đến từ một người hoặc một cụm."
    (last,) = told(COMMUNES, group=GroupDesign(100_000, clusters=3), language="en")[8:]
    assert last.startswith("No standard error: every cluster of A was sampled")


def test_why_there_is_an_error_but_no_interval_is_said() -> None:
    assert told({"": "1111"}, language="en")[-1] == "No interval: all answers are the same."
    census = told({"": "4"}, group=GroupDesign(1), language="en")
    assert census[1].split() == ["Standard", "error", "0"]
    assert census[-1] == "No interval: no degrees of freedom are left."
    assert told(COMMUNES)[-1].startswith("Trung bình chính xác"), "nothing is missing"
