"""How a scene is made of its state's words: names go in, picture, writing and voice come out."""

from collections.abc import Mapping

from .pictures import Picture
from .scene import DocumentScene, FaceScene, Scene, SceneId, VoiceLine
from .sentence import Sentences
from .sentences import Language
from .text import Name, of_organisation, together, written


def still(
    id: SceneId,
    behind: Picture,
    picture: Picture,
    language: Language,
    bright: bool = True,
    relay: str = "",
    key: str = "",
    hour: Name = "",
) -> Scene:
    """A state without video."""
    words, line = worded(id, language, relay=relay, key=key, hour=hour)
    return standing(id, words, line, behind, picture, language, bright)


def standing(
    id: SceneId,
    words: Sentences,
    line: VoiceLine,
    behind: Picture,
    picture: Picture,
    language: Language,
    bright: bool = True,
) -> Scene:
    """The same, of words with every name in its place."""
    return Scene(
        id,
        FaceScene(behind, words.title, words.subtitle, bright=bright),
        DocumentScene(picture, words.shown),
        line,
        language.code,
    )


def work(
    id: SceneId,
    picture: Picture,
    language: Language,
    page: bool = False,
    key: str = "",
    lectern: bool = False,
) -> Scene:
    """A state of the call: the counsellor stays on the face screen."""
    words, line = worded(id, language, key=key)
    return Scene(
        id,
        FaceScene(Picture.PERSON, video=True, bright=False),
        DocumentScene(picture, words.shown, own_picture=True, page=page, lectern=lectern),
        line,
        language.code,
    )


def worded(
    id: SceneId,
    language: Language,
    organisation: str = "",
    counsellor: str | None = None,
    relay: str = "",
    key: str = "",
    hour: Name = "",
) -> tuple[Sentences, VoiceLine]:
    """The sentences of a state with its names in, and its voice line."""
    names: dict[str, Name] = {
        "relay": together(relay),
        "organisation": of_organisation(organisation),
        "organisation_name": organisation.replace("'", "’"),
        "counsellor": together(counsellor),
        "hour": hour,
    }
    return filled(key or id.value, language, names)


def filled(key: str, language: Language, names: Mapping[str, Name]) -> tuple[Sentences, VoiceLine]:
    """The sentences of a key; a line with names in it is nobody's to keep."""
    parts = {
        part: written(language, key, part, names)
        for part in ("shown", "spoken", "title", "subtitle")
    }
    variable = "{" in language.sentence(key).spoken
    return Sentences(**parts), VoiceLine(key, parts["spoken"], variable, language.code)
