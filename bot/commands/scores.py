"""Commands that score without a database."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

from bot.commands.output import FAILED, aligned, fail, print_json
from bot.i18n import Translator
from bot.settings import Settings
from scoring import Fault, Framework, ScoreTable, TableReport, round_half_up

__all__ = ["audit", "estimate", "score"]


_PAIR = 2


def score(given: argparse.Namespace, _: Settings, t: Translator) -> int:
    from scoring import FrameworkInvalid, TableInvalid, UnknownCode, load_framework, load_table, score_table

    try:
        framework = load_framework(given.framework)
        table = load_table(given.table)
    except (FrameworkInvalid, TableInvalid) as invalid:
        name = given.framework if isinstance(invalid, FrameworkInvalid) else given.table
        return _refused([(name, fault) for fault in invalid.faults], t)
    unit_type = given.unit_type or next(iter(framework.sets))
    try:
        report = score_table(table, framework, unit_type)
    except TableInvalid as invalid:
        _refused([(given.table, fault) for fault in invalid.faults], t)
        return fail(_other_sets(table, framework, unit_type, t)) if len(framework.sets) > 1 else FAILED
    except UnknownCode as unknown:
        known = ", ".join(unknown.known)
        return fail(t("The framework has no set {code}; it has {known}.", code=unknown.code, known=known))
    if given.json:
        print_json({"set": unit_type, **report.as_json()})
    else:
        print(_table(report, framework, unit_type, t))
        others = ", ".join(each for each in framework.sets if each != unit_type)
        if others:
            print(
                t("Scored by the set {code}; --set chooses another one: {others}.", code=unit_type, others=others)
            )
    return 0


def _other_sets(table: ScoreTable, framework: Framework, unit_type: str, t: Translator) -> str:
    """Which set of the framework would take the table."""
    from scoring import table_faults

    fitting = [code for code in framework.sets if not table_faults(table, framework.set_for(code))]
    if fitting:
        return t(
            "The set {code} was used; the table fits --set {fitting}.", code=unit_type, fitting=" / ".join(fitting)
        )
    known = ", ".join(framework.sets)
    return t(
        "The set {code} was used; --set chooses one of: {known}. None of them fits.", code=unit_type, known=known
    )


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
        print_json(found.as_json())
        return 0
    for line in found.lines(t):
        print(line)
    compared = sum(sum(table.checked.values()) for table in found.tables)
    print(
        t.many(
            "{n} finding in {cells} compared cells.",
            "{n} findings in {cells} compared cells.",
            len(found.findings),
            cells=compared,
        )
    )
    if not compared:
        print(t("Nothing could be compared: no rank, grade, sum or mean stands beside numbers it follows from."))
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
        print_json(values)
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
    return "\n".join(aligned(lines, right={0, 2, 3, 4}))
