"""Measures the documents' screen: an outline on it, a bank card in the technician's hand."""

import json
import os
import select
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

from .dialogue import Dialogue
from .questions import Entry
from .ruler import Fitting, OutOfRange, first_guess, from_width, pixels_per_mm

READY_SECONDS = 15.0
MOST_TURNS = 200
_ROOT = str(Path(__file__).resolve().parents[2])
HELP = (
    "Tenez une carte bancaire contre l’écran, sur le cadre. Tapez + ou - pour l’agrandir ou le "
    "réduire d’un point, ++++ pour de plus grands pas, et « ok » quand il a la taille de la carte."
)


class NoOutline(Exception):
    """No window can be shown from here."""


class OutlineWindow:
    """The process that draws (:mod:`kiosk.screens.outline`). Raises :exc:`NoOutline`."""

    def __init__(self, screen: str) -> None:
        path = os.pathsep.join(filter(None, [_ROOT, os.environ.get("PYTHONPATH")]))
        self._process = subprocess.Popen(
            [sys.executable, "-m", "kiosk.screens.outline", screen],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": path},
            start_new_session=True,
        )
        self._rest = b""

    def __enter__(self) -> Self:
        try:
            self.size: tuple[int, int]
            ready = self._hear("ready")
            self.size = ready["width"], ready["height"]
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def show(self, width: int, height: int, radius: int) -> None:
        self._tell(card=[width, height, radius])
        self._hear("shown")

    def grab(self, path: Path) -> None:
        """What the screen shows, for tests and for the manual."""
        self._tell(grab=str(path))
        self._hear("grabbed")

    def _tell(self, **command: Any) -> None:
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(json.dumps(command).encode() + b"\n")
            self._process.stdin.flush()
        except OSError:
            raise NoOutline from None

    def _hear(self, key: str) -> Any:
        """The next report of that name, within its time."""
        assert self._process.stdout is not None
        descriptor = self._process.stdout.fileno()
        deadline = time.monotonic() + READY_SECONDS
        while (left := deadline - time.monotonic()) > 0:
            line, found, rest = self._rest.partition(b"\n")
            if found:
                self._rest = rest
                if key in (report := json.loads(line)):
                    return report[key]
            elif select.select([descriptor], [], [], left)[0]:
                data = os.read(descriptor, 65536)
                if not data:
                    break
                self._rest += data
        raise NoOutline

    def _end(self) -> None:
        self._process.kill()
        with suppress(OSError):
            self._process.communicate()


def measure(dialogue: Dialogue, screen: tuple[str, int, int], known: float | None) -> float | None:
    """Pixels in a millimetre of the screen (name, pixels, millimetres), or what was known."""
    name, width, millimetres = screen
    try:
        with OutlineWindow(name) as window:
            return by_card(dialogue, window, millimetres, known)
    except NoOutline:
        dialogue.say("D’ici on ne peut rien montrer sur les écrans du guichet.")
        return by_width(dialogue, width, millimetres, known)


def by_card(
    dialogue: Dialogue, window: OutlineWindow, millimetres: int, known: float | None
) -> float | None:
    fitting = Fitting(first_guess(window.size[0], millimetres, known), round(window.size[0] * 0.95))
    dialogue.say(HELP)
    for _ in range(MOST_TURNS):
        outline = fitting.outline
        window.show(outline.width, outline.height, outline.radius)
        if fitting.done:
            return pixels_per_mm(outline.width)
        answer = dialogue.ask(Entry("card_width", f"Cadre de {outline.width} points", "ok"))
        changed = fitting.obey(str(answer))
        if changed is None:
            dialogue.say("Tapez + ou -, un nombre de points, ou « ok ».")
        elif changed == fitting:
            # An answers file says the same width for ever: it fits.
            fitting = Fitting(fitting.outline, fitting.widest, done=True)
        else:
            fitting = changed
    return known


def by_width(
    dialogue: Dialogue,
    width: int,
    millimetres: int,
    known: float | None,
    id: str = "screen_width_mm",
    which: str = "l’écran des documents",
) -> float | None:
    """Asked in millimetres: somebody stands before the screen with a ruler."""

    def wrong(answer: str) -> str | None:
        try:
            from_width(width, float(answer.replace(",", ".")))
        except (OutOfRange, ValueError):
            return "Répondez en millimètres, par exemple 477."
        return None

    detected = str(millimetres) if millimetres else ""
    if known:
        detected = str(round(width / known))
    text = f"Largeur de l’image sur {which}, en millimètres (à la règle)"
    answer = str(dialogue.ask(Entry(id, text, detected, wrong))).replace(",", ".")
    try:
        return from_width(width, float(answer))
    except (OutOfRange, ValueError):
        return known
