from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from string import Formatter

import pytest
from babel.messages.catalog import Catalog

from bot.i18n import LANGUAGES, translator
from tests.locales.msgids import found
from tests.messages import PLURAL_FORMS, catalogue_path, catalogue_text, entries, forms, msgid, read_catalogue

TAG = re.compile(r"</?([a-z]+)>")
WORD = re.compile(r"[^\W\d_]+")
HTML = {"b", "i", "u", "s", "code", "pre"}
"""What Telegram's HTML knows and needs no attributes; `<criterion>` in a sentence is a placeholder, not a tag."""

TERMS = {
    "bonus": "điểm thưởng",
    "campaigns?": "đợt khảo sát",
    "coordinators?": "điều phối viên",
    "council": "Hội đồng",
    "criteri(on|a)": "tiêu chí",
    "deadlines?": "thời hạn",
    "domains?": "lĩnh vực",
    "frameworks?": "bộ chỉ số",
    "grad(e|es|ing)": "xếp loại",
    "invitations?": "thư mời|mã mời",
    "papers?": "phiếu",
    "penalty": "điểm trừ",
    "provisional": "tạm tính",
    "published": "công bố|phát hành",
    "questionnaires?": "mẫu phiếu",
    "ranks?": "xếp hạng",
    "respondent groups?": "nhóm đối tượng điều tra",
    "secretariat": "Tổ thư ký",
    "seats?": "suất",
    "self-score": "điểm tự chấm",
    "survey points": "điểm điều tra xã hội học",
    "tap": "nhấn",
    "units?": "đơn vị",
}
"""A word of the msgid → what the Vietnamese sentence must then say."""

FOUND = found()
CATALOGUES: dict[str, Catalog] = {language: read_catalogue(language) for language in LANGUAGES}
ALL = [(language, entry) for language in LANGUAGES for entry in entries(CATALOGUES[language])]
SENTENCES = [(language, msgid(entry), form) for language, entry in ALL for form in forms(entry)]


def _fields(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


def _tags(sentence: str) -> Iterator[str]:
    return (tag[0] for tag in TAG.finditer(sentence) if tag[1] in HTML)


def _words(sentence: str) -> str:
    """The sentence without its fields and tags; `$` and braces that are meant stay away too."""
    return " ".join(WORD.findall(re.sub(r"\{[^{}]*\}", " ", TAG.sub(" ", sentence))))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_is_what_the_tool_makes_of_the_code(language: str) -> None:
    """Nothing missing, nothing obsolete, nothing out of order: `python -m tests.messages` mends it."""
    written = catalogue_path(language).read_text("utf-8")
    assert written == catalogue_text(language, CATALOGUES[language], FOUND)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_names_its_language_and_plurals(language: str) -> None:
    catalogue = CATALOGUES[language]
    assert str(catalogue.locale) == language
    assert catalogue.charset == "utf-8"
    assert catalogue.plural_forms == PLURAL_FORMS[language]


def test_everything_is_translated_and_nothing_is_fuzzy() -> None:
    assert not [(language, msgid(entry)) for language, entry in ALL if entry.fuzzy or not all(forms(entry))]


def test_plurals_have_as_many_forms_as_the_language() -> None:
    for language, entry in ALL:
        if entry.pluralizable:
            assert len(forms(entry)) == CATALOGUES[language].num_plurals, msgid(entry)


def test_translations_keep_fields_tags_and_lines() -> None:
    for language, said, translated in SENTENCES:
        assert _fields(translated) == _fields(said), language
        assert sorted(_tags(translated)) == sorted(_tags(said)), language
        assert translated.count("\n") == said.count("\n"), language


def test_tags_are_balanced() -> None:
    for _, _, translated in SENTENCES:
        opened: list[str] = []
        for tag in _tags(translated):
            if tag.startswith("</"):
                assert opened.pop() == tag.replace("/", ""), translated
            else:
                opened.append(tag)
        assert not opened, translated


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_can_be_filled_in(language: str) -> None:
    t = translator(language)
    for message in FOUND:
        fields = {name: f"⟨{name}⟩" for name in _fields(message.one) if not (message.many and name == "n")}
        spoken = t.many(message.one, message.many, 2, **fields) if message.many else t(message.one, **fields)
        assert all(value in spoken for value in fields.values()), spoken


def test_texts_are_nfc_without_stray_blanks() -> None:
    for _, said, translated in SENTENCES:
        for text in (said, translated):
            assert unicodedata.is_normalized("NFC", text), text
            assert text == text.strip(), text
            assert not re.search(r"  |\u00a0|\u200b|\t", text), text


def test_vietnamese_is_vietnamese() -> None:
    """Only what has no words of its own, such as "%" or "{points} / {maximum}", may stay as it is."""
    for language, said, translated in SENTENCES:
        if language == "vi" and _words(said):
            assert translated != said
            assert any(_is_marked(letter) for letter in translated), translated


def _is_marked(letter: str) -> bool:
    return letter.isalpha() and (letter in "đĐ" or bool(unicodedata.decomposition(letter)))


def test_english_says_what_the_code_says() -> None:
    for message in FOUND:
        entry = CATALOGUES["en"].get(message.one)
        assert forms(entry) == ((message.one, message.many) if message.many else (message.one,))


@pytest.mark.parametrize(("english", "vietnamese"), TERMS.items())
def test_terms_are_the_official_ones(english: str, vietnamese: str) -> None:
    used = [(said, text) for language, said, text in SENTENCES if language == "vi" and _mentions(said, english)]
    assert not [pair for pair in used if not re.search(vietnamese, pair[1], re.IGNORECASE)]


def _mentions(said: str, english: str) -> bool:
    prose = re.sub(r"\{[^{}]*\}|[\w.:]*_\w*|<criterion>", " ", said)
    return re.search(rf"(?<![\w-])({english})(?![\w-])", prose, re.IGNORECASE) is not None


@pytest.mark.parametrize(
    ("n", "english", "vietnamese"),
    [
        (0, "0 days left", "còn 0 ngày"),
        (1, "1 day left", "còn 1 ngày"),
        (2, "2 days left", "còn 2 ngày"),
        (5, "5 days left", "còn 5 ngày"),
    ],
)
def test_plurals_follow_the_number(n: int, english: str, vietnamese: str) -> None:
    assert translator("en").many("{n} day left", "{n} days left", n) == english
    assert translator("vi").many("{n} day left", "{n} days left", n) == vietnamese


@pytest.mark.parametrize("n", [0, 1, 2, 5])
def test_every_plural_takes_the_right_form(n: int) -> None:
    for message in FOUND:
        if message.many:
            others = dict.fromkeys(_fields(message.one) - {"n"}, "…")
            english = message.one if n == 1 else message.many
            vietnamese = forms(CATALOGUES["vi"].get(message.one))[0]
            assert translator("en").many(message.one, message.many, n, **others) == english.format(n=n, **others)
            assert translator("vi").many(message.one, message.many, n, **others) == vietnamese.format(n=n, **others)


@pytest.mark.parametrize(
    ("value", "vietnamese", "english"),
    [
        pytest.param(Decimal("90.75"), "90,75", "90.75", id="decimals"),
        pytest.param(Decimal("90.00"), "90,00", "90.00", id="zeros that are meant"),
        pytest.param(Decimal("-0.5"), "-0,5", "-0.5", id="a penalty"),
        pytest.param(1580, "1.580", "1,580", id="thousands"),
        pytest.param(0, "0", "0", id="nothing"),
    ],
)
def test_numbers_are_written_the_local_way(value: Decimal | int, vietnamese: str, english: str) -> None:
    assert translator("vi").number(value) == vietnamese
    assert translator("en").number(value) == english


def test_dates_are_written_the_local_way() -> None:
    assert translator("vi").date(date(2026, 11, 20)) == "20/11/2026"
    assert translator("en").date(date(2026, 11, 20)) == "20 Nov 2026"
    assert translator("vi").date(datetime(2026, 11, 20, 17, 0, tzinfo=UTC)) == "17 giờ 00 ngày 20/11/2026"
