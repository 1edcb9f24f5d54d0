"""From a folder to a `ProvincePackage`, or to the list of everything that is wrong with it.

The files are read even where `province.yaml` is broken, so that one look finds the faults of all of them; what
they must have to do with each other is checked once its shape is right.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from bot.app.package import DeadlinePlan, ProvincePackage, RoundPlan, UnitPlan
from bot.app.privacy import Privacy
from bot.province.campaigns import campaign_plan, check_asked
from bot.province.errors import PackageInvalid
from bot.province.folder import MAIN_FILE, Folder
from bot.province.round_files import RoundFiles, read_round_files
from bot.province.schema import CampaignEntry, DeadlineEntry, ProvinceFile, RoundEntry
from bot.province.unit_names import Units
from bot.province.units import read_units
from scoring import Framework, UnitFacts, UnitSheet
from scoring.opening import first_bytes
from scoring.place import Data, Place
from scoring.schema_faults import schema_faults
from scoring.sheet import sheet_faults
from scoring.strict_yaml import MAX_BYTES, read_yaml

__all__ = ["read_province"]

_REASONS = {
    "no_zone": "{name} is no time zone.",
    "not_a_code": "“{value}” is no code: lower-case letters without marks, digits and _.",
    "not_a_time": "“{value}” is no time: write year-month-day hour:minute, such as 2026-11-20 17:00.",
}
"""What `bot.province.schema` refuses by rules of its own."""


def read_province(path: Path) -> ProvincePackage:
    """Read a province's folder. Raises `PackageInvalid` with every fault of every file; changes nothing."""
    folder = Folder(path)
    data = _main_data(folder)
    entry = _entry(folder, data)
    root = Place("", data)
    units = folder.read(root["units"], read_units)
    known = None if units is None else Units(units)
    files = [read_round_files(folder, round_, known) for round_ in root["rounds"].items()]
    if entry is not None:
        _check_codes(folder, entry)
    if entry is None or units is None:
        raise PackageInvalid(folder.faults)
    _check_scored(folder, units, [each.framework for each in files])
    zone = ZoneInfo(entry.timezone)
    rounds = [
        _round(folder, f"{MAIN_FILE}: rounds[{index}]", each, own, units, zone)
        for index, (each, own) in enumerate(zip(entry.rounds, files, strict=True))
    ]
    if folder.faults:
        raise PackageInvalid(folder.faults)
    privacy = Privacy(entry.privacy.controller.texts, entry.privacy.contact.texts, entry.privacy.retention_days)
    complete = tuple(round_ for round_ in rounds if round_ is not None)
    return ProvincePackage(entry.code, entry.name.texts, units, complete, privacy, entry.timezone)


def _main_data(folder: Folder) -> Data:
    """What `province.yaml` holds, the faults of its syntax being kept; raises where it cannot be read at all."""
    path = folder.path / MAIN_FILE
    data, found = read_yaml(first_bytes(path, MAX_BYTES, PackageInvalid, where=str(path)))
    folder.keep(MAIN_FILE, found)
    if data is None:
        raise PackageInvalid(folder.faults)
    return data


def _entry(folder: Folder, data: Data) -> ProvinceFile | None:
    try:
        return ProvinceFile.model_validate(data)
    except ValidationError as error:
        folder.keep(MAIN_FILE, schema_faults(error, data, _REASONS))
        return None


def _round(
    folder: Folder, where: str, entry: RoundEntry, files: RoundFiles, units: tuple[UnitPlan, ...], zone: ZoneInfo
) -> RoundPlan | None:
    types = {unit.type for unit in units}
    for index, deadline in enumerate(entry.deadlines):
        for unknown in sorted(set(deadline.unit_types) - types):
            folder.fault(f"{where}.deadlines[{index}].unit_types", "There is no unit type {code}.", code=unknown)
    so_far = len(folder.faults)
    campaigns = [
        campaign_plan(folder, f"{where}.campaigns[{index}]", each, units, files, zone)
        for index, each in enumerate(entry.campaigns)
    ]
    traits = _traits(folder, f"{where}.traits", entry, files, units)
    if files.legible and None not in campaigns and len(folder.faults) == so_far:
        check_asked(folder, f"{where}.campaigns", entry.campaigns, campaigns, files.legible, traits)
    if files.framework is None:
        return None
    facts = files.facts(traits)
    if not folder.faults:
        _check_sheets(folder, where, files, facts, units)
    scored = types & set(files.framework.sets)
    return RoundPlan(
        entry.code,
        entry.title.texts,
        entry.status,
        files.framework,
        files.scores,
        entry.replay,
        tuple(_deadline(each, zone, () if scored == types else tuple(sorted(scored))) for each in entry.deadlines),
        tuple(campaign for campaign in campaigns if campaign is not None),
        facts,
    )


def _deadline(entry: DeadlineEntry, zone: ZoneInfo, scored: tuple[str, ...]) -> DeadlinePlan:
    """Where it names no unit types, it concerns those that the round scores (`()` being all of them)."""
    due = entry.due.replace(tzinfo=zone).astimezone(UTC)
    return DeadlinePlan(entry.code, entry.title.texts, due, entry.unit_types or scored)


def _traits(
    folder: Folder, where: str, entry: RoundEntry, files: RoundFiles, units: tuple[UnitPlan, ...]
) -> dict[str, frozenset[str]]:
    """The traits of each unit that has any."""
    whole, legible = files.framework, files.legible
    types = {unit.code: unit.type for unit in units}
    traits: dict[str, frozenset[str]] = {}
    for trait, codes in entry.traits.items():
        if legible and trait not in legible.traits:
            folder.fault(f"{where}.{trait}", "The framework has no trait {trait}.", trait=trait)
        for index, code in enumerate(codes):
            place = f"{where}.{trait}[{index}]"
            if code not in types:
                folder.fault(place, "There is no unit “{name}” in the unit list.", name=code)
            elif whole and types[code] not in whole.sets:
                folder.fault(place, "The framework has no set for unit type {code}.", code=types[code])
            elif code in codes[:index]:
                folder.fault(place, "The unit “{name}” is there twice.", name=code)
            traits[code] = traits.get(code, frozenset()) | {trait}
    return traits


def _check_sheets(
    folder: Folder, where: str, files: RoundFiles, facts: dict[str, UnitFacts], units: tuple[UnitPlan, ...]
) -> None:
    """What only the sheets together can break: a total beside cases, say."""
    for unit in units:
        entries, own = files.scores.get(unit.code), facts.get(unit.code)
        if files.framework and (entries or own):
            sheet = UnitSheet(entries or {}, {}, own or UnitFacts())
            for fault in sheet_faults(files.framework, files.framework.set_for(unit.type), sheet):
                folder.fault(f"{where} ({unit.code}, {fault.where})", fault.reason, **fault.params)


def _check_codes(folder: Folder, entry: ProvinceFile) -> None:
    """Codes that are used twice."""
    lists: dict[str, Sequence[RoundEntry | DeadlineEntry | CampaignEntry]] = {"rounds": entry.rounds}
    for index, round_ in enumerate(entry.rounds):
        lists[f"rounds[{index}].deadlines"] = round_.deadlines
        lists[f"rounds[{index}].campaigns"] = round_.campaigns
    for where, entries in lists.items():
        codes = [each.code for each in entries]
        for code in sorted({code for code in codes if codes.count(code) > 1}):
            folder.fault(f"{MAIN_FILE}: {where}", "The code {code} is used twice.", code=code)


def _check_scored(folder: Folder, units: tuple[UnitPlan, ...], frameworks: Sequence[Framework | None]) -> None:
    """Each unit is scored in some round; with a framework missing nobody can tell."""
    known = [framework.sets.keys() for framework in frameworks if framework]
    if len(known) < len(frameworks):
        return
    for unknown in sorted({unit.type for unit in units}.difference(*known)):
        folder.fault(f"{MAIN_FILE}: units", "No round's framework has a set for unit type {code}.", code=unknown)
