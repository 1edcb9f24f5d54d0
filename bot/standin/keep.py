"""The world on disk: one JSON file, replaced atomically, beside a folder of files."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from bot.standin.errors import StandInError
from bot.standin.state import World

_ADAPTER = TypeAdapter(World)
_QUIET_SECONDS = 0.3  # changes within this time share one write


class Keeper:
    """Writes ``world`` into ``folder`` shortly after each change and once more at the end."""

    def __init__(self, world: World, folder: Path) -> None:
        self._world = world
        self._path = state_path(folder)
        self._changed = asyncio.Event()

    def touch(self) -> None:
        """Something may have changed."""
        self._changed.set()

    async def run(self) -> None:
        """Keep until cancelled."""
        while True:
            await self._changed.wait()
            await asyncio.sleep(_QUIET_SECONDS)
            self._changed.clear()
            await asyncio.to_thread(write, self._path, _ADAPTER.dump_json(self._world))

    def finish(self) -> None:
        """The last write, at shutdown."""
        write(self._path, _ADAPTER.dump_json(self._world))


def state_path(folder: Path) -> Path:
    return folder / "standin.json"


def load(folder: Path) -> World:
    """The kept world, or a new one; a damaged file is refused rather than overwritten."""
    path = state_path(folder)
    if not path.exists():
        return World()
    try:
        return _ADAPTER.validate_json(path.read_bytes())
    except ValidationError as error:
        raise StandInError(f"{path} does not hold a stand-in's state: {error}") from error


def write(path: Path, content: bytes) -> None:
    """Replace ``path`` in one step, so that a reader or a crash never sees half of it."""
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=path.name, delete=False) as draft:
        draft.write(content)
    Path(draft.name).replace(path)
