"""What a driver's process may make its parent build: data, never a call."""

import os
import pickle
import sys
from collections import OrderedDict
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.card import CardInserted, CardKind
from devices.errors import Jammed
from devices.pipe import frame, unpack
from devices.printer import Fault, PrintChanged, PrintState
from devices.scanner import Page
from devices.virtual import Service


@pytest.mark.parametrize(
    "value",
    [
        None,
        3,
        "é",
        b"\xff",
        [CardInserted(CardKind.CPS)],
        PrintChanged("job", PrintState.FAULT, 1, 2, Fault.JAM),
        Page(b"\xff\xd8", 1, 1, 300),
        {"a": (1.5, True, frozenset({1}))},
    ],
)
def test_what_drivers_answer_crosses_unchanged(value: object) -> None:
    assert unpack(frame("returned", value)[8:]) == ("returned", value)


def test_an_error_crosses_with_its_data() -> None:
    kind, error = unpack(frame("raised", Jammed("scanner", "feeder"))[8:])
    assert (kind, type(error), error.device, error.detail) == (
        "raised",
        Jammed,
        "scanner",
        "feeder",
    )


class Call:
    def __init__(self, function: object, *arguments: object) -> None:
        self._call = (function, arguments)

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return self._call


@pytest.mark.parametrize(
    "attack",
    [
        Call(os.system, "exit 1"),
        Call(eval, "1"),
        Call(getattr, object, "__subclasses__"),
        Call(getattr, Page, "__init__"),
        Call(Service, "log", "true"),
        OrderedDict(),
    ],
)
def test_a_driver_taken_over_makes_its_parent_call_nothing(attack: object) -> None:
    with pytest.raises(ConnectionError):
        unpack(pickle.dumps(("returned", attack)))


def test_a_driver_taken_over_makes_its_parent_import_nothing() -> None:
    poem = "this"  # prints itself as it is imported
    with pytest.raises(ConnectionError):
        unpack(pickle.PROTO + b"\x02" + pickle.GLOBAL + f"{poem}\nd\n".encode() + pickle.STOP)
    assert poem not in sys.modules


@given(st.binary(max_size=200))
def test_any_bytes_are_plain_data_or_refused(data: bytes) -> None:
    with suppress(ConnectionError):
        unpack(data)
