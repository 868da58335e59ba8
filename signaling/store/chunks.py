"""Sealed chunks as files: on the disk for certain before anybody is told so.

``<folder>/<visit>/<document>/<sha256>``. Blocking: call from a thread.
"""

import os
import re
import shutil
from pathlib import Path
from uuid import uuid4

SAFE = re.compile(r"[A-Za-z0-9_-]{1,64}")


class ChunkFiles:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, visit: str, document: str, sha256: str, data: bytes) -> None:
        """Return once the bytes and their name survive a power cut. Twice is once."""
        home = self._home(visit, document)
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        target, draft = home / sha256, home / f".{uuid4().hex}"
        try:
            with draft.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(target)
        except OSError:
            draft.unlink(missing_ok=True)
            raise
        # fsync(2): the entry in the directory needs "an explicit fsync() on a file descriptor
        # for the directory".
        for folder in (home, home.parent, self.folder):
            _sync_folder(folder)

    def read(self, visit: str, document: str, sha256: str) -> bytes | None:
        try:
            return (self._home(visit, document) / sha256).read_bytes()
        except FileNotFoundError:
            return None

    def erase(self, visit: str) -> None:
        """Remove every chunk of the visit. They are ciphertext whose key is already gone."""
        home = self.folder / _checked(visit)
        if home.exists():
            shutil.rmtree(home)
            _sync_folder(self.folder)

    def visits(self) -> set[str]:
        """Those that have files here."""
        if not self.folder.exists():
            return set()
        return {entry.name for entry in self.folder.iterdir() if entry.is_dir()}

    def _home(self, visit: str, document: str) -> Path:
        return self.folder / _checked(visit) / _checked(document)


def _checked(name: str) -> str:
    if not SAFE.fullmatch(name):
        raise ValueError("not an identifier")
    return name


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
