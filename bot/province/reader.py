"""From a folder to a `ProvincePackage`, or to the list of everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from bot.app.package import CampaignPlan, DeadlinePlan, ProvincePackage, RoundPlan, UnitPlan
from bot.app.privacy import Privacy
from bot.i18n import LANGUAGES
from bot.province.errors import AnyFault, PackageInvalid
from bot.province.schema import CampaignEntry, ProvinceFile, RoundEntry
from bot.province.schema_faults import schema_faults
from bot.province.scores import read_scores
from bot.province.units import read_units
from scoring import Entries, Framework, FrameworkInvalid, TableInvalid, load_framework
from scoring.strict_yaml import MAX_BYTES, read_yaml
from surveys import Fault, FormInvalid, Questionnaire, read_xlsform

__all__ = ["read_province"]

MAIN_FILE = "province.yaml"
_T = TypeVar("_T")


@dataclass
class _Reading:
    """The folder being read and the faults found so far."""

    folder: Path
    zone: ZoneInfo
    faults: list[AnyFault] = field(default_factory=list)

    def fault(self, where: str, reason: str, **params: object) -> None:
        self.faults.append(Fault(where, reason, **params))

    def try_file(self, where: str, name: str, read: Callable[[Path], _T]) -> _T | None:
        """What `read` makes of the file named at `where`, or `None` with its faults kept under the file's name."""
        path = self.folder / name
        try:
            inside = path.resolve().is_relative_to(self.folder.resolve())
        except ValueError:  # a null character
            inside = False
        if not inside:
            self.fault(where, "{name} lies outside the folder.", name=name)
            return None
        if not path.is_file():
            self.fault(where, "There is no file {name}.", name=name)
            return None
        try:
            return read(path)
        except OSError as error:
            self.fault(where, "The file cannot be opened: {problem}.", problem=error.strerror or "?")
        except (FormInvalid, FrameworkInvalid, TableInvalid, PackageInvalid) as invalid:
            for fault in invalid.faults:
                fault.where = name if fault.where in {"", "file", path.name} else f"{name}: {fault.where}"
                self.faults.append(fault)
        return None

    def utc(self, local: datetime) -> datetime:
        return local.replace(tzinfo=self.zone).astimezone(UTC)


def read_province(folder: Path) -> ProvincePackage:
    """Read a province's folder. Raises `PackageInvalid` with every fault of every file; changes nothing."""
    entry = _main_file(folder)
    reading = _Reading(folder, ZoneInfo(entry.timezone))
    units = reading.try_file(f"{MAIN_FILE}: units", entry.units, read_units)
    _check_twice(reading, f"{MAIN_FILE}: rounds", [round_.code for round_ in entry.rounds])
    rounds = [
        _round(reading, f"{MAIN_FILE}: rounds[{index}]", each, units) for index, each in enumerate(entry.rounds)
    ]
    complete = tuple(round_ for round_ in rounds if round_ is not None)
    if reading.faults or units is None:
        raise PackageInvalid(reading.faults)
    privacy = Privacy(entry.privacy.controller.texts, entry.privacy.contact.texts, entry.privacy.retention_days)
    return ProvincePackage(entry.code, entry.name.texts, units, complete, privacy)


def _main_file(folder: Path) -> ProvinceFile:
    try:
        with (folder / MAIN_FILE).open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise PackageInvalid([Fault(str(folder / MAIN_FILE), "There is no such file.")]) from error
    data, found = read_yaml(raw)
    faults = [Fault(fault.where, fault.reason, **fault.params) for fault in found]
    entry = None
    if data is not None or not faults:
        try:
            entry = ProvinceFile.model_validate(data)
        except ValidationError as error:
            faults += schema_faults(error, data)
    if entry is None or faults:
        for fault in faults:
            fault.where = MAIN_FILE if fault.where == "file" else f"{MAIN_FILE}: {fault.where}"
        raise PackageInvalid(faults)
    return entry


def _round(
    reading: _Reading, where: str, entry: RoundEntry, units: tuple[UnitPlan, ...] | None
) -> RoundPlan | None:
    framework = reading.try_file(f"{where}.framework", entry.framework, load_framework)
    named = {each.form: index for index, each in reversed(list(enumerate(entry.campaigns)))}
    forms = {
        name: reading.try_file(f"{where}.campaigns[{index}].form", name, read_xlsform)
        for name, index in sorted(named.items())
    }
    _check_twice(reading, f"{where}.deadlines", [each.code for each in entry.deadlines])
    _check_twice(reading, f"{where}.campaigns", [each.code for each in entry.campaigns])
    if units is None:
        return None
    _check_types(reading, where, entry, units, framework)
    campaigns = [
        _campaign(reading, f"{where}.campaigns[{index}]", each, units, framework, forms[each.form])
        for index, each in enumerate(entry.campaigns)
    ]
    if framework is None:
        return None
    deadlines = tuple(
        DeadlinePlan(each.code, each.title.texts, reading.utc(each.due), each.unit_types)
        for each in entry.deadlines
    )
    return RoundPlan(
        entry.code,
        entry.title.texts,
        entry.status,
        framework,
        _scores(reading, where, entry, units, framework),
        entry.replay,
        deadlines,
        tuple(campaign for campaign in campaigns if campaign is not None),
    )


def _scores(
    reading: _Reading, where: str, entry: RoundEntry, units: tuple[UnitPlan, ...], framework: Framework
) -> Mapping[str, Entries]:
    """All sheets together; a unit stands in one of them."""
    scores: dict[str, Entries] = {}
    for index, name in enumerate(entry.scores):
        sheet = reading.try_file(f"{where}.scores[{index}]", name, lambda path: read_scores(path, units, framework))
        for code, entries in (sheet or {}).items():
            if code in scores:
                reading.fault(name, "The unit “{name}” is there twice.", name=code)
            scores[code] = entries
    return scores


def _check_twice(reading: _Reading, where: str, codes: Sequence[str]) -> None:
    for code in sorted({code for code in codes if codes.count(code) > 1}):
        reading.fault(where, "The code {code} is used twice.", code=code)


def _check_types(
    reading: _Reading, where: str, entry: RoundEntry, units: tuple[UnitPlan, ...], framework: Framework | None
) -> None:
    types = {unit.type for unit in units}
    for index, deadline in enumerate(entry.deadlines):
        for unknown in sorted(set(deadline.unit_types) - types):
            reading.fault(f"{where}.deadlines[{index}].unit_types", "There is no unit type {code}.", code=unknown)
    for unknown in sorted(types - set(framework.sets)) if framework else ():
        reading.fault(where, "The framework has no set for unit type {code}.", code=unknown)


def _campaign(
    reading: _Reading,
    where: str,
    entry: CampaignEntry,
    units: tuple[UnitPlan, ...],
    framework: Framework | None,
    form: Questionnaire | None,
) -> CampaignPlan | None:
    of_type = [unit.code for unit in units if unit.type == entry.rates]
    for name, codes in (("only", entry.only), ("without", entry.without)):
        for code in sorted(set(codes) - set(of_type)):
            reading.fault(f"{where}.{name}", "There is no unit {code} of type {type}.", code=code, type=entry.rates)
    rated = tuple(c for c in of_type if (not entry.only or c in entry.only) and c not in entry.without)
    if entry.rates and not rated:
        reading.fault(f"{where}.rates", "There is no unit of type {type}.", type=entry.rates)
    if entry.enough is not None and entry.enough > len(rated):
        reading.fault(f"{where}.enough", "The paper rates only {units} units.", units=len(rated))
    if entry.opens and entry.closes and entry.closes <= entry.opens:
        reading.fault(f"{where}.closes", "This lies before the opening.")
    if form is None:
        return None
    for target in sorted({place.target for place in form.places.values() if place.target} - {entry.rates}):
        reading.fault(entry.form, "The form rates units of type {code}, and the campaign another.", code=target)
    for language in sorted(set(form.languages) - set(LANGUAGES)):
        reading.fault(entry.form, "The bot does not speak the language {code} of this form.", code=language)
    if framework and entry.rates and entry.rates in framework.sets:
        known = framework.set_for(entry.rates).questions
        for question in form.questions():
            if question.criterion and question.criterion not in known:
                reading.fault(
                    f"{entry.form}: {question.name}",
                    "The framework has no survey criterion {code} for unit type {type}.",
                    code=question.criterion,
                    type=entry.rates,
                )
    return CampaignPlan(
        entry.code,
        entry.title.texts,
        entry.respondent_group,
        form,
        reading.utc(entry.opens) if entry.opens else None,
        reading.utc(entry.closes) if entry.closes else None,
        rated,
        entry.seats,
        entry.enough,
    )
