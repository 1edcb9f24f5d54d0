"""Faults on request: the next calls of a method fail in a chosen way."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Literal, get_args

from bot.standin.state import Json

FaultKind = Literal["429", "500", "timeout", "drop_after"]
FAULT_KINDS: tuple[str, ...] = get_args(FaultKind)
EVERY_METHOD = "*"


@dataclass(kw_only=True)
class Fault:
    """``timeout`` never performs and never answers; ``drop_after`` performs, then cuts the line."""

    method: str
    kind: FaultKind
    times: int = 1
    retry_after: int = 1
    user_id: int | None = None


class Faults:
    """The faults still to happen, oldest first."""

    def __init__(self) -> None:
        self._waiting: list[Fault] = []

    def add(self, fault: Fault) -> None:
        self._waiting.append(fault)

    def clear(self) -> None:
        self._waiting.clear()

    def take(self, method: str, chat_id: object = None) -> Fault | None:
        """The fault that befalls this call, if any; it is used up by one."""
        for fault in self._waiting:
            named = fault.method == EVERY_METHOD or fault.method.lower() == method.lower()
            aimed = fault.user_id is None or str(fault.user_id) == str(chat_id)
            if named and aimed:
                fault.times -= 1
                if fault.times <= 0:
                    self._waiting.remove(fault)
                return fault
        return None

    def listing(self) -> list[Json]:
        return [asdict(fault) for fault in self._waiting]
