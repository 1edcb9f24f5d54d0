"""What the buttons carry, and what may come back from a broken client."""

from __future__ import annotations

import pytest

from bot.app.response import PaperRef
from bot.inbound.keys import MenuKey, PaperKey
from bot.inbound.menu import LanguageKey
from bot.inbound.privacy import PrivacyAct, PrivacyKey
from surveys import Act, Action, Go, Input, Pick, Type

TAPS: list[Input] = [*map(Act, Action), Pick(1), Pick(300), Go(1), Go(300)]
LARGEST = PaperRef(2**31 - 1, "ffffffff", 2**63 - 1)
MARK = "01234567"


@pytest.mark.parametrize("given", TAPS, ids=str)
@pytest.mark.parametrize("paper", [PaperRef(1, MARK, 0), PaperRef(7, "00000000", 123), LARGEST])
def test_a_button_says_which_paper_which_state_and_what_was_tapped(given: Input, paper: PaperRef) -> None:
    key = PaperKey.unpack(PaperKey.of(paper, given).pack())
    assert (key.paper, key.given) == (paper, given)


@pytest.mark.parametrize("given", TAPS, ids=str)
def test_telegram_carries_it_even_for_the_largest_ids(given: Input) -> None:
    assert len(PaperKey.of(LARGEST, given).pack().encode()) <= 64


def test_a_typed_text_fits_no_button() -> None:
    with pytest.raises(ValueError, match="typed"):
        PaperKey.of(PaperRef(1, MARK, 0), Type("x"))


@pytest.mark.parametrize(
    "data",
    [
        f"q:1:{MARK}:0:nonsense:0",
        f"q:1:{MARK}:0:PICK:0",
        f"q:1:{MARK}:0::0",
        f"q:1:{MARK}:0:pick:-1",
        f"q:1:{MARK}:0:pick:x",
        f"q:-1:{MARK}:0:pick:1",
        f"q:1:{MARK}:-1:pick:1",
        f"q:{2**31}:{MARK}:0:pick:1",
        f"q:1:{MARK}:{2**63}:pick:1",
        f"q:1:{MARK}:0:pick:{2**63}",
        f"q:1:{MARK}:0:pick",
        f"q:1:{MARK}:0:pick:1:2",
        "q:1:0:pick:1",
        "q:1::0:pick:1",
        "q:1:0123456:0:pick:1",
        "q:1:0123456G:0:pick:1",
        "q:1:012345678:0:pick:1",
        "q:::::",
        "q",
        "",
        f"x:1:{MARK}:0:pick:1",
    ],
)
def test_what_no_button_of_ours_carries_is_not_read(data: str) -> None:
    with pytest.raises((TypeError, ValueError)):
        PaperKey.unpack(data)


@pytest.mark.parametrize("data", ["l:", "l:xx", "l:VI", "l:../../etc", "l:vi:en"])
def test_only_a_spoken_language_can_be_chosen(data: str) -> None:
    with pytest.raises((TypeError, ValueError)):
        LanguageKey.unpack(data)


@pytest.mark.parametrize("act", PrivacyAct)
def test_a_button_about_ones_own_data_says_what_it_does(act: PrivacyAct) -> None:
    key = PrivacyKey(act=act, number="YC-7K2M-9QXD")
    assert PrivacyKey.unpack(key.pack()) == key


@pytest.mark.parametrize("act", ["", "KEEP", "nonsense"])
def test_nothing_else_is_done_about_ones_own_data(act: str) -> None:
    with pytest.raises((TypeError, ValueError)):
        PrivacyKey.unpack(PrivacyKey(act=PrivacyAct.KEEP).pack().replace("keep", act))


def test_a_menu_button_is_named_after_its_command() -> None:
    assert MenuKey.unpack(MenuKey(command="diem").pack()).command == "diem"
