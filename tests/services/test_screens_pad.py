"""The reply pad on the screens: large keys, whatever is above them, and nothing left of it."""

import json
from collections.abc import Iterator

import numpy as np
import pytest
from PIL import Image

from devices.virtual.display import VirtualDisplay
from kiosk.core import scenes
from kiosk.core.needs import comfort, dressed
from kiosk.core.registry import every_scene
from kiosk.core.reply_pad import rows
from kiosk.core.scene import Scene
from kiosk.core.sentences import FRENCH
from kiosk.core.tongues import FOR_EVERYBODY, scene_in
from kiosk.languages import languages
from signaling.protocol import Need

from .screens import Screens, screens
from .test_screens_legible import SHORT, faults
from .test_screens_text import TEXT, document
from .trace.test_hands import EVENTS, Hands, _said_until_answer

WORDS = {id: FRENCH.sentence(f"reply_pad.{id}").shown for id in ("erase", "space")}
PROMPT = FRENCH.sentence("reply_pad").shown
SHARED = scenes.shared()
FINGER_PX = 64


def pad(text: str = "", keys: bool = True, language: str = "fr") -> dict:
    each = [[(key.id, key.columns) for key in row] for row in rows(language)]
    return {"text": text, "prompt": PROMPT, "words": WORDS, "keys": each if keys else []}


def missed(keys: dict[str, list[float]]) -> list[str]:
    """Keys that are not there, or that a finger would miss."""
    small = [id for id, box in keys.items() if min(box[2:]) < 44]
    return [key.id for row in rows() for key in row if key.id not in keys or key.id in small]


def unpressed(scene: Scene, told: dict, top: float) -> list[str]:
    """Buttons of the scene that are not there, that a finger would miss, or that lie under what
    is written."""
    place = told["written"].get("place")
    floor = min(top, place[1]) if place else top
    boxes = told["buttons"]
    return [
        f"button {one.id}"
        for one in scene.document.buttons
        if one.id not in boxes
        or min(boxes[one.id][2:]) < FINGER_PX
        or boxes[one.id][1] + boxes[one.id][3] > floor + 1
    ]


def same(one: np.ndarray, other: np.ndarray) -> bool:
    """But for the soft edges of letters, that Qt draws anew."""
    return int(np.abs(one.astype(int) - other.astype(int)).max()) < 40


def typed(process: Screens) -> set[str]:
    """Keys of the pad that were touched, until the screens obeyed all that they were told."""
    return {report["typed"] for report in _said_until_answer(process) if "typed" in report}


@pytest.fixture(scope="module")
def offscreen() -> Iterator[Screens]:
    with screens("--virtual", "1280x800,1280x800") as process:
        process.hear("ready")
        yield process


@pytest.mark.timeout(180)
@pytest.mark.parametrize(
    ("role", "size", "text"),
    [
        ("document", (1280, 800), ""),
        ("document", (1280, 800), TEXT),
        ("shared", (1920, 1080), TEXT),
        ("shared", (1280, 800), TEXT),
        ("shared", (1280, 800), ""),
    ],
    ids=lambda each: str(each)[:12],
)
def test_every_scene_leaves_the_pad_its_place(offscreen, tmp_path, role, size, text):
    found, path = {}, tmp_path / "scene.bmp"
    for plain in dict.fromkeys(every_scene(*SHORT)):
        if plain.document.board or plain.id in FOR_EVERYBODY:
            continue  # of nobody who is in a call
        scene = dressed(plain, comfort([Need.SIGN_LANGUAGE]))
        order = {"scene": json.loads(scene.to_json()), "role": role, "pad": pad("Oui, je l’ai.")}
        place = {"width": size[0], "height": size[1], "path": str(path), "text": text}
        offscreen.say(render={**order, **place})
        told = offscreen.hear("rendered")
        picture = np.asarray(Image.open(path).convert("RGB"))
        top = told["written"]["pad"][1]
        keys = [one for one in told["texts"] if one["ink"][1] >= top]
        above = [one for one in told["texts"] if one not in keys]
        wrong = faults(above, picture, False)
        wrong += [f"key {one['text']}" for one in keys if one["px"] < 40 or not one["fits"]]
        wrong += [one["text"] for one in above if one["ink"][1] + one["ink"][3] > top]
        wrong += missed(told["written"]["keys"])
        wrong += unpressed(scene, told, top)
        if told["written"]["reply"] != ["Oui, je l’ai."]:
            wrong.append("what is written is not whole")
        if told["written"].get("place", (0, 0, 0, 0))[1] + told["written"]["place"][3] > top + 1:
            wrong.append("the band is under the pad")
        if wrong:
            found[scene.voice.id] = wrong
    assert not found


def test_what_is_read_from_the_right_begins_there_and_no_letter_leaves_its_key(offscreen, tmp_path):
    (arabic,) = [each for each in languages() if each.code == "ar"]
    words = {id: arabic.sentence(f"reply_pad.{id}").shown for id in ("erase", "space")}
    order = {**pad(language="ar"), "prompt": arabic.sentence("reply_pad").shown, "words": words}
    place = {"width": 1280, "height": 800, "path": str(tmp_path / "scene.bmp")}
    scene = json.loads(scene_in(SHARED, arabic).to_json())
    offscreen.say(render={"scene": scene, "role": "document", "pad": order, **place})
    rendered = offscreen.hear("rendered")
    told = rendered["written"]
    assert set(told["keys"]) == {key.id for row in rows("ar") for key in row}
    assert all(one["fits"] for one in rendered["texts"])
    picture = np.asarray(Image.open(place["path"]).convert("RGB")).astype(int)
    top, first = round(told["pad"][1]), round(told["keys"]["1"][1])
    inked = np.flatnonzero((picture[top + 20 : first - 20].sum(axis=2) < 200).any(axis=0)[40:1240])
    assert inked.min() > 600
    white = np.abs(picture - 255).max(axis=2) < 8
    for id in words:
        x, y, wide, high = map(round, told["keys"][id])
        inked = np.flatnonzero(white[y : y + high, x : x + wide].any(axis=1))
        assert 4 < inked.min() < inked.max() < high - 4
    written = {**order, "text": "أين الورقة؟"}
    offscreen.say(render={"scene": scene, "role": "document", "pad": written, **place})
    assert offscreen.hear("rendered")["written"]["reply"] == ["أين الورقة؟"]
    picture = np.asarray(Image.open(place["path"]).convert("RGB")).astype(int)
    inked = np.flatnonzero((picture[top + 20 : first - 20].sum(axis=2) < 200).any(axis=0)[40:1240])
    assert inked.min() > 600


def test_the_pad_takes_its_place_shows_each_letter_and_leaves_it(offscreen):
    offscreen.show(SHARED)
    offscreen.hear("painted")
    before = document(offscreen)
    offscreen.say(pad=pad())
    empty = document(offscreen)
    offscreen.say(pad=pad("Oui"))
    written = document(offscreen)
    changed = np.abs(written.astype(int) - empty.astype(int)).max(axis=2) > 8
    rows_changed = np.flatnonzero(changed.any(axis=1))
    assert len(rows_changed)
    assert rows_changed.min() > 0.35 * 800, "the scene above stays as it was"
    assert rows_changed.max() < 0.65 * 800, "and the keys"
    offscreen.say(pad=None)
    assert same(document(offscreen), before)


def test_a_wipe_forgets_it(offscreen):
    offscreen.show(SHARED)
    offscreen.hear("painted")
    before = document(offscreen)
    offscreen.say(pad=pad("Camille Exemple"))
    assert not same(document(offscreen), before)
    offscreen.say(wipe=True)
    offscreen.hear("wiped")
    assert same(document(offscreen), before)


@pytest.mark.timeout(120)
def test_keys_of_the_pad_answer_to_a_finger_and_to_no_keyboard(tmp_path):
    with (
        VirtualDisplay(tmp_path / "display") as display,
        screens(environment=display.environment) as process,
    ):
        process.hear("ready")
        process.show(SHARED)
        process.hear("painted")
        process.say(pad=pad())
        process.hear("painted")
        hands = Hands(display.environment["DISPLAY"], seed=7)
        hands.play(EVENTS // 10, mouse=False)
        assert typed(process) == set()
        touched: set[str] = set()
        for _ in range(6):  # the display may hand events on after the answer
            hands.play(EVENTS // 5)
            touched |= typed(process)
            if touched:
                break
        assert touched
        assert touched <= {key.id for row in rows() for key in row}
        process.say(pad=None)
        typed(process)  # until it is closed
        hands.play(EVENTS // 10)
        assert typed(process) == set()
        hands.server.close()
