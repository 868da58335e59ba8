"""How the line of a call was, as its kiosk says when it is over: journaled and counted, once."""

from . import protocol as wire
from .core.commands import CountLine, Journal
from .deeds import Deed
from .errors import NotFound
from .office import Office, by_kiosk
from .store import calls, journal, visits

WORD = "call_line_"


async def told(office: Office, kiosk: str, said: wire.CallTold) -> bool:
    """Whether it is news. Raises :exc:`NotFound` for a call of another kiosk."""

    async def act(deed: Deed) -> bool:
        call = await calls.by_id(deed.tx, said.call)
        if call is None or call.kiosk != kiosk:
            raise NotFound("call of another kiosk")
        known = await journal.about(deed.tx, call.id)
        visit = await visits.by_id(deed.tx, call.visit)
        if visit is None or any(line.what.startswith(WORD) for line in known):
            return False
        counted = CountLine(visit.appointment, said.mood)
        await deed.carry_out([Journal(f"{WORD}{said.mood}", call.id), counted])
        return True

    return await office.do(by_kiosk(kiosk), act)
