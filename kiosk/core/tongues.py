"""In whose language the kiosk shows and speaks: a visit's, until it waits for somebody else. Pure.

The server says with a visit which language its resident asked for, and only names one that an
administrator has reviewed; a kiosk that does not know it speaks French.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from signaling.protocol import Install

from .aloud import VOICE
from .commands import Command, Repeat, Show
from .scene import Scene, SceneId, VoiceLine
from .sentences import FRENCH, Language
from .text import again

FOR_EVERYBODY = frozenset(
    {
        SceneId.WELCOME,
        SceneId.WAITING,
        SceneId.QUEUE_SHUT,
        SceneId.QUEUE_CALLED,
        SceneId.KEPT,
        SceneId.SOMEONE_THERE,
        SceneId.APPOINTMENT_FOUND,
        SceneId.APPOINTMENT_UNKNOWN,
        SceneId.CARD_USELESS,
        SceneId.OUT_OF_ORDER,
        SceneId.CLOSED,
        SceneId.SERVICE,
        SceneId.FREE,
        SceneId.FREE_PAGE,
        SceneId.FREE_DONE,
        SceneId.FREE_OVER,
    }
)
"What is shown to whoever comes: nobody knows yet what they speak."


class Tongues:
    """`languages`: those that this kiosk has."""

    def __init__(self, languages: Iterable[Language]) -> None:
        self._known = {language.code: language for language in languages}
        self._now = FRENCH

    def of(self, commands: Iterable[Command], visit: Install | None) -> Iterator[Command]:
        """The same commands, in the language of `visit`, or of the one that just ended."""
        for command in commands:
            if isinstance(command, Show | Repeat):
                yield replace(command, scene=self._scene(command.scene, visit))
            else:
                yield command

    def _scene(self, scene: Scene, visit: Install | None) -> Scene:
        if visit is not None:
            self._now = self._known.get(visit.language or "", FRENCH)
        elif scene.id in FOR_EVERYBODY:
            self._now = self._known.get(scene.language, FRENCH)  # chosen at a button
        return scene_in(scene, self._now)


def scene_in(scene: Scene, language: Language) -> Scene:
    """The same scene, written and said in that language."""
    if language.code == scene.language:
        return scene
    face, document = scene.face, scene.document
    return replace(
        scene,
        face=replace(
            face, title=again(face.title, language), subtitle=again(face.subtitle, language)
        ),
        document=replace(
            document,
            sentence=again(document.sentence, language),
            buttons=tuple(
                replace(one, words=again(one.words, language)) for one in document.buttons
            ),
            board=again(document.board, language),
            band=again(document.band, language),
            hours=tuple(again(hour, language) for hour in document.hours),
        ),
        voice=line_in(scene.voice, language),
        language=language.code,
        right_to_left=language.right_to_left,
    )


def line_in(line: VoiceLine, language: Language) -> VoiceLine:
    if line.id == VOICE:
        return line  # as it was written, whatever the screens speak
    return replace(line, text=again(line.text, language), language=language.code)
