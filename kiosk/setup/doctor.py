"""``visavis doctor``: examines this kiosk, its devices and its server, and says what to do.

    visavis doctor            a readable page
    visavis doctor --json     for programs; see `devices/findings.py` for its form
    visavis doctor --sound    also says a sentence and listens to it

Exit code: 0 when nothing is at fault, 1 otherwise. It never raises.
"""

import argparse
import sys
from collections.abc import Sequence
from datetime import datetime
from typing import TextIO

from pydantic import ValidationError

from devices.doctor import Check, Equipment, examine, kiosk_checks
from devices.findings import Finding, Found, Level, Style, as_json, as_text, exit_code

from ..settings import KioskSettings
from .checks import server_checks

WITHOUT_SETTINGS = frozenset({"sound.server", "voice", "screens", "memory", "clock"})
"Checks that mean something even when the settings cannot be read."


def main(args: Sequence[str], out: TextIO | None = None) -> int:
    parser = argparse.ArgumentParser("visavis doctor", description="Examine le guichet.")
    parser.add_argument("--json", action="store_true", help="pour les programmes")
    parser.add_argument("--sound", action="store_true", help="essaie aussi la boucle de son")
    options = parser.parse_args(args)
    findings = examine_kiosk(sound_loop=options.sound)
    return report(findings, "kiosk", "examen du guichet", options.json, out or sys.stdout)


def report(
    findings: Sequence[Found], role: str, heading: str, for_programs: bool, out: TextIO
) -> int:
    """Write what was found, here or by the server's doctor; gives the exit code."""
    now = datetime.now().astimezone()
    if for_programs:
        written = as_json(findings, role, now) + "\n"
    else:
        written = as_text(
            findings, f"Vis-à-vis : {heading}, le {now:%d/%m/%Y à %H:%M}", Style.of(out)
        )
    encoding = out.encoding or "utf-8"
    out.write(written.encode(encoding, "replace").decode(encoding))
    out.flush()
    return exit_code(findings)


def examine_kiosk(sound_loop: bool = False, account: str | None = None) -> list[Finding]:
    """Everything, from the settings as `visavis kiosk` reads them."""
    try:
        settings = KioskSettings()
    except (ValidationError, ValueError, OSError, TypeError) as error:
        checks = [c for c in kiosk_checks(Equipment()) if c.id in WITHOUT_SETTINGS]
        return [unreadable(error), *examine(checks, account=account)]
    checks = checks_of(settings)
    if sound_loop:
        checks.append(loop_check(settings))
    return examine(checks, account=account)


def unreadable(error: Exception) -> Finding:
    """The name of a setting may be told, its value not: it may be anything."""
    wrong = ""
    if isinstance(error, ValidationError):
        names = {str(problem["loc"][0]) for problem in error.errors() if problem["loc"]}
        wrong = f" ({', '.join(sorted(names))})"
    return Finding(
        "settings",
        "Réglages",
        Level.FAULT,
        f"Le fichier de réglages ne se lit pas{wrong}.",
        "Corrigez-le, remettez sa copie « .bak », ou relancez « visavis setup ».",
        {"detail": type(error).__name__},
    )


def checks_of(settings: KioskSettings) -> list[Check]:
    return kiosk_checks(equipment_of(settings)) + server_checks(settings)


def loop_check(settings: KioskSettings) -> Check:
    ports = {"microphone": settings.microphone, "speaker": settings.speaker}
    return Check("sound.loop", "Boucle de son", "devices.checks.loop:check", ports, 30)


def equipment_of(settings: KioskSettings) -> Equipment:
    voice = settings.voice_directory
    return Equipment(
        camera=settings.camera,
        camera_height=settings.camera_height,
        scanner=settings.scanner,
        printer=settings.printer,
        printer_uri=settings.printer_uri,
        card_reader=settings.card_reader,
        microphone=settings.microphone,
        speaker=settings.speaker,
        face_screen=settings.face_screen,
        voice_directory=str(voice) if voice else None,
        piper_voice=str(settings.piper_voice) if settings.piper_voice else None,
        state_directory=str(settings.state_directory),
        runtime_directory=str(settings.runtime_directory),
    )
