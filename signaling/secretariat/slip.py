"""The slip that a resident takes home: when, where, with whom, what to bring, and a code.

The code, shown to the camera of a kiosk, tells which appointment it is, to this server alone and at
its relay alone: whoever finds the paper reads nothing in it.
"""

import re
from dataclasses import dataclass

import segno
from aiohttp import web
from markupsafe import Markup

from ..arrivals import ARRIVALS
from ..auth.web import require
from ..keys import DESK
from ..pages.rendering import page
from ..pages.rooms import see_other
from ..protocol import AppointmentState, Mode
from ..store.records import Relay
from ..views import AppointmentLine
from . import room
from .room import HERE
from .rows import row_of

PICTURES = (
    ("photo", r"\bphotos?\b"),
    ("card", r"identité|vitale|passeport|permis|titre|carte"),
    ("bank", r"\brib\b|bancaire"),
    ("home", r"domicile|bail|logement|loyer"),
    ("book", r"livret|carnet"),
    ("money", r"salaire|imposition|impôt|cotisation"),
)
"Of a paper, by its words; the first that fits."
PLAIN = "paper"


@dataclass(frozen=True)
class Paper:
    name: str
    picture: str
    "A symbol of counsellor/static/images/icons.svg."


@dataclass(frozen=True)
class Slip:
    id: str
    name: str
    first_name: str
    at: float | None
    settled: bool
    "The organisation agreed: without it the paper says that nothing is sure."
    refused: bool
    "It proposed another moment: this one is none any more."
    organisation: str
    counsellor: str | None
    relay: Relay
    by_telephone: str
    "The number at which the counsellor calls; empty where one comes to the relay."
    papers: list[Paper]
    code: Markup
    "An SVG."


async def show(request: web.Request) -> web.Response:
    person = room.secretary(request)
    line = await request.app[DESK].appointment_for(person, request.match_info["id"])
    if not row_of(line, await room.around(request, person)).open:
        return see_other(f"{HERE}?dit=trop-tard")
    relays = {relay.id: relay for relay in await request.app[DESK].relays()}
    return page(
        request,
        "secretariat/slip.html",
        person=require(request),
        slip=slip_of(
            line,
            relays[line.appointment.relay],
            request.app[ARRIVALS].slip_code(line.appointment.id),
        ),
        mairie=line.mairie,
        now=room.now(request),
    )


ROUTES = (web.get(HERE + "/{id}/fiche", show),)


def slip_of(line: AppointmentLine, relay: Relay, code: str) -> Slip:
    record = line.appointment
    return Slip(
        record.id,
        record.name,
        record.first_name,
        record.at,
        record.state is AppointmentState.ACCEPTED,
        record.state is AppointmentState.PROPOSED,
        line.organisation,
        line.counsellor,
        relay,
        record.telephone if record.mode is Mode.TELEPHONE else "",
        [Paper(name, picture_of(name)) for name in record.papers],
        code_of(code),
    )


def picture_of(paper: str) -> str:
    words = paper.casefold()
    return next((name for name, look in PICTURES if re.search(look, words)), PLAIN)


def code_of(text: str) -> Markup:
    """Level Q of ISO/IEC 18004: it is still read when a quarter of it is creased or stained."""
    drawn = segno.make(text, error="q", micro=False)
    # The text is ours; segno writes a path and nothing of what it says.
    return Markup(drawn.svg_inline(border=4, omitsize=True, svgclass="slip__code"))
