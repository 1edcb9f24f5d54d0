"""Codes that open something: tickets and role codes. Only hashes are stored; the code itself is shown once.

Receipt numbers are drawn from the same letters and open nothing.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Callable

__all__ = [
    "ROLE_PREFIX",
    "TICKET_PREFIX",
    "code_hash",
    "invitation_pseudonym",
    "new_code",
    "parse_receipt",
    "pseudonym",
    "receipt_number",
]

TICKET_PREFIX = "p"
ROLE_PREFIX = "m"
"""The first letter says what a code opens: `p` (phiếu) a paper, `m` (mã cán bộ) a role."""

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
"""No i, l, o, 0 or 1: codes are also read from paper and typed."""

CODE_LENGTH = 12
"""31^12 is more than 2^59: at Telegram's 30 updates a second nobody guesses one within a lifetime."""

NUMBER_LENGTH = 8


def new_code(prefix: str, choose: Callable[[str], str]) -> str:
    """A code that fits a deep link (`[A-Za-z0-9_-]`, 64 characters). `choose` draws one letter of a string."""
    return prefix + "".join(choose(ALPHABET) for _ in range(CODE_LENGTH))


def receipt_number(prefix: str, choose: Callable[[str], str]) -> str:
    """A number such as PA-7K2M-9QXD: read aloud and typed without doubt, and not to be guessed.

    31^8 is more than 2^39. `choose` draws one letter of a string.
    """
    letters = "".join(choose(ALPHABET) for _ in range(NUMBER_LENGTH)).upper()
    return f"{prefix}-{letters[:4]}-{letters[4:]}"


def parse_receipt(prefix: str, typed: str) -> str | None:
    """The number as `receipt_number` wrote it, however it was typed; `None` where it is none."""
    found = re.fullmatch(rf"(?:{prefix})?[\s-]*([A-Z2-9]{{4}})[\s-]*([A-Z2-9]{{4}})", typed.strip(), re.IGNORECASE)
    return f"{prefix}-{found[1]}-{found[2]}".upper() if found else None


def code_hash(code: str) -> str:
    """What is stored of a code: a plain hash is enough, for a code is random and long."""
    return hashlib.sha256(code.strip().lower().encode()).hexdigest()


def pseudonym(campaign_key: bytes, telegram_id: int) -> str:
    """HMAC-SHA-256 of the person under the campaign's key: without the key nobody gets from one to the other.

    Raises `ValueError` without a key: anybody could compute such a pseudonym.
    """
    return _keyed(campaign_key, str(telegram_id))


def invitation_pseudonym(campaign_key: bytes, ticket_hash: str) -> str:
    """HMAC-SHA-256 of a ticket, for the ledger of a campaign where invitations take part and not persons: nothing
    of the person is in it. A ticket's hash is no number, so that it never meets a person's pseudonym."""
    return _keyed(campaign_key, ticket_hash)


def _keyed(campaign_key: bytes, what: str) -> str:
    if not campaign_key:
        raise ValueError("a sealed campaign has no key, so nobody has a pseudonym in it")
    return hmac.new(campaign_key, what.encode(), hashlib.sha256).hexdigest()
