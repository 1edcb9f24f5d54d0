from __future__ import annotations

import argparse
import re

import pytest

from bot.commands.values import explained, population, share, username, whole


@pytest.mark.parametrize("text", ["1", "5", " 3 "])
def test_a_whole_number_lies_within_its_bounds(text: str) -> None:
    assert whole(1, 5)(text) == int(text)


@pytest.mark.parametrize("text", ["0", "6", "-1", "2.5", "x", ""])
def test_another_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=re.escape(text) + "'?$"):
        whole(1, 5)(text)


@pytest.mark.parametrize("text", ["par_hd_bot", "@par_hd_bot", "https://t.me/par_hd_bot"])
def test_a_bot_is_named_as_people_write_it(text: str) -> None:
    assert username(text) == "par_hd_bot"


@pytest.mark.parametrize("text", ["bot", "abot", "1bot_bot", "par bot", "đăngbot", "NAME", "x" * 30 + "bot"])
def test_what_is_no_name_of_a_bot_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=text):
        username(text)


def test_capitals_make_no_difference_to_the_end_of_a_bots_name() -> None:
    assert username("ParHdBot") == "ParHdBot"


def test_what_cannot_be_read_is_answered_with_the_rule() -> None:
    read = explained(whole(1, 5), lambda text: f"{text} is not 1 to 5")
    assert read("3") == 3
    with pytest.raises(argparse.ArgumentTypeError, match="6 is not 1 to 5"):
        read("6")


def test_a_share_is_less_than_the_whole() -> None:
    assert (share("0"), share("0.25")) == (0, 0.25)
    for text in ("1", "-0.1", "nan"):
        with pytest.raises(ValueError, match=text):
            share(text)


def test_a_group_has_a_size() -> None:
    assert population("citizen=1580") == ("citizen", 1580)
    for size in ("", "0", "1000000001", "1.5"):
        with pytest.raises(ValueError, match=re.escape(size) + "'?$"):
            population(f"citizen={size}")
