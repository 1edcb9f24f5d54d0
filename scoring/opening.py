"""Opening a file that somebody named: its first bytes, or the fault that says why not."""

from __future__ import annotations

from pathlib import Path

from scoring.errors import Fault, Faulty

__all__ = ["first_bytes"]


def first_bytes(path: Path | str, most: int, refusal: type[Faulty], where: str = "file") -> bytes:
    """The bytes of a file, one more than `most` at the utmost: so many say that it is too large.

    Raises `refusal` with one fault at `where` when the file cannot be opened.
    """
    try:
        with Path(path).open("rb") as file:
            return file.read(most + 1)
    except FileNotFoundError as error:
        raise refusal([Fault(where, "There is no such file.")]) from error
    except OSError as error:
        fault = Fault(where, "The file cannot be opened: {problem}.", problem=error.strerror or "?")
        raise refusal([fault]) from error
