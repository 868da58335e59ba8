"""The daybook's addresses: a page that opens without a network, what it reads, what it brings.

The page itself holds nothing of anybody, so that a browser may keep it; names come by
:func:`days`, to a device on which a host asked for them.
"""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

from aiohttp import web
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from ..auth.web import require
from ..core.appointment import WAITING_STATES
from ..core.daybook import Caller, Entry, Kind
from ..core.person import Person, Role
from ..daybook import DAYBOOK, Page
from ..errors import BadMessage, Refusal
from ..files import STATIC
from ..keys import OFFICE
from ..pages.dates import day as written_day
from ..pages.dates import local
from ..pages.rendering import page
from ..pages.rooms import acting_as
from ..pages.words import APPOINTMENT
from ..protocol import Id, Mode
from ..secretariat.entries import line, telephone, without_nir
from ..views import AppointmentLine

HERE = "/relais/carnet"
MOST_ENTRIES = 100
PARTS = (
    "daybook/components/daybook-page.js",
    "daybook/components/caller-form.js",
    "daybook/book.js",
    "daybook/outbox.js",
    "daybook/keep.js",
    "daybook/words.js",
    "components/element.js",
    "trusted.js",
    "styles/tokens.css",
    "styles/base.css",
    "styles/pages.css",
    "styles/host.css",
    "styles/figures.css",
    "styles/daybook.css",
    "images/icons.svg",
    "images/favicon.svg",
    "fonts/atkinson-hyperlegible-latin-400-normal.woff2",
    "fonts/atkinson-hyperlegible-latin-700-normal.woff2",
)
"All that the page needs without a network."


class CallerForm(BaseModel):
    model_config = ConfigDict(frozen=True)

    name: Annotated[str, AfterValidator(line("Écrivez le nom.", 100)), AfterValidator(without_nir)]
    first_name: Annotated[str, AfterValidator(line("Écrivez le prénom.", 100))]
    telephone: Annotated[str, AfterValidator(telephone)]
    organisation: Id


class EntryForm(BaseModel):
    model_config = ConfigDict(frozen=True)

    id: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{16,64}$")]
    kind: Kind
    at: Annotated[float, Field(ge=0, le=1e11)]
    appointment: Id | None = None
    caller: CallerForm | None = None
    expected: Annotated[float, Field(ge=0, le=1e11)] | None = None


async def show(request: web.Request) -> web.Response:
    require(request, Role.HOST)
    return page(request, "host/daybook.html")


async def worker(request: web.Request) -> web.Response:
    """The program that keeps the page. Its text changes with any of the files: browsers then take
    all of them anew, together."""
    require(request, Role.HOST)
    program = (STATIC / "daybook" / "worker.js").read_text()
    kept = [HERE, *(f"/static/{part}" for part in PARTS)]
    head = f"self.KEPT = {json.dumps({'addresses': kept, 'version': _version(program)})};\n"
    return web.Response(
        text=head + program,
        content_type="text/javascript",
        headers={"Cache-Control": "no-cache", "Service-Worker-Allowed": HERE},
    )


async def days(request: web.Request) -> web.Response:
    person = _host(request)
    book = request.app[DAYBOOK]
    return web.json_response(
        {
            "account": person.account,
            "relay": person.relay,
            "now": request.app[OFFICE].clock(),
            "days": [_day(each) for each in await book.pages(person)],
            "organisations": [{"id": b.id, "name": b.name} for b in await book.bodies()],
        },
        headers={"Cache-Control": "no-store"},
    )


async def take(request: web.Request) -> web.Response:
    """What became of each entry, by its name: `done`, or why it never will be."""
    person, done, refused = _host(request), list[str](), dict[str, str]()
    for sent in await _sent(request):
        try:
            entry = _entry(EntryForm.model_validate(sent))
            await request.app[DAYBOOK].write(person, entry)
        except ValidationError as error:
            refused[_name(sent)] = _sentence(error)
        except Refusal as refusal:
            refused[_name(sent)] = refusal.sentence
        else:
            done.append(entry.id)
    return web.json_response({"done": done, "refused": refused})


ROUTES = (
    web.get(HERE, show),
    web.get(f"{HERE}/programme.js", worker),
    web.get(f"{HERE}/jours", days),
    web.post(f"{HERE}/faits", take),
)


def _host(request: web.Request) -> Person:
    return acting_as(require(request, Role.HOST), Role.HOST)


async def _sent(request: web.Request) -> list[dict[str, Any]]:
    """Raises :exc:`BadMessage`."""
    try:
        sent = (await request.json())["entries"]
    except (ValueError, KeyError, TypeError, LookupError):
        raise BadMessage("entries") from None
    if not isinstance(sent, list) or len(sent) > MOST_ENTRIES:
        raise BadMessage("entries")
    if not all(isinstance(each, dict) for each in sent):
        raise BadMessage("entries")
    return sent


def _entry(form: EntryForm) -> Entry:
    caller = None if form.caller is None else Caller(**form.caller.model_dump())
    return Entry(form.id, form.kind, form.at, form.appointment, caller, form.expected)


def _name(sent: dict[str, Any]) -> str:
    name = sent.get("id")
    return name if isinstance(name, str) else ""


def _sentence(error: ValidationError) -> str:
    for each in error.errors():
        if each["type"] == "sentence":
            return each["msg"]
    return BadMessage.sentence


def _day(one: Page) -> dict[str, Any]:
    noon = local(0).replace(one.day.year, one.day.month, one.day.day, hour=12).timestamp()
    return {
        "day": one.day.isoformat(),
        "written": written_day(noon),
        "stops": [
            {"place": f"{s.commune}, {s.place}" if s.place else s.commune, "hours": _hours(s.hours)}
            for s in one.stops
        ],
        "residents": list(_residents(one.lines)),
    }


def _residents(lines: tuple[AppointmentLine, ...]) -> Iterator[dict[str, Any]]:
    for line_ in lines:
        record = line_.appointment
        if record.mode is Mode.TELEPHONE:
            continue  # called at home: nobody is waited for
        yield {
            "id": record.id,
            "at": record.at,
            "hour": None if record.at is None else f"{local(record.at):%H:%M}",
            "name": record.name,
            "first_name": record.first_name,
            "state": str(record.state),
            "word": APPOINTMENT[record.state].text,
            "icon": APPOINTMENT[record.state].icon,
            "tone": APPOINTMENT[record.state].tone,
            "waiting": record.state in WAITING_STATES,
            "came": None if record.came_at is None else f"{local(record.came_at):%H:%M}",
            "left": None if record.left_at is None else f"{local(record.left_at):%H:%M}",
        }


def _hours(hours: Any) -> str:
    return f"{_clock(hours.starts)} – {_clock(hours.ends)}"


def _clock(minute: int) -> str:
    return f"{minute // 60}\N{NBSP}h" + (f"\N{NBSP}{minute % 60:02}" if minute % 60 else "")


def _version(program: str) -> str:
    digest = hashlib.sha256(program.encode())
    for part in (STATIC / each for each in PARTS):
        digest.update(part.read_bytes())
    digest.update((Path(__file__).parent / "templates" / "daybook.html").read_bytes())
    return digest.hexdigest()[:16]
