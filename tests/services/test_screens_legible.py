"""Every scene painted off screen, at the sizes of real screens: nothing clipped, nothing pale."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from kiosk.core import scenes
from kiosk.core.language import Language
from kiosk.core.registry import every_scene
from kiosk.core.scenes import Scene
from kiosk.languages import languages

from .screens import ROOT, Screens, screens

SIZES = [(1920, 1080), (1280, 800), (1024, 768)]
ALL_SIZES = [*SIZES, (1280, 720), (1080, 1920)]
ROLES = ["face", "document", "shared"]
PAGE = ROOT / "tests" / "data" / "formulaire-rempli.jpg"
MIN_PX = 28
AA = 4.5
"WCAG 2.1, 1.4.3."

SHORT = ("Relais de Wassigny", "MSA", "Mme Exemple")
LONG = (
    "Relais de services d’Étreux et de Vénérolles",
    "Mission locale de Thiérache",
    "Mme Exemple-Dutilleul",
)


OTHERS = languages()[1:]


@pytest.fixture(scope="module")
def painter() -> Iterator[Screens]:
    with screens("--virtual", "640x480") as process:
        process.hear("ready")
        yield process


def render(
    painter: Screens, scene: Scene, role: str, size: tuple[int, int], path: Path
) -> list[dict[str, Any]]:
    order: dict[str, Any] = {"role": role, "width": size[0], "height": size[1], "path": str(path)}
    if scene.document.page:
        order["page"] = {"path": str(PAGE)}

    painter.say(render={**order, "scene": json.loads(scene.to_json())})
    return list(painter.hear("rendered", rendered=str(path))["texts"])


def luminance(rgb: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Relative luminance, WCAG 2.1."""
    part = rgb.astype(np.float64) / 255
    linear = np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)
    return np.asarray(linear @ np.array([0.2126, 0.7152, 0.0722]))


def contrast(colour: str, ground: NDArray[np.uint8]) -> float:
    """The least contrast between a colour and the pixels that it stands on."""
    rgb = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)], np.uint8)
    ink, paper = luminance(rgb[np.newaxis])[0], luminance(ground.reshape(-1, 3))
    high, low = np.maximum(ink, paper), np.minimum(ink, paper)
    return float(((high + 0.05) / (low + 0.05)).min())


def frame(picture: NDArray[np.uint8], box: list[float], far: int) -> NDArray[np.uint8]:
    """The pixels around a text: its ground without its letters."""
    x, y, w, h = box
    height, width = picture.shape[:2]
    left, top = max(0, int(x) - far), max(0, int(y) - far)
    right, bottom = min(width - 1, int(x + w) + far), min(height - 1, int(y + h) + far)
    rows = np.concatenate([picture[top, left:right], picture[bottom, left:right]])
    columns = np.concatenate([picture[top:bottom, left], picture[top:bottom, right]])
    return np.concatenate([rows, columns])


def faults(texts: list[dict[str, Any]], picture: NDArray[np.uint8], document: bool) -> list[str]:
    """What a person could not read."""
    found = [] if texts or not document else ["no sentence"]
    height, width = picture.shape[:2]
    for text in texts:
        x, y, w, h = text["ink"]
        if not text["fits"]:
            found.append(f"clipped: {text['text']}")
        if x < 0 or y < 0 or x + w > width or y + h > height:
            found.append(f"off screen: {text['text']}")
        if text["px"] < MIN_PX:
            found.append(f"small: {text['text']}")
        elif contrast(text["colour"], frame(picture, text["ink"], 2)) < AA:
            found.append(f"pale: {text['text']}")
    return found


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_every_scene_can_be_read(
    painter: Screens, tmp_path: Path, size: tuple[int, int], role: str
) -> None:
    every = every_scene(*SHORT) + every_scene(*LONG)
    assert not unreadable(painter, every, role, size, tmp_path / "scene.bmp")


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("language", OTHERS, ids=lambda language: language.code)
def test_every_scene_can_be_read_in_every_language(
    painter: Screens, tmp_path: Path, language: Language, role: str
) -> None:
    """Where words are the tightest, with long names; all sizes in `make test-long`."""
    every = every_scene(*LONG, language)
    assert not unreadable(painter, every, role, (1280, 720), tmp_path / "scene.bmp")


@pytest.mark.long
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("size", ALL_SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("language", languages(), ids=lambda language: language.code)
def test_every_scene_can_be_read_in_every_language_on_every_screen(
    painter: Screens, tmp_path: Path, language: Language, size: tuple[int, int], role: str
) -> None:
    every = every_scene(*SHORT, language) + every_scene(*LONG, language)
    assert not unreadable(painter, every, role, size, tmp_path / "scene.bmp")


def unreadable(
    painter: Screens, every: Iterable[Scene], role: str, size: tuple[int, int], path: Path
) -> dict[str, list[str]]:
    """What of them cannot be read; scenes that look alike in this role are painted once."""
    found = {}
    parts = {"face": lambda scene: scene.face, "document": lambda scene: scene.document}
    alike = parts.get(role, lambda scene: (scene.face, scene.document))
    for scene in {alike(scene): scene for scene in every}.values():
        texts = render(painter, scene, role, size, path)
        picture = np.asarray(Image.open(path).convert("RGB"))
        assert picture.shape == (size[1], size[0], 3)
        if wrong := faults(texts, picture, role != "face"):
            found[f"{scene.voice.id}: {scene.document.sentence}"] = wrong
    return found


def test_the_reading_check_can_fail(painter: Screens, tmp_path: Path) -> None:
    path = tmp_path / "scene.bmp"
    scene = scenes.installed("A" * 200, "B" * 120)
    texts = render(painter, scene, "document", (1024, 768), path)
    picture = np.asarray(Image.open(path).convert("RGB"))
    assert any(fault.startswith("clipped") for fault in faults(texts, picture, True))
    pale = [{**text, "colour": "#ddd5c7", "fits": True} for text in texts]
    assert any("pale" in fault for fault in faults(pale, picture, True))
    assert faults([], picture, True) == ["no sentence"]


def test_letters_are_our_own_and_inside_their_place(painter: Screens, tmp_path: Path) -> None:
    """The record is the truth: the text's colour is found inside its ink, and not around it."""
    path = tmp_path / "scene.bmp"
    for scene in every_scene(*LONG):
        texts = render(painter, scene, "document", (1280, 800), path)
        beside = 1 + len(scene.document.hours) if scene.document.board else 0
        assert len(texts) == 1 + len(scene.document.buttons) + beside
        picture = np.asarray(Image.open(path).convert("RGB")).astype(int)
        for text in texts:
            rgb = [int(text["colour"][i : i + 2], 16) for i in (1, 3, 5)]
            inked = np.abs(picture - rgb).sum(axis=2) < 12
            x, y, w, h = (round(value) for value in text["ink"])
            inside = inked[y : y + h, x : x + w]
            assert inside.mean() > 0.05, scene.id
            margin = inked[max(0, y - 20) : y + h + 20, x - 20 : x + w + 20]
            assert margin.sum() == inside.sum(), scene.id
