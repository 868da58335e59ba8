"""What becomes of a connection that is given up while its way to the relay is looked for."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from aiortc import RTCIceServer

from devices.frames import Board
from devices.sound.handsfree import HandsFree
from devices.sound.simulated import SimulatedSound
from kiosk.media import peer as module
from kiosk.media.offer import BadSdp
from kiosk.media.peer import Peer, PeerEvents
from signaling.protocol import IceServer

OFFERS = Path(__file__).parents[2] / "data" / "offers"


async def test_one_that_was_closed_meanwhile_opens_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    events = PeerEvents(lambda: None, lambda: None, lambda: None, lambda _: None)
    sound = HandsFree(SimulatedSound(), lambda *_: None)
    peer = Peer(Board.create(), Board.create(), sound, events)

    async def given_up(_: Sequence[IceServer]) -> list[RTCIceServer]:
        await peer.close()
        return []

    monkeypatch.setattr(module, "reachable", given_up)
    with pytest.raises(BadSdp, match="over before"):
        await peer.prepare(next(OFFERS.glob("*.sdp")).read_text())
    assert await peer.stats() is None
    assert peer._connection is None
