"""Texts get the room that there is, and no more."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.inbound.fitting import fitted, units

TEXTS = st.lists(st.text(alphabet=st.sampled_from("aư 👍𝄞"), max_size=60), min_size=1, max_size=8)


def test_texts_that_have_room_stay_whole() -> None:
    assert fitted(6, ["abc", "", "👍x"]) == ["abc", "", "👍x"]


def test_the_longest_gives_way_and_the_short_ones_stay() -> None:
    assert fitted(10, ["abc", "x" * 50]) == ["abc", "xxxxxx…"]
    assert fitted(10, ["y" * 20, "x" * 50]) == ["yyyy…", "xxxx…"]


def test_half_a_letter_is_never_left() -> None:
    assert fitted(4, ["👍👍👍"]) == ["👍…"]


@given(texts=TEXTS, room=st.integers(8, 300))
def test_they_always_fit_together_and_only_where_they_must_they_are_cut(texts: list[str], room: int) -> None:
    shown = fitted(room, texts)
    assert sum(map(units, shown)) <= room
    assert (shown == texts) is (sum(map(units, texts)) <= room)
    for before, after in zip(texts, shown, strict=True):
        assert after == before or (after.endswith("…") and before.startswith(after[:-1]))
