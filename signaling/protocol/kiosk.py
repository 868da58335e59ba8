"""What a kiosk and the server tell each other."""

from typing import Literal

from .base import VERSION, Base64, Id, Language, Message, Sdp, Text
from .free import FreeOpen
from .reception import Need
from .vocabulary import IceServer, Lights, Opinion
from .voices import Voices


class Challenge(Message):
    """First message to a kiosk: sign `nonce` to prove the key it enrolled with."""

    type: Literal["challenge"] = "challenge"
    nonce: Base64
    "32 random bytes."
    server: Text
    "The name under which the kiosk knows this server; part of what is signed."


class KioskWelcome(Message):
    type: Literal["kiosk_welcome"] = "kiosk_welcome"
    version: int = VERSION
    name: Text
    token: str
    "Bearer for `/documents`, valid while this socket is open."
    visit: "Install | None" = None
    "The visit installed here, if the link was cut in the middle of it."
    free: FreeOpen | None = None
    "The free access that this kiosk is open for."
    voices: Voices | None = None
    "All the lines that a human voice reads, if there are any."


class Install(Message):
    """The host put the resident in front of this kiosk."""

    type: Literal["install"] = "install"
    visit: Id
    organisation: Text
    organisation_id: Id
    counsellor: Text | None = None
    "Who accepted: the kiosk shows and says who will answer."
    needs: tuple[Need, ...] | None = None
    "What helps this resident."
    ticket: int | None = None
    "The number that is called, of a resident without appointment."
    language: Language | None = None
    "What the screens and the voice of the kiosk speak to this resident; French when absent."


class Ring(Message):
    """A console of `organisation_id` calls for `visit`. The kiosk checks both again."""

    type: Literal["ring"] = "ring"
    call: Id
    visit: Id
    organisation_id: Id
    counsellor: Text
    sdp: Sdp
    ice_servers: tuple[IceServer, ...] = ()
    "For the answer to this ring, within 300 s."


class VisitClose(Message):
    """The visit is over: goodbye, cancel what is not printed, wipe, say :class:`Wiped`."""

    type: Literal["visit_close"] = "visit_close"
    visit: Id


class KioskHello(Message):
    """Answer to :class:`Challenge`."""

    type: Literal["kiosk_hello"] = "kiosk_hello"
    version: int = VERSION
    key: Base64
    "The kiosk's Ed25519 public key, 32 bytes (RFC 8032)."
    signature: Base64
    "Over :func:`challenge_bytes`."
    lights: Lights = Lights()


class LightsChanged(Message):
    type: Literal["lights_changed"] = "lights_changed"
    lights: Lights


class RingRefused(Message):
    """The kiosk will not answer: not its visit, not the organisation, or already in a call."""

    type: Literal["ring_refused"] = "ring_refused"
    call: Id
    code: str


class Wiped(Message):
    """Nothing of the visit is left at the kiosk."""

    type: Literal["wiped"] = "wiped"
    visit: Id
    opinion: Opinion | None = None
    "What the resident answered the kiosk, by a finger or a card; it is counted, nothing more."
