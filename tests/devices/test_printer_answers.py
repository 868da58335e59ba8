"""A printer of the same network may be broken or forged: no answer of it does any harm."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.printer.answer import JOB_GROUP, PRINTER_GROUP, BadAnswer, read
from devices.printer.ipp import flat, number, own_job, sheets_in, words

OK, NOT_FOUND = 0x0000, 0x0406
GROUP, END = b"\x01", b"\x03"


def attribute(tag: int, name: str, value: bytes) -> bytes:
    return struct.pack(f">BH{len(name)}sH", tag, len(name), name.encode(), len(value)) + value


def answer(*parts: bytes, status: int = OK) -> bytes:
    charset = attribute(0x47, "attributes-charset", b"utf-8")
    return struct.pack(">BBHI", 2, 0, status, 1) + GROUP + charset + b"".join(parts) + END


JOB = [
    bytes([JOB_GROUP]),
    attribute(0x21, "job-id", struct.pack(">i", 7)),
    attribute(0x42, "job-name", b"visavis-00"),
    attribute(0x23, "job-state", struct.pack(">i", 9)),
    attribute(0x44, "job-state-reasons", b"job-completed-successfully"),
    attribute(0x44, "", b"job-completed-with-warnings"),
    attribute(0x21, "job-impressions-completed", struct.pack(">i", 4)),
]
COLLECTION = [
    attribute(0x34, "media-col", b""),
    attribute(0x4A, "", b"media-size"),
    attribute(0x34, "", b""),
    attribute(0x4A, "", b"x-dimension"),
    attribute(0x21, "", struct.pack(">i", 21000)),
    attribute(0x37, "", b""),
    attribute(0x37, "", b""),
]


def test_jobs_are_read_whole() -> None:
    first, second = read(answer(*JOB, *COLLECTION, *JOB)).of(JOB_GROUP)
    name, job = own_job(first)
    assert name == "visavis-00"
    assert (job.number, job.state, job.impressions) == (7, 9, 4)
    assert job.reasons == ("job-completed-successfully", "job-completed-with-warnings")
    assert own_job(second) == (name, job)


def test_a_collection_is_passed_over_and_what_follows_it_is_read() -> None:
    after = attribute(0x23, "printer-state", struct.pack(">i", 5))
    (group,) = read(answer(bytes([PRINTER_GROUP]), *COLLECTION, after)).of(PRINTER_GROUP)
    assert flat(group) == {"printer-state": 5}


def test_an_empty_group_and_a_name_with_its_language_are_read() -> None:
    named = attribute(0x36, "job-name", b"\x00\x02fr\x00\x04page")
    empty, full = read(answer(bytes([JOB_GROUP]), bytes([JOB_GROUP]), named)).of(JOB_GROUP)
    assert own_job(empty)[0] == ""
    assert own_job(full)[0] == "page"


def test_a_silent_printer_counts_nothing() -> None:
    _, job = own_job({"job-impressions-completed": [None]})
    assert job.impressions is None
    assert words("none") == words(None) == words([None, 3]) == []
    assert number(True, 3) == number("5", 3) == 3


@pytest.mark.parametrize(
    ("tray", "sheets"),
    [
        (b"type=unRemovableBin;maxcapacity=100;remaining=97;status=0;name=Face-down", 3),
        (b"type=unRemovableBin;maxcapacity=100;remaining=100;status=0;", 0),
        (b"type=unRemovableBin;maxcapacity=100;remaining=-2;status=0;", None),
        (b"type=unRemovableBin;maxcapacity=-2;remaining=-3;", None),
        (b"maxcapacity=1;remaining=9", None),
        (b"remaining=;maxcapacity", None),
    ],
)
def test_the_sheets_that_lie_in_the_tray_are_counted_where_the_printer_says(tray, sheets) -> None:
    said = attribute(0x30, "printer-output-tray", tray)
    (group,) = read(answer(bytes([PRINTER_GROUP]), said)).of(PRINTER_GROUP)
    assert sheets_in(str(flat(group)["printer-output-tray"])) == sheets


def test_a_refusal_is_seen() -> None:
    assert read(answer(status=NOT_FOUND)).refused
    assert not read(answer()).refused


@pytest.mark.parametrize("length", [0, 1, 7, 8, 20, len(answer(*JOB)) - 1])
def test_an_answer_cut_short_is_refused(length: int) -> None:
    with pytest.raises(BadAnswer):
        read(answer(*JOB)[:length])


def test_a_negative_length_leads_nowhere() -> None:
    with pytest.raises(BadAnswer):
        read(answer(bytes([JOB_GROUP]) + b"\x21" + b"\xff\xf0" * 2))


@given(st.binary(max_size=400))
def test_any_bytes_are_an_answer_or_refused(data: bytes) -> None:
    try:
        groups = read(data).groups
    except BadAnswer:
        return
    for _, group in groups:
        own_job(group)


@given(st.data())
def test_a_mutated_answer_is_an_answer_or_refused(data: st.DataObject) -> None:
    mutant = bytearray(answer(*JOB, *COLLECTION, *JOB))
    for at in data.draw(st.lists(st.integers(0, len(mutant) - 1), max_size=6)):
        mutant[at] = data.draw(st.integers(0, 255))
    try:
        jobs = read(bytes(mutant)).of(JOB_GROUP)
    except BadAnswer:
        return
    for group in jobs:
        own_job(group)
