from __future__ import annotations

from bot.commands.output import aligned


def test_columns_are_as_wide_as_their_widest_cell_and_lines_end_with_words() -> None:
    rows = [("Mã", "Điểm", ""), ("thanh_ha", "9", "x"), ("a", "90,75", "")]
    assert aligned(rows, right={1}) == [
        "Mã         Điểm",
        "thanh_ha      9  x",
        "a         90,75",
    ]
