"""Codes fit a deep link and say nothing; pseudonyms need the campaign's key."""

from __future__ import annotations

import hashlib
import hmac
import re
from random import Random

import pytest

from bot.app.codes import (
    ALPHABET,
    ROLE_PREFIX,
    TICKET_PREFIX,
    code_hash,
    invitation_pseudonym,
    new_code,
    parse_receipt,
    pseudonym,
    receipt_number,
)

KEY = bytes(range(32))


@pytest.mark.parametrize("prefix", [TICKET_PREFIX, ROLE_PREFIX])
def test_a_code_fits_a_deep_link_and_says_what_it_opens(prefix: str) -> None:
    code = new_code(prefix, Random(1).choice)
    assert re.fullmatch(r"[A-Za-z0-9_-]{1,64}", code)
    assert code.startswith(prefix)
    assert new_code(prefix, Random(2).choice) != code


def test_a_code_has_no_letters_that_are_mistaken_for_others() -> None:
    assert set("il1o0").isdisjoint(ALPHABET)
    assert len(set(ALPHABET)) == len(ALPHABET) == 31


def test_a_receipt_number_is_read_however_it_is_typed() -> None:
    number = receipt_number("YC", Random(1).choice)
    for typed in (number, number.lower(), number.replace("-", ""), f" {number[3:]} ", number.replace("-", " ")):
        assert parse_receipt("YC", typed) == number
    for typed in ("", "YC", number[:-1], f"{number}X", number.replace("YC", "PA"), "YC-0OIL-1111"):
        assert parse_receipt("YC", typed) is None


def test_a_code_cannot_be_guessed() -> None:
    letters = len(new_code(TICKET_PREFIX, Random(1).choice)) - len(TICKET_PREFIX)
    assert len(ALPHABET) ** letters > 2**59


def test_the_hash_does_not_depend_on_capitals_and_blanks_around() -> None:
    assert code_hash(" PABC23\n") == code_hash("pabc23") == hashlib.sha256(b"pabc23").hexdigest()
    assert code_hash("pabc23") != code_hash("pabc24")


def test_a_pseudonym_is_the_keyed_hash_of_the_person() -> None:
    assert pseudonym(KEY, 7_000_000_001) == hmac.new(KEY, b"7000000001", "sha256").hexdigest()


def test_a_pseudonym_is_another_one_under_another_key_and_for_another_person() -> None:
    assert len({pseudonym(KEY, 1), pseudonym(KEY, 2), pseudonym(KEY[::-1], 1)}) == 3


def test_an_invitation_has_a_pseudonym_of_its_own_that_says_nothing_of_a_person() -> None:
    ticket = code_hash("pabc23")
    assert invitation_pseudonym(KEY, ticket) == hmac.new(KEY, ticket.encode(), "sha256").hexdigest()
    assert invitation_pseudonym(KEY, ticket) != invitation_pseudonym(KEY[::-1], ticket)


def test_without_a_key_nobody_has_a_pseudonym() -> None:
    with pytest.raises(ValueError, match="no key"):
        pseudonym(b"", 1)
    with pytest.raises(ValueError, match="no key"):
        invitation_pseudonym(b"", code_hash("pabc23"))
