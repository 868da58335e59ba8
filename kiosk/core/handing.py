"""The call is passed on to another console: what is said of it, what goes along. Pure."""

from collections.abc import Iterator
from dataclasses import replace

from signaling import protocol as wire

from .commands import Command, RenewSession, Send, Show, TakeOver
from .events import TakeOverOffered
from .scenes import Scene, VoiceLine
from .sentences import FRENCH, Language, speakable, together


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
    words = language.sentences["taking_over"]
    names = {
        "counsellor": together(offer.counsellor),
        "organisation": together(language.of_organisation(offer.organisation)),
    }
    line = VoiceLine("taking_over", speakable(words.spoken.format_map(names)), variable=True)
    document = replace(scene.document, sentence=words.shown.format_map(names))
    return replace(scene, document=document, voice=line)
