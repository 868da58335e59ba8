"""A scene as data: what the two screens show and what the voice says, and its line of JSON."""

import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from .pictures import Picture
from .sentences import FRENCH


class SceneId(StrEnum):
    WELCOME = "welcome"
    SOMEONE_THERE = "someone_there"
    APPOINTMENT_FOUND = "appointment_found"
    APPOINTMENT_UNKNOWN = "appointment_unknown"
    CARD_USELESS = "card_useless"
    WAITING = "waiting"
    QUEUE_SHUT = "queue_shut"
    QUEUE_CALLED = "queue_called"
    KEPT = "kept"
    INSTALLED = "installed"
    PREPARING = "preparing"
    ANNOUNCING = "announcing"
    IN_CALL = "in_call"
    ON_HOLD = "on_hold"
    SCAN_GESTURE = "scan_gesture"
    FEED_GESTURE = "feed_gesture"
    SNAPSHOT = "snapshot"
    SCANNING = "scanning"
    PAGE_SHOWN = "page_shown"
    SHARED = "shared"
    WINDOW = "window"
    OPINION = "opinion"
    PRINTING = "printing"
    PRINT_OUT = "print_out"
    PAPER_FAULT = "paper_fault"
    HOST = "host"
    HOST_IN_CALL = "host_in_call"
    BY_PHONE = "by_phone"
    GOODBYE = "goodbye"
    FORGOTTEN = "forgotten"
    LINK_LOST = "link_lost"
    FREE = "free"
    FREE_PAGE = "free_page"
    FREE_DONE = "free_done"
    FREE_OVER = "free_over"
    OUT_OF_ORDER = "out_of_order"
    CLOSED = "closed"
    SERVICE = "service"


@dataclass(frozen=True)
class VoiceLine:
    id: str
    "Stable: a community records its own voice in a file of this name."
    text: str
    variable: bool = False
    "Holds names: its sound is made in memory and never kept."
    language: str = FRENCH.code
    slow: bool = False
    "For who hears badly: slower, and louder."


@dataclass(frozen=True)
class FaceScene:
    picture: Picture
    "Behind the words; while `video` waits for its first frame, in its place."
    title: str = ""
    subtitle: str = ""
    video: bool = False
    "The counsellor, full screen, never covered."
    bright: bool = True
    "A dark ground says that something happens now."


@dataclass(frozen=True)
class Button:
    """Of a screen that is touched: nowhere else is a resident asked to touch anything."""

    id: str
    words: str
    language: bool = False
    "The name of a language: smaller, in a row under the others."
    picture: Picture | None = None
    "Beside its words."


@dataclass(frozen=True)
class DocumentScene:
    picture: Picture
    sentence: str
    own_picture: bool = False
    "The resident's own picture, small, in a corner."
    page: bool = False
    "The page that was scanned, if the screens hold one."
    lectern: bool = False
    "What the counsellor shows, as large as it goes: page, pointer, marks."
    window: bool = False
    "A window of the counsellor's computer, in that place."
    buttons: tuple[Button, ...] = ()
    board: str = ""
    "What its hours are of: today, and where the van stands."
    band: str = ""
    "What is said, written at the foot of the screen, where nothing covers it."
    hours: tuple[str, ...] = ()
    "Of today's appointments, as they are written; of nobody in particular."


@dataclass(frozen=True)
class Scene:
    id: SceneId
    face: FaceScene
    document: DocumentScene
    voice: VoiceLine
    language: str = FRENCH.code
    right_to_left: bool = False
    "Words, and what stands beside them, the other way round."

    def to_json(self) -> str:
        """One line, for the screens' process."""
        return json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":"))


def from_dict(data: dict[str, Any]) -> Scene:
    """The scene that :meth:`Scene.to_json` wrote; :exc:`ValueError` if it is none."""
    try:
        face, document = dict(data["face"]), dict(data["document"])
        face["picture"] = Picture(face["picture"])
        document["picture"] = Picture(document["picture"])
        document["buttons"] = tuple(map(_button, document.get("buttons", ())))
        document["hours"] = tuple(document.get("hours", ()))
        return Scene(
            SceneId(data["id"]),
            FaceScene(**face),
            DocumentScene(**document),
            VoiceLine(**data["voice"]),
            str(data.get("language", FRENCH.code)),
            bool(data.get("right_to_left", False)),
        )
    except (KeyError, TypeError) as error:
        raise ValueError(f"not a scene: {error!r}") from None


def _button(data: dict[str, Any]) -> Button:
    picture = data.get("picture")
    return Button(**{**data, "picture": None if picture is None else Picture(picture)})
