"""From a folder to a `ProvincePackage`, or to the list of everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import yaml
from pydantic import ValidationError

from bot.app.package import CampaignPlan, DeadlinePlan, ProvincePackage, RoundPlan, UnitPlan
from bot.province.errors import AnyFault, PackageInvalid
from bot.province.schema import CampaignEntry, ProvinceFile, RoundEntry
from bot.province.scores import read_scores
from bot.province.units import read_units
from scoring import Entries, Framework, FrameworkInvalid, TableInvalid, load_framework
from surveys import Fault, FormInvalid, Questionnaire, read_xlsform

__all__ = ["read_province"]

MAIN_FILE = "province.yaml"
MAX_BYTES = 1_000_000
"""A province.yaml of this size is a mistake: the largest real one would be some tens of kilobytes."""

_T = TypeVar("_T")


@dataclass
class _Reading:
    """The folder being read and the faults found so far."""

    folder: Path
    zone: ZoneInfo
    faults: list[AnyFault] = field(default_factory=list)

    def try_file(self, name: str, read: Callable[[Path], _T]) -> _T | None:
        """What `read` makes of the file, or `None` with its faults kept, each led by the file's name."""
        path = self.folder / name
        if not path.resolve().is_relative_to(self.folder.resolve()):
            self.faults.append(Fault(MAIN_FILE, "{name} lies outside the folder.", name=name))
            return None
        try:
            return read(path)
        except OSError:
            self.faults.append(Fault(MAIN_FILE, "There is no file {name}.", name=name))
        except (FormInvalid, FrameworkInvalid, TableInvalid, PackageInvalid) as invalid:
            for fault in invalid.faults:
                fault.where = f"{name}: {fault.where}" if fault.where and fault.where != name else name
                self.faults.append(fault)
        return None

    def moment(self, local: datetime | None) -> datetime | None:
        return None if local is None else local.replace(tzinfo=self.zone).astimezone(UTC)


def read_province(folder: Path) -> ProvincePackage:
    """Read a province's folder. Raises `PackageInvalid` with every fault of every file; changes nothing."""
    entry = _main_file(folder)
    reading = _Reading(folder, _zone(entry.timezone))
    units = reading.try_file(entry.units, read_units)
    rounds = [_round(reading, position, round_, units) for position, round_ in enumerate(entry.rounds)]
    complete = tuple(round_ for round_ in rounds if round_ is not None)
    if reading.faults or units is None:
        raise PackageInvalid(reading.faults)
    return ProvincePackage(entry.code, entry.name, units, complete)


def _main_file(folder: Path) -> ProvinceFile:
    path = folder / MAIN_FILE
    try:
        if path.stat().st_size > MAX_BYTES:
            raise PackageInvalid([Fault(MAIN_FILE, "The file is larger than {limit} bytes.", limit=MAX_BYTES)])
        content = yaml.safe_load(path.read_bytes())
        return ProvinceFile.model_validate(content)
    except OSError as error:
        raise PackageInvalid([Fault(str(path), "There is no such file.")]) from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise PackageInvalid([Fault(MAIN_FILE, "This is not YAML: {detail}", detail=error)]) from error
    except ValidationError as error:
        faults = [
            Fault(f"{MAIN_FILE}: {_path(each['loc'])}", "{detail}", detail=each["msg"]) for each in error.errors()
        ]
        raise PackageInvalid(faults) from error


def _path(location: tuple[int | str, ...]) -> str:
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in location).lstrip(".")


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise PackageInvalid([Fault(f"{MAIN_FILE}: timezone", "{name} is no time zone.", name=name)]) from error


def _round(
    reading: _Reading, position: int, entry: RoundEntry, units: tuple[UnitPlan, ...] | None
) -> RoundPlan | None:
    framework = reading.try_file(entry.framework, load_framework)
    forms = {name: reading.try_file(name, read_xlsform) for name in sorted({c.form for c in entry.campaigns})}
    if framework is None or units is None:
        return None
    where = f"{MAIN_FILE}: rounds[{position}]"
    _check_codes(reading, where, entry, units, framework)
    scores: dict[str, Entries] = {}
    for name in entry.scores:
        scores.update(reading.try_file(name, lambda path: read_scores(path, units, framework)) or {})
    campaigns = [
        _campaign(reading, f"{where}.campaigns[{index}]", campaign, units, framework, forms[campaign.form])
        for index, campaign in enumerate(entry.campaigns)
    ]
    deadlines = tuple(
        DeadlinePlan(each.code, each.title, each.due.replace(tzinfo=reading.zone).astimezone(UTC), each.unit_types)
        for each in entry.deadlines
    )
    return RoundPlan(
        entry.code,
        entry.title,
        entry.status,
        framework,
        scores,
        entry.replay,
        deadlines,
        tuple(campaign for campaign in campaigns if campaign is not None),
    )


def _check_codes(
    reading: _Reading, where: str, entry: RoundEntry, units: tuple[UnitPlan, ...], framework: Framework
) -> None:
    for name, codes in (
        ("deadlines", [d.code for d in entry.deadlines]),
        ("campaigns", [c.code for c in entry.campaigns]),
    ):
        for code in sorted({code for code in codes if codes.count(code) > 1}):
            reading.faults.append(Fault(f"{where}.{name}", "The code {code} is used twice.", code=code))
    types = {unit.type for unit in units}
    for index, deadline in enumerate(entry.deadlines):
        for unknown in sorted(set(deadline.unit_types) - types):
            reading.faults.append(
                Fault(f"{where}.deadlines[{index}].unit_types", "There is no unit type {code}.", code=unknown)
            )
    for unknown in sorted(types - set(framework.sets)):
        reading.faults.append(Fault(where, "The framework has no set for unit type {code}.", code=unknown))


def _campaign(
    reading: _Reading,
    where: str,
    entry: CampaignEntry,
    units: tuple[UnitPlan, ...],
    framework: Framework,
    form: Questionnaire | None,
) -> CampaignPlan | None:
    of_type = [unit.code for unit in units if unit.type == entry.rates]
    for name, codes in (("only", entry.only), ("without", entry.without)):
        for code in sorted(set(codes) - set(of_type)):
            reading.faults.append(
                Fault(f"{where}.{name}", "There is no unit {code} of type {type}.", code=code, type=entry.rates)
            )
    rated = tuple(c for c in of_type if (not entry.only or c in entry.only) and c not in entry.without)
    if not rated:
        reading.faults.append(Fault(f"{where}.rates", "There is no unit of type {type}.", type=entry.rates))
    if form is None:
        return None
    if entry.rates in framework.sets:
        known = {leaf.code for _, leaf in framework.set_for(entry.rates).leaves if leaf.source == "survey"}
        for question in form.questions():
            if question.criterion and question.criterion not in known:
                reading.faults.append(
                    Fault(
                        f"{entry.form}: {question.name}",
                        "The framework has no survey criterion {code} for unit type {type}.",
                        code=question.criterion,
                        type=entry.rates,
                    )
                )
    return CampaignPlan(
        entry.code,
        entry.title,
        entry.respondent_group,
        form,
        reading.moment(entry.opens),
        reading.moment(entry.closes),
        rated,
        entry.seats,
    )
