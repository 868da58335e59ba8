"""How a resident wishes to be received: by which means, and with what help."""

from enum import StrEnum


class Mode(StrEnum):
    VIDEO = "video"
    TELEPHONE = "telephone"
    ON_SITE = "on_site"
    "The counsellor comes to the relay."


class Need(StrEnum):
    """What the person needs; a closed set: nothing of a diagnosis is ever written."""

    READING = "reading"
    "Somebody reads and writes with them."
    HEARING = "hearing"
    "Hard of hearing, or a hearing aid."
    SIGN_LANGUAGE = "sign_language"
    "Deaf: French sign language."
    INTERPRETER = "interpreter"
    WHEELCHAIR = "wheelchair"
    HANDSET = "handset"
    "Speaks and hears by the handset, not by the loudspeaker."
