"""Codes that open something: tickets and role codes. Only hashes are stored; the code itself is shown once.

Receipt numbers are drawn from the same letters and open nothing.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable

__all__ = ["ROLE_PREFIX", "TICKET_PREFIX", "code_hash", "new_code", "pseudonym", "receipt_number"]

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


def code_hash(code: str) -> str:
    """What is stored of a code: a plain hash is enough, for a code is random and long."""
    return hashlib.sha256(code.strip().lower().encode()).hexdigest()


def pseudonym(campaign_key: bytes, telegram_id: int) -> str:
    """HMAC-SHA-256 of the person under the campaign's key: without the key nobody gets from one to the other.

    Raises `ValueError` without a key: anybody could compute such a pseudonym.
    """
    if not campaign_key:
        raise ValueError("a sealed campaign has no key, so nobody has a pseudonym in it")
    return hmac.new(campaign_key, str(telegram_id).encode(), hashlib.sha256).hexdigest()
