"""The two screens as data: every state says the same thing in picture, writing and voice."""

import inspect
import json
import re
from pathlib import Path

import pytest

from kiosk.core import scenes
from kiosk.core.registry import TELEPHONE, every_scene
from kiosk.core.scenes import Picture, Scene, SceneId
from kiosk.core.sentences import FRENCH
from signaling.protocol import Fault

RELAY, ORGANISATION, COUNSELLOR = "Relais de Wassigny", "MSA", "Mme Exemple"
EVERY = every_scene(RELAY, ORGANISATION, COUNSELLOR)
PICTURES = Path(scenes.__file__).parents[1] / "screens" / "assets" / "pictures"

each = pytest.mark.parametrize("scene", EVERY, ids=lambda scene: scene.voice.id)


def words(text: str) -> list[str]:
    return [word for word in re.split(r"[\s\N{NO-BREAK SPACE}]+", text) if re.search(r"\w", word)]


def test_every_state_has_a_scene() -> None:
    assert {scene.id for scene in EVERY} == set(SceneId)


@each
def test_a_scene_has_a_picture_a_sentence_and_a_voice_line(scene: Scene) -> None:
    assert (PICTURES / f"{scene.document.picture}.svg").is_file()
    assert (PICTURES / f"{scene.face.picture}.svg").is_file()
    assert scene.document.sentence
    assert scene.voice.id
    assert scene.voice.text


@each
def test_a_sentence_is_short(scene: Scene) -> None:
    for sentence in re.split(r"(?<=[.!?]) ", scene.document.sentence):
        assert len(words(sentence)) <= 15
    assert len(words(scene.document.sentence)) <= 18


@each
def test_a_voice_line_is_words_and_whole_sentences(scene: Scene) -> None:
    text = scene.voice.text
    assert re.fullmatch(r"[A-ZÀ-Ý][\w ,.!?’'-]+[.!?]", text), text
    assert "Mme" not in text
    assert len(words(text)) <= 30


@each
def test_a_scene_comes_back_from_its_line_of_json(scene: Scene) -> None:
    line = scene.to_json()
    assert "\n" not in line
    assert scenes.from_dict(json.loads(line)) == scene


@pytest.mark.parametrize("bad", [{}, {"id": "welcome"}, {"id": "x", "face": 1, "document": 2}])
def test_what_is_no_scene_is_refused(bad: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"not a scene|welcome|x"):
        scenes.from_dict(bad)


def test_a_scene_with_an_unknown_picture_is_refused() -> None:
    data = json.loads(scenes.goodbye().to_json())
    data["document"]["picture"] = "../../etc/passwd"
    with pytest.raises(ValueError, match="Picture"):
        scenes.from_dict(data)


@each
def test_french_typography(scene: Scene) -> None:
    for text in (scene.face.title, scene.face.subtitle, scene.document.sentence):
        assert "'" not in text
        assert not re.search(r"[^\N{NO-BREAK SPACE}][;:!?]", text), text


def test_who_will_answer_is_shown_and_said() -> None:
    scene = scenes.installed("MSA", "Mme Exemple")
    assert scene.face.title == "Mme\N{NO-BREAK SPACE}Exemple"
    assert scene.face.subtitle == "MSA"
    assert scene.voice.text.startswith("Madame Exemple, de la MSA, va vous appeler.")


def test_without_a_name_the_organisation_answers() -> None:
    scene = scenes.installed("Mission locale", None)
    assert scene.face.title == "Mission locale"
    assert "de la Mission locale" in scene.document.sentence.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("MSA", "de la MSA"),
        ("CAF de l’Aisne", "de la CAF de l’Aisne"),
        ("Mission locale", "de la Mission locale"),
        ("France Travail", "de France Travail"),
        ("Département de l’Aisne", "du Département de l’Aisne"),
        ("Emmaüs", "d’Emmaüs"),
        ("Agence du logement", "de l’Agence du logement"),
    ],
)
def test_an_organisation_is_named_as_people_say_it(name: str, said: str) -> None:
    assert FRENCH.of_organisation(name) == said


def test_lines_with_names_are_marked_and_no_other() -> None:
    for scene in EVERY:
        names = ("Exemple", "MSA", "Wassigny", "10 h 15", "10 heures 15", TELEPHONE)
        named = any(name in scene.voice.text for name in names)
        assert scene.voice.variable == named, scene.voice.id


def test_nothing_of_a_resident_can_enter_a_scene() -> None:
    allowed = {"relay", "organisation", "counsellor", "fault", "corner", "face", "places"}
    allowed |= {"language", "coming", "in_call", "today", "again"}
    for name, function in inspect.getmembers(scenes, inspect.isfunction):
        made_here = function.__module__ == scenes.__name__
        if made_here and not name.startswith("_") and name != "from_dict":
            assert set(inspect.signature(function).parameters) <= allowed, name


@pytest.mark.parametrize("fault", [*Fault, "", "something_new"])
def test_every_fault_of_paper_has_words(fault: str) -> None:
    scene = scenes.paper_fault(fault)
    assert scene.id is SceneId.PAPER_FAULT
    assert (PICTURES / f"{scene.document.picture}.svg").is_file()
    assert "Nous nous en occupons." in scene.document.sentence


def test_every_drawing_has_its_use() -> None:
    drawn = {path.name.split(".")[0] for path in PICTURES.glob("*.svg")}
    assert drawn == set(Picture)


def test_the_face_stays_on_screen_through_all_the_work_of_a_call() -> None:
    work = {"in_call", "scan_gesture", "feed_gesture", "scanning", "page_shown", "shared"}
    work |= {"printing", "print_out", "paper_fault", "host_in_call"}
    work |= {"snapshot", "window", "opinion"}
    for scene in EVERY:
        assert scene.face.video == (scene.id in work)
        touched = bool(scene.document.buttons)  # three large faces take its place, for a minute
        assert scene.document.own_picture == (scene.face.video and not touched)
