"""What was counted anew beside what was noted: each difference becomes a finding."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from bot.app.entities import Campaign
from bot.app.errors import UnreadableBallot
from bot.app.raw_ballots import Papers
from bot.app.recount_findings import Finding, FindingKind
from bot.app.recount_ports import CampaignBooks, StoredBallot, StoredCell
from bot.app.secrecy import Seal
from scoring import CellKey, Cells

__all__ = ["book_findings", "cell_findings", "replay_findings", "unreadable_findings"]


def cell_findings(stored: Iterable[StoredCell], counted: Cells) -> Iterator[Finding]:
    """Cells that are not what the ballots make, and of which more is shown than there is."""
    live = {cell.key: cell for cell in stored}
    for key in sorted(live.keys() | counted.keys()):
        cell, n = live.get(key), counted.get(key, 0)
        if (cell.n if cell else 0) != n:
            yield _about(FindingKind.COUNT, key, cell.n if cell else None, n)
        if cell and not 0 <= cell.released <= cell.n:
            yield _about(FindingKind.RELEASED, key, cell.released, cell.n)


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
            unit=papers.unit(ballot) or "",
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
