"""What a resident's needs change of the room, before anybody calls. Pure.

Needs are a closed set (:class:`signaling.protocol.Need`), registered with the appointment; the
kiosk is told them with the visit and forgets them with it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from signaling.protocol import Need

from .scene import Scene


@dataclass(frozen=True)
class Comfort:
    """How this kiosk speaks and shows, for who sits there."""

    slow: bool = False
    "Lines are said slower and louder."
    band: bool = False
    "What is said is also written, at the foot of the document screen."
    motion: bool = False
    "Signs are read in movement: how many pictures there are comes before their sharpness."
    aloud: bool = False
    "What the counsellor writes is read by the voice: nothing is said in text alone."


AS_USUAL = Comfort()


def comfort(needs: Iterable[Need] | None) -> Comfort:
    found = frozenset(needs or ())
    deaf = Need.SIGN_LANGUAGE in found
    hard = Need.HEARING in found
    aloud = Need.READING in found
    return Comfort(slow=hard, band=hard or deaf, motion=deaf, aloud=aloud)


def dressed(scene: Scene, comfort: Comfort) -> Scene:
    """The same state, as this resident hears and reads it."""
    if comfort.slow:
        scene = replace(scene, voice=replace(scene.voice, slow=True))
    if comfort.band:
        scene = replace(scene, document=replace(scene.document, band=scene.voice.text))
    return scene
