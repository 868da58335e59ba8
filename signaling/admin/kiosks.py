"""Kiosks and their one-time codes."""

from dataclasses import dataclass

from aiohttp import web

from ..errors import NotFound
from ..keys import DESK, REGISTRY
from ..pages.forms import Reading, read
from ..pages.posted import posted
from ..pages.rooms import see_other
from ..store.records import Kiosk
from .forms import NewKiosk
from .frame import HERE, KIOSKS, allowed, choices, confirm, tab
from .rows import kiosk_row


@dataclass(frozen=True)
class Code:
    """Shown once, never stored."""

    kiosk_name: str
    value: str
    expires_at: float


async def show(request: web.Request) -> web.Response:
    return await _kiosks(request, Reading())


async def open_enrolment(request: web.Request) -> web.Response:
    person, registry = allowed(request, *KIOSKS), request.app[REGISTRY]
    reading = read(NewKiosk, await posted(request), await choices(request, person))
    if (form := reading.form) is None:
        return await _kiosks(request, reading, status=422)
    value = await registry.open_enrolment(person, form.relay, form.kiosk_name)
    until = registry.office.clock() + registry.enrolment_lasts
    return await _kiosks(request, Reading(), code=Code(form.kiosk_name, value, until))


async def ask_revoke(request: web.Request) -> web.Response:
    kiosk = await _kiosk(request)
    return confirm(
        request,
        question="Révoquer ce guichet ?",
        about=kiosk.name,
        consequence="Il sera déconnecté aussitôt, même en pleine visite. Pour le remettre en "
        "service, il faudra un nouveau code.",
        yes="Oui, révoquer le guichet",
        back=HERE,
    )


async def revoke(request: web.Request) -> web.Response:
    person, kiosk = allowed(request, *KIOSKS), await _kiosk(request)
    await request.app[REGISTRY].revoke_kiosk(person, kiosk.id)
    return see_other(f"{HERE}?dit=revoque")


async def _kiosks(
    request: web.Request, reading: Reading[NewKiosk], status: int = 200, code: Code | None = None
) -> web.Response:
    person, desk = allowed(request, *KIOSKS), request.app[DESK]
    relays = await desk.relays()
    names = {relay.id: relay.name for relay in relays}
    rows = [kiosk_row(line, names) for line in await desk.kiosks_for(person)]
    rows.sort(key=lambda row: row.revoked)
    values = {"kiosks": rows, "relays": relays, "reading": reading, "code": code}
    return tab(request, "admin/kiosks.html", HERE, status, **values)


async def _kiosk(request: web.Request) -> Kiosk:
    """The one of the address, still in service."""
    id = request.match_info["id"]
    for kiosk in await request.app[REGISTRY].kiosks(allowed(request, *KIOSKS)):
        if kiosk.id == id and kiosk.revoked_at is None:
            return kiosk
    raise NotFound("kiosk")
