"""The first bytes of a file, or why there are none."""

from __future__ import annotations

from pathlib import Path

import pytest

from scoring import FrameworkInvalid, TableInvalid
from scoring.opening import first_bytes


def test_one_byte_more_than_may_be_says_that_there_are_too_many(tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    path.write_bytes(b"0123456789")
    assert first_bytes(path, 10, TableInvalid) == b"0123456789"
    assert first_bytes(str(path), 4, TableInvalid) == b"01234"


def test_a_file_that_is_not_there_is_refused_as_the_reader_refuses(tmp_path: Path) -> None:
    with pytest.raises(FrameworkInvalid) as refused:
        first_bytes(tmp_path / "nowhere", 4, FrameworkInvalid, where="here")
    assert str(refused.value) == "here: There is no such file."


def test_what_cannot_be_opened_says_why(tmp_path: Path) -> None:
    with pytest.raises(TableInvalid) as refused:
        first_bytes(tmp_path, 4, TableInvalid)
    assert str(refused.value) == "file: The file cannot be opened: Is a directory."
