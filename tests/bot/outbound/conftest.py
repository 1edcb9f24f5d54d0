"""Deliveries need one engine only: the storage tests run on both."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest


@pytest.fixture
def database_url(sqlite_template: Path, tmp_path: Path) -> str:
    """An empty, migrated SQLite database."""
    copy = tmp_path / "parbot.sqlite3"
    shutil.copy(sqlite_template, copy)
    return f"sqlite+aiosqlite:///{copy}"
