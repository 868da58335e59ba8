"""The stage: screens that come and go, a window for each role, and the commands.

The commands and reports are told in `kiosk/screens/__main__.py`.
"""

import tempfile
import time
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QImage, QImageWriter, QPainter, QScreen
from PySide6.QtWidgets import QApplication

from devices import edid
from kiosk.core import scenes
from kiosk.core.scenes import Scene

from . import caption, lectern, livery, pictures
from .compositor import Compositor
from .facing import Facing
from .feed import Feed, warm_up
from .lectern import Lectern
from .motion import FRAME_MS
from .pad import Pad, paint_text
from .pad import from_dict as pad_of
from .plate import compose
from .roles import Plugged, Role, Roles, marked
from .window import Window
from .wire import Command, say

VIDEO_MS = 33
SMOOTH_MS = 16
"While a page glides or a pointer trails."
WARM_UP_MS = 400
BOARDS = ("remote", "own", "window")


class Stage(QObject):
    def __init__(
        self,
        app: QApplication,
        roles: Roles,
        grabs: Path | None,
        still: bool,
        drm: Path = edid.DRM,
        compositor: Compositor | None = None,
    ) -> None:
        """`drm` is where the kernel tells of the screens; `compositor` puts windows on them."""
        super().__init__()
        self._still, self._drm, self._compositor = still, drm, compositor
        self._app, self._roles, self._grabs = app, roles, grabs
        self._windows: dict[Role, Window] = {}
        self._assigned: dict[Role, str] = {}
        self._scene: Scene | None = None
        self._page: QImage | None = None
        self._unpainted: set[Role] = set()
        self._text: tuple[str, int] = "", -1
        self._pad: Pad | None = None
        self._stale = self._dark = False
        "What is shown is not what was asked yet."
        self._feeds: dict[str, Feed] = {}
        self._names: dict[str, str] = {}
        self._since = time.monotonic()
        self._own_folder: tempfile.TemporaryDirectory[str] | None = None
        self._facing = Facing(still)
        self._face_pixels_per_mm: float | None = None
        self._livery = livery.PLAIN
        self._lectern = Lectern(say, self._lectern_changed)
        self._pixels_per_mm: float | None = None
        self._settle = self._timer(0, self._arrange, once=True)
        self._motion = self._timer(FRAME_MS, self._move)
        self._smooth = self._timer(SMOOTH_MS, self._step)
        self._smooth.setTimerType(Qt.TimerType.PreciseTimer)
        self._video = self._timer(VIDEO_MS, self._look)
        self._video.setTimerType(Qt.TimerType.PreciseTimer)
        app.screenAdded.connect(self._screens_changed)
        app.screenRemoved.connect(self._screens_changed)
        self._watch_sizes()
        self._arrange()
        QTimer.singleShot(WARM_UP_MS, warm_up)
        say(ready={"screens": self._screens(), "roles": self._assigned})

    def _timer(self, ms: int, call: Any, once: bool = False) -> QTimer:
        timer = QTimer(self)
        timer.setInterval(ms)
        timer.setSingleShot(once)
        timer.timeout.connect(call)
        return timer

    # -- commands ------------------------------------------------------------------------------

    def obey(self, command: Command) -> None:
        for key, value in command.items():
            handler = getattr(self, f"_on_{key}", None)
            if handler is None:
                say(error={"code": "unknown_command", "about": key[:40]})
                continue
            try:
                handler(value)
            except (ValueError, TypeError, KeyError, AttributeError, OSError) as error:
                say(error={"code": "bad_command", "about": key, "kind": type(error).__name__})
        if self._stale:
            self._show()

    def _on_scene(self, value: dict[str, Any]) -> None:
        self._scene = scenes.from_dict(value)
        self._since = time.monotonic()
        self._stale = True

    def _on_dark(self, value: bool) -> None:
        self._dark = bool(value)
        for window in self._windows.values():
            window.darken(self._dark)
        self._run_timers()

    def _on_page(self, value: dict[str, Any] | None) -> None:
        self._page = pictures.load(value) if value else None
        self._stale = True

    def _on_livery(self, value: dict[str, Any] | None) -> None:
        """What the community gave its kiosks to wear."""
        self._livery = livery.told(value)
        for window in self._windows.values():
            window.wear(self._livery)
        self._stale = True

    def _on_lectern(self, value: dict[str, Any] | None) -> None:
        self._lectern.obey(value)

    def _on_text(self, value: dict[str, Any] | None) -> None:
        """What the counsellor writes, whole; none of it any more."""
        self._text = (str(value["text"]), int(value["n"])) if value else ("", -1)
        for role, window in self._windows.items():
            if role is not Role.FACE:
                window.write(*self._text)

    def _on_pad(self, value: dict[str, Any] | None) -> None:
        """What the resident writes back, whole; none of it any more."""
        self._pad = pad_of(value) if value else None
        for role, window in self._windows.items():
            if role is not Role.FACE:
                window.open_pad(self._pad)
        self._run_timers()

    def _on_leaf(self, value: dict[str, Any]) -> None:
        self._lectern.show(lectern.load(value))

    def _on_pixels_per_mm(self, value: float | None) -> None:
        self._pixels_per_mm = float(value) if value else None
        self._measure()

    def _on_face_pixels_per_mm(self, value: float | None) -> None:
        self._face_pixels_per_mm = float(value) if value else None
        self._measure()

    def _on_head(self, value: dict[str, float] | None) -> None:
        """Where the counsellor's head is in their picture, so that it is shown life size."""
        self._facing.see(value, self._remote(), self._windows.get(Role.FACE))

    def _remote(self) -> QImage | None:
        feed = self._feeds.get("remote")
        return None if feed is None else feed.image

    def _measure(self) -> None:
        """It was the documents' screen that was measured, not the one that stands in for it."""
        name = self._assigned.get(Role.DOCUMENT) or self._assigned.get(Role.SHARED)
        marks = marked(self._plugged())
        ours = self._roles.document in (None, name, marks.get(name or ""))
        self._lectern.measure(self._pixels_per_mm if ours else None)
        face = self._assigned.get(Role.FACE)
        ours = self._roles.face in (None, face, marks.get(face or ""))
        self._facing.measure(self._face_pixels_per_mm if ours else None)

    def _on_boards(self, value: dict[str, str | None]) -> None:
        """Names of boards; a key that is absent stays as it is."""
        for which in BOARDS:
            if which in value:
                self._open(which, value[which])
        self._run_timers()

    def _on_roles(self, value: dict[str, str | None]) -> None:
        self._roles = Roles(value.get("face"), value.get("document"))
        self._arrange()
        say(screens=self._screens(), roles=self._assigned)

    def _on_grab(self, value: Any) -> None:
        options = value if isinstance(value, dict) else {}
        seen = {role: window.grab().toImage() for role, window in self._windows.items()}
        if options.get("inline"):
            say(grabbed={role: pictures.jpeg(image) for role, image in seen.items()})
        else:
            folder = self._grabs or Path(self._folder().name)
            say(grabbed={role: pictures.save(folder, role, image) for role, image in seen.items()})

    def _folder(self) -> tempfile.TemporaryDirectory[str]:
        """Of our own, gone with us."""
        if self._own_folder is None:
            self._own_folder = tempfile.TemporaryDirectory(prefix="visavis-screens-")
        return self._own_folder

    def _on_render(self, value: dict[str, Any]) -> None:
        """A scene off screen, at any size, with the places of its texts."""
        size = QSize(int(value["width"]), int(value["height"]))
        role = Role(value.get("role", Role.DOCUMENT))
        page = pictures.load(value["page"]) if value.get("page") else None
        scene, text = scenes.from_dict(value["scene"]), str(value.get("text", ""))
        pad = pad_of(value["pad"]) if value.get("pad") else None
        shown = scene, role, size, page, bool(text)
        plate = compose(*shown, still=True, pad=pad, wears=self._livery)
        painter = QPainter(plate.image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        written: dict[str, Any] = {}
        if plate.caption is not None and plate.screen is not None:
            lines = caption.paint(painter, plate.caption, plate.screen, text, plate.said)
            px = caption.size(plate.caption, plate.screen, text, plate.said)
            place = plate.caption.getRect()
            written = {"px": px, "place": place, "lines": lines}
        if plate.pad is not None and pad is not None:
            written["pad"] = plate.pad.getRect()
            written["keys"] = {id: box.getRect() for id, box in plate.keys}
            written["reply"] = paint_text(painter, plate.pad, pad)
        painter.end()
        if not QImageWriter(str(value["path"])).write(plate.image):
            raise OSError("not written")
        texts = [vars(text) for text in plate.texts]
        pressed = {id: box.getRect() for id, box in plate.buttons}
        say(rendered=value["path"], texts=texts, written=written, buttons=pressed)

    def _on_wipe(self, _: Any) -> None:
        """Nothing of a visit stays: page, boards, pictures, grabs."""
        self._page = None
        self._on_text(None)
        self._on_pad(None)
        self._lectern.forget()
        for which in BOARDS:
            self._open(which, None)
        folder = self._grabs or (Path(self._own_folder.name) if self._own_folder else None)
        if folder is not None:
            for role in Role:
                (folder / f"{role}.png").unlink(missing_ok=True)
        self._stale = True
        say(wiped=True)

    def end(self) -> None:
        if self._own_folder is not None:
            self._own_folder.cleanup()

    # -- scenes --------------------------------------------------------------------------------

    def _show(self) -> None:
        self._stale = False
        if self._scene is None:
            return
        self._unpainted = set(self._windows)
        for window in self._windows.values():
            window.show_scene(self._scene, self._page)
        self._run_timers()

    def _window_painted(self, window: Window) -> None:
        self._unpainted.discard(window.role)
        if not self._unpainted and self._scene is not None:
            say(painted=self._scene.id)

    def _window_read(self, n: int) -> None:
        if n >= 0:
            say(text_painted=n)

    def _run_timers(self) -> None:
        """A scene at rest has none."""
        windows = self._windows.values()
        remote = "remote" in self._feeds and any(w.shows_remote for w in windows)
        own = "own" in self._feeds and any(w.shows_own for w in windows)
        shared = "window" in self._feeds and any(w.shows_shared for w in windows)
        _set_running(self._video, remote or own or shared)
        _set_running(self._motion, any(w.moves for w in windows))

    def _move(self) -> None:
        seconds = time.monotonic() - self._since
        for window in self._windows.values():
            if window.moves:
                window.move(seconds)

    def _lectern_changed(self, place: QRect) -> None:
        for role, window in self._windows.items():
            if role is not Role.FACE:
                window.update(place)
        if self._lectern.moves:
            _set_running(self._smooth, True)

    def _step(self) -> None:
        self._lectern.step()
        _set_running(self._smooth, self._lectern.moves)

    # -- pictures ------------------------------------------------------------------------------

    def _open(self, which: str, name: str | None) -> None:
        if name is not None and self._names.get(which) == name and which in self._feeds:
            return
        if feed := self._feeds.pop(which, None):
            feed.close()
        self._hand(which, None)
        if name is None:
            self._names.pop(which, None)
            return
        self._feeds[which] = Feed(name)
        self._names[which] = name

    def _look(self) -> None:
        self._facing.step(self._remote(), self._windows.get(Role.FACE))
        for which, feed in self._feeds.items():
            had = feed.image is not None
            if feed.look():
                self._hand(which, feed.image)
                if had != (feed.image is not None):
                    say(video=which, on=feed.image is not None)

    def _hand(self, which: str, image: QImage | None) -> None:
        for window in self._windows.values():
            new = {"remote": window.new_remote, "own": window.new_own, "window": window.new_shared}
            new[which](image)

    # -- screens -------------------------------------------------------------------------------

    def _screens(self) -> list[dict[str, Any]]:
        return [
            {"name": s.name(), "width": s.geometry().width(), "height": s.geometry().height()}
            for s in self._real_screens()
        ]

    def _real_screens(self) -> list[QScreen]:
        """Without any, Qt makes one up: it has no name."""
        return [screen for screen in self._app.screens() if screen.name()]

    def _plugged(self) -> list[Plugged]:
        """What each says of itself; of the compositor Qt hears no serial number."""
        edids, there = edid.of_connectors(self._drm), []
        for screen in self._real_screens():
            told = edid.at(screen.name(), edids)
            said = screen.manufacturer(), screen.model(), screen.serialNumber()
            there.append(Plugged(screen.name(), told.mark if told else "", *said))
        return there

    def _watch_sizes(self) -> None:
        for screen in self._app.screens():
            screen.geometryChanged.connect(self._settle.start, Qt.ConnectionType.UniqueConnection)

    def _screens_changed(self, _: QScreen) -> None:
        """Several come at once when a cable is pulled: arrange after the last."""
        self._watch_sizes()
        self._settle.start()

    def _arrange(self) -> None:
        """A window on each screen that has a role."""
        by_name = {screen.name(): screen for screen in self._real_screens()}
        before = dict(self._assigned)
        names = {written: name for name, written in marked(self._plugged()).items()}
        self._roles = self._roles.known_as(names).learn(list(names))
        self._assigned = {
            role: names[mark] for role, mark in self._roles.assign(list(names)).items()
        }
        for role in set(self._windows) - set(self._assigned):
            self._windows.pop(role).deleteLater()
        for role, name in self._assigned.items():
            if role not in self._windows:
                shows = self._lectern if role is not Role.FACE else None
                hears = self._window_painted, shows, self._window_read, _pressed
                self._windows[role] = Window(role, *hears, still=self._still, typed=_typed)
                self._windows[role].wear(self._livery)
                if shows is not None:
                    self._windows[role].write(*self._text)
                    self._windows[role].open_pad(self._pad)
            self._windows[role].stand_on(by_name[name])
        if self._compositor is not None:
            self._compositor.place({role: name for role, name in self._assigned.items()})
        self._measure()
        if before and before != self._assigned:
            say(screens=self._screens(), roles=self._assigned)
        self._show()
        for which, feed in self._feeds.items():
            self._hand(which, feed.image)


def _pressed(button: str) -> None:
    say(pressed=button)


def _typed(key: str) -> None:
    say(typed=key)


def _set_running(timer: QTimer, wanted: bool) -> None:
    if wanted and not timer.isActive():
        timer.start()
    elif not wanted and timer.isActive():
        timer.stop()
