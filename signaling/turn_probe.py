"""Asks a relay for a path, as a call does, and gives it back: the doctor's own little client.

Blocking, one request after the other, over UDP, TCP or TLS (RFC 8489 for the messages, RFC 8656 for
what they ask).
"""

import hashlib
import hmac
import os
import socket
import ssl
import struct
from contextlib import closing
from dataclasses import dataclass, field
from ipaddress import IPv4Address

from .turn import URL

COOKIE = 0x2112A442
ALLOCATE, REFRESH, CREATE_PERMISSION = 0x003, 0x004, 0x008
ERROR_BIT, ANSWER_BIT = 0x010, 0x100
USERNAME, INTEGRITY, ERROR_CODE, REALM, NONCE = 0x0006, 0x0008, 0x0009, 0x0014, 0x0015
LIFETIME, PEER, RELAYED, TRANSPORT = 0x000D, 0x0012, 0x0016, 0x0019
UDP_TO_PEERS = b"\x11\0\0\0"
STRANGER = "192.0.2.1"
"RFC 5737: nobody's address."
TRIES = 3

Attributes = dict[int, bytes]


@dataclass(frozen=True)
class Told:
    """What a relay answered."""

    code: int
    "200, or the error code of the first refusal (401: the credentials)."
    joins: bool = False
    "Whether its own addresses can be reached through it: two ends meet there."
    strays: bool = False
    "Whether anybody else's can."


def ask(url: str, username: str, password: str, context: ssl.SSLContext, seconds: float) -> Told:
    """Raises OSError when the relay does not answer, or not as a relay."""
    with closing(_Client(url, username, password, context, seconds)) as client:
        code, got = client.request(ALLOCATE, {TRANSPORT: UDP_TO_PEERS})
        if code != 200:
            return Told(code)
        family, relayed = got.get(RELAYED, b"\0\0")[1], got.get(RELAYED, b"")
        stranger = _peer(STRANGER) if family == 1 else b"\0\2" + bytes(18)
        joins = client.request(CREATE_PERMISSION, {PEER: relayed})[0] == 200
        strays = client.request(CREATE_PERMISSION, {PEER: stranger})[0] == 200
        client.request(REFRESH, {LIFETIME: bytes(4)})
        return Told(200, joins, strays)


@dataclass
class _Client:
    url: str
    username: str
    password: str
    context: ssl.SSLContext
    seconds: float
    _known: Attributes = field(default_factory=dict)
    "Realm and nonce, once the relay said them."

    def __post_init__(self) -> None:
        parts = URL.fullmatch(self.url)
        if parts is None:
            raise OSError("no address of a relay")
        tls = parts["scheme"] == "turns"
        address = parts["host"].strip("[]"), int(parts["port"] or (5349 if tls else 3478))
        self._stream = tls or parts["transport"] == "tcp"
        if self._stream:
            self._socket = socket.create_connection(address, self.seconds)
            if tls:
                self._socket = self.context.wrap_socket(self._socket, server_hostname=address[0])
        else:
            family, *_, found = socket.getaddrinfo(*address, type=socket.SOCK_DGRAM)[0]
            self._socket = socket.socket(family, socket.SOCK_DGRAM)
            self._socket.connect(found)
            # A datagram may be lost: it is sent again.
            self._socket.settimeout(self.seconds / TRIES)

    def close(self) -> None:
        self._socket.close()

    def request(self, method: int, attributes: Attributes) -> tuple[int, Attributes]:
        """The code, 200 when granted, and what came with it."""
        for _ in range(2):
            code, got = self._exchange(method, attributes)
            # RFC 8489, 9.2.5: the first request is refused, with what the second one needs.
            if code not in (401, 438) or NONCE not in got or got[NONCE] == self._known.get(NONCE):
                break
            self._known = {REALM: got.get(REALM, self._known.get(REALM, b"")), NONCE: got[NONCE]}
        return code, got

    def _exchange(self, method: int, attributes: Attributes) -> tuple[int, Attributes]:
        transaction = os.urandom(12)
        request = self._sealed(method, transaction, attributes)
        for attempt in range(TRIES):
            self._socket.sendall(request)
            try:
                kind, got = self._answer(transaction)
                break
            except TimeoutError:
                if self._stream or attempt == TRIES - 1:
                    raise
        if not kind & ERROR_BIT:
            return 200, got
        reason = got.get(ERROR_CODE, bytes(4))
        return reason[2] * 100 + reason[3], got

    def _sealed(self, method: int, transaction: bytes, attributes: Attributes) -> bytes:
        body = b"".join(_attribute(kind, value) for kind, value in attributes.items())
        if not self._known:
            return _header(method, len(body), transaction) + body
        for kind, value in ((USERNAME, self.username.encode()), *self._known.items()):
            body += _attribute(kind, value)
        # RFC 8489, 14.5: the length counts the integrity, its bytes are not yet there.
        start = _header(method, len(body) + 24, transaction)
        secret = b":".join((self.username.encode(), self._known[REALM], self.password.encode()))
        key = hashlib.md5(secret, usedforsecurity=False).digest()
        return start + body + _attribute(INTEGRITY, hmac.digest(key, start + body, "sha1"))

    def _answer(self, transaction: bytes) -> tuple[int, Attributes]:
        while True:
            data = self._read()
            kind, _, cookie = struct.unpack("!HHI", data[:8])
            if cookie != COOKIE:
                raise OSError("not a relay")
            if data[8:20] == transaction and kind & ANSWER_BIT:
                return kind, dict(_attributes(data[20:]))

    def _read(self) -> bytes:
        if not self._stream:
            data = self._socket.recv(2048)
        else:
            data = self._exactly(20)
            data += self._exactly(int.from_bytes(data[2:4]))
        if len(data) < 20:
            raise OSError("not a relay")
        return data

    def _exactly(self, size: int) -> bytes:
        data = b""
        while len(data) < size:
            more = self._socket.recv(size - len(data))
            if not more:
                raise OSError("closed")
            data += more
        return data


def _header(method: int, length: int, transaction: bytes) -> bytes:
    return struct.pack("!HHI", method, length, COOKIE) + transaction


def _attribute(kind: int, value: bytes) -> bytes:
    return struct.pack("!HH", kind, len(value)) + value + bytes(-len(value) % 4)


def _attributes(data: bytes) -> "list[tuple[int, bytes]]":
    found = []
    while len(data) >= 4:
        kind, size = struct.unpack("!HH", data[:4])
        found.append((kind, data[4 : 4 + size]))
        data = data[4 + size + -size % 4 :]
    return found


def _peer(address: str) -> bytes:
    """XOR-PEER-ADDRESS (RFC 8489, 14.2), any port: IPv4 only."""
    port = 9 ^ (COOKIE >> 16)
    return struct.pack("!BBHI", 0, 1, port, int(IPv4Address(address)) ^ COOKIE)
