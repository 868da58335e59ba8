"""Which screens there are, without Qt: from the compositor, from X, or from the kernel.

What each says of itself comes from the kernel alone (:mod:`devices.edid`): the compositor gives Qt
no serial number.
"""

import json
import os
import re
import shutil
import subprocess
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from .. import edid
from ..edid import DRM
from ..findings import Finding, Level

ID, TITLE = "screens", "Écrans"
_MONITOR = re.compile(
    r"^\s*\d+:\s+\+?\*?(?P<name>\S+)\s+(?P<w>\d+)/(?P<wmm>\d+)x(?P<h>\d+)/(?P<hmm>\d+)\+", re.M
)


@dataclass(frozen=True)
class Screen:
    name: str
    width: int
    height: int
    width_mm: int = 0
    "0 when it does not say."
    height_mm: int = 0
    mark: str = ""
    "What it says of itself, whatever it is plugged into."
    model: str = ""
    "As its maker calls it."

    @property
    def written(self) -> str:
        """How the settings name it."""
        return edid.written(self.mark, self.name)


def check(face_screen: str) -> list[Finding]:
    if os.environ.get("QT_QPA_PLATFORM", "").startswith("offscreen"):
        seen = "Écrans virtuels, sans affichage."
        return [Finding(ID, TITLE, Level.ABSENT, seen)]
    return [judge(screens(), face_screen)]


def screens() -> list[Screen]:
    """From the first that answers: sway, X, the kernel."""
    edids = edid.of_connectors(DRM)
    return [known(screen, edid.at(screen.name, edids)) for screen in _screens()]


def known(screen: Screen, told: edid.Edid | None) -> Screen:
    """What it says of itself is its size too, where nobody else knows it."""
    if told is None:
        return screen
    width, height = screen.width_mm or told.width_mm, screen.height_mm or told.height_mm
    return replace(screen, width_mm=width, height_mm=height, mark=told.mark, model=told.name)


def _screens() -> list[Screen]:
    wayland = os.environ.get("SWAYSOCK") or os.environ.get("WAYLAND_DISPLAY")
    if wayland and (found := of_sway(_told("swaymsg", "-t", "get_outputs", "-r"))):
        return found
    if os.environ.get("DISPLAY") and (found := of_xrandr(_told("xrandr", "--listmonitors"))):
        return found
    return of_kernel(DRM)


def _told(*command: str) -> str:
    """What a tool prints; nothing when it is not there or fails."""
    tool = shutil.which(command[0])
    if tool is None:
        return ""
    done = subprocess.run(
        [tool, *command[1:]], stdin=subprocess.DEVNULL, capture_output=True, timeout=4, check=False
    )
    return "" if done.returncode else done.stdout.decode(errors="replace")


def of_sway(told: str) -> list[Screen]:
    """swaymsg(1): a list of outputs; those without power have no mode."""
    try:
        outputs = json.loads(told)
        return [
            Screen(o["name"], o["current_mode"]["width"], o["current_mode"]["height"])
            for o in outputs
            if o.get("active") and o.get("current_mode")
        ]
    except (ValueError, TypeError, KeyError, AttributeError):
        return []


def of_xrandr(told: str) -> list[Screen]:
    """xrandr(1) --listmonitors: ``0: +*HDMI-1 1920/509x1080/286+0+0  HDMI-1``."""
    return [
        Screen(m["name"], int(m["w"]), int(m["h"]), int(m["wmm"]), int(m["hmm"]))
        for m in _MONITOR.finditer(told)
    ]


def of_kernel(folder: Path) -> list[Screen]:
    """Connectors of every graphics card (``card0-HDMI-A-1``), their first mode being the best."""
    found = []
    for connector in sorted(folder.glob("card*-*")):
        if _read(connector / "status") != "connected":
            continue
        best = re.match(r"(\d+)x(\d+)", _read(connector / "modes"))
        width, height = (int(best[1]), int(best[2])) if best else (0, 0)
        found.append(Screen(connector.name.split("-", 1)[1], width, height))
    return found


def _read(path: Path) -> str:
    try:
        return path.read_text().strip()
    except OSError:
        return ""


def judge(found: list[Screen], face_screen: str) -> Finding:
    details = {"screens": [asdict(screen) for screen in found]}
    sizes = ", ".join(f"{s.name} ({s.width} × {s.height})" for s in found)
    if not found:
        sentence = "Aucun écran n’est trouvé."
        remedy = "Branchez et allumez les deux écrans, puis relancez la session du guichet."
        return Finding(ID, TITLE, Level.FAULT, sentence, remedy, details)
    if face_screen and edid.meant([face_screen], [s.written for s in found]) == [None]:
        sentence = f"L’écran visage « {face_screen} » est introuvable ; vus : {sizes}."
        remedy = "Rebranchez-le, ou lancez « visavis setup » pour en choisir un autre."
        return Finding(ID, TITLE, Level.FAULT, sentence, remedy, details)
    if len(found) == 1:
        sentence = f"Un seul écran : {sizes}. Le visage et les documents se le partagent."
        remedy = "Branchez et allumez le deuxième écran."
        return Finding(ID, TITLE, Level.WARNING, sentence, remedy, details)
    return Finding(ID, TITLE, Level.OK, f"{len(found)} écrans : {sizes}.", "", details)
