"""``python -m kiosk.screens``: shows scenes on one or two screens, until its input ends.

Options: ``--face NAME`` and ``--document NAME`` give screens their roles; ``--grabs DIR`` is where
pictures of the windows go; ``--virtual 1920x1080,1920x1080`` needs no display at all; with
``--still`` no drawing moves. ``--drm DIR`` is where the kernel tells of the screens.

Commands, one JSON object a line; an object may hold several, obeyed in order:

==================================================  ============================================
``{"scene": {...}}``                                :meth:`kiosk.core.scenes.Scene.to_json`
``{"page": {"path": P}}``, ``{"page": {"jpeg": B}}``  the page for scenes that show one (PNG too)
``{"page": null}``                                  forget it
``{"lectern": {...}}``                              what the counsellor shows; see below
``{"lectern": null}``                               forget it
``{"livery": {"name", "colour", "logo"}}``          what the community gave; its logo in pixels
``{"text": {"n": N, "text": T}}``, ``{"text": null}``  what the counsellor writes, whole
``{"pad": {"text", "prompt", "keys", "words"}}``, ``{"pad": null}``  the reply pad, whole
``{"leaf": {"document", "page", "whole", "part", "path"}}``  pixels of a page, BGRx; file removed
``{"pixels_per_mm": X}``                            of the document screen, or null
``{"face_pixels_per_mm": X}``                        of the face screen, or null
``{"head": {"left", "top", "width", "height"}}``    in the counsellor's picture, in parts of it
``{"boards": {"remote": NAME, "own": NAME, "window": NAME}}``  names of I420 boards, or null
``{"roles": {"face": NAME, "document": NAME}}``     names of screens
``{"grab": true}``                                  write what the windows show as PNG
``{"grab": {"inline": true}}``                      the same as base64 JPEG
``{"render": {"scene", "role", "width", "height", "path"}}``  off screen, .png or .bmp; ``text``
``{"wipe": true}``                                  forget page, boards and pictures of windows
==================================================  ============================================

Reports:

==================================================  ============================================
``{"ready": {"screens": [...], "roles": {...}}}``   windows stand; first line
``{"painted": ID}``                                 every window shows that scene
``{"screens": [...], "roles": {...}}``              a screen was pulled out or came back
``{"video": "remote", "on": true}``                 first picture of a board painted, or its end
``{"leaf_wanted": {"document", "page", "whole", "part"}}``  a picture of a page, for these pixels
``{"leaf_shown": {"document", "page", "seen", "real"}}``    it is painted; what is seen of it
``{"text_painted": N}``                             it can be read, as far as this one
``{"grabbed": {"face": PATH, "document": PATH}}``   or ``"shared"`` with a single screen
``{"rendered": PATH, "texts", "written", "buttons"}``  place, ink, size, colour, fits of each
``{"pressed": ID}``                                 a button of the scene was touched
``{"typed": KEY}``                                  a key of the reply pad was touched
``{"wiped": true}``
``{"error": {"code", "about"}}``                    the command was refused; nothing else changes
==================================================  ============================================

A patch of the lectern names what changes: ``page`` (``{"document", "page", "size"}``, in
millimetres), ``view`` (:class:`kiosk.core.reading.View`), ``pointer`` (``[x, y]`` or null),
``marks`` and ``fields`` (``{"clear": bool, "set": {ID: {...} or null}}``, see
:mod:`kiosk.core.lectern`). Of a leaf, ``whole`` is the size of the page in pixels, ``part`` the
left, top, width and height of what it holds.

Roles are ``face``, ``document`` and ``shared``; without a screen, there is none.
"""

import argparse
import json
import os
import signal
import socket
import sys
import tempfile
from pathlib import Path

from devices.edid import DRM


def main() -> int:
    options = _options()
    screens_file = _prepare(options.virtual)
    # Qt reads its environment when it is imported.
    from PySide6.QtCore import QSocketNotifier
    from PySide6.QtWidgets import QApplication

    from .compositor import sway_of
    from .palette import load_fonts
    from .roles import Roles
    from .stage import Stage
    from .wire import LineReader, say

    app = QApplication(["visavis-screens"])
    app.setQuitOnLastWindowClosed(False)
    app.setApplicationName("visavis-screens")
    app.setDesktopFileName("visavis-screens")
    if screens_file is not None:
        screens_file.unlink()
    load_fonts()
    ours, theirs = socket.socketpair()
    ours.setblocking(False)
    theirs.setblocking(False)
    signal.set_wakeup_fd(theirs.fileno())
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: None)
    notifier = QSocketNotifier(ours.fileno(), QSocketNotifier.Type.Read)
    # Not quit(): it asks the windows first, and they refuse to close.
    notifier.activated.connect(lambda: app.exit(0))
    roles = Roles(options.face, options.document)
    compositor = sway_of(os.environ)
    stage = Stage(app, roles, options.grabs, options.still, options.drm, compositor)
    reader = LineReader(
        sys.stdin.fileno(), stage.obey, lambda: say(error={"code": "bad_line"}), lambda: app.exit(0)
    )
    code = app.exec()
    stage.end()
    del reader
    return code


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser("kiosk.screens")
    parser.add_argument("--face")
    parser.add_argument("--document")
    parser.add_argument("--grabs", type=Path)
    parser.add_argument("--still", action="store_true")
    parser.add_argument("--drm", type=Path, default=DRM)
    parser.add_argument("--virtual", help="1920x1080,1920x1080")
    return parser.parse_args()


def _prepare(virtual: str | None) -> Path | None:
    # opencv-python points it at plug-ins of its own, which are not ours.
    os.environ.pop("QT_QPA_PLATFORM_PLUGIN_PATH", None)
    os.setpriority(os.PRIO_PROCESS, 0, 0)  # sound comes before pictures
    os.environ["QT_ENABLE_HIGHDPI_SCALING"] = "0"
    os.environ.setdefault("QT_LOGGING_RULES", "qt.qpa.*=false")
    if not virtual:
        return None
    path = _screens_file(virtual)
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={path}"
    return path


def _screens_file(virtual: str) -> Path:
    """Qt's off-screen platform reads its screens from a file."""
    left, screens = 0, []
    for number, size in enumerate(virtual.split(","), 1):
        width, height = map(int, size.split("x"))
        screens.append(
            {"name": f"VIRTUAL-{number}", "x": left, "y": 0, "width": width, "height": height}
        )
        left += width
    with tempfile.NamedTemporaryFile("w", suffix=".json", delete=False) as file:
        json.dump({"screens": screens}, file)
    return Path(file.name)


if __name__ == "__main__":
    sys.exit(main())
