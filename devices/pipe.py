"""How a worker and its parent talk: 8 bytes of length, then a pickle, on a socket pair.

A driver reads what printers and scanners send; one of them may take its process over. So the
parent builds only plain data out of an answer: dataclasses, enumerations and device errors.
"""

import io
import pickle
import select
import socket
import sys
from dataclasses import is_dataclass
from enum import Enum
from typing import Any

from .errors import DeviceError

MAX_FRAME = 64 * 1024 * 1024
"Twice a 300 dpi A4 page in raw colour, and more."


def frame(*message: object) -> bytes:
    data = pickle.dumps(message, protocol=5)
    return len(data).to_bytes(8, "big") + data


def _member(kind: type, name: str) -> Enum:
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind[name]
    raise pickle.UnpicklingError("getattr of no enumeration")


class _PlainData(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == ("builtins", "getattr"):
            return _member  # Python 3.11 pickles a member as getattr(enumeration, name)
        if module not in sys.modules:  # to import it would run it
            raise pickle.UnpicklingError(f"{module} is none of ours")
        found = super().find_class(module, name)
        if isinstance(found, type) and (
            issubclass(found, DeviceError | Enum) or is_dataclass(found)
        ):
            return found
        raise pickle.UnpicklingError(f"{module}.{name} is no plain data")


def unpack(data: bytes) -> Any:
    """An answer of a worker. Raises ConnectionError for anything else."""
    try:
        return _PlainData(io.BytesIO(data)).load()
    except Exception as error:  # noqa: BLE001 - the border: whatever a broken child wrote
        raise ConnectionError(f"unreadable frame: {type(error).__name__}") from None


class Pipe:
    """The child's end; it trusts its parent."""

    def __init__(self, link: socket.socket) -> None:
        self._link = link

    def send(self, *message: object) -> None:
        self.write(pickle.dumps(message, protocol=5))

    def write(self, data: bytes) -> None:
        self._link.sendall(len(data).to_bytes(8, "big"))
        self._link.sendall(data)

    def receive(self) -> Any:
        return pickle.loads(self._read(int.from_bytes(self._read(8), "big")))

    def _read(self, size: int) -> bytes:
        data = bytearray()
        while len(data) < size:
            piece = self._link.recv(min(size - len(data), 1 << 20))
            if not piece:
                raise EOFError
            data += piece
        return bytes(data)

    def waiting(self) -> bool:
        return bool(select.select([self._link], [], [], 0)[0])
