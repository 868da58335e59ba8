"""A slip in a hand that shakes, before a webcam: drawn, as the kiosk's camera would give it.

The code turns, tilts, comes and goes; the hand blurs it, the sensor is noisy, the light comes from
a side, and the picture was a JPEG. `square` is how many pixels wide one square of the code is.
"""

from collections.abc import Iterator
from random import Random

import cv2
import numpy as np
import segno

from devices.frames import Pixels

WIDTH, HEIGHT = 640, 480
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
DRAWN, PAPER = 8, 15
"Pixels of a square as it is drawn; squares of white paper around the code and its margin."
FINE = 2
"How much finer than its pixels a picture is drawn."


def code(number: int) -> str:
    """One of those that a server would print, the same for the same number."""
    chance = Random(number)
    return "VAV1-" + "".join(chance.choice(ALPHABET) for _ in range(26))


def slip(text: str) -> Pixels:
    rows = segno.make(text, error="q", micro=False).matrix_iter(border=4 + PAPER)
    squares = np.array([[0 if dark else 255 for dark in row] for row in rows], np.uint8)
    return squares.repeat(DRAWN, 0).repeat(DRAWN, 1)


def film(text: str, seed: int, square: float, pictures: int) -> Iterator[Pixels]:
    """As many grey pictures, as far apart as the kiosk reads them: the hand has moved between."""
    chance, paper = np.random.default_rng(seed), slip(text)
    turned, tilted = chance.uniform(-15, 15), chance.uniform(-0.2, 0.2, 2)
    middle = chance.uniform((230, 180), (410, 300))
    for _ in range(pictures):
        placed = _placed(
            len(paper),
            np.radians(turned + chance.normal(0, 3)),
            square / DRAWN * (1 + chance.normal(0, 0.06)),
            tilted + chance.normal(0, 0.04, 2),
            middle + chance.normal(0, 8, 2),
        )
        yield _taken(_seen(paper, placed, chance), chance)


def _placed(side: int, turn: float, size: float, tilt: Pixels, middle: Pixels) -> Pixels:
    """From the paper to the picture, whose corners it takes."""
    corners = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]], float)
    away = 1 + corners @ tilt * 0.25
    spin = np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    at = (corners * side / 2 @ spin) * size / away[:, None] + middle
    flat = np.array([[0, 0], [side, 0], [side, side], [0, side]], np.float32)
    return cv2.getPerspectiveTransform(flat, np.asarray(at * FINE, np.float32))


def _seen(paper: Pixels, placed: Pixels, chance: np.random.Generator) -> Pixels:
    """The paper in a dim room, in the light of a window."""
    fine = (WIDTH * FINE, HEIGHT * FINE)
    ink = cv2.warpPerspective(np.asarray(paper, np.float32) / 255, placed, fine)
    there = cv2.warpPerspective(np.ones(paper.shape, np.float32), placed, fine)
    dark, light = chance.uniform(25, 60), chance.uniform(150, 225)
    room = 70 + 20 * np.sin(np.linspace(0, 9, fine[0]))[None, :]
    picture = room * (1 - there) + there * dark + (light - dark) * ink
    picture *= 1 + chance.uniform(-0.15, 0.15) * np.linspace(-1, 1, fine[0])[None, :]
    return cv2.resize(picture, (WIDTH, HEIGHT), interpolation=cv2.INTER_AREA)


def _taken(picture: Pixels, chance: np.random.Generator) -> Pixels:
    """Out of focus, moved while it was taken, noisy, and made a JPEG by the webcam."""
    picture = cv2.GaussianBlur(picture, (0, 0), chance.uniform(0.3, 1.1))
    long, way = abs(chance.normal(0, 1.5)), chance.uniform(0, np.pi)
    smear = np.zeros((9, 9), np.float32)
    for part in np.linspace(-0.5, 0.5, 20) * min(long, 8):
        smear[round(4 + part * np.sin(way)), round(4 + part * np.cos(way))] += 1 / 20
    picture = cv2.filter2D(picture, -1, smear) + chance.normal(0, 4, picture.shape)
    grey = np.clip(picture, 0, 255).astype(np.uint8)
    return cv2.imdecode(cv2.imencode(".jpg", grey)[1], cv2.IMREAD_GRAYSCALE)
