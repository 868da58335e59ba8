"""The slip: a picture for each paper, and a code that says nothing of anybody."""

import re
from pathlib import Path

import cv2
import numpy as np
import pytest

from signaling.secretariat.slip import PICTURES, PLAIN, code_of, picture_of
from signaling.store.demo_motives import MOTIVES

STATIC = Path(__file__).parents[2] / "counsellor" / "static"


@pytest.mark.parametrize(
    ("paper", "picture"),
    [
        ("Pièce d’identité", "card"),
        ("Photo d’identité", "photo"),
        ("RIB", "bank"),
        ("Justificatif de domicile", "home"),
        ("Livret de famille", "book"),
        ("Avis d’imposition", "money"),
        ("Relevé de carrière", "paper"),
        ("Description", "paper"),
    ],
)
def test_a_paper_has_its_picture(paper: str, picture: str) -> None:
    assert picture_of(paper) == picture


def test_every_picture_is_drawn() -> None:
    drawn = set(re.findall(r'symbol id="(\w+)"', (STATIC / "images" / "icons.svg").read_text()))
    assert {PLAIN, *(name for name, _ in PICTURES)} <= drawn
    asked = {paper for motive in MOTIVES for paper in motive.papers}
    assert {picture_of(paper) for paper in asked} <= drawn


def test_the_code_holds_the_identifier_and_nothing_else() -> None:
    """Of one picture, still and at one size, OpenCV fails to read 1 of 300; of a film it does."""
    for number in range(5):
        id = f"appointment-{number:x}123456789abcdef"
        assert read(str(code_of(id))) == id


def read(svg: str) -> str:
    """As a camera does: the path's squares become a picture, OpenCV reads it."""
    side = int(re.findall(r'viewBox="0 0 (\d+) \d+"', svg)[0])
    path = re.findall(r' d="([^"]+)"', svg)[0]
    scale = 4
    picture = np.full((side, side), 255, np.uint8)
    x = y = 0.0
    for gesture, numbers in re.findall(r"([Mmhv])([^Mmhv]*)", path):
        values = [float(each) for each in re.findall(r"-?[\d.]+", numbers)]
        if gesture == "M":
            x, y = values[0], values[1]
        elif gesture == "m":
            x, y = x + values[0], y + values[1]
        else:
            row = int(y)
            picture[row, int(x) : int(x + values[0])] = 0
            x += values[0]
    large = cv2.resize(picture, None, fx=scale * 2, fy=scale * 2, interpolation=cv2.INTER_NEAREST)
    said, _, _ = cv2.QRCodeDetector().detectAndDecode(large)
    return str(said)
