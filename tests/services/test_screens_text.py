"""What the counsellor writes, on the screens: large, whole, never covered, and said to be read."""

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from kiosk.core import scenes
from kiosk.core.needs import comfort, dressed
from kiosk.core.registry import every_scene
from kiosk.core.tongues import FOR_EVERYBODY
from signaling.protocol import Need

from .screens import Screens, screens
from .test_screens_legible import LONG, SHORT, SIZES, faults

TEXT = "Bonjour Madame. Avez-vous apporté votre avis d’impôt ?"
SHARED = scenes.shared()


@pytest.fixture
def offscreen() -> Iterator[Screens]:
    with screens("--virtual", "1280x800,1280x800") as process:
        process.hear("ready")
        yield process


def written(painter: Screens, path: Path, **order: object) -> dict:
    painter.say(render={"path": str(path), "text": TEXT, **order})
    return painter.hear("rendered")


@pytest.mark.parametrize("role", ["document", "shared"])
@pytest.mark.parametrize("size", [*SIZES, (1080, 1920)], ids=lambda size: f"{size[0]}x{size[1]}")
def test_every_scene_leaves_the_text_its_place(offscreen, tmp_path, size, role):
    width, height = size
    found = {}
    path = tmp_path / "scene.bmp"
    for scene in dict.fromkeys(every_scene(*SHORT) + every_scene(*LONG)):
        if scene.document.board:
            continue  # of a kiosk that nobody sits at: nobody writes to them
        names = scene.document.sentence.endswith(("est là aussi.", "sont là."))
        crowded = names and scene.voice.id == "in_call"
        if crowded and (role, size) == ("shared", (1024, 768)):
            continue  # three long names and writing on 400 pixels: known not to fit
        order = {"scene": json.loads(scene.to_json()), "role": role}
        told = written(offscreen, path, **order, width=width, height=height)
        picture = np.asarray(Image.open(path).convert("RGB"))
        wrong = faults(told["texts"], picture, True)
        x, y, wide, high = told["written"]["place"]
        wrong += [
            f"covers: {text['text']}"
            for text in told["texts"]
            if text["ink"][0] + text["ink"][2] > x and text["ink"][1] + text["ink"][3] > y
        ]
        if wrong:
            found[scene.voice.id] = wrong
        assert told["written"]["px"] >= 40
        assert x + wide <= width
        assert y + high <= height
        assert told["written"]["lines"][-1].endswith("?")
    assert not found


@pytest.mark.parametrize(
    ("role", "size"),
    [("document", (1280, 800)), ("shared", (1280, 800)), ("document", (1080, 1920))],
    ids=lambda each: str(each),
)
def test_what_the_kiosk_says_is_written_whole_under_every_scene(offscreen, tmp_path, size, role):
    """For who hears badly; 40 px at least, and no form or paper over it."""
    width, height = size
    found, path = {}, tmp_path / "scene.bmp"
    for plain in dict.fromkeys(every_scene(*(SHORT if role == "shared" else LONG))):
        if plain.document.board:
            continue  # of a kiosk that nobody sits at
        if plain.id in FOR_EVERYBODY:
            continue  # of nobody whose needs are known
        scene = dressed(plain, comfort([Need.HEARING]))
        order = {"scene": json.loads(scene.to_json()), "role": role, "text": ""}
        told = written(offscreen, path, **order, width=width, height=height)
        wrong = faults(
            told["texts"], np.asarray(Image.open(path).convert("RGB")), role == "document"
        )
        x, y, wide, high = told["written"]["place"]
        wrong += [
            f"covers: {text['text']}"
            for text in told["texts"]
            if text["ink"][0] + text["ink"][2] > x and text["ink"][1] + text["ink"][3] > y
        ]
        whole = (scene.voice.text, scene.document.sentence)[: 2 if role == "shared" else 1]
        if " ".join(told["written"]["lines"]).split() not in [text.split() for text in whole]:
            wrong.append("cut")
        if told["written"]["px"] < 40 or x + wide > width or y + high > height:
            wrong.append("small")
        if wrong:
            found[scene.voice.id] = wrong
    assert not found


def test_a_long_text_shows_its_last_lines_and_a_long_word_is_cut(offscreen, tmp_path):
    order = {"scene": json.loads(SHARED.to_json()), "role": "document"}
    size = {"width": 1280, "height": 800}
    text = " ".join(f"mot{n}" for n in range(300)) + " " + "a" * 300
    told = written(offscreen, tmp_path / "s.bmp", **order, **size, text=text)
    lines = told["written"]["lines"]
    assert len(lines) >= 2
    assert set("".join(lines)) == {"a"}
    told = written(offscreen, tmp_path / "s.bmp", **order, **size, text="un\n\ndeux")
    assert told["written"]["lines"] == ["un", "", "deux"]


def test_each_letter_is_said_to_be_read_and_the_text_takes_its_place_and_leaves_it(
    offscreen, tmp_path
):
    offscreen.show(SHARED)
    offscreen.hear("painted")
    before = document(offscreen)
    for n, text in enumerate(("B", "Bo", "Bonjour")):
        offscreen.say(text={"n": n, "text": text})
        assert offscreen.hear("text_painted")["text_painted"] == n
    petrol = np.abs(document(offscreen).astype(int) - (10, 59, 63)).max(axis=2) < 3
    high = len(petrol)
    assert petrol[int(high * 0.8) :].mean() > 0.6
    assert petrol[: high // 2].mean() < 0.05
    offscreen.say(text={"n": 3, "text": ""})
    offscreen.hear("text_painted", text_painted=3)
    assert np.array_equal(document(offscreen), before)


def test_a_wipe_forgets_what_was_written(offscreen):
    offscreen.show(SHARED)
    offscreen.hear("painted")
    before = document(offscreen)
    offscreen.say(text={"n": 1, "text": "Camille Exemple"})
    offscreen.hear("text_painted")
    offscreen.say(wipe=True)
    offscreen.hear("wiped")
    assert np.array_equal(document(offscreen), before)


def document(offscreen: Screens) -> np.ndarray:
    offscreen.say(grab=True)
    path = offscreen.hear("grabbed")["grabbed"]["document"]
    return np.asarray(Image.open(path).convert("RGB"))
