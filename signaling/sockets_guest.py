"""``/ws/guest``: somebody whom a counsellor invited to a call. The link's token says which one."""

from aiohttp import WSCloseCode, web

from . import protocol as wire
from .auth.errors import ForeignOrigin
from .auth.web import address_of, origin_allowed
from .backplane import to_guest
from .bucket import Bucket
from .company import Arrived, Company
from .errors import BadMessage, Refusal
from .keys import COMPANY, OFFICE
from .office import Office
from .protocol import Message
from .sockets import LINES, Line, error_of


async def guest(request: web.Request) -> web.StreamResponse:
    if not origin_allowed(request, request.headers.get("Origin", "")):
        raise ForeignOrigin()
    line = Line(request, wire.from_guest, Bucket(rate=1.0, burst=30))
    company = request.app[COMPANY]
    with request.app[LINES].knocking(address_of(request)):
        await line.open()
        try:
            hello = await line.first()
            if not isinstance(hello, wire.GuestHello):
                raise BadMessage("no hello")
            arrived = await company.arrive(hello)
        except (Refusal, TimeoutError) as error:
            refusal = error if isinstance(error, Refusal) else BadMessage("no hello")
            await line.say_now(error_of(refusal))
            await line.socket.close(code=WSCloseCode.POLICY_VIOLATION)
            return line.socket
    with line.supervised():
        await Invited(request.app[OFFICE], company, arrived, line).run()
    return line.socket


class Invited:
    """One guest's page."""

    def __init__(self, office: Office, company: Company, arrived: Arrived, line: Line) -> None:
        self.office, self.company, self.line = office, company, line
        self.id, self._welcome = arrived.guest, arrived.welcome

    async def run(self) -> None:
        presence = self.office.presence
        with self.office.backplane.listen([to_guest(self.id)], self._say):
            self.line.say_first(self._welcome)
            mine = presence.guest_came(self.id, self.line.close)
            try:
                await self.company.changed(self.id)
                await self.line.run(self.hear)
            finally:
                if presence.guest_went(self.id, mine, self.office.clock()):
                    await self.company.closed(self.id)

    async def hear(self, message: Message) -> None:
        match message:
            case wire.GuestAnswer():
                await self.company.answer(self.id, message)
            case wire.GuestLeave():
                await self.company.leave(self.id)
            case wire.Error():
                pass  # what it could not read of us; it says so for its own log
            case _:
                raise BadMessage("unexpected")

    def _say(self, message: Message) -> None:
        self.line.say(message)
        if isinstance(message, wire.GuestOver):
            self.line.close(WSCloseCode.OK)
