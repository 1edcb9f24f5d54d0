"""Every difference becomes a finding that names what differs."""

from __future__ import annotations

from datetime import date

import pytest

from bot.app.errors import UnreadableBallot
from bot.app.recount_compare import book_findings, cell_findings, replay_findings, unreadable_findings
from bot.app.recount_findings import Finding, FindingKind
from bot.app.recount_ports import CampaignBooks, StoredCell
from bot.app.secrecy import Seal
from scoring import CellKey
from tests.bot.app.papers import CITIZEN, make_papers, make_stored

CELL = CellKey("2026", "citizen", "gia_loc", "citizen", "xa_1", "tthc.dung_hen", "good")
OTHER = CELL._replace(option="poor")


def about(kind: FindingKind, key: CellKey, stored: int | None, recounted: int) -> Finding:
    return Finding(
        kind, key.campaign, stored, recounted, key.unit, key.group, key.cluster, key.criterion, key.option
    )


@pytest.mark.parametrize(
    ("stored", "counted", "found"),
    [
        ([StoredCell(CELL, 3, 0)], {CELL: 3}, []),
        ([StoredCell(CELL, 3, 3)], {CELL: 3}, []),
        ([StoredCell(CELL, 0, 0)], {}, []),
        ([StoredCell(CELL, 4, 0)], {CELL: 3}, [about(FindingKind.COUNT, CELL, 4, 3)]),
        ([StoredCell(CELL, 4, 0)], {}, [about(FindingKind.COUNT, CELL, 4, 0)]),
        ([], {CELL: 3}, [about(FindingKind.COUNT, CELL, None, 3)]),
        ([StoredCell(CELL, 3, 4)], {CELL: 3}, [about(FindingKind.RELEASED, CELL, 4, 3)]),
        ([StoredCell(CELL, 3, -1)], {CELL: 3}, [about(FindingKind.RELEASED, CELL, -1, 3)]),
        (
            [StoredCell(CELL, 2, 0), StoredCell(OTHER, 2, 0)],
            {CELL: 1, OTHER: 3},
            [about(FindingKind.COUNT, CELL, 2, 1), about(FindingKind.COUNT, OTHER, 2, 3)],
        ),
    ],
)
def test_cells_and_ballots(stored: list[StoredCell], counted: dict[CellKey, int], found: list[Finding]) -> None:
    assert list(cell_findings(stored, counted)) == found


@pytest.mark.parametrize(
    ("replayed", "found"),
    [
        ({CELL: 2}, []),
        ({CELL: 1}, [about(FindingKind.REPLAY, CELL, 2, 1)]),
        ({CELL: 2, OTHER: 1}, [about(FindingKind.REPLAY, OTHER, 0, 1)]),
        ({}, [about(FindingKind.REPLAY, CELL, 2, 0)]),
    ],
)
def test_two_ways_of_counting(replayed: dict[CellKey, int], found: list[Finding]) -> None:
    assert list(replay_findings({CELL: 2}, replayed)) == found


def test_a_ballot_that_cannot_be_read_is_named_with_the_reason() -> None:
    stored, reason = make_stored("{", cluster="xa_1"), UnreadableBallot("The answers are no JSON object.")
    (found,) = unreadable_findings([(stored, reason)], make_papers())
    assert found == Finding(
        FindingKind.UNREADABLE, "citizen", unit="gia_loc", cluster="xa_1", ballot=stored.id, reason=reason
    )


def books(*, took_part: int = 3, used: int = 3, seats: int = 3, held: int = 0) -> CampaignBooks:
    return CampaignBooks(took_part, used, {"gia_loc": seats}, {"gia_loc": held} if held else {})


def sealed(*, ballots: int = 3, consents: int = 3) -> Seal:
    return Seal(date(2026, 12, 1), ballots, 0, {"notice-1": consents - 1, "notice-2": 1})


@pytest.mark.parametrize(
    ("noted", "seal", "found"),
    [
        (books(), None, []),
        (books(seats=4, held=1), None, []),
        (books(used=0), None, []),  # ballots drawn by chance to try the bot out come without an invitation
        (books(took_part=2), None, [(FindingKind.LEDGER, "", 2, 3)]),
        (books(took_part=4), None, [(FindingKind.LEDGER, "", 4, 3)]),
        (books(used=4), None, [(FindingKind.TICKETS, "", 4, 3)]),
        (books(seats=4), None, [(FindingKind.SEATS, "gia_loc", 4, 3)]),
        (books(held=1), None, [(FindingKind.SEATS, "gia_loc", 3, 4)]),
        (books(took_part=0, used=9), sealed(), []),
        (books(took_part=0, used=9), sealed(consents=2), [(FindingKind.LEDGER, "", 2, 3)]),
        (books(took_part=0, used=9), sealed(ballots=4), [(FindingKind.SEAL, "", 4, 3)]),
    ],
)
def test_the_books_of_a_campaign(
    noted: CampaignBooks, seal: Seal | None, found: list[tuple[FindingKind, str, int, int]]
) -> None:
    campaign = make_papers().campaigns[CITIZEN]
    given = book_findings(campaign, noted, seal, {"gia_loc": 3})
    assert [(each.kind, each.unit, each.stored, each.recounted) for each in given] == found


def test_ballots_that_no_seats_are_for() -> None:
    campaign = make_papers().campaigns[CITIZEN]
    assert list(book_findings(campaign, books(seats=2), None, {"gia_loc": 2, None: 1})) == [
        Finding(FindingKind.SEATS, "citizen", None, 1)
    ]
