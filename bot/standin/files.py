"""Files in both directions: bytes in memory, or on disk when the world is kept."""

from __future__ import annotations

import mimetypes
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from bot.standin.limits import KEPT_FILE_BYTES
from bot.standin.state import StoredFile, World

_FOLDERS = {"photo": "photos", "document": "documents", "voice": "voice", "sticker": "stickers"}


@dataclass(frozen=True)
class Upload:
    """A file as it arrives in a request."""

    name: str
    mime: str
    data: bytes


class FileStore:
    """Names are the stand-in's own, so nothing a person or a bot sends becomes a path."""

    def __init__(self, world: World, folder: Path | None = None) -> None:
        self._world = world
        self._folder = folder
        self._memory: dict[str, bytes] = {}
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)

    def put(self, kind: str, upload: Upload) -> StoredFile:
        """Keep an upload and name it."""
        self._world.last_file += 1
        number = self._world.last_file
        suffix = PurePosixPath(upload.name).suffix.lower()
        if not suffix[1:].isalnum() or not suffix.isascii():
            suffix = mimetypes.guess_extension(upload.mime) or ""
        stored = StoredFile(
            file_id=f"standin-{kind}-{number}",
            unique_id=f"standin{number}",
            path=f"{_FOLDERS[kind]}/file_{number}{suffix}",
            size=len(upload.data),
            name=upload.name,
            mime=upload.mime,
        )
        self._world.files[stored.file_id] = stored
        if self._folder is None:
            self._memory[stored.file_id] = upload.data
        else:
            (self._folder / stored.file_id).write_bytes(upload.data)
        self._forget_oldest()
        return stored

    def get(self, file_id: str) -> StoredFile | None:
        return self._world.files.get(file_id)

    def at_path(self, path: str) -> StoredFile | None:
        return next((stored for stored in self._world.files.values() if stored.path == path), None)

    def read(self, stored: StoredFile) -> bytes:
        if self._folder is None:
            return self._memory[stored.file_id]
        return (self._folder / stored.file_id).read_bytes()

    def _forget_oldest(self) -> None:
        total = sum(stored.size for stored in self._world.files.values())
        while total > KEPT_FILE_BYTES and len(self._world.files) > 1:
            oldest = next(iter(self._world.files))
            total -= self._world.files.pop(oldest).size
            if self._folder is None:
                del self._memory[oldest]
            else:
                (self._folder / oldest).unlink(missing_ok=True)
