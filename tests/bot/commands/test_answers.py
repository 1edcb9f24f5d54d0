"""Prepared answers: read as they are written, or refused in a sentence of the person's language."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.commands.answers import Unusable, read_answers
from bot.i18n import translator

PYTHON = re.compile(r"Expecting|Traceback|codec|recursion|char \d|Exceeds|delimiter", re.IGNORECASE)


def refusal(content: bytes, folder: Path, language: str = "en") -> str:
    (folder / "answers.json").write_bytes(content)
    with pytest.raises(Unusable) as refused:
        read_answers(folder / "answers.json", translator(language))
    return str(refused.value).replace(f"{folder}/", "")


def test_answers_are_read_as_they_are_written(tmp_path: Path) -> None:
    file = tmp_path / "answers.json"
    file.write_text(
        '\ufeff{"came": true, "times": 3, "share": 2.5, "kinds": ["good"], "said": "ạ", "no": null}', "utf-8"
    )
    assert read_answers(file, translator("en")) == {
        "came": True,
        "times": 3,
        "share": 2.5,
        "kinds": ["good"],
        "said": "ạ",
        "no": None,
    }


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "The answers answers.json are no JSON from line 1, column 1 on."),
        (b'{\n  "came": yes}', "The answers answers.json are no JSON from line 2, column 11 on."),
        (b"\xff\xfe", "The answers answers.json are no text in UTF-8."),
        (b'{"came": NaN}', "The answers answers.json hold NaN, which is no number."),
        (b'{"share": 1e999}', "The answers answers.json hold 1e999, which is no number."),
        (b'{"share": -Infinity}', "The answers answers.json hold -Infinity, which is no number."),
        (b'{"times": ' + b"7" * 5000 + b"}", f"The answers answers.json hold {'7' * 20}…, which is no number."),
        (b"[" * 100_000, "The answers answers.json are nested too deeply."),
        (b'["came"]', "The answers answers.json must be an object: question name \u2192 value."),
        (b'{"came": "\\ud800"}', "The answers answers.json hold \\ud800, half a letter: no text can keep it."),
    ],
    ids=["empty", "no value", "bytes", "NaN", "beyond", "infinite", "long", "deep", "a list", "half a letter"],
)
def test_what_is_no_json_is_refused_with_its_place(tmp_path: Path, content: bytes, said: str) -> None:
    assert refusal(content, tmp_path) == said
    vietnamese = refusal(content, tmp_path, "vi")
    assert vietnamese != said
    assert not PYTHON.search(vietnamese)


def test_a_file_that_is_not_there_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(Unusable, match=r"gone\.json cannot be read"):
        read_answers(tmp_path / "gone.json", translator("en"))
