"""The line to the server, as a call will find it: how long a word takes, what is lost, what fits.

Pieces travel as documents do, over HTTPS, with the bearer token of the kiosk's own socket; what got
lost is the kernel's count of what it sent again (tcp(7), TCP_INFO). Blocking.
"""

import http.client
import socket
import statistics
import struct
import time
from dataclasses import dataclass
from urllib.parse import urlsplit

from devices.findings import Finding, Level

from .reach import Unreached, reach, trusted

ID, TITLE = "server.line", "Liaison avec le serveur"
PATH = "/kiosk/line"
ROUNDS = 8
PIECE = 128 * 1024
SECONDS = 15.0
SLOW_MS, LOSSY, NARROW_KBPS = 250.0, 0.05, 450.0
"A call is held on 450 kbit/s with 2 % of loss; past these it suffers."
_SEGMENTS_OUT, _RETRANSMITTED = 136, 100
"Offsets in struct tcp_info of linux/tcp.h: tcpi_segs_out, tcpi_total_retrans."


@dataclass(frozen=True)
class Line:
    rtt_ms: float
    loss: float
    "Of what this end sent."
    up_kbps: float
    down_kbps: float


def check(server: str, authority: str | None, token: str) -> list[Finding]:
    """What is reached, certificate and clock, then the line itself; `token` may be of no use."""
    found, reached = reach(server, authority)
    if not reached:
        return found
    try:
        return [*found, judge(measured(server, authority, token))]
    except (OSError, http.client.HTTPException, Unreached, ValueError) as error:
        said = "La liaison avec le serveur n’a pas pu être mesurée."
        remedy = "Vérifiez le câble ou la box, puis recommencez."
        detail = {"detail": type(error).__name__}
        return [*found, Finding(ID, TITLE, Level.WARNING, said, remedy, detail)]


def measured(server: str, authority: str | None, token: str) -> Line:
    parts = urlsplit(server)
    link = http.client.HTTPSConnection(
        parts.hostname or "", parts.port, timeout=SECONDS, context=trusted(authority)
    )
    bearer = {"Authorization": f"Bearer {token}"}
    try:
        times = [_took(link, "GET", "/health", {}, b"") for _ in range(ROUNDS)]
        rtt = statistics.median(times[1:])  # the first one opens the connection
        up = _took(link, "POST", PATH, bearer, bytes(PIECE))
        assert link.sock is not None
        loss = _loss(link.sock)
        down = _took(link, "GET", PATH, bearer, b"")
    finally:
        link.close()
    return Line(round(rtt * 1000, 1), loss, _kbps(up - rtt), _kbps(down - rtt))


def judge(line: Line) -> Finding:
    details = {
        "rtt_ms": line.rtt_ms,
        "loss": line.loss,
        "up_kbps": line.up_kbps,
        "down_kbps": line.down_kbps,
    }
    narrow = min(line.up_kbps, line.down_kbps)
    if narrow < NARROW_KBPS:
        said = f"La ligne est étroite : {narrow:.0f} kbit/s."
        remedy = "Arrêtez ce qui sert de la même ligne, ou demandez une meilleure liaison."
    elif line.loss > LOSSY:
        said = f"La ligne perd {line.loss:.0%} de ce qui est envoyé."
        remedy = "Remplacez le Wi-Fi par un câble, ou faites vérifier la box."
    elif line.rtt_ms > SLOW_MS:
        said = f"La ligne est lente : {line.rtt_ms:.0f} ms aller et retour."
        remedy = "Remplacez le Wi-Fi par un câble, ou faites vérifier la box."
    else:
        said = (
            f"{line.rtt_ms:.0f} ms aller et retour, {line.up_kbps:.0f} kbit/s à l’envoi, "
            f"{line.down_kbps:.0f} à la réception."
        )
        return Finding(ID, TITLE, Level.OK, said, "", details)
    return Finding(ID, TITLE, Level.WARNING, said, remedy, details)


def _took(
    link: http.client.HTTPSConnection, verb: str, path: str, headers: dict[str, str], body: bytes
) -> float:
    began = time.monotonic()
    link.request(verb, path, body or None, headers)
    response = link.getresponse()
    response.read()
    if response.status >= http.HTTPStatus.BAD_REQUEST:
        raise ValueError(f"{verb} {response.status}")
    return time.monotonic() - began


def _kbps(seconds: float) -> float:
    return float(round(PIECE * 8 / 1000 / max(seconds, 1e-3)))


def _loss(link: socket.socket) -> float:
    told = link.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 256)
    if len(told) < _SEGMENTS_OUT + 4:
        return 0.0
    (sent,) = struct.unpack_from("I", told, _SEGMENTS_OUT)
    (again,) = struct.unpack_from("I", told, _RETRANSMITTED)
    return float(round(again / max(sent, 1), 3))
