"""When each packet arrived, as one end tells the other (draft-holmer-rmcat-transport-wide-cc-
extensions-01): read, and written. Pure.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from struct import pack, unpack_from

RTPFB, FORMAT = 205, 15
"RFC 4585, 6.2; the format is the draft's, 3.1."
TICK_S = 0.00025
REFERENCE_S = 0.064
REFERENCES = 1 << 24
NOT, SMALL, LARGE = 0, 1, 2
MOST = 2000
"Packets that a report may speak of: more is no report of a call."


class BadFeedback(ValueError):
    """It cannot be read."""


@dataclass(frozen=True)
class Arrival:
    number: int
    "16 bits."
    at: float | None
    "Seconds on the other end's clock, which begins anew every 12 days; None: not arrived."


@dataclass(frozen=True)
class Feedback:
    count: int
    "Of reports, 8 bits."
    arrivals: list[Arrival]


def split(data: bytes) -> tuple[list[bytes], bytes]:
    """The reports in a compound packet of RTCP, and the rest of it as it was.

    What cannot be read is left in the rest, for the one who reads that.
    """
    reports, rest, at = [], b"", 0
    while at + 4 <= len(data):
        first, kind, words = unpack_from("!BBH", data, at)
        end = at + 4 * (words + 1)
        if end > len(data):
            break
        if kind == RTPFB and first & 0x1F == FORMAT:
            reports.append(data[at:end])
        else:
            rest += data[at:end]
        at = end
    return reports, rest + data[at:]


def read(report: bytes) -> Feedback:
    """One report with its RTCP header. Raises BadFeedback, and nothing else."""
    if len(report) < 20:
        raise BadFeedback("short")
    base, count, reference = unpack_from("!HHL", report, 12)
    if not 0 < count <= MOST:
        raise BadFeedback("count")
    symbols, at = _symbols(report, 20, count)
    return Feedback(reference & 0xFF, list(_arrivals(report, at, base, reference >> 8, symbols)))


def _symbols(report: bytes, at: int, count: int) -> tuple[list[int], int]:
    symbols: list[int] = []
    while len(symbols) < count:
        if at + 2 > len(report):
            raise BadFeedback("chunks")
        (chunk,) = unpack_from("!H", report, at)
        at += 2
        if not chunk >> 15:  # 3.1.3: a run
            symbols += [chunk >> 13 & 3] * (chunk & 0x1FFF)
        elif chunk >> 14 & 1:  # 3.1.4: seven of two bits
            symbols += [chunk >> shift & 3 for shift in range(12, -2, -2)]
        else:  # fourteen of one bit
            symbols += [chunk >> shift & 1 for shift in range(13, -1, -1)]
    return symbols[:count], at


def _arrivals(
    report: bytes, at: int, base: int, reference: int, symbols: list[int]
) -> Iterator[Arrival]:
    now = reference * REFERENCE_S
    for n, symbol in enumerate(symbols):
        number = (base + n) & 0xFFFF
        if symbol not in (SMALL, LARGE):
            yield Arrival(number, None)
            continue
        if at + symbol > len(report):
            raise BadFeedback("deltas")
        (delta,) = unpack_from("!B" if symbol == SMALL else "!h", report, at)
        at, now = at + symbol, now + delta * TICK_S
        yield Arrival(number, now)


def write(ssrc: int, about: int, count: int, arrivals: Sequence[Arrival]) -> bytes:
    """A report with its header, of packets whose numbers follow each other; one at least arrived.

    `count` is of the reports until now, `ssrc` who writes, `about` one of the streams.
    """
    first = next(each.at for each in arrivals if each.at is not None)
    reference = int(first / REFERENCE_S)
    symbols, deltas, ticks = [], b"", reference * round(REFERENCE_S / TICK_S)
    for each in arrivals:
        if each.at is None:
            symbols.append(NOT)
            continue
        delta = round(each.at / TICK_S) - ticks
        delta = min(max(delta, -32768), 32767)
        ticks += delta
        symbols.append(SMALL if 0 <= delta < 256 else LARGE)
        deltas += pack("!B" if 0 <= delta < 256 else "!h", delta)
    fci = pack("!HHL", arrivals[0].number, len(symbols), reference % REFERENCES << 8 | count & 0xFF)
    body = pack("!LL", ssrc, about) + fci + _chunks(symbols) + deltas
    pad = -len(body) % 4
    if pad:
        body += bytes(pad - 1) + bytes([pad])
    # RFC 3550, 6.4.1: the padding bit, the length in words less one.
    return pack("!BBH", 0x80 | bool(pad) << 5 | FORMAT, RTPFB, len(body) // 4) + body


def _chunks(symbols: list[int]) -> bytes:
    chunks, at = b"", 0
    while at < len(symbols):
        run = at
        while run < len(symbols) and symbols[run] == symbols[at] and run - at < 0x1FFF:
            run += 1
        if run - at > 7 or run == len(symbols):
            chunks += pack("!H", symbols[at] << 13 | run - at)
            at = run
            continue
        vector = 0b11 << 14
        for n, symbol in enumerate(symbols[at : at + 7]):
            vector |= symbol << (12 - 2 * n)
        chunks += pack("!H", vector)
        at += 7
    return chunks


# -- a packet's number ---


def stamped(packet: bytes, extension: int, number: int) -> bytes:
    """The same packet of RTP with this number in its extension; as it is if it has none there."""
    at = place(packet, extension)
    return packet if at is None else packet[:at] + pack("!H", number) + packet[at + 2 :]


def place(packet: bytes, extension: int) -> int | None:
    """Where the number stands (RFC 8285, 4.2: extensions of one byte; 4.3: of two)."""
    if len(packet) < 16 or not packet[0] & 0x10:
        return None
    at = 12 + 4 * (packet[0] & 0x0F)
    if at + 4 > len(packet):
        return None
    profile, words = unpack_from("!HH", packet, at)
    at, end = at + 4, min(at + 4 + 4 * words, len(packet))
    while at < end:
        if packet[at] == 0:
            at += 1
            continue
        if profile == 0xBEDE:
            found, size, head = packet[at] >> 4, (packet[at] & 0x0F) + 1, 1
        elif at + 1 < end:
            found, size, head = packet[at], packet[at + 1], 2
        else:
            return None
        if found == extension and size == 2 and at + head + 2 <= end:
            return at + head
        at += head + size
    return None
