"""Checks that misbehave as drivers do."""

import ctypes
import os
import subprocess
import time

from devices.findings import Finding, Level


def well() -> list[Finding]:
    print("a library that talks")
    return [Finding("well", "Bien", Level.OK, "Tout va bien.")]


def hang(marker: str) -> list[Finding]:
    """Also leaves a child behind, which outlives it unless the whole group ends."""
    subprocess.Popen(["sleep", marker])
    while True:
        time.sleep(60)


def crash() -> list[Finding]:
    ctypes.string_at(0)
    return []


def leave() -> list[Finding]:
    os._exit(7)


def fail() -> list[Finding]:
    raise OSError("the name of somebody, which must not be told")


def mumble() -> list[object]:
    os.write(1, b"\xff\xfe")
    os._exit(0)
