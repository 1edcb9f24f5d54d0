"""What was counted anew beside what was noted: each difference becomes a finding."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from bot.app.entities import Campaign
from bot.app.errors import UnreadableBallot
from bot.app.raw_ballots import Papers
from bot.app.recount_findings import Finding, FindingKind
from bot.app.recount_ports import CampaignBooks, StoredBallot, StoredCell
from bot.app.releasing import RULE
from bot.app.secrecy import Seal
from scoring import CellKey, Cells
from scoring.release import Counted
from surveys import Questionnaire, option_points, questions_per_criterion

__all__ = [
    "book_findings",
    "cell_findings",
    "document_findings",
    "level_findings",
    "replay_findings",
    "unreadable_findings",
]


def cell_findings(stored: Iterable[StoredCell], counted: Cells) -> Iterator[Finding]:
    """Cells that are not what the ballots make, and of which more is shown than there is."""
    live = {cell.key: cell for cell in stored}
    for key in sorted(live.keys() | counted.keys()):
        cell, n = live.get(key), counted.get(key, 0)
        if (cell.n if cell else 0) != n:
            yield _about(FindingKind.COUNT, key, cell.n if cell else None, n)
        if cell and not 0 <= cell.released <= cell.n:
            yield _about(FindingKind.RELEASED, key, cell.released, cell.n)


def level_findings(
    campaign: Campaign, form: Questionnaire, stored: Iterable[StoredCell], counted: Cells, *, final: bool
) -> Iterator[Finding]:
    """Levels of the campaign's cells that are shown as no release leaves them.

    Units of which a cell is not what the ballots make are left out: that is named, and says more.
    """
    families: dict[str, dict[CellKey, Counted]] = defaultdict(dict)
    named = set()
    for cell in stored:
        if cell.key.campaign == campaign.code:
            families[cell.key.unit][cell.key] = Counted(cell.n, cell.released)
            if cell.n != counted.get(cell.key, 0) or not 0 <= cell.released <= cell.n:
                named.add(cell.key.unit)
    scale, sizes = option_points(form), questions_per_criterion(form)
    for unit, family in sorted(families.items()):
        for each in () if unit in named else RULE.astray(family, scale, final=final, sizes=sizes):
            yield Finding(
                FindingKind.RELEASED,
                campaign.code,
                each.counted.released,
                each.counted.n,
                unit=unit,
                group=campaign.respondent_group,
                criterion=each.criterion,
                option="" if each.valid else ", ".join(_without_opinion(scale, each.criterion)),
            )


def document_findings(campaign: Campaign, used: Iterable[int], changed: Mapping[int, str]) -> Iterator[Finding]:
    """The questionnaires of the campaign, and those that ballots were answered on, which somebody changed."""
    for id_ in sorted({campaign.questionnaire_id, *used} & changed.keys()):
        yield Finding(FindingKind.QUESTIONNAIRE, campaign.code, document=changed[id_])


def replay_findings(counted: Cells, replayed: Cells) -> Iterator[Finding]:
    """Where the two ways of counting differ."""
    for key in sorted(counted.keys() | replayed.keys()):
        if counted.get(key, 0) != replayed.get(key, 0):
            yield _about(FindingKind.REPLAY, key, counted.get(key, 0), replayed.get(key, 0))


def unreadable_findings(
    unreadable: Iterable[tuple[StoredBallot, UnreadableBallot]], papers: Papers
) -> Iterator[Finding]:
    for ballot, reason in unreadable:
        yield Finding(
            FindingKind.UNREADABLE,
            papers.campaigns[ballot.campaign].code,
            unit="" if ballot.unit is None else papers.units.get(ballot.unit, ""),
            cluster=ballot.cluster,
            ballot=ballot.id,
            reason=reason,
        )


def book_findings(
    campaign: Campaign, books: CampaignBooks, seal: Seal | None, ballots: Mapping[str | None, int]
) -> Iterator[Finding]:
    """What else was written down about the ballots of a campaign; `ballots` by the unit of the whole paper.

    Every ballot stands in the ledger, holds a seat and used up an invitation at most. Sealing leaves of the ledger
    the number of consents, and makes every invitation a used one.
    """
    total = sum(ballots.values())
    if seal is None:
        noted = books.participations
        if books.used_tickets > total:
            yield Finding(FindingKind.TICKETS, campaign.code, books.used_tickets, total)
    else:
        noted = sum(seal.consents.values())
        if seal.ballots != total:
            yield Finding(FindingKind.SEAL, campaign.code, seal.ballots, total)
    if noted != total:
        yield Finding(FindingKind.LEDGER, campaign.code, noted, total)
    for unit in sorted(books.seats.keys() | books.held.keys() | ballots.keys(), key=lambda code: code or ""):
        seated = ballots.get(unit, 0) + books.held.get(unit, 0)
        if books.seats.get(unit, 0) != seated:
            yield Finding(FindingKind.SEATS, campaign.code, books.seats.get(unit), seated, unit=unit or "")


def _without_opinion(scale: Mapping[str, Mapping[str, Decimal | None]], criterion: str) -> Iterator[str]:
    return (option for option, points in scale.get(criterion, {}).items() if points is None)


def _about(kind: FindingKind, key: CellKey, stored: int | None, recounted: int) -> Finding:
    return Finding(
        kind,
        key.campaign,
        stored,
        recounted,
        unit=key.unit,
        group=key.group,
        cluster=key.cluster,
        criterion=key.criterion,
        option=key.option,
    )
