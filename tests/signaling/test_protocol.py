import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signaling import protocol as wire
from signaling.errors import BadMessage, TooLarge

DIRECTIONS = [wire.from_console, wire.to_console, wire.from_kiosk, wire.to_kiosk, wire.on_channel]


def test_a_message_comes_back_as_it_was():
    messages = [
        (wire.from_console, wire.CallStart(visit="v", sdp="v=0\r\n")),
        (wire.to_kiosk, wire.KioskWelcome(name="Wassigny", token="t")),
        (wire.from_kiosk, wire.LightsChanged(lights=wire.Lights(camera=wire.Light.RED))),
        (wire.on_channel, wire.VisitKey(key="AAAA")),
    ]
    for adapter, message in messages:
        assert wire.decode(adapter, wire.encode(message)) == message


def test_unknown_keys_are_ignored():
    said = '{"type":"visit_end","visit":"v","colour":"blue"}'
    assert wire.decode(wire.from_console, said) == wire.VisitEnd(visit="v")


@pytest.mark.parametrize(
    "said",
    [
        '{"type":"later"}',
        "{}",
        "[]",
        "null",
        "",
        '{"type":"visit_end"}',
        '{"type":"visit_end","visit":"../../etc"}',
        '{"type":"kiosk_hello"}',
        "[" * 5000,
        "\ud800",
    ],
)
def test_what_is_not_a_message_is_one_kind_of_error(said):
    with pytest.raises(BadMessage):
        wire.decode(wire.from_console, said)


def test_a_message_too_long_is_refused_before_it_is_read():
    with pytest.raises(TooLarge):
        wire.decode(wire.from_console, "x" * (wire.MAX_MESSAGE_BYTES + 1))


def test_bytes_are_counted_not_letters():
    offer = wire.encode(wire.CallStart(visit="v", sdp="é" * (wire.MAX_MESSAGE_BYTES // 2)))
    assert len(offer) < wire.MAX_MESSAGE_BYTES
    for data in (offer, offer.encode()):
        with pytest.raises(TooLarge):
            wire.decode(wire.from_console, data)


def test_the_refusal_names_fields_never_their_values():
    with pytest.raises(BadMessage) as refused:
        wire.decode(wire.from_console, json.dumps({"type": "visit_end", "visit": "Camille !"}))
    assert "Camille" not in str(refused.value)


@given(st.text() | st.binary().map(lambda raw: raw.decode("latin-1")))
def test_noise_never_raises_anything_else(noise):
    for adapter in DIRECTIONS:
        with pytest.raises(BadMessage):
            wire.decode(adapter, noise)
