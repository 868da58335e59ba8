"""``visavis setup``: finds the devices, tries them, writes the settings, enrols, examines.

    visavis setup                     a technician answers
    visavis setup --yes               what is detected, everywhere
    visavis setup --answers FILE      TOML; what it does not answer is detected
    visavis setup --code CODE         enrols with this one-time code

Exit code: that of ``visavis doctor``, which ends it; 2 when nothing was written.
"""

import argparse
import asyncio
import os
import pwd
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

import aiohttp
from pydantic import ValidationError

from devices.doctor import Check, examine
from devices.findings import Level, exit_code

from ..enrolment import EnrolmentRefused, enrol
from ..settings import DEFAULT_FILE, KioskSettings
from . import decisions, notice, settings_file
from .card import by_width, measure
from .checks import sealed
from .decisions import settle
from .dialogue import Detected, Dialogue, Stopped, Terminal, read_answers
from .discovery import Found, discover
from .doctor import examine_kiosk, loop_check
from .questions import Answer, Entry, NotUnderstood, Question, YesNo
from .queue import make_queue
from .reach import reach
from .settings_file import Values

ACCOUNT = "visavis-kiosk"
NOTHING_WRITTEN = 2
TRIALS = "kiosk.setup.trials"
MOST_TRIES = 10


def main(args: Sequence[str], source: TextIO | None = None, out: TextIO | None = None) -> int:
    options = _options(args)
    file = Path(options.file or os.environ.get("VISAVIS_KIOSK_CONFIG") or DEFAULT_FILE)
    # The settings that are written are those that everything after reads.
    os.environ["VISAVIS_KIOSK_CONFIG"] = str(file)
    out = out or sys.stdout
    try:
        dialogue = _dialogue(options, source or sys.stdin, out)
        code = Assistant(dialogue, file, options.code).run()
        if isinstance(dialogue, Detected) and dialogue.unasked:
            dialogue.say(f"Réponses non employées : {', '.join(dialogue.unasked)}.")
        return code
    except (Stopped, KeyboardInterrupt):
        out.write("\nArrêté.\n")
    except NotUnderstood as error:
        out.write(f"{error}\n")
    except ValidationError as error:
        names = ", ".join(sorted({str(problem["loc"][0]) for problem in error.errors()}))
        out.write(f"Rien n’a été écrit, ces réglages ne vont pas : {names}\n")
    except (OSError, tomllib.TOMLDecodeError) as error:
        out.write(f"Rien n’a pu être écrit : {error}\n")
    return NOTHING_WRITTEN


def _options(args: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser("visavis setup", description="Règle le guichet.")
    parser.add_argument("--yes", action="store_true", help="prend partout ce qui est détecté")
    parser.add_argument("--answers", type=Path, help="fichier TOML de réponses")
    parser.add_argument("--code", default="", help="code d’enrôlement à usage unique")
    parser.add_argument("--file", help="fichier de réglages à écrire")
    return parser.parse_args(args)


def _dialogue(options: argparse.Namespace, source: TextIO, out: TextIO) -> Dialogue:
    if options.answers:
        return Detected(out, read_answers(options.answers))
    return Detected(out) if options.yes else Terminal(source, out)


class Assistant:
    """One conversation, from the settings of today to those of tomorrow."""

    def __init__(self, dialogue: Dialogue, file: Path, code: str = "") -> None:
        self._dialogue, self._file, self._code = dialogue, file, code

    def run(self) -> int:
        say = self._dialogue.say
        say("Vis-à-vis : réglage du guichet")
        say("Une réponse vide prend ce qui est proposé.")
        current = self._read()
        was_on = current.get("presence") is True
        values = self._server(current)
        found = self._discover()
        values = self._devices(values, found)
        self._title("Écran")
        values = self._screen(self._face(values, found), found)
        wanted = bool(values.get("camera")) and values.get("presence") is True
        values["presence"] = wanted and was_on
        self._write(values)
        self._try_out(KioskSettings())
        if wanted:
            self._presence(values, was_on)
        self._enrol(KioskSettings())
        return self._examine()

    # -- settings ------------------------------------------------------------------------------

    def _read(self) -> Values:
        try:
            values = settings_file.read(self._file)
            return {k: v for k, v in values.items() if k in KioskSettings.model_fields}
        except ValueError:
            self._dialogue.say(f"{self._file} ne se lit pas : on repart de zéro (copie en .bak).")
            return {}

    def _write(self, values: Values) -> None:
        # Nothing is written that `visavis kiosk` could not read.
        KioskSettings(**values)  # type: ignore[arg-type]
        settings_file.write(self._file, values, _group())
        self._dialogue.say(f"\nRéglages écrits dans {self._file}.")

    # -- questions -----------------------------------------------------------------------------

    def _server(self, current: Values) -> Values:
        self._title("Serveur")
        values = self._settled(current, Found(), decisions.server_questions(current))
        authority = values.get("authority")
        found, _ = reach(str(values["server"]), str(authority) if authority else None)
        self._dialogue.show(*found)
        return values

    def _discover(self) -> Found:
        self._title("Appareils")
        self._dialogue.say("Recherche des appareils, une minute au plus...")
        return discover()

    def _devices(self, current: Values, found: Found) -> Values:
        values = self._settled(current, found, decisions.device_questions(found, current))
        for of_sound in (decisions.outlet_questions, decisions.handset_questions):
            values = self._settled(values, found, of_sound(found, values))
        asked = notice.presence_question(values)
        if asked is not None:
            self._dialogue.say(notice.ABOUT)
            values = {**values, asked.id: self._dialogue.ask(asked)}
        return self._settled(values, found, decisions.scanner_questions(values))

    def _settled(self, current: Values, found: Found, questions: Sequence[Question]) -> Values:
        answers: dict[str, Answer] = {q.id: self._dialogue.ask(q) for q in questions}
        values, printer = settle(current, found, answers)
        if printer is not None and (problem := make_queue(decisions.QUEUE, printer)):
            self._dialogue.say(problem)
            values = {**values, "printer": current.get("printer", ""), "printer_uri": ""}
        return values

    def _face(self, values: Values, found: Found) -> Values:
        """What the screen says of its width, or a ruler: the counsellor is life size there."""
        screen = decisions.face_screen(found, str(values.get("face_screen", "")))
        if screen is None:
            return values
        known = values.get("face_pixels_per_mm")
        known = float(known) if isinstance(known, int | float) else None
        asked = "face_width_mm", "l’écran du visage"
        measured = by_width(self._dialogue, screen.width, screen.width_mm, known, *asked)
        return values if measured is None else {**values, "face_pixels_per_mm": measured}

    def _screen(self, values: Values, found: Found) -> Values:
        screen = decisions.document_screen(found, str(values.get("face_screen", "")))
        if screen is None:
            self._dialogue.say("Aucun écran n’est trouvé : rien à mesurer.")
            return values
        question = YesNo("measure_screen", "Mesurer l’écran des documents avec une carte ?", True)
        if not self._dialogue.ask(question):
            return values
        known = values.get("pixels_per_mm")
        size = screen.name, screen.width, screen.width_mm
        measured = measure(
            self._dialogue, size, float(known) if isinstance(known, int | float) else None
        )
        if measured is None:
            return values
        self._dialogue.say(f"{measured:.2f} points par millimètre.".replace(".", ",", 1))
        return {**values, "pixels_per_mm": measured}

    # -- trials --------------------------------------------------------------------------------

    def _try_out(self, settings: KioskSettings) -> None:
        self._title("Essais")
        if settings.printer and self._asks("try_print", "Imprimer une page d’essai ?"):
            about = {"queue": settings.printer, "uri": settings.printer_uri, "kiosk": _name()}
            check = Check("trial.print", "Page d’essai", f"{TRIALS}:print_page", about, 120)
            self._until("printed", "Est-elle sortie, droite et bien lisible ?", check)
        if settings.scanner and self._asks("try_scan", "Numériser la page posée sur la vitre ?"):
            glass = {"name": settings.scanner, "options": dict(settings.scanner_options)}
            check = Check("trial.scan", "Page numérisée", f"{TRIALS}:scan_page", glass, 120)
            self._until("scanned", "Cela vous convient-il ?", check)
        if self._asks("try_sound", "Dire une phrase et écouter le micro ?"):
            text = "Avez-vous entendu la phrase, bien claire ?"
            self._until("heard", text, loop_check(settings))

    def _presence(self, values: Values, was_on: bool) -> None:
        """On once the notice hangs in the room, and not before."""
        self._title("Affiche de la salle")
        printer = {"queue": values.get("printer", ""), "uri": values.get("printer_uri", "")}
        if printer["queue"] and self._dialogue.ask(notice.print_question(was_on)):
            check = Check(
                "trial.notice", "Affiche de la salle", f"{TRIALS}:print_notice", printer, 120
            )
            self._until("notice_printed", "L’affiche est-elle sortie, bien lisible ?", check)
        self._dialogue.say(notice.REMINDER)
        hung = bool(self._dialogue.ask(notice.hung_question(was_on)))
        if not hung:
            self._dialogue.say(notice.WITHOUT)
        if hung != was_on:
            self._write({**values, "presence": hung})

    def _until(self, id: str, text: str, check: Check) -> None:
        """Again and again, while the technician is not content and wants to."""
        for _ in range(MOST_TRIES):
            finding = examine([check], account=account())[0]
            self._dialogue.show(finding)
            if self._asks(id, text, finding.level == Level.OK):
                return
            if not self._asks(f"{id}_again", "Recommencer cet essai ?", False):
                return

    def _asks(self, id: str, text: str, detected: bool = True) -> bool:
        return bool(self._dialogue.ask(YesNo(id, text, detected)))

    # -- the end -------------------------------------------------------------------------------

    def _enrol(self, settings: KioskSettings) -> None:
        self._title("Enrôlement")
        if settings.key_file.exists() or sealed():
            self._dialogue.say("Le guichet a déjà sa clé.")
            return
        text = "Code d’enrôlement donné par l’administrateur (rien pour plus tard)"
        code = self._code or str(self._dialogue.ask(Entry("code", text, "")))
        if not code:
            return
        try:
            digits = asyncio.run(enrol(settings, code))
        except EnrolmentRefused as refused:
            self._dialogue.say(f"Refusé : {refused}")
        except (aiohttp.ClientError, OSError) as error:
            self._dialogue.say(f"Le serveur n’est pas joignable ({type(error).__name__}).")
        else:
            own(settings.key_file)
            self._dialogue.say(f"Enrôlée. Comparez avec la page de l’administrateur : {digits}")

    def _examine(self) -> int:
        self._title("Examen du guichet")
        # What root may do says nothing of what the kiosk may.
        findings = examine_kiosk(account=account())
        self._dialogue.show(*findings)
        code = exit_code(findings)
        self._dialogue.say("" if code else "Le guichet est prêt.")
        return code

    def _title(self, text: str) -> None:
        self._dialogue.say(f"\n── {text} " + "─" * max(0, 60 - len(text)))


def _name() -> str:
    return f"Borne « {os.uname().nodename} »"


def account() -> str | None:
    """Whom the kiosk runs as, when root sets up an installed one."""
    try:
        return pwd.getpwnam(ACCOUNT).pw_name if os.geteuid() == 0 else None
    except KeyError:
        return None


def _group() -> int | None:
    """The kiosk's group may read what root writes."""
    name = account()
    return pwd.getpwnam(name).pw_gid if name else None


def own(key: Path) -> None:
    """The key that root made is the kiosk's."""
    if name := account():
        entry = pwd.getpwnam(name)
        for path in (key.parent, key):
            os.chown(path, entry.pw_uid, entry.pw_gid)
