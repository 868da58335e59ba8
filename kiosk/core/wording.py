"""How a scene is made of its state's words: names go in, picture, writing and voice come out."""

from .pictures import Picture
from .scene import DocumentScene, FaceScene, Scene, SceneId, VoiceLine
from .sentences import Language, Sentences, speakable, together


def still(
    id: SceneId,
    behind: Picture,
    picture: Picture,
    language: Language,
    bright: bool = True,
    relay: str = "",
    key: str = "",
) -> Scene:
    """A state without video."""
    words, line = worded(id, language, relay=relay, key=key)
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
) -> tuple[Sentences, VoiceLine]:
    """The sentences of a state with its names in, and its voice line."""
    key = key or id.value
    template = language.sentences[key]
    names = {
        "relay": together(relay),
        "organisation": together(language.of_organisation(organisation)) if organisation else "",
        "organisation_name": organisation.replace("'", "’"),
        "counsellor": together(counsellor or ""),
    }
    words = Sentences(
        title=template.title.format_map(names),
        subtitle=template.subtitle.format_map(names),
        shown=template.shown.format_map(names),
        spoken=template.spoken.format_map(names),
    )
    variable = words.spoken != template.spoken
    return words, VoiceLine(key, speakable(words.spoken), variable)
