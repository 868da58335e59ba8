"""Only an address that ICE has authenticated reaches DTLS, whatever is forged."""

from aioice import Candidate, ice
from hypothesis import given
from hypothesis import strategies as st

from kiosk.media.aiortc_patches import source_filter

PEER, STRANGER = ("192.0.2.7", 5000), ("192.0.2.7", 5001)
ALERT = bytes.fromhex("15fefd00000000000000000002022f")
State = ice.CandidatePair.State


class End:
    """One connection with one pair; nothing is sent."""

    def __init__(self, state: State) -> None:
        self.connection = ice.Connection(ice_controlling=False)
        self.protocol = ice.StunProtocol(self.connection)
        self.protocol.transport = self
        self.protocol.local_candidate = Candidate("1", 1, "udp", 1, "192.0.2.1", 4000, "host")
        remote = Candidate("2", 1, "udp", 1, *PEER, "host")
        remote._network_host = PEER[0]
        self.pair = ice.CandidatePair(self.protocol, remote)
        self.pair.state = state
        self.connection._check_list.append(self.pair)
        self.sent: list[bytes] = []

    def sendto(self, data: bytes, address: tuple[str, int]) -> None:
        self.sent.append(data)

    def receive(self, data: bytes, address: tuple[str, int]) -> bool:
        """Whether it came through."""
        before = self.connection._queue.qsize()
        source_filter.datagram_received(self.protocol, data, address)
        return self.connection._queue.qsize() > before


async def test_the_address_of_a_succeeded_pair_comes_through():
    end = End(State.SUCCEEDED)
    assert end.receive(ALERT, PEER)
    assert end.receive(ALERT, (*PEER, 0, 0))


async def test_another_port_or_a_pair_not_yet_checked_does_not():
    assert not End(State.SUCCEEDED).receive(ALERT, STRANGER)
    for state in (State.FROZEN, State.WAITING, State.IN_PROGRESS, State.FAILED):
        assert not End(state).receive(ALERT, PEER)


async def test_an_authenticated_nomination_comes_before_our_own_check_is_answered():
    end = End(State.IN_PROGRESS)
    end.pair.remote_nominated = True
    assert end.receive(ALERT, PEER)


async def test_a_forced_pair_comes_through():
    end = End(State.FROZEN)
    end.connection._check_list.clear()
    end.connection._nominated[1] = end.pair
    assert end.receive(ALERT, PEER)


async def test_the_pair_of_another_socket_does_not_count():
    end = End(State.SUCCEEDED)
    end.pair.protocol = ice.StunProtocol(end.connection)
    assert not end.receive(ALERT, PEER)


@given(st.binary(max_size=200))
async def test_no_forged_datagram_comes_through_nor_raises(data):
    assert not End(State.SUCCEEDED).receive(data, STRANGER)


@given(st.binary(max_size=100), st.integers(0, 0x3FFF))
async def test_nor_does_one_that_begins_like_stun(body, kind):
    head = kind.to_bytes(2, "big") + (len(body)).to_bytes(2, "big") + b"\x21\x12\xa4\x42"
    assert not End(State.SUCCEEDED).receive(head + b"t" * 12 + body, STRANGER)


async def test_the_pinned_aioice_still_lets_a_stranger_speak_to_dtls():
    end = End(State.WAITING)
    source_filter.original(end.protocol, ALERT, STRANGER)
    assert end.connection._queue.qsize() == 1, "aioice filters sources now: this change can go"


async def test_the_change_is_in_place():
    source_filter.apply()
    assert ice.StunProtocol.datagram_received is source_filter.datagram_received
