"""The type column: what a row is, or why the bot does not carry it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from surveys.model import Kind
from surveys.xlsform.faults import Faults
from surveys.xlsform.odk import control_of, kind_of, select_of
from surveys.xlsform.reasons import Reason
from surveys.xlsform.table import Row

__all__ = ["Asked", "Bracket", "read_type"]

_MEDIA: Final = frozenset({
    "image", "photo", "audio", "video", "file", "background-audio", "add image prompt", "add photo prompt",
    "add audio prompt", "add video prompt", "add file prompt", "q picture", "q audio", "q video",
})  # fmt: skip
_PLACES: Final = frozenset({
    "geopoint", "geotrace", "geoshape", "start-geopoint", "background-geopoint", "gps", "location", "q location",
    "q geopoint", "add location prompt",
})  # fmt: skip
_METADATA: Final = frozenset({
    "start", "end", "today", "deviceid", "imei", "device id", "phonenumber", "phone number", "username", "email",
    "subscriberid", "subscriber id", "simserial", "sim serial", "sim id", "audit", "start time", "end time",
    "get today", "get start time", "get end time", "uri:deviceid", "uri:phonenumber", "uri:username",
})  # fmt: skip
_SELECTS: Final = frozenset({"select_one", "select_multiple", "select"})
_KNOWN_REFUSED: Final = frozenset({
    "acknowledge", "trigger", "barcode", "time", "datetime", "hidden", "rank", "osm", "xml-external",
    "csv-external", "loop", "select_one_external",
})  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """A question; `list_name` where it is a select."""

    kind: Kind
    list_name: str = ""


@dataclass(frozen=True)
class Bracket:
    """The begin or the end of a group or repeat."""

    side: Literal["begin", "end"]
    repeat: bool


def read_type(row: Row, faults: Faults) -> Asked | Bracket | None:
    """`None`, with a fault, where the row is nothing that the bot carries."""
    where, written = row.where("type"), " ".join(row.text("type").split())
    if not written:
        faults.add(where, Reason.TYPE_MISSING)
        return None
    control = control_of(written)
    if control is not None:
        side, container = control
        if container == "loop":
            faults.add(where, Reason.TYPE_REFUSED, type=written)
        return Bracket(side, container != "group")
    select = select_of(written)
    if select is not None:
        if select.or_other:
            faults.add(where, Reason.TYPE_OR_OTHER)
        if select.kind is None:
            refused = Reason.TYPE_REFUSED if written.startswith("rank") else Reason.TYPE_FROM_FILE
            faults.add(where, refused, type=written)
            return None
        return Asked(select.kind, select.list_name)
    kind = kind_of(written)
    if kind is None:
        faults.add(where, _refusal(written.lower()), type=written)
        return None
    return Asked(kind)


def _refusal(written: str) -> Reason:
    if written in _MEDIA:
        return Reason.TYPE_MEDIA
    if written in _PLACES:
        return Reason.TYPE_PLACE
    if written in _METADATA:
        return Reason.TYPE_METADATA
    if written.split(maxsplit=1)[0] in _SELECTS:
        return Reason.TYPE_LIST
    return Reason.TYPE_REFUSED if written.split(maxsplit=1)[0] in _KNOWN_REFUSED else Reason.TYPE_UNKNOWN
