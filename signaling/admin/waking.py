"""One kiosk for who keeps it: what it found when it tested itself, and a technician's turn."""

from dataclasses import dataclass

from aiohttp import web

from ..errors import Conflict, KioskAbsent
from ..keys import DESK
from ..pages.posted import posted
from ..pages.rooms import see_other
from ..pages.words import Word
from ..protocol import FoundLevel, Why
from ..views import KioskLine
from ..waking import WAKING, Examination
from .frame import HERE, KIOSKS, allowed, tab

LEVELS = {
    FoundLevel.OK: Word("Bien", "honoured", "good"),
    FoundLevel.WARNING: Word("À voir", "clock", "wait"),
    FoundLevel.FAULT: Word("En panne", "alert", "bad"),
    FoundLevel.ABSENT: Word("Aucun", "off", "plain"),
}
FIRST = (FoundLevel.FAULT, FoundLevel.WARNING, FoundLevel.OK, FoundLevel.ABSENT)
"What is to be done comes first."
WHY = {Why.MORNING: "chaque matin", Why.ASKED: "à la demande"}
MINUTES = (15, 30, 60, 120)


@dataclass(frozen=True)
class FoundRow:
    title: str
    word: Word
    sentence: str
    remedy: str


@dataclass(frozen=True)
class Morning:
    """A line of what came before."""

    at: float
    why: str
    gist: str


async def show(request: web.Request) -> web.Response:
    return await _page(request)


async def examine(request: web.Request) -> web.Response:
    person, kiosk = allowed(request, *KIOSKS), request.match_info["id"]
    return await _done(request, request.app[WAKING].ask(person, kiosk), "examen")


async def open_service(request: web.Request) -> web.Response:
    person, kiosk = allowed(request, *KIOSKS), request.match_info["id"]
    wanted = (await posted(request)).get("minutes", "")
    minutes = int(wanted) if wanted.isdecimal() and int(wanted) in MINUTES else MINUTES[1]
    opening = request.app[WAKING].open_service(person, kiosk, minutes)
    return await _done(request, opening, "technique")


async def close_service(request: web.Request) -> web.Response:
    person, kiosk = allowed(request, *KIOSKS), request.match_info["id"]
    return await _done(request, request.app[WAKING].close_service(person, kiosk), "rendu")


async def _done(request: web.Request, deed: object, said: str) -> web.Response:
    here = f"{HERE}/guichets/{request.match_info['id']}/examen"
    try:
        await deed  # type: ignore[misc]
    except KioskAbsent:
        return see_other(f"{here}?dit=guichet-absent")
    except Conflict:
        return see_other(f"{here}?dit=guichet-occupe")
    return see_other(f"{here}?dit={said}")


async def _page(request: web.Request) -> web.Response:
    person, id = allowed(request, *KIOSKS), request.match_info["id"]
    kiosk, done = await request.app[WAKING].of(person, id)
    line = await _line(request, id)
    newest = done[0] if done else None
    return tab(
        request,
        "admin/examination.html",
        HERE,
        kiosk=kiosk,
        connected=line is not None and line.connected,
        in_service=line is not None and bool(line.lights.service),
        newest=newest,
        gist="" if newest is None else gist(newest),
        why="" if newest is None else WHY[newest.told.why],
        rows=[] if newest is None else rows_of(newest),
        before=[Morning(one.at, WHY[one.told.why], gist(one)) for one in done[1:]],
        minutes=MINUTES,
        minutes_first=MINUTES[1],
    )


async def _line(request: web.Request, id: str) -> KioskLine | None:
    lines = await request.app[DESK].kiosks_for(allowed(request, *KIOSKS))
    return next((line for line in lines if line.kiosk.id == id), None)


def gist(one: Examination) -> str:
    """In a few words."""
    faults, warnings = len(one.faults), len(one.warnings)
    if not faults and not warnings:
        return "Tout fonctionne"
    parts = [f"{faults} panne{'s' if faults > 1 else ''}"] if faults else []
    parts += [f"{warnings} point{'s' if warnings > 1 else ''} à voir"] if warnings else []
    return ", ".join(parts)


def rows_of(one: Examination) -> list[FoundRow]:
    found = sorted(one.told.findings, key=lambda each: FIRST.index(each.level))
    return [
        FoundRow(each.title, LEVELS[each.level], each.sentence, each.remedy or "") for each in found
    ]


ROUTES = (
    web.get(HERE + "/guichets/{id}/examen", show),
    web.post(HERE + "/guichets/{id}/examen", examine),
    web.post(HERE + "/guichets/{id}/technique", open_service),
    web.post(HERE + "/guichets/{id}/technique/fin", close_service),
)
