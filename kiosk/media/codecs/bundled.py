"""Finds the C libraries that PyAV carries, or else the system's."""

import ctypes
import ctypes.util
from functools import cache
from pathlib import Path

import av


@cache
def library(name: str) -> ctypes.CDLL:
    """`opus` or `vpx`. Raises OSError where there is none."""
    folder = Path(av.__file__).parent.parent / "av.libs"
    found = sorted(folder.glob(f"lib{name}-*.so*"))
    path = str(found[0]) if found else ctypes.util.find_library(name)
    if path is None:
        raise OSError(f"no library lib{name}")
    return ctypes.CDLL(path)
