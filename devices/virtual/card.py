"""A card reader: pcscd with vsmartcard's `vpcd` driver, and a card that is one of our threads.

vpcd speaks to a card over TCP: two bytes of length, then a message; messages of one byte are
its own (0 off, 1 on, 2 reset, 4 asks for the answer to reset), any other is an APDU.
"""

import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from . import Virtual, wait_until

VITALE_2 = bytes.fromhex("3B75130000 47 09EA9000")
VITALE_1 = bytes.fromhex("3F6525002C 09 69 9000")
CPS = bytes.fromhex("3BAC00402A001225006480000310009000")
RELAY = bytes.fromhex("3B8F8001804F0CA0000003060300010000000069")
"A MIFARE Classic, as a reader tells of it (PC/SC part 3)."
PASSPORT = bytes.fromhex("3B8880010000000000000000 09")
"A contactless card with a processor, as identity cards and passports are."
SOCKET = Path("/run/pcscd/pcscd.comm")
"pcscd knows no other."
UNKNOWN_INSTRUCTION = b"\x6d\x00"
GET_ATR = b"\x04"
PORTS = range(20100, 20200)
"Under those that the kernel lends (ip(7), ip_local_port_range)."

READER_CONF = """\
FRIENDLYNAME "Virtual PCD"
DEVICENAME   /dev/null:0x{port:X}
LIBPATH      /usr/lib/pcsc/drivers/serial/libifdvpcd.so
CHANNELID    0x{port:X}
"""


class VirtualCard(Virtual):
    """A pcscd with one empty reader; :meth:`insert` and :meth:`remove` a card."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder, self._port = folder / "card", 0
        self._reader = self._folder / "readers" / "vpcd"
        self._link: socket.socket | None = None
        self.apdus: list[bytes] = []
        "What a card was asked: ours never is."
        self.environment = {"PCSCLITE_CSOCK_NAME": str(SOCKET)}

    @property
    def arguments(self) -> tuple[str, ...]:
        """Of :class:`devices.card.pcsc.PcscReader`."""
        return ()

    def start(self) -> None:
        self._reader.parent.mkdir(parents=True, exist_ok=True)
        self.plug()

    def plug(self) -> None:
        """pcscd reads which readers it has, and forgets one, only as it starts."""
        self.stop()
        self._port = _free_port()
        self._reader.write_text(READER_CONF.format(port=self._port))
        self._serve()
        wait_until(self._listens, "vpcd")

    def unplug(self) -> None:
        """The reader goes with its card; pcscd stays, and says that it has none."""
        self.stop()
        self._reader.unlink()
        self._serve()

    def _serve(self) -> None:
        SOCKET.parent.mkdir(exist_ok=True)
        if _answers(SOCKET):
            raise RuntimeError("another pcscd runs here: start this in a namespace of its own")
        for stale in SOCKET.parent.iterdir():
            stale.unlink()  # pcscd refuses to start beside the remains of one that was killed
        log, readers = self._folder / "pcscd.log", self._reader.parent
        self._run(log, "pcscd", "-f", "-c", str(readers))
        wait_until(SOCKET.exists, "pcscd")

    def stop(self) -> None:
        self.remove()
        super().stop()

    def insert(self, atr: bytes = VITALE_2, answer: Callable[[bytes], bytes] | None = None) -> None:
        """`answer` makes a card that talks; by default it knows no instruction."""
        self.remove()
        link = socket.create_connection(("127.0.0.1", self._port), 5)
        link.settimeout(None)
        self._link = link
        reply = answer or (lambda apdu: UNKNOWN_INSTRUCTION)
        threading.Thread(target=self._obey, args=(link, atr, reply), daemon=True).start()

    def remove(self) -> None:
        if self._link is None:
            return
        with self._link as link, suppress(OSError):  # the reader may have hung up first
            link.shutdown(socket.SHUT_RDWR)
        self._link = None

    def _listens(self) -> bool:
        listening = f":{self._port:04X} 00000000:0000 0A"
        return listening in Path("/proc/net/tcp").read_text()

    def _obey(self, link: socket.socket, atr: bytes, answer: Callable[[bytes], bytes]) -> None:
        try:
            while message := _receive(link):
                if message == GET_ATR:
                    reply = atr
                elif len(message) == 1:
                    continue
                else:
                    self.apdus.append(message)
                    reply = answer(message)
                link.sendall(len(reply).to_bytes(2, "big") + reply)
        except OSError:
            return  # removed


def _free_port() -> int:
    """vpcd's usual one, 35963, is one that the kernel also lends to others' connections."""
    for port in PORTS:
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("", port))
            return port
    raise RuntimeError("no free port for the virtual card reader")


def _answers(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as probe:
        return probe.connect_ex(str(path)) == 0


def _receive(link: socket.socket) -> bytes:
    """A message, or nothing once the reader let go of the card."""
    data, wanted = b"", 2
    while len(data) < wanted:
        link.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)  # spares 40 ms per message
        piece = link.recv(wanted - len(data))
        if not piece:
            return b""
        data += piece
        if len(data) == 2 and wanted == 2:
            wanted += int.from_bytes(data, "big")
    return data[2:]
