"""Commands that score without a database."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import TypeVar

from bot.commands.adding import Commands
from bot.commands.output import FAILED, aligned, fail, print_json, tell
from bot.i18n import Translator
from bot.settings import Settings
from scoring import Fault, Faulty, Framework, TableReport, round_half_up

__all__ = ["add_to", "audit", "estimate", "score"]

_T = TypeVar("_T")
_PAIR = 2


def add_to(commands: Commands) -> None:
    t = commands.t
    file, unit_type = t("FILE"), t("UNIT_TYPE")

    command = commands.add("score", score, t("totals, grades and ranks of a score table; needs no database"))
    command.add_argument("table", type=Path, metavar=file)
    command.add_argument("--framework", type=Path, required=True, metavar=file, help=t("the framework file"))
    command.add_argument(
        "--set",
        dest="unit_type",
        metavar=unit_type,
        help=t("the unit type whose set applies; the one that fits if left out"),
    )
    commands.add_json(command)

    command = commands.add(
        "estimate", estimate, t("a mean with its standard error and interval; needs no database")
    )
    command.add_argument(
        "ratings", type=Path, metavar=file, help=t("CSV with group, cluster and value; no value is no information")
    )
    command.add_argument(
        "--design",
        type=Path,
        required=True,
        metavar=file,
        help=t("YAML with groups (N, weight, clusters), weights, fpc, lone_psu and interval: docs/estimate.md"),
    )
    commands.add_json(command)

    command = commands.add("audit", audit, t("published tables against the rules; needs no database"))
    command.add_argument(
        "tables", type=Path, nargs="+", metavar=file, help=t("CSV or XLSX; two are compared with each other")
    )
    command.add_argument("--framework", type=Path, metavar=file, help=t("the framework file"))
    command.add_argument(
        "--set",
        dest="unit_type",
        metavar=unit_type,
        help=t("the unit type whose set applies; the one that fits if left out"),
    )
    command.add_argument("--alias", action="append", default=[], metavar="A=B", help=t("two names of one unit"))
    command.add_argument("--aliases", type=Path, metavar=file, help=t("a file with one A=B a line"))
    command.add_argument(
        "--sheet", metavar=t("SHEET_NAME"), help=t("the sheet of a workbook; the first one if left out")
    )
    commands.add_json(command)


def score(given: argparse.Namespace, _: Settings, t: Translator) -> int:
    from bot.app.names import find_set
    from scoring import load_framework, load_table, score_table, table_faults

    framework = _read(given.framework, load_framework, t)
    table = _read(given.table, load_table, t)
    if framework is None or table is None:
        return FAILED
    faults = {code: table_faults(table, framework.set_for(code)) for code in framework.sets}
    named = given.unit_type and find_set(framework, given.unit_type)
    unit_type = named or min(faults, key=lambda code: len(faults[code]))
    if faults[unit_type]:
        return _unfit(given.table, unit_type, faults, t)
    report = score_table(table, framework, unit_type)
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


def _unfit(path: Path, unit_type: str, faults: Mapping[str, Sequence[Fault]], t: Translator) -> int:
    """Say which set would take the table or, where none does, what is wrong with it by the set `unit_type`."""
    fitting = " / ".join(code for code, found in faults.items() if not found)
    if fitting:
        return fail(t("The set {code} was used; the table fits --set {fitting}.", code=unit_type, fitting=fitting))
    if len(faults) > 1:
        known = ", ".join(faults)
        fail(t("The table fits no set ({known}). What the set {code} does not take:", known=known, code=unit_type))
    tell(faults[unit_type], t, path)
    return FAILED


def audit(given: argparse.Namespace, _: Settings, t: Translator) -> int:
    """Compares published tables with the rules; 0 when it could, whether it found something or not."""
    from bot.app.names import find_set
    from bot.province.sheets import read_grid
    from scoring import load_framework
    from scoring.audit import audit_tables

    tables: Sequence[Path] = given.tables
    if len(tables) > _PAIR:
        return fail(t("At most two tables can be compared at once."))
    framework = _read(given.framework, load_framework, t) if given.framework else None
    read = [_read(table, lambda path: read_grid(path, given.sheet), t) for table in tables]
    grids = [grid for grid in read if grid is not None]
    if len(grids) < len(tables) or (given.framework and framework is None):
        return FAILED
    aliases, wrong = _aliases(given.alias, given.aliases)
    if wrong is not None:
        return fail(t("An alias is written A=B, with one name on each side: {text}", text=wrong))
    unit_type = find_set(framework, given.unit_type) if framework and given.unit_type else None
    found = _read(
        tables[0], lambda _: audit_tables(grids, framework=framework, unit_type=unit_type, aliases=aliases), t
    )
    if found is None:
        return FAILED
    if given.json:
        print_json(found.as_json())
        return 0
    if not found.compared:
        print(t("Nothing could be compared: no rank, grade, sum or mean stands beside numbers it follows from."))
        return 0
    for line in found.lines(t):
        print(line)
    print(
        t.many(
            "{n} finding in {cells} compared cells.",
            "{n} findings in {cells} compared cells.",
            len(found.findings),
            cells=found.compared,
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
    from bot.commands.estimate_text import estimate_text
    from scoring import load_design, load_ratings, report_estimate

    request = _read(given.design, load_design, t)
    answers = _read(given.ratings, load_ratings, t)
    if request is None or answers is None:
        return FAILED
    report = _read(given.ratings, lambda _: report_estimate(answers, request), t)
    if report is None:
        return FAILED
    if given.json:
        print_json(report.as_json())
    else:
        print(estimate_text(report, t))
    return 0


def _read(path: Path, read: Callable[[Path], _T], t: Translator) -> _T | None:
    """What `read` makes of a file; None where it refuses it, once its faults are told."""
    try:
        return read(path)
    except Faulty as invalid:
        tell(invalid.faults, t, path)
        return None


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
