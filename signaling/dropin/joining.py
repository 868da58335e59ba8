"""What a kiosk is answered when a resident presses the button of an organisation."""

from .. import protocol as wire
from ..store import places
from ..views import wall_time
from .crier import Crier
from .errors import Closed, Full


async def join(
    crier: Crier, kiosk: str, organisation: str, language: str | None = None
) -> wire.Message:
    """A number, or why there is none and when there will be. Raises :exc:`NotFound`."""
    try:
        one = await crier.queue.press(kiosk, organisation, language or "")
    except Closed as closed:
        opens, slot = wall_time(closed.opens), wall_time(closed.slot)
        name = await _name(crier, organisation)
        return wire.QueueShut(organisation=name, opens=opens, slot=slot)
    except Full:
        return wire.QueueShut(organisation=await _name(crier, organisation), reason="full")
    await crier.look()
    async with crier.office.store.reading() as tx:
        here = await crier.here(tx, kiosk)
    mine = next((each for each in here.tickets if each.ticket == one.ticket), None)
    if mine is None:  # received before we could say so
        name = await _name(crier, organisation)
        mine = wire.Ticket(ticket=one.ticket, place=1, organisation=name)
    return wire.QueueJoined(ticket=mine)


async def _name(crier: Crier, organisation: str) -> str:
    async with crier.office.store.reading() as tx:
        body = await places.organisation(tx, organisation)
    return "" if body is None else body.name
