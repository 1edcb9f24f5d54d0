"""The audit of one table: each root cause with what follows from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from scoring.audit.blanks import Blank, blanks
from scoring.audit.cells import Cells
from scoring.audit.counting import counts, with_counts
from scoring.audit.expectation import Expected, column_summaries, depending, printed_ranks
from scoring.audit.finding import Cause, Finding, Reason
from scoring.audit.guess import misprinted_total
from scoring.audit.header import SIDES, Column, Side
from scoring.audit.misprint import misprinted_part, with_sums_beneath
from scoring.audit.number import as_beside, for_people
from scoring.audit.ranking import RankMethod, best_method, rank_faults
from scoring.audit.reading import PublishedTable
from scoring.audit.rules import Rules, most_of
from scoring.audit.totals import WrongTotal, beside, cell_value, sum_cause, sums_of, swapped, wrong_totals
from scoring.audit.units import named_twice

__all__ = ["Sums", "TableAudit", "audit_one"]

Sums = Mapping[Side, Mapping[str, Fraction]]


@dataclass(frozen=True, slots=True)
class TableAudit:
    """The findings in one table, and how many cells of each kind were compared."""

    findings: tuple[Finding, ...]
    checked: Mapping[str, int]
    rank_method: RankMethod | None


def audit_one(table: PublishedTable, rules: Rules | None, *, number: int, sums: Sums | None = None) -> TableAudit:
    """Recompute everything in table `number` that depends on something else in it, or on `rules`.

    `sums` are the totals that another table gives; without them they are the sums of the parts printed here.
    """
    return _Auditor(table, number, rules, sums).run()


class _Auditor:
    def __init__(self, table: PublishedTable, number: int, rules: Rules | None, sums: Sums | None) -> None:
        self.table, self.number, self.rules = table, number, rules
        self.sums = sums or {side: sums_of(table, side) for side in SIDES}
        self.from_other_table = sums is not None
        self.method: RankMethod = (
            rules.method if rules else best_method(self.printed("appraised"), printed_ranks(table))
        )
        self.checked: Counter[str] = Counter()
        self.blank: tuple[Blank, ...] = ()

    def run(self) -> TableAudit:
        findings = [
            *Cells(self.table, self.number, self.rules, self.explained()).findings(),
            *named_twice(self.table, self.number),
        ]
        for side in SIDES:
            findings += self.side(side)
        findings = self.counted(with_sums_beneath(findings, self.table))
        ranked = self.table.one("rank") is not None
        return TableAudit(tuple(findings), dict(self.checked), self.method if ranked else None)

    def counted(self, findings: list[Finding]) -> list[Finding]:
        """With wrong counts: by the printed grades, unless the right grades fit what is printed better."""
        right = {each.unit: each.grade for each in self.blank}
        right |= {each.unit: each.computed for each in findings if each.kind == "grade"}
        by_print, by_right = list(counts(self.table)), list(counts(self.table, right))
        made_from_right = sum(each.holds for each in by_right) > sum(each.holds for each in by_print)
        if not made_from_right:
            findings = [with_counts(finding, self.table) for finding in findings]
        compared = self.compared(by_right if made_from_right else by_print)
        return findings + [each.finding(self.number) for each in compared if not each.holds]

    def explained(self) -> dict[Side, frozenset[str]]:
        """The units of each side whose totals differ from their sums, or are those of the other table."""
        wrong = {
            side: {each.row.unit for each in wrong_totals(self.table, side, self.sums[side])} for side in SIDES
        }
        return {side: frozenset(self.sums[side] if self.from_other_table else wrong[side]) for side in SIDES}

    def printed(self, side: Side) -> dict[str, Fraction]:
        """The total of each unit as printed, or its computed sum where none is printed."""
        column = self.table.one("total", side)
        values = {row.unit: cell_value(row, column) if column else None for row in self.table.rows}
        known = {unit: self.sums[side].get(unit) if value is None else value for unit, value in values.items()}
        return {unit: value for unit, value in known.items() if value is not None}

    def side(self, side: Side) -> list[Finding]:
        """Everything that depends on the scores of one side."""
        wrong = wrong_totals(self.table, side, self.sums[side])
        column = self.table.one("total", side)
        if column:
            self.checked["sum"] += sum(row.unit in self.sums[side] for row in self.table.rows)
        means = {
            part: self.compared(list(column_summaries(self.table, part, self.values(part), self.rules)))
            for part in self.table.having("component", side)
        }
        totals = self.printed(side)
        roots = self.roots(wrong)
        fixes = {each.row.unit: _corrected(each, partner) for each, partner in roots}
        beyond = self.beyond(wrong)
        misprints = {
            unit for unit, fixed in fixes.items() if unit not in beyond and self.fits_better(totals, fixed, side)
        }
        used = dict(totals)
        for unit in misprints:
            used |= fixes[unit]
        findings: list[Finding] = []
        for each, partner in roots:
            part = None if partner else misprinted_part(each, self.table, means)
            if part:
                fitting = [
                    mean.finding(self.number, Cause(Reason.FOLLOWS))
                    for mean in means[part.column]
                    if not mean.holds
                ]
                means[part.column] = []
                findings.append(part.finding(self.number, [self.wrong(each, Cause(Reason.FOLLOWS)), *fitting]))
                continue
            cause = self.cause(each, partner, alone=each.row.unit in misprints)
            beneath = [self.wrong(partner, Cause(Reason.FOLLOWS))] if partner else []
            if each.row.unit in beyond:
                likely = cause.reason is Reason.DOES_NOT_ADD_UP
                cause = Cause(Reason.PARTS_ABOVE, {"maximum": beyond[each.row.unit]}) if likely else cause
            else:
                beneath += self.following(used, fixes[each.row.unit], side)
            findings.append(replace(self.wrong(each, cause), consequences=tuple(beneath)))
        findings += [each.finding(self.number) for rest in means.values() for each in rest if not each.holds]
        if side == "appraised":
            self.blank = tuple(blanks(self.table, used, self.rules, self.method))
            findings += [each.finding(self.number) for each in self.blank]
        return [*findings, *self.own(used, side)]

    def beyond(self, wrong: Sequence[WrongTotal]) -> dict[str, Decimal]:
        """The maximum of each total whose parts give more than that: they are no better than what is printed."""
        most = {each.row.unit: most_of(each.column, self.table, self.rules) for each in wrong}
        return {
            each.row.unit: for_people(maximum)
            for each in wrong
            if (maximum := most[each.row.unit]) is not None and each.computed > maximum
        }

    def values(self, column: Column) -> dict[str, Fraction]:
        found = {row.unit: cell_value(row, column) for row in self.table.rows}
        return {unit: value for unit, value in found.items() if value is not None}

    def roots(self, wrong: Sequence[WrongTotal]) -> list[tuple[WrongTotal, WrongTotal | None]]:
        """Wrong totals, those that have changed places as one."""
        pairs = swapped(wrong)
        second = {other.row.unit for _, other in pairs}
        partners = {one.row.unit: other for one, other in pairs}
        return [(each, partners.get(each.row.unit)) for each in wrong if each.row.unit not in second]

    def fits_better(self, totals: Mapping[str, Fraction], fixed: Mapping[str, Fraction], side: Side) -> bool:
        """Whether what depends on a total was made from its parts, so that only the total itself is misprinted."""
        return len(self.failing({**totals, **fixed}, side)) < len(self.failing(totals, side))

    def failing(self, totals: Mapping[str, Fraction], side: Side) -> list[Expected]:
        return [each for each in depending(self.table, side, totals, self.rules, self.method) if not each.holds]

    def following(self, used: Mapping[str, Fraction], fixed: Mapping[str, Fraction], side: Side) -> list[Finding]:
        """The cells that change once the totals in `fixed` are right."""
        before = {each.key: each for each in depending(self.table, side, used, self.rules, self.method)}
        after = depending(self.table, side, {**used, **fixed}, self.rules, self.method)
        return [
            each.finding(self.number, Cause(Reason.FOLLOWS))
            for each in after
            if not each.holds and each.key in before and before[each.key].computed != each.computed
        ]

    def own(self, totals: Mapping[str, Fraction], side: Side) -> Iterator[Finding]:
        """What disagrees with the totals that were used, ranks by their root causes."""
        expected = self.compared(depending(self.table, side, totals, self.rules, self.method))
        placed = [each for each in expected if each.kind in {"rank", "grade"}]
        ranks = {each.label: each for each in placed if each.kind == "rank"}
        faults = rank_faults(totals, printed_ranks(self.table), self.method) if ranks else []
        wrong_grades = [each for each in placed if each.kind == "grade" and not each.holds]
        guess = self.guess(totals) if len(faults) + len(wrong_grades) > 1 else None
        if guess:
            yield guess
        else:
            for fault in faults:
                follows = Cause(Reason.FOLLOWS)
                followers = tuple(ranks[unit].finding(self.number, follows) for unit in fault.followers)
                yield replace(ranks[fault.unit].finding(self.number, fault.cause), consequences=followers)
            yield from (each.finding(self.number) for each in wrong_grades)
        yield from (each.finding(self.number) for each in expected if each not in placed and not each.holds)

    def guess(self, totals: Mapping[str, Fraction]) -> Finding | None:
        """One misprinted total that explains every wrong rank and grade, where the table prints no parts."""
        column = self.table.one("total", "appraised")
        if column is None or self.sums["appraised"]:
            return None

        def failing(changed: Mapping[str, Fraction]) -> int:
            return sum(each.kind in {"rank", "grade"} for each in self.failing(changed, "appraised"))

        ranks = {unit: rank for unit, rank in printed_ranks(self.table).items() if unit in totals}
        likely = misprinted_total(totals, ranks, failing)
        row = next((row for row in self.table.rows if likely and row.unit == likely.unit), None)
        if likely is None or row is None:
            return None
        printed = row.texts[column.index]
        around = beside(self.table, row, column)
        low, high = as_beside(likely.low, printed, around), as_beside(likely.high, printed, around)
        return Finding(
            "total",
            unit=row.unit,
            column=column.title,
            printed=printed,
            computed=low if low == high else f"{low}–{high}",
            cause=Cause(Reason.TOTAL_MISPRINTED, {"low": low, "high": high}),
            table=self.number,
            row=row.number,
        )

    def wrong(self, each: WrongTotal, cause: Cause) -> Finding:
        return Finding(
            "total" if self.from_other_table else "sum",
            unit=each.row.unit,
            column=each.column.title,
            printed=each.printed,
            computed=each.computed_text,
            cause=cause,
            table=self.number,
            row=each.row.number,
        )

    def cause(self, each: WrongTotal, partner: WrongTotal | None, *, alone: bool) -> Cause:
        if partner:
            return Cause(Reason.SWAPPED_TOTALS, {"other": partner.row.unit})
        if self.from_other_table:
            return Cause(Reason.OTHER_TABLE, {"other": each.computed_text})
        likely = sum_cause(each, self.table)
        return Cause(Reason.ONLY_TOTAL_WRONG) if alone and likely.reason is Reason.DOES_NOT_ADD_UP else likely

    def compared(self, expected: list[Expected]) -> list[Expected]:
        self.checked.update(each.kind for each in expected)
        return expected


def _corrected(each: WrongTotal, partner: WrongTotal | None) -> dict[str, Fraction]:
    return {one.row.unit: one.computed for one in (each, partner) if one}
