"""How a picture's moving part moves: slow, small, never a flash. Pure; units of the drawing."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kiosk.core.scenes import Picture

FRAME_MS = 100
"Ten pictures a second are enough for calm; a scene without motion has no timer at all."


@dataclass(frozen=True)
class Pose:
    dx: float = 0.0
    dy: float = 0.0
    degrees: float = 0.0
    scale: float = 1.0
    opacity: float = 1.0


@dataclass(frozen=True)
class Motion:
    period: float
    "Seconds."
    pose: Callable[[float], Pose]
    "Of a phase in 0..1; 0.6 is the pose of a still picture."

    def at(self, seconds: float) -> Pose:
        return self.pose(seconds / self.period % 1.0)


STILL_PHASE = 0.6


def _ease(x: float) -> float:
    x = min(1.0, max(0.0, x))
    return x * x * (3 - 2 * x)


def _slide_in(dx: float, dy: float) -> Callable[[float], Pose]:
    """Comes from (dx, dy), rests, fades and comes again."""

    def pose(phase: float) -> Pose:
        away = 1 - _ease(phase / 0.5)
        opacity = _ease(phase / 0.12) * (1 - _ease((phase - 0.9) / 0.1))
        return Pose(dx * away, dy * away, opacity=opacity)

    return pose


def _to_and_fro(dx: float, dy: float, degrees: float = 0.0) -> Callable[[float], Pose]:
    def pose(phase: float) -> Pose:
        swing = math.sin(phase * math.tau)
        return Pose(dx * swing, dy * swing, degrees * swing)

    return pose


def _breathe(scale: float) -> Callable[[float], Pose]:
    def pose(phase: float) -> Pose:
        breath = 0.5 - 0.5 * math.cos(phase * math.tau)
        return Pose(scale=1 + scale * breath, opacity=0.45 + 0.55 * breath)

    return pose


MOTIONS: Mapping[Picture, Motion] = {
    Picture.PLACE_SHEET: Motion(4.0, _slide_in(0, -120)),
    Picture.PLACE_SHEET_TOP_RIGHT: Motion(4.0, _slide_in(0, -120)),
    Picture.PLACE_SHEET_BOTTOM_LEFT: Motion(4.0, _slide_in(0, -120)),
    Picture.PLACE_SHEET_BOTTOM_RIGHT: Motion(4.0, _slide_in(0, -120)),
    Picture.FEED_SHEETS: Motion(4.0, _slide_in(0, -70)),
    Picture.FEED_SHEETS_DOWN: Motion(4.0, _slide_in(0, -70)),
    Picture.SIGN_SHEET: Motion(3.0, _to_and_fro(14, 0)),
    Picture.SCANNING: Motion(4.0, _to_and_fro(96, 0)),
    Picture.PRINTING: Motion(4.0, _slide_in(0, -110)),
    Picture.SOMEONE: Motion(2.4, _to_and_fro(0, 0, 2)),
    Picture.KEEP_CARD: Motion(3.0, _to_and_fro(0, 9)),
    Picture.TAKE_SHEET: Motion(3.0, _to_and_fro(0, 10)),
    Picture.RINGING: Motion(2.0, _breathe(0.05)),
    Picture.HOST_CALLED: Motion(2.0, _breathe(0.05)),
    Picture.HOST_COMING: Motion(2.4, _to_and_fro(0, 0, 7)),
    Picture.TELEPHONE: Motion(2.0, _breathe(0.05)),
    Picture.FREE_COPY: Motion(4.0, _slide_in(-120, -36)),
    Picture.FREE_SENDING: Motion(3.0, _to_and_fro(16, 0)),
    Picture.GOODBYE: Motion(2.4, _to_and_fro(0, 0, 9)),
    Picture.FORGOTTEN: Motion(2.4, _to_and_fro(0, 8)),
    Picture.PREPARING: Motion(3.0, _to_and_fro(0, 5)),
    Picture.HOLD: Motion(5.0, _breathe(0.0)),
    Picture.LINK_LOST: Motion(2.4, _breathe(0.0)),
}
