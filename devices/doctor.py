"""Examines every device and service of a kiosk, and says in French what is wrong.

    findings = examine(kiosk_checks(Equipment(camera="/dev/video0", ...)))

It never raises: each check runs in a process of its own with a time-out, and one that hangs,
crashes or cannot even start becomes a finding. Other packages add checks of their own by name.
"""

import contextlib
import json
import os
import pwd
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .findings import Finding, Level

AT_ONCE = 3
"Checks that run together: a kiosk is a small computer."
_ROOT = str(Path(__file__).resolve().parents[1])


@dataclass(frozen=True)
class Equipment:
    """What the settings of a kiosk say that it has."""

    camera: str = ""
    camera_height: int = 480
    scanner: str = ""
    printer: str = ""
    printer_uri: str = ""
    card_reader: bool = False
    microphone: str = ""
    speaker: str = ""
    face_screen: str = ""
    voice_directory: str | None = None
    piper_voice: str | None = None
    state_directory: str = "/"
    runtime_directory: str = "/run"


@dataclass(frozen=True)
class Check:
    id: str
    "Of the finding that tells that the check itself failed."
    title: str
    target: str
    "``package.module:function``; it takes `arguments` and returns findings."
    arguments: Mapping[str, Any] = field(default_factory=dict)
    seconds: float = 15.0


def kiosk_checks(equipment: Equipment) -> list[Check]:
    e = equipment
    here = "devices.checks"
    camera = {"source": e.camera, "height": e.camera_height}
    return [
        Check("camera", "Caméra", f"{here}.camera:check", camera, 20),
        Check(
            "sound.server",
            "Serveur de son",
            f"{here}.sound:check",
            {"microphone": e.microphone, "speaker": e.speaker},
        ),
        Check(
            "voice",
            "Voix",
            f"{here}.voice:check",
            {"directory": e.voice_directory, "piper_voice": e.piper_voice},
        ),
        Check("screens", "Écrans", f"{here}.screens:check", {"face_screen": e.face_screen}),
        Check(
            "printer.paper",
            "Imprimante",
            f"{here}.printer:check",
            {"queue": e.printer, "uri": e.printer_uri},
        ),
        Check("scanner", "Scanner", f"{here}.scanner:check", {"name": e.scanner}, 40),
        Check("card", "Lecteur de cartes", f"{here}.card:check", {"expected": e.card_reader}),
        Check("disk", "Disque", f"{here}.machine:check_disk", {"directory": e.state_directory}),
        Check("memory", "Mémoire", f"{here}.machine:check_memory"),
        Check("clock", "Horloge", f"{here}.machine:check_clock"),
        Check(
            "pages",
            "Pages en mémoire",
            f"{here}.machine:check_pages",
            {"directory": e.runtime_directory},
        ),
    ]


def examine(
    checks: Sequence[Check],
    environment: Mapping[str, str] | None = None,
    account: str | None = None,
) -> list[Finding]:
    """Run them, a few at once; findings come in the order of the checks.

    `environment` is added to this process's. Started by root, `account` is who the checks run
    as: what root may do says nothing of what the kiosk may.
    """
    variables = {**os.environ, **(environment or {})}
    with ThreadPoolExecutor(AT_ONCE) as pool:
        found = pool.map(lambda check: supervise(check, variables, account), checks)
        return [finding for findings in found for finding in findings]


def supervise(
    check: Check, environment: Mapping[str, str], account: str | None = None
) -> list[Finding]:
    """Run one check in its process, killed with all that it started once its time is over."""
    try:
        process = _start(check, environment, account)
    except (OSError, ValueError, TypeError, KeyError) as error:
        return [could_not(check, "n’a pas pu être lancé", type(error).__name__)]
    try:
        out, err = process.communicate(
            json.dumps(dict(check.arguments), default=str).encode(), timeout=check.seconds
        )
    except subprocess.TimeoutExpired:
        return [timed_out(check)]
    finally:
        _end(process)
    if process.returncode:
        return [could_not(check, "s’est arrêté", _cause(process.returncode, err))]
    return decode(check, out)


def _start(
    check: Check, environment: Mapping[str, str], account: str | None
) -> "subprocess.Popen[bytes]":
    path = os.pathsep.join(filter(None, [_ROOT, environment.get("PYTHONPATH")]))
    return subprocess.Popen(
        [sys.executable, "-m", "devices.checks", check.target],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**environment, "PYTHONPATH": path},
        cwd="/",
        start_new_session=True,
        **_as_account(account),
    )


def _as_account(account: str | None) -> dict[str, Any]:
    if account is None or os.geteuid() != 0:
        return {}
    entry = pwd.getpwnam(account)
    groups = os.getgrouplist(account, entry.pw_gid)
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": groups}


def _end(process: "subprocess.Popen[bytes]") -> None:
    """The group may outlive its leader; what escaped from it is not waited for."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    if process.poll() is None:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.communicate(timeout=2)


def _cause(code: int, err: bytes) -> str:
    """A signal, or the class of what was raised: the text of an exception may hold anything."""
    if code < 0:
        return f"signal {-code}"
    last = err.decode(errors="replace").strip().rsplit("\n", 1)[-1]
    name = last.split(":")[0].strip()
    return name if name.replace(".", "").isidentifier() else f"exit {code}"


def decode(check: Check, out: bytes) -> list[Finding]:
    try:
        return [Finding(**{**told, "level": Level(told["level"])}) for told in json.loads(out)]
    except (ValueError, TypeError, KeyError) as error:
        return [could_not(check, "a donné une réponse illisible", type(error).__name__)]


def timed_out(check: Check) -> Finding:
    return Finding(
        check.id,
        check.title,
        Level.FAULT,
        f"Pas de réponse en {check.seconds:.0f} secondes.",
        "Éteignez puis rallumez l’appareil, attendez une minute, puis recommencez.",
        {"code": "check_timed_out"},
    )


def could_not(check: Check, what: str, detail: str) -> Finding:
    return Finding(
        check.id,
        check.title,
        Level.FAULT,
        f"L’examen {what} ({detail}).",
        "Recommencez ; si cela revient, réinstallez le produit ou signalez ce message.",
        {"code": "check_failed", "detail": detail},
    )
