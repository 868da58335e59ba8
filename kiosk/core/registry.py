"""Every state of the kiosk by its name, and the scenes that it has: what is promised is all here.

The tests, the pictures of `docs/ecrans` and the preview of languages go through this registry; a
state without a scene, or a scene of no state, is an error of the tests.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from signaling import protocol as wire

from . import (
    arrival_scenes,
    company,
    free_scenes,
    handing,
    lobby_scenes,
    opinion,
    room_scenes,
    scenes,
    service_scenes,
)
from .ahead import Today, aloud
from .events import TakeOverOffered
from .pictures import CORNERS, FAULTS
from .scene import Scene
from .sentences import FRENCH, Language
from .tongues import scene_in

Made = tuple[Scene, ...]
HOURS = ("09:30", "10:15", "11:00", "11:45")
TELEPHONE = "03 53 01 02 03"
"Of nobody: Arcep, decision 2018-0881, 2.5.12."


class State(StrEnum):
    """What a resident may live through, in the order of a visit."""

    WELCOME = "welcome"
    SOMEONE_THERE = "someone_there"
    APPOINTMENT_FOUND = "appointment_found"
    KEPT_WAITING = "kept_waiting"
    WAITING = "waiting"
    CALLED_ELSEWHERE = "called_elsewhere"
    NOT_NOW = "not_now"
    INSTALLED = "installed"
    PREPARING = "preparing"
    RINGING = "ringing"
    IN_CALL = "in_call"
    COMPANY = "company"
    TRANSFER = "transfer"
    HOLD = "hold"
    SCANNING_GESTURE = "scanning_gesture"
    SCANNING = "scanning"
    SHOWN = "shown"
    PRINTING = "printing"
    PAPER_FAULT = "paper_fault"
    HOST_CALLED = "host_called"
    BY_PHONE = "by_phone"
    LINK_LOST = "link_lost"
    OPINION = "opinion"
    GOODBYE = "goodbye"
    FORGOTTEN_PAPER = "forgotten_paper"
    FREE_ACCESS = "free_access"
    OUT_OF_ORDER = "out_of_order"
    CLOSED = "closed"
    SERVICE = "service"


def registry(relay: str, organisation: str, counsellor: str) -> Mapping[State, Made]:
    """One of each scene with these names, faults and variants too; in French."""
    who = organisation, counsellor
    lobby = lobby_scenes.every(relay, organisation, counsellor)
    made: dict[State, Made] = {
        State.WELCOME: (
            scenes.welcome(relay),
            scenes.welcome(relay, Today("Hannapes, Place de la mairie", HOURS)),
            *_boards_aloud(relay),
            *(scene for scene in lobby if scene.id is scenes.SceneId.WELCOME),
        ),
        State.SOMEONE_THERE: (
            arrival_scenes.someone_there(relay),
            arrival_scenes.card_useless(),
        ),
        State.APPOINTMENT_FOUND: (
            arrival_scenes.appointment_found("10:15"),
            arrival_scenes.appointment_found("10:15", early=True),
            arrival_scenes.appointment_unknown(relay),
        ),
        State.KEPT_WAITING: room_scenes.every_kept(),
        State.WAITING: _of(lobby, scenes.SceneId.WAITING),
        State.CALLED_ELSEWHERE: _of(lobby, scenes.SceneId.QUEUE_CALLED),
        State.NOT_NOW: _of(lobby, scenes.SceneId.QUEUE_SHUT),
        State.INSTALLED: (
            scenes.installed(*who),
            scenes.installed(organisation, None),
            *_of(lobby, scenes.SceneId.INSTALLED),
        ),
        State.PREPARING: (room_scenes.preparing(),),
        State.RINGING: (scenes.announcing(*who), scenes.announcing(*who, again=True)),
        State.IN_CALL: (scenes.in_call(*who),),
        State.COMPANY: _company(*who),
        State.TRANSFER: (_transfer(*who),),
        State.HOLD: (scenes.on_hold(*who),),
        State.SCANNING_GESTURE: (
            scenes.scan_gesture(),
            *(scenes.scan_gesture(corner) for corner in CORNERS),
            scenes.sign_gesture(),
            scenes.feed_gesture("up"),
            scenes.feed_gesture("down"),
        ),
        State.SCANNING: (scenes.scanning(), scenes.snapshot()),
        State.SHOWN: (
            scenes.page_shown(),
            scenes.photo_shown(),
            scenes.shared(),
            scenes.window(),
        ),
        State.PRINTING: (scenes.printing(), scenes.print_out()),
        State.PAPER_FAULT: (
            scenes.paper_fault(),
            *(scenes.paper_fault(fault) for fault in FAULTS),
        ),
        State.HOST_CALLED: tuple(
            scenes.host(coming, in_call) for coming in (False, True) for in_call in (False, True)
        ),
        State.BY_PHONE: (scenes.by_phone(*who), scenes.by_phone(organisation, None)),
        State.LINK_LOST: (scenes.link_lost(),),
        State.OPINION: tuple(opinion.every()),
        State.GOODBYE: (scenes.goodbye(), scenes.taken_back()),
        State.FORGOTTEN_PAPER: tuple(
            scenes.forgotten(places) for places in (("glass",), ("tray",), ("glass", "tray"))
        ),
        State.FREE_ACCESS: free_scenes.every_free_scene(),
        State.OUT_OF_ORDER: room_scenes.every_out_of_order(TELEPHONE),
        State.CLOSED: room_scenes.every_closed(relay),
        State.SERVICE: (service_scenes.service(),),
    }
    return MappingProxyType(made)


def every_scene(
    relay: str, organisation: str, counsellor: str, language: Language = FRENCH
) -> Made:
    """All of them in that language, in the order of a visit."""
    found = registry(relay, organisation, counsellor)
    return tuple(scene_in(scene, language) for made in found.values() for scene in made)


def _of(made: Made, id: scenes.SceneId) -> Made:
    return tuple(scene for scene in made if scene.id is id)


def _boards_aloud(relay: str) -> Made:
    """To who came, and stayed."""
    days = Today("", HOURS), Today("Hannapes, Place de la mairie", HOURS)
    return tuple(aloud(scenes.welcome(relay, day), day) for day in days)


def _company(organisation: str, counsellor: str) -> Made:
    talking = scenes.in_call(organisation, counsellor)
    comes = [
        wire.Companion(guest=str(n), name="M. Exemple-Dupont", quality=quality)
        for n, quality in enumerate(wire.Quality)
    ]
    comes = [one.model_copy(update={"organisation": organisation}) for one in comes]
    news = [company.news(talking, company.Comes(one)) for one in comes]
    leaves = company.news(talking, company.Leaves(comes[0]))
    together = (company.beside(talking, comes[:count]) for count in (1, 2, 3))
    return (*news, leaves, *together)


def _transfer(organisation: str, counsellor: str) -> Scene:
    offer = TakeOverOffered("call", organisation, "id", "Mme Exemple-Suite", (), "")
    return handing.news(scenes.in_call(organisation, counsellor), offer)
