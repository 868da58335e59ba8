"""The call is passed on to another console: what is said of it, what goes along. Pure."""

from collections.abc import Iterator
from dataclasses import replace

from signaling import protocol as wire

from .commands import Command, RenewSession, Send, Show, TakeOver
from .events import TakeOverOffered
from .scenes import Scene
from .sentences import FRENCH, Language
from .text import of_organisation, together
from .wording import filled


def offered(offer: TakeOverOffered, shown: Scene | None) -> Iterator[Command]:
    """It is said at once; they have been introduced when they joined."""
    if shown is not None:
        yield Show(news(shown, offer))
    yield TakeOver(offer.call, offer.sdp, offer.ice_servers)


def visit_of(visit: wire.Install, offer: TakeOverOffered) -> wire.Install:
    changed = {"organisation": offer.organisation, "organisation_id": offer.organisation_id}
    return visit.model_copy(update={**changed, "counsellor": offer.counsellor})


def ring_of(ring: wire.Ring, offer: TakeOverOffered) -> wire.Ring:
    changed = {"organisation_id": offer.organisation_id, "counsellor": offer.counsellor}
    return ring.model_copy(update=changed)


def taken(visit: str, offer: TakeOverOffered) -> Iterator[Command]:
    """The server first: what follows is sealed with another key, for the one who took over."""
    yield Send(wire.CallTaken(call=offer.call))
    yield RenewSession(visit, offer.released)


def news(scene: Scene, offer: TakeOverOffered, language: Language = FRENCH) -> Scene:
    names = {
        "counsellor": together(offer.counsellor),
        "organisation": of_organisation(offer.organisation),
    }
    words, line = filled("taking_over", language, names)
    return replace(scene, document=replace(scene.document, sentence=words.shown), voice=line)
