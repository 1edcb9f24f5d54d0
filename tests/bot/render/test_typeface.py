"""The bundled fonts can write Vietnamese, and texts are measured as the fonts draw them."""

from __future__ import annotations

import json
import struct
import unicodedata
from pathlib import Path

import pytest

from bot.render.typeface import FOLDER, FONT_FILES, clean, fit, shrink, width, wrap

VOWELS = "aăâeêioôơuưy"
TONES = ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]
CONSONANTS = "bcdđghklmnpqrstvx"
LONG = "Ban Quản lý dự án đầu tư xây dựng công trình giao thông, dân dụng và công nghiệp tỉnh Hải Dương"


def vietnamese_alphabet() -> set[str]:
    small = {unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES} | set(CONSONANTS)
    return small | {letter.upper() for letter in small}


def advances_in(font: Path) -> dict[str, int]:
    """Character → advance width, read from the font's own tables (`cmap` format 4 and `hmtx`)."""
    data = font.read_bytes()
    tables = {
        data[at : at + 4].decode(): struct.unpack(">II", data[at + 8 : at + 16])
        for at in range(12, 12 + 16 * struct.unpack(">H", data[4:6])[0], 16)
    }

    def words(at: int, count: int) -> tuple[int, ...]:
        return struct.unpack(f">{count}H", data[at : at + 2 * count])

    cmap = tables["cmap"][0]
    records = [
        struct.unpack(">HHI", data[at : at + 8]) for at in range(cmap + 4, cmap + 4 + 8 * words(cmap + 2, 1)[0], 8)
    ]
    at = cmap + next(offset for platform, encoding, offset in records if (platform, encoding) == (3, 1))
    assert words(at, 1) == (4,)
    segments = words(at + 6, 1)[0] // 2
    ends, starts = words(at + 14, segments), words(at + 16 + 2 * segments, segments)
    deltas, ranges = words(at + 16 + 4 * segments, segments), words(at + 16 + 6 * segments, segments)
    glyphs: dict[str, int] = {}
    for i, (start, end) in enumerate(zip(starts, ends, strict=True)):
        for code in range(start, min(end, 0xFFFE) + 1):
            place = at + 16 + 6 * segments + 2 * i + ranges[i] + 2 * (code - start)
            glyph = words(place, 1)[0] if ranges[i] else code
            glyphs[chr(code)] = (glyph + deltas[i]) % 0x10000 if glyph else 0
    measured = words(tables["hhea"][0] + 34, 1)[0]
    hmtx = tables["hmtx"][0]
    return {char: words(hmtx + 4 * min(glyph, measured - 1), 1)[0] for char, glyph in glyphs.items() if glyph}


@pytest.mark.parametrize("font", FONT_FILES, ids=lambda font: font.stem)
def test_every_vietnamese_letter_has_a_glyph(font: Path) -> None:
    alphabet = vietnamese_alphabet()
    assert len(alphabet) == 2 * (12 * 6 + 17)
    assert alphabet | set("0123456789 .,;:/%()–…“”\"'&<>@·-") <= advances_in(font).keys()


@pytest.mark.parametrize(("weight", "font"), list(zip(["regular", "bold"], FONT_FILES, strict=True)))
def test_the_table_of_advances_is_the_fonts_own(weight: str, font: Path) -> None:
    table = json.loads((FOLDER / "advances.json").read_text(encoding="utf-8"))
    own = advances_in(font)
    listed = {char: int(advance) for advance, chars in table[weight].items() for char in chars}
    assert listed == {char: own[char] for char in listed}
    assert {char for char in own if not unicodedata.combining(char) and char != "\u00ad"} == listed.keys()


def test_the_fonts_come_with_their_licence() -> None:
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FOLDER / "OFL.txt").read_text(encoding="utf-8")


def test_decomposed_letters_are_composed() -> None:
    assert clean(unicodedata.normalize("NFD", "Sở Kế hoạch và Đầu tư")) == "Sở Kế hoạch và Đầu tư"


def test_what_cannot_be_drawn_is_replaced_and_what_cannot_be_stored_vanishes() -> None:
    assert clean("a\x00b\x1bc\u202ed\ud800e\ufffff") == "abcde\ufffdf"
    assert clean("  Sở\n\tNội  vụ ") == "Sở Nội vụ"
    assert clean("Sở 🏢") == "Sở �"
    assert clean("e\u0489\u0334x") == "ex"


def test_width_adds_up_the_advances() -> None:
    assert width("0", 100) == pytest.approx(57.2)
    assert width("Sở", 50) == pytest.approx(width("S", 50) + width("ở", 50))
    assert width("Sở", 50, bold=True) > width("Sở", 50)


@pytest.mark.parametrize("text", [LONG, "W" * 120, "Sở " * 60, "a" * 5000])
def test_wrapped_lines_fit_their_room_and_number(text: str) -> None:
    lines = wrap(text, 40, 500, lines=3)
    assert len(lines) == 3
    assert all(width(line, 40) <= 500 for line in lines)
    assert lines[-1].endswith("…")


def test_text_that_fits_is_kept_whole() -> None:
    assert " ".join(wrap(LONG, 30, 960, lines=3)) == LONG
    assert wrap("", 30, 960, lines=2) == ()


def test_fit_takes_the_first_size_that_holds_the_text_and_cuts_only_at_the_last() -> None:
    assert fit("Sở Nội vụ", ((50, 1), (36, 2)), 960).size == 50
    smaller = fit(LONG, ((50, 1), (36, 2)), 960)
    assert smaller.size == 36
    assert " ".join(smaller.lines) == LONG
    assert fit(LONG * 4, ((50, 1), (36, 2)), 960).lines[-1].endswith("…")


def test_shrink_never_enlarges() -> None:
    assert shrink("92,24", 150, 1000) == 150
    assert width("92,24", shrink("92,24", 150, 100)) == pytest.approx(100)


def test_a_heading_leaves_no_word_alone_on_its_last_line() -> None:
    assert wrap("Hoàn thành nhiệm vụ", 40, 380, lines=2) == ("Hoàn thành nhiệm", "vụ")
    assert fit("Hoàn thành nhiệm vụ", ((40, 2),), 380).lines == ("Hoàn thành", "nhiệm vụ")
    assert fit(LONG, ((40, 2),), 40).lines == wrap(LONG, 40, 40, lines=2), "what has to be cut is cut as ever"
