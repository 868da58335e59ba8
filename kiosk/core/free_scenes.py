"""The screens in free access: the work's own pictures and words, and nobody on the face screen.

`deed` is a word of the wire: ``copy``, ``print`` or ``email``.
"""

from dataclasses import replace

from .pictures import Picture
from .scene import FaceScene, Scene, SceneId
from .sentences import FRENCH, Language
from .wording import still, worded, work

BEHIND = {"copy": Picture.FREE_COPY, "print": Picture.PRINTING, "email": Picture.FREE_SENDING}


def opened(deed: str, language: Language = FRENCH) -> Scene:
    """Before any sheet is laid: what is going to be done."""
    return _of(deed, work(SceneId.FREE, BEHIND[deed], language, key=f"free.{deed}"))


def alone(deed: str, scene: Scene) -> Scene:
    """A scene of the work, without anybody's face: what is done stands in its place."""
    return _of(deed, scene)


def page(deed: str, language: Language = FRENCH) -> Scene:
    """A sheet was read; the host may have another one laid."""
    return _of(deed, work(SceneId.FREE_PAGE, Picture.SHEET, language, page=True, key="free.page"))


def making(deed: str, language: Language = FRENCH) -> Scene:
    return _of(deed, work(SceneId.FREE, Picture.SCANNING, language, key="free.making"))


def copied(deed: str = "copy", language: Language = FRENCH) -> Scene:
    """The sheet that was copied is the one that people forget."""
    return _of(deed, work(SceneId.FREE_DONE, Picture.TAKE_SHEET, language, key="free.copied"))


def sending(deed: str = "email", language: Language = FRENCH) -> Scene:
    return _of(deed, work(SceneId.FREE, Picture.FREE_SENDING, language, key="free.sending"))


def sent(deed: str = "email", language: Language = FRENCH) -> Scene:
    return _of(deed, work(SceneId.FREE_DONE, Picture.FREE_SENT, language, key="free.sent"))


def failed(deed: str, language: Language = FRENCH) -> Scene:
    return _of(deed, work(SceneId.FREE, Picture.HOST_CALLED, language, key="free.failed"))


def yields(language: Language = FRENCH) -> Scene:
    """The next resident is there, or expected now."""
    return still(SceneId.FREE_OVER, Picture.VILLAGE, Picture.GOODBYE, language, key="free.yield")


def every_free_scene(language: Language = FRENCH) -> tuple[Scene, ...]:
    """One of each."""
    return (
        *(opened(deed, language) for deed in BEHIND),
        page("copy", language),
        making("copy", language),
        copied(language=language),
        sending(language=language),
        sent(language=language),
        failed("copy", language),
        yields(language),
    )


def _of(deed: str, scene: Scene) -> Scene:
    words, _ = worded(SceneId.FREE, FRENCH, key=f"free.{deed}")
    face = FaceScene(Picture.VILLAGE, words.title, words.subtitle)
    return replace(scene, face=face, document=replace(scene.document, own_picture=False))
