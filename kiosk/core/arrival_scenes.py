"""Scenes for who comes in: seen, recognised by an appointment, or sent to the host.

Data like :mod:`.scenes`, which has all of them. No name enters here: an hour is enough.
"""

from .ahead import written
from .pictures import Picture
from .scene import Scene, SceneId
from .sentences import FRENCH, Language
from .wording import still


def someone_there(relay: str, language: Language = FRENCH) -> Scene:
    """The camera or the host saw somebody come: the screens are awake."""
    return still(SceneId.SOMEONE_THERE, Picture.VILLAGE, Picture.SOMEONE, language, relay=relay)


def appointment_found(hour: str, early: bool = False, language: Language = FRENCH) -> Scene:
    """`hour` as on the wire (``10:15``); `early`: there is time to wait."""
    key = "appointment_found.early" if early else ""
    id = SceneId.APPOINTMENT_FOUND
    return still(id, Picture.VILLAGE, Picture.FOUND, language, key=key, hour=written(hour))


def appointment_unknown(relay: str, language: Language = FRENCH) -> Scene:
    """What was shown says nothing of today, of this room: the host finds what is wrong."""
    id = SceneId.APPOINTMENT_UNKNOWN
    return still(id, Picture.VILLAGE, Picture.HOST_CALLED, language, relay=relay)


def card_useless(language: Language = FRENCH) -> Scene:
    """A Vitale, a CPS or an identity card was put in the reader; nothing of it was read."""
    return still(SceneId.CARD_USELESS, Picture.VILLAGE, Picture.KEEP_CARD, language)
