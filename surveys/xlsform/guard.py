"""What is checked before any spreadsheet library touches a file that came from outside."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Final

from surveys.errors import Fault, FormInvalid
from surveys.xlsform.limits import (
    MAX_FILE_BYTES,
    MAX_UNPACKED_BYTES,
    MAX_ZIP_ENTRIES,
    MAX_ZIP_RATIO,
    RATIO_FREE_BYTES,
)
from surveys.xlsform.reasons import Reason

__all__ = ["check_container"]

_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""The container of .xls files and of encrypted .xlsx files (MS-CFB)."""

_MAIN_PART: Final = "[Content_Types].xml"
"""Stands in every Office document; a bare zip archive of other things has none."""


def check_container(data: bytes, name: str) -> None:
    """Raises `FormInvalid` unless `data` is a zip archive of a bearable size that can be a workbook."""
    if len(data) > MAX_FILE_BYTES:
        raise FormInvalid([Fault(name, Reason.TOO_LARGE, limit=MAX_FILE_BYTES)])
    if data.startswith(_OLE):
        raise FormInvalid([Fault(name, Reason.OLD_OR_LOCKED)])
    if not data.startswith(_ZIP):
        raise FormInvalid([Fault(name, Reason.NOT_XLSX)])
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            reason = _refusal(archive)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, OSError, ValueError) as error:
        raise FormInvalid([Fault(name, Reason.DAMAGED)]) from error
    if reason is not None:
        raise FormInvalid([Fault(name, reason)])


def _refusal(archive: zipfile.ZipFile) -> Reason | None:
    parts = archive.infolist()
    if len(parts) > MAX_ZIP_ENTRIES or sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES:
        return Reason.BOMB
    for part in parts:
        if part.file_size > max(RATIO_FREE_BYTES, part.compress_size * MAX_ZIP_RATIO):
            return Reason.BOMB
    if any(part.flag_bits & 1 for part in parts):
        return Reason.OLD_OR_LOCKED
    if _MAIN_PART not in archive.NameToInfo:
        return Reason.NOT_XLSX
    return None
