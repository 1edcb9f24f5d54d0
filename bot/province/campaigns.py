"""A campaign as `province.yaml` has it, against the units, the form and the framework it names."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.app.package import CampaignPlan, UnitPlan
from bot.i18n import LANGUAGES
from bot.province.folder import Folder
from bot.province.round_files import RoundFiles
from bot.province.schema import CampaignEntry
from scoring import Framework, form_faults, unasked_criteria
from surveys import Questionnaire, option_points

__all__ = ["campaign_plan", "check_asked"]


def campaign_plan(
    folder: Folder, where: str, entry: CampaignEntry, units: tuple[UnitPlan, ...], files: RoundFiles, zone: ZoneInfo
) -> CampaignPlan | None:
    """The plan, or `None` where its form could not be read; what does not fit is kept as a fault of `folder`."""
    rated = _rated(folder, where, entry, units)
    if entry.enough is not None and entry.enough > len(rated):
        folder.fault(f"{where}.enough", "The paper rates only {units} units.", units=len(rated))
    if entry.opens and entry.closes and entry.closes <= entry.opens:
        folder.fault(f"{where}.closes", "This lies before the opening.")
    form = files.forms[entry.form]
    if files.framework and entry.rates and rated and entry.rates not in files.framework.sets:
        reason = "The framework has no set for unit type {code}."
        folder.fault(f"{where}.rates", reason, code=entry.rates)
    if form is None:
        return None
    _check_form(folder, where, entry, form, files.legible)
    return CampaignPlan(
        entry.code,
        entry.title.texts,
        entry.respondent_group,
        form,
        _utc(entry.opens, zone),
        _utc(entry.closes, zone),
        rated,
        entry.seats,
        entry.enough,
        entry.per_ticket,
    )


def check_asked(
    folder: Folder,
    where: str,
    entries: Sequence[CampaignEntry],
    plans: Sequence[CampaignPlan | None],
    framework: Framework,
    traits: Mapping[str, frozenset[str]],
) -> None:
    """Every surveyed criterion of a unit can be known: enough people are asked about it. `traits` are by unit.

    A unit that no campaign asks about is left alone: its survey may come with a later load.
    """
    for unit_type, unit_set in framework.sets.items():
        own = [plan for entry, plan in zip(entries, plans, strict=True) if plan and entry.rates == unit_type]
        unasked: defaultdict[str, list[str]] = defaultdict(list)
        for unit in dict.fromkeys(unit for plan in own for unit in plan.units):
            ballots: Counter[tuple[str, str]] = Counter()
            for plan in own:
                for code in option_points(plan.questionnaire) if unit in plan.units else ():
                    ballots[plan.respondent_group, code] += plan.seats
            for code in unasked_criteria(unit_set, traits.get(unit, frozenset()), ballots):
                unasked[code].append(unit)
        for code, units in unasked.items():
            reason = "No form asks enough people about {code} of {units}; its points would never be known."
            folder.fault(where, reason, code=code, units=", ".join(units))


def _rated(folder: Folder, where: str, entry: CampaignEntry, units: tuple[UnitPlan, ...]) -> tuple[str, ...]:
    """The codes of the units that the campaign asks about."""
    of_type = [unit.code for unit in units if unit.type == entry.rates]
    for name, codes in (("only", entry.only), ("without", entry.without)):
        for code in sorted(set(codes) - set(of_type)):
            folder.fault(f"{where}.{name}", "There is no unit {code} of type {type}.", code=code, type=entry.rates)
    rated = tuple(c for c in of_type if (not entry.only or c in entry.only) and c not in entry.without)
    if entry.rates and not rated:
        folder.fault(f"{where}.rates", "There is no unit of type {type}.", type=entry.rates)
    return rated


def _check_form(
    folder: Folder, where: str, entry: CampaignEntry, form: Questionnaire, framework: Framework | None
) -> None:
    for target in sorted({place.target for place in form.places.values() if place.target} - {entry.rates}):
        folder.fault(entry.form, "The form rates units of type {code}, and the campaign another.", code=target)
    for language in sorted(set(form.languages) - set(LANGUAGES)):
        folder.fault(entry.form, "The bot does not speak the language {code} of this form.", code=language)
    if framework is None or entry.rates is None or entry.rates not in framework.sets:
        return
    if entry.respondent_group not in framework.groups:
        reason = "The framework has no group of respondents {code}."
        folder.fault(f"{where}.respondent_group", reason, code=entry.respondent_group)
        return
    unit_set = framework.set_for(entry.rates)
    for fault in form_faults(unit_set, entry.respondent_group, option_points(form)):
        folder.fault(f"{entry.form}: {fault.where}", fault.reason, **fault.params)


def _utc(local: datetime | None, zone: ZoneInfo) -> datetime | None:
    return local.replace(tzinfo=zone).astimezone(UTC) if local else None
