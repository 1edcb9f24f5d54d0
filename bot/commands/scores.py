"""Commands that score without a database."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

from bot.commands.data import FAILED, fail
from bot.i18n import Translator
from bot.settings import Settings
from scoring import Fault, Framework, TableReport, round_half_up

__all__ = ["audit", "estimate", "score"]


_PAIR = 2


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


def audit(given: argparse.Namespace, _: Settings, t: Translator) -> int:
    """Compares published tables with the rules; 0 when it could, whether it found something or not."""
    from bot.province.sheets import read_grid
    from scoring import FrameworkInvalid, TableInvalid, UnknownCode, load_framework
    from scoring.audit import audit_tables

    tables: Sequence[Path] = given.tables
    if len(tables) > _PAIR:
        return fail(t("At most two tables can be compared at once."))
    refused: list[tuple[Path, Fault]] = []
    framework, grids = None, []
    try:
        framework = load_framework(given.framework) if given.framework else None
    except FrameworkInvalid as invalid:
        refused += ((given.framework, fault) for fault in invalid.faults)
    for table in tables:
        try:
            grids.append(read_grid(table, given.sheet))
        except TableInvalid as invalid:
            refused += ((table, fault) for fault in invalid.faults)
    if refused:
        return _refused(refused, t)
    aliases, wrong = _aliases(given.alias, given.aliases)
    if wrong is not None:
        return fail(t("An alias is written A=B, with one name on each side: {text}", text=wrong))
    try:
        found = audit_tables(grids, framework=framework, unit_type=given.unit_type, aliases=aliases)
    except TableInvalid as invalid:
        return _refused([(tables[0], fault) for fault in invalid.faults], t)
    except UnknownCode as unknown:
        known = ", ".join(unknown.known)
        return fail(t("The framework has no set {code}; it has {known}.", code=unknown.code, known=known))
    if given.json:
        print(json.dumps(found.as_json(), ensure_ascii=False, indent=2))
        return 0
    print("\n".join(found.lines(t)))
    compared = sum(sum(table.checked.values()) for table in found.tables)
    print(
        t.many(
            "{n} finding in {cells} compared cells.",
            "{n} findings in {cells} compared cells.",
            len(found.findings),
            cells=compared,
        )
    )
    return 0


def _aliases(given: Sequence[str], file: Path | None) -> tuple[dict[str, str], str | None]:
    """The pairs of names, or the first text that is no pair; blank lines and # comments of the file are skipped."""
    texts = list(given)
    try:
        lines = file.read_text("utf-8-sig").splitlines() if file else []
    except (OSError, UnicodeDecodeError) as error:
        return {}, f"{file}: {error}"
    texts += (line for line in lines if line.strip() and not line.lstrip().startswith("#"))
    pairs = [text.partition("=") for text in texts]
    for text, (one, _, other) in zip(texts, pairs, strict=True):
        if not one.strip() or not other.strip():
            return {}, text
    return {one.strip(): other.strip() for one, _, other in pairs}, None


def estimate(given: argparse.Namespace, _: Settings, t: Translator) -> int:
    from scoring import DesignInvalid, TableInvalid, load_design, load_ratings, report_estimate

    refused: list[tuple[Path, Fault]] = []
    request, answers = None, None
    try:
        request = load_design(given.design)
    except DesignInvalid as invalid:
        refused += ((given.design, fault) for fault in invalid.faults)
    try:
        answers = load_ratings(given.ratings)
    except TableInvalid as invalid:
        refused += ((given.ratings, fault) for fault in invalid.faults)
    report = None
    if request and answers:
        try:
            report = report_estimate(answers, request)
        except DesignInvalid as invalid:
            refused += ((given.ratings, fault) for fault in invalid.faults)
    if report is None:
        return _refused(refused, t)
    values = report.as_json()
    if given.json:
        print(json.dumps(values, ensure_ascii=False, indent=2))
    else:
        print(
            "\n".join(
                f"{name:<15}{value if value is not None else t('not estimable')}" for name, value in values.items()
            )
        )
    return 0


def _refused(refused: Sequence[tuple[Path, Fault]], t: Translator) -> int:
    for path, fault in refused:
        print(f"{path}: {fault.where}: {t(fault.reason, **fault.params)}", file=sys.stderr)
    return FAILED


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
