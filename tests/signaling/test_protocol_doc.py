"""`PROTOCOL.md` tells the truth: each of its examples is a message, each message has an example."""

import json
import re
import typing
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import BaseModel, TypeAdapter

from signaling import errors
from signaling import protocol as wire
from signaling.auth.errors import ForeignOrigin, Throttled, WrongCode
from signaling.enrolment_routes import Enrolled, Enrolling
from signaling.mailroom import TooManyDocuments
from signaling.pages.errors import Failed, TooSlow
from signaling.sockets import INTERNAL

PAGE = (Path(__file__).resolve().parents[2] / "PROTOCOL.md").read_text()
BLOCK = re.compile(r"^```(\S+)(.*?)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
DIRECTIONS: dict[str, tuple[object, TypeAdapter[wire.Message]]] = {
    "from_console": (wire.FromConsole, wire.from_console),
    "to_console": (wire.ToConsole, wire.to_console),
    "from_kiosk": (wire.FromKiosk, wire.from_kiosk),
    "to_kiosk": (wire.ToKiosk, wire.to_kiosk),
    "on_channel": (wire.OnChannel, wire.on_channel),
    "to_kiosk_on_channel": (wire.ToKioskOnChannel, wire.to_kiosk_on_channel),
    "from_guest": (wire.FromGuest, wire.from_guest),
    "to_guest": (wire.ToGuest, wire.to_guest),
    "sheet": (wire.Sheet, wire.sheet),
}
HTTP: dict[tuple[str, str], type[BaseModel]] = {
    ("json", "POST /kiosk/enrol"): Enrolling,
    ("json", "201"): Enrolled,
}


def examples(direction: str) -> list[str]:
    return [
        line
        for language, found, text in BLOCK.findall(PAGE)
        if language == "jsonl" and found.strip() == direction
        for line in text.splitlines()
    ]


def test_every_example_of_the_page_belongs_to_a_direction() -> None:
    found = {(language, found.strip()) for language, found, _ in BLOCK.findall(PAGE)}
    assert found - set(HTTP) == {("jsonl", direction) for direction in DIRECTIONS}


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_an_example_is_read_whole_no_key_of_it_is_unknown(direction: str) -> None:
    for line in examples(direction):
        message = wire.decode(DIRECTIONS[direction][1], line)
        assert json.loads(wire.encode(message)) == json.loads(line)


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_every_message_of_a_direction_has_an_example(direction: str) -> None:
    shown = {json.loads(line)["type"] for line in examples(direction)}
    assert shown == {
        member.model_fields["type"].default for member in typing.get_args(DIRECTIONS[direction][0])
    }


@pytest.mark.parametrize("state", [*wire.CallState, *wire.VisitState, *wire.AppointmentState])
def test_every_state_is_named(state: str) -> None:
    assert f"`{state}`" in PAGE


@pytest.mark.parametrize("word", [*wire.GuestState, *wire.Quality, *wire.OverReason])
def test_what_a_guest_is_and_becomes_is_named(word: str) -> None:
    assert f"`{word}`" in PAGE


@pytest.mark.parametrize("state", [*wire.PrintState, *wire.ScanState, *wire.EndReason])
def test_every_step_and_reason_is_named(state: str) -> None:
    assert f"`{state}`" in PAGE


def test_the_sizes_are_those_of_the_code() -> None:
    assert f"at most {wire.MAX_MESSAGE_BYTES // 1024} KiB" in PAGE
    assert f"pieces of {wire.CHUNK_BYTES // 1024} KiB, {wire.MAX_CHUNKS} at most" in PAGE
    assert f"version {wire.VERSION}" in PAGE


def test_the_bodies_of_the_enrolment_are_those_of_the_server() -> None:
    bodies = {(language, found.strip()): text for language, found, text in BLOCK.findall(PAGE)}
    for block, model in HTTP.items():
        assert model.model_validate_json(bodies[block]).model_dump(mode="json") == json.loads(
            bodies[block]
        )


def test_what_a_kiosk_signs_is_told() -> None:
    assert wire.enrolment_bytes("T") == b"visavis enrolment v1\0T"
    assert '`"visavis enrolment v1" 00 token`' in PAGE
    assert wire.challenge_bytes("N", "S") == b"visavis kiosk v1\0S\0N"
    assert '`"visavis kiosk v1" 00 server 00 nonce`' in PAGE


def test_every_refusal_is_named() -> None:
    def tree(refusal: type[errors.Refusal]) -> Iterator[type[errors.Refusal]]:
        yield refusal
        for narrower in refusal.__subclasses__():
            yield from tree(narrower)

    of_the_wire = [kind.code for kind in tree(errors.Refusal) if kind.__module__ == errors.__name__]
    elsewhere = TooManyDocuments, Throttled, ForeignOrigin, WrongCode, TooSlow, Failed
    of_the_wire += [INTERNAL.code, *(kind.code for kind in elsewhere)]
    assert [code for code in of_the_wire if f"`{code}`" not in PAGE] == []
