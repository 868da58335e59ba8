"""Who is connected at this moment. In memory alone: rebuilt as sockets come back."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from .errors import KioskAbsent, KioskInService, KioskUnwiped
from .protocol import Lights


@dataclass(frozen=True)
class Link:
    """The open socket of a kiosk."""

    kiosk: str
    token_hash: str
    "Of the bearer token that its welcome gave."
    lights: Lights
    close: Callable[[], None]
    "Ends the socket: another took its place, or the kiosk was revoked."


@dataclass
class Presence:
    _links: dict[str, Link] = field(default_factory=dict)
    _consoles: Counter[str] = field(default_factory=Counter)
    _kiosk_left: dict[str, float] = field(default_factory=dict)
    _console_left: dict[str, float] = field(default_factory=dict)
    _guests: dict[str, tuple[object, Callable[[], None]]] = field(default_factory=dict)
    _guest_left: dict[str, float] = field(default_factory=dict)
    _rooms: dict[str, tuple[bool, float]] = field(default_factory=dict)
    "By kiosk, whether its camera sees somebody, and since when; nothing where it cannot tell."
    _gone: set[str] = field(default_factory=set)
    "Visits whose resident is not in front of the kiosk any more."

    def kiosk_came(self, link: Link) -> None:
        """The newest socket of a kiosk wins: a dead one may take minutes to notice."""
        older = self._links.get(link.kiosk)
        self._links[link.kiosk] = link
        if older is not None:
            older.close()

    def kiosk_went(self, kiosk: str, token_hash: str, now: float) -> bool:
        """Tell whether the kiosk is away now; false if a newer socket took over."""
        link = self._links.get(kiosk)
        if link is None or link.token_hash != token_hash:
            return False
        del self._links[kiosk]
        self._rooms.pop(kiosk, None)
        self._kiosk_left[kiosk] = now
        return True

    def lights_changed(self, kiosk: str, token_hash: str, lights: Lights) -> None:
        link = self._links.get(kiosk)
        if link is not None and link.token_hash == token_hash:
            self._links[kiosk] = replace(link, lights=lights)

    def link(self, kiosk: str) -> Link | None:
        return self._links.get(kiosk)

    def kiosk_of(self, token_hash: str) -> str | None:
        """Whose bearer token it is, while its socket is open."""
        return next((k for k, link in self._links.items() if link.token_hash == token_hash), None)

    def is_there(self, kiosk: str) -> bool:
        return kiosk in self._links

    def lights(self, kiosk: str) -> Lights:
        link = self._links.get(kiosk)
        return Lights() if link is None else link.lights

    def in_service(self, kiosk: str) -> bool:
        """Nothing begins there: a technician works at it, or the visit before is not wiped."""
        lights = self.lights(kiosk)
        return bool(lights.service) or lights.unwiped is not None

    def must_serve(self, kiosk: str) -> None:
        """Raises :exc:`KioskAbsent`, :exc:`KioskInService` or :exc:`KioskUnwiped`."""
        if not self.is_there(kiosk):
            raise KioskAbsent()
        if self.lights(kiosk).service:
            raise KioskInService()
        if self.in_service(kiosk):
            raise KioskUnwiped()

    def console_came(self, account: str) -> None:
        self._consoles[account] += 1

    def console_went(self, account: str, now: float) -> None:
        self._consoles[account] -= 1
        if self._consoles[account] <= 0:
            del self._consoles[account]
            self._console_left[account] = now

    def consoles(self, account: str) -> int:
        """How many sockets this counsellor has open."""
        return self._consoles[account]

    @property
    def counsellors(self) -> int:
        """How many have a console open."""
        return len(self._consoles)

    def room_seen(self, kiosk: str, there: bool | None, now: float) -> None:
        if there is None:
            self._rooms.pop(kiosk, None)
        elif self._rooms.get(kiosk, (None,))[0] is not there:
            self._rooms[kiosk] = (there, now)

    def somebody_at(self, kiosk: str) -> bool:
        return self._rooms.get(kiosk, (False,))[0]

    def sitting(self) -> dict[str, float]:
        """By kiosk where somebody is, since when."""
        return {kiosk: since for kiosk, (there, since) in self._rooms.items() if there}

    def resident_gone(self, visit: str, gone: bool) -> bool:
        """Tell whether that is news."""
        if gone is (visit in self._gone):
            return False
        if gone:
            self._gone.add(visit)
        else:
            self._gone.discard(visit)
        return True

    def is_gone(self, visit: str) -> bool:
        return visit in self._gone

    def guest_came(self, guest: str, close: Callable[[], None]) -> object:
        """The newest page of a guest wins; what is returned is for :meth:`guest_went`."""
        mine = object()
        older = self._guests.get(guest)
        self._guests[guest] = (mine, close)
        if older is not None:
            older[1]()
        return mine

    def guest_went(self, guest: str, mine: object, now: float) -> bool:
        """Tell whether the guest is away now; false if a newer page took over."""
        if self._guests.get(guest, (None,))[0] is not mine:
            return False
        del self._guests[guest]
        self._guest_left[guest] = now
        return True

    def guest_is_there(self, guest: str) -> bool:
        return guest in self._guests

    def guest_gone_since(self, guest: str, started: float) -> float | None:
        """As :meth:`both_gone_since`."""
        return None if guest in self._guests else self._guest_left.get(guest, started)

    def console_gone_since(self, account: str, started: float) -> float | None:
        if self._consoles[account] > 0:
            return None
        return self._console_left.get(account, started)

    def forget_guest(self, guest: str) -> None:
        """Of a call that is over."""
        self._guest_left.pop(guest, None)

    def both_gone_since(self, kiosk: str, account: str, started: float) -> float | None:
        """Since when neither has a socket here; `started` is when this process did."""
        if self.is_there(kiosk) or self._consoles[account] > 0:
            return None
        left = (self._kiosk_left.get(kiosk, started), self._console_left.get(account, started))
        return max(left)
