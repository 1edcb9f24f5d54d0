"""Commands that score without a database."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from fractions import Fraction

from bot.commands.data import FAILED, fail
from bot.i18n import Translator
from bot.settings import Settings
from scoring import Framework, TableReport, round_half_up

__all__ = ["score"]


def score(given: argparse.Namespace, _: Settings, t: Translator) -> int:
    from scoring import FrameworkInvalid, TableInvalid, UnknownCode, load_framework, load_table, score_table

    try:
        framework = load_framework(given.framework)
        unit_type = given.unit_type or next(iter(framework.sets))
        report = score_table(load_table(given.table), framework, unit_type)
    except (FrameworkInvalid, TableInvalid) as invalid:
        name = given.framework if isinstance(invalid, FrameworkInvalid) else given.table
        for fault in invalid.faults:
            print(f"{name}: {fault.where}: {t(fault.reason, **fault.params)}", file=sys.stderr)
        return FAILED
    except UnknownCode as unknown:
        known = ", ".join(unknown.known)
        return fail(t("The framework has no set {code}; it has {known}.", code=unknown.code, known=known))
    if given.json:
        print(json.dumps(report.as_json(), ensure_ascii=False, indent=2))
    else:
        print(_table(report, framework, unit_type, t))
    return 0


def _table(report: TableReport, framework: Framework, unit_type: str, t: Translator) -> str:
    """The report for the eye: one line a unit in rank order, then the means of the domains."""
    decimals = framework.rounding.decimals

    def shown(value: Fraction | None) -> str:
        return t("–") if value is None else t.number(round_half_up(value, decimals))

    header = (t("Rank"), t("Unit"), t("Self"), t("Appraised"), t("%"), t("Grade"))
    lines = [header]
    for standing in report.standings:
        score = standing.score
        band = score.grade.band if score.grade else None
        lines.append(
            (
                str(standing.rank or "–"),
                standing.unit,
                shown(score.self_total),
                shown(score.appraised_total),
                shown(score.percent),
                band.name.in_language(t.language) if band else "–",
            )
        )
    lines.append(("", t("Mean"), shown(report.means.self_score), shown(report.means.appraised), "", ""))
    names = {domain.code: domain.name for domain in framework.set_for(unit_type).domains}
    lines += [
        (
            "",
            names[mean.code].in_language(t.language),
            shown(mean.self_score),
            shown(mean.appraised),
            shown(mean.percent),
            "",
        )
        for mean in report.means.domains
    ]
    return _aligned(lines)


def _aligned(lines: Sequence[tuple[str, ...]]) -> str:
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    numeric = {0, 2, 3, 4}
    return "\n".join(
        "  ".join(
            cell.rjust(widths[i]) if i in numeric else cell.ljust(widths[i]) for i, cell in enumerate(line)
        ).rstrip()
        for line in lines
    )
