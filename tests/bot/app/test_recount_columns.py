"""The quick count gives what folding ballot by ballot gives, whatever people wrote."""

from __future__ import annotations

import json
from collections.abc import Mapping

from hypothesis import example, given
from hypothesis import strategies as st

from bot.app.counting import as_ballot
from bot.app.recount_columns import Columns
from bot.app.recount_ports import StoredBallot
from scoring import BALLOTS, CellKey, fold
from surveys import Answer
from tests.bot.app.papers import CITIZEN, LEADERS, SEVERAL, UNITS, WITH_LIST, make_papers, make_stored
from tests.builders import POINTS

PAPERS = make_papers()
TEXTS = st.one_of(
    st.text(max_size=8),
    st.sampled_from(
        ['", "', '": "', "\\", '\\"', '"', "\n", "{", "}", '"}', "xin, chào", '", ', "\u2028", "[", '["']
    ),
)
OPTIONS = st.sampled_from(sorted(POINTS))
UNIT_IDS = st.sampled_from(sorted(UNITS))
CLUSTERS = st.sampled_from(["", "xa_1"])


def answered(**asked: st.SearchStrategy[Answer]) -> st.SearchStrategy[Mapping[str, Answer]]:
    """Any of these questions answered."""
    return st.fixed_dictionaries({}, optional=dict(asked))


ONE = st.builds(
    make_stored,
    answered(dung_hen=OPTIONS, thai_do=OPTIONS, gop_y=TEXTS),
    unit=UNIT_IDS,
    cluster=CLUSTERS,
)
MANY = st.builds(
    make_stored,
    st.fixed_dictionaries(
        {},
        optional={
            "chung": OPTIONS,
            "gop_y": TEXTS,
            **{f"{name}[{unit}]": OPTIONS for name in ("phoi_hop", "dung_hen") for unit in UNITS.values()},
            **{f"ly_do[{unit}]": TEXTS for unit in UNITS.values()},
        },
    ),
    form=st.just(SEVERAL),
    unit=st.sampled_from([None, 1]),
    campaign=st.just(LEADERS),
)
LISTED = st.builds(
    make_stored,
    answered(kenh=st.lists(OPTIONS, min_size=1, max_size=3, unique=True).map(tuple), dung_hen=OPTIONS),
    form=st.just(WITH_LIST),
    unit=UNIT_IDS,
)
BROKEN = st.builds(
    make_stored,
    st.sampled_from(
        [
            "",
            "null",
            "[]",
            '{"dung_hen": "good"',
            '{"dung_hen": "good", "thai_do"}',
            '{"dung_hen": "good", "thai_do": "go\nod"}',
            '{"dung_hen": "good"',
            '{"dung_hen": "good}',
            '{"}',
            '{": "}',
            '{"dung_hen": "good", "x": "y"}',
            '{"dung_hen": "good"} {"thai_do": "good"}',
            '{"dung_hen": 5}',
            '{"dung_hen": "good", ["a": "b"]}',
        ]
    ),
    unit=UNIT_IDS,
)


def folded(ballots: list[StoredBallot]) -> dict[CellKey, int]:
    """By another way: what is JSON is walked through with all the units there are."""
    return dict(
        fold(
            *(
                as_ballot(
                    PAPERS.campaigns[each.campaign],
                    PAPERS.forms[each.questionnaire],
                    json.loads(each.answers),
                    unit=UNITS.get(each.unit or 0),
                    units=tuple(UNITS.values()),
                    cluster=each.cluster,
                )
                for each in ballots
            )
        )
    )


def counted(*portions: list[StoredBallot]) -> Columns:
    columns = Columns(PAPERS)
    for portion in portions:
        columns.add(portion)
    return columns


@given(st.lists(st.one_of(ONE, ONE, MANY, LISTED), max_size=30), st.integers(0, 30))
@example([make_stored({"gop_y": '", "'}), make_stored({"dung_hen": "good", "gop_y": '": "'})], 0)
def test_it_is_the_fold(ballots: list[StoredBallot], first: int) -> None:
    columns = counted(ballots[:first], ballots[first:])
    assert dict(columns.cells()) == folded(ballots)
    assert columns.unreadable == []
    assert sum(n for each in columns.ballots.values() for n in each.values()) == len(ballots)


@given(st.lists(ONE, max_size=10), st.lists(BROKEN, min_size=1, max_size=3), st.randoms(use_true_random=False))
def test_a_broken_ballot_is_named_and_counts_nothing(
    ballots: list[StoredBallot], broken: list[StoredBallot], random: object
) -> None:
    everything = [*ballots, *broken]
    random.shuffle(everything)  # type: ignore[attr-defined]
    columns = counted(everything)
    assert dict(columns.cells()) == folded(ballots)
    assert {each.id for each, _ in columns.unreadable} == {each.id for each in broken}


def test_ballots_are_counted_by_campaign_and_unit_of_the_paper() -> None:
    columns = counted(
        [
            make_stored({"dung_hen": "good"}, unit=1),
            make_stored({"dung_hen": "good"}, unit=1, cluster="xa_1"),
            make_stored({"gop_y": "…"}, unit=2),
            make_stored({}, form=SEVERAL, unit=None, campaign=LEADERS),
        ]
    )
    assert columns.ballots == {CITIZEN: {"gia_loc": 2, "thanh_ha": 1}, LEADERS: {None: 1}}
    own = {key.unit for key in columns.cells() if key.criterion == BALLOTS}
    assert own == {"gia_loc"}, "a paper without a rating is a ballot of its campaign, and rates no unit"


def test_memory_does_not_grow_with_what_people_write() -> None:
    columns = counted([make_stored({"dung_hen": "good", "gop_y": f"ý kiến {n}"}) for n in range(50)])
    (pile,) = columns._piles.values()
    assert list(pile._pieces) == ['dung_hen": "good"']
    assert len(pile._pieces.rating_of) == 2, "one for what is rated, one for all that is written"
    assert columns._others == {}, "and such papers are cut like the others"


def test_a_ballot_that_answers_a_question_twice_counts_as_it_is_read() -> None:
    twice = make_stored('{"dung_hen": "good", "dung_hen": "poor", "thai_do": "good"}')
    columns = counted([make_stored({"dung_hen": "good"}), twice])
    assert dict(columns.cells()) == folded([make_stored({"dung_hen": "good"}), twice])
