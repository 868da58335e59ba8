"""A resident sits down at a kiosk: in a room that kiosks share, one visit goes on at a time.

Whoever speaks of their life is not heard from the next kiosk, and two calls in one room would
disturb each other. Whatever is open freely in the room yields to a visit.
"""

from .core.visit import Visit
from .deeds import Deed
from .errors import KioskBusy
from .protocol import FreeEnd
from .store import Tx, bookings, rooms, visits


class RoomBusy(KioskBusy):
    code = "room_busy"
    sentence = "Une visite a lieu dans la même salle. Attendez qu’elle se termine."


async def sit_down(deed: Deed, visit: Visit) -> None:
    """`visit` begins. Raises :exc:`RoomBusy`; :exc:`~.store.AlreadyThere` while another one is
    open at its kiosk, or for its appointment."""
    await must_be_quiet(deed.tx, visit.kiosk)
    for each in sorted((visit.kiosk, *await rooms.beside(deed.tx, visit.kiosk))):
        await deed.end_free(each, FreeEnd.VISIT)  # a resident comes first
    await visits.insert(deed.tx, visit)


async def must_be_quiet(tx: Tx, kiosk: str) -> None:
    """Nobody sits down beside it until this transaction ends. Raises :exc:`RoomBusy`."""
    if (room := await rooms.of_kiosk(tx, kiosk)) is None:
        return
    await bookings.queue_for(tx, (f"sits:{room}",))
    if await rooms.visit_beside(tx, kiosk):
        raise RoomBusy(room)
