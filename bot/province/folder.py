"""A province's folder: its files are read one by one, and what is wrong with them is gathered."""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from os.path import realpath
from pathlib import Path
from typing import TypeVar

from scoring import Fault, Faulty
from scoring.place import Place
from surveys import Fault as FormFault
from surveys import FormInvalid

__all__ = ["MAIN_FILE", "Folder"]

MAIN_FILE = "province.yaml"
_T = TypeVar("_T")


@dataclass
class Folder:
    """The folder being read and the faults found so far."""

    path: Path
    faults: list[Fault] = field(default_factory=list)

    def fault(self, where: str, reason: str, **params: object) -> None:
        self.faults.append(Fault(where, reason, **params))

    def keep(self, name: str, found: Iterable[Fault | FormFault]) -> None:
        """Faults found in the file `name`, each under its name."""
        for fault in found:
            whole = fault.where in {"", "file", Path(name).name}
            self.fault(name if whole else f"{name}: {fault.where}", fault.reason, **fault.params)

    def read(self, named: Place, read: Callable[[Path], _T]) -> _T | None:
        """What `read` makes of the file that `province.yaml` names here.

        `None` with its faults kept under the file's name; `None` as well where no name is given, which is a fault
        of `province.yaml` itself.
        """
        name = (named.text or "").strip()
        path = self._inside(f"{MAIN_FILE}: {named.where}", name) if name else None
        if path is None:
            return None
        try:
            return read(path)
        except OSError as error:
            self.fault(name, "The file cannot be opened: {problem}.", problem=error.strerror or "?")
        except (FormInvalid, Faulty) as invalid:
            self.keep(name, invalid.faults)
        return None

    def _inside(self, where: str, name: str) -> Path | None:
        """The file's path, if it is a file in the folder."""
        path = self.path / name
        try:
            if not Path(realpath(path)).is_relative_to(realpath(self.path)):
                raise ValueError(name)
            if stat.S_ISREG(path.stat().st_mode):
                return path
            self.fault(where, "There is no file {name}.", name=name)
        except ValueError:  # outside, or a name with a null character
            self.fault(where, "{name} lies outside the folder.", name=name)
        except (FileNotFoundError, NotADirectoryError):
            self.fault(where, "There is no file {name}.", name=name)
        except OSError as error:  # a link that leads back to itself, a name that is too long
            self.fault(where, "The file cannot be opened: {problem}.", problem=error.strerror or "?")
        return None
