"""Bytes on the wire for a key that the counsellor strikes in a form: both ways, all headers.

The console is a real page in Chromium, the kiosk a real one. Between them pass sound, picture and
the data channel over one path; what belongs to the channel is told by its first byte (RFC 7983, 7:
20 to 63 is DTLS), on the loopback interface itself. So acknowledgements are counted, and whatever
else the channel carries meanwhile.
"""

import asyncio
import select
import socket
import threading

from demo.people import Counsellor

FORM = "cerfa_13753_04"
WORDS = {
    "Nom de la voie": "des Tilleuls argentés",
    "Code postal": "02630",
    "Commune": "Wassigny",
    "Circonstances": "Perdu au marché, sans doute, entre la boulangerie et la maison. " * 6,
}
BETWEEN_MS = 60
"A quick typist: keys further apart cost the same."
QUIET_SECONDS = 1.5
ALL, OUTGOING = 0x0003, 4
"linux/if_ether.h, ETH_P_ALL; linux/if_packet.h, PACKET_OUTGOING: lo shows each packet twice."
ETHERNET, UDP = 14, 17


class Wire:
    """Counts bytes of IP packets that carry the channel, until it is closed."""

    def __init__(self) -> None:
        self.bytes = 0
        self._socket = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(ALL))
        self._socket.bind(("lo", 0))
        self._over = False
        self._thread = threading.Thread(target=self._count, daemon=True)

    def __enter__(self) -> "Wire":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over = True
        self._thread.join()
        self._socket.close()

    def _count(self) -> None:
        while not self._over:
            if not select.select([self._socket], [], [], 0.1)[0]:
                continue
            frame, (_, _, kind, *_) = self._socket.recvfrom(65535)
            if kind == OUTGOING:
                self.bytes += channel_bytes(frame[ETHERNET:])


def channel_bytes(packet: bytes) -> int:
    """Of an IP packet, whole, if it carries DTLS over UDP; else none."""
    match packet[0] >> 4 if packet else 0:
        case 4:
            header, protocol = (packet[0] & 15) * 4, packet[9]
        case 6:
            header, protocol = 40, packet[6]
        case _:
            return 0
    payload = packet[header + 8 :]
    is_channel = protocol == UDP and bool(payload) and 20 <= payload[0] <= 63
    return len(packet) if is_channel else 0


async def measure(counsellor: Counsellor) -> dict[str, float]:
    """The visit must be in its call."""
    page = counsellor.page
    await page.keyboard.press("e")
    await page.click(f"[data-offer={FORM}]")
    await counsellor.see("#form-dialog[data-ready][data-form-state=open]", 60)
    total = keys = 0
    for label, words in WORDS.items():
        # the field lights up and the page glides there before the keys are counted
        await page.locator("#form-dialog").get_by_label(label, exact=True).focus()
        await asyncio.sleep(QUIET_SECONDS)
        with Wire() as wire:
            await page.keyboard.type(words, delay=BETWEEN_MS)
            await asyncio.sleep(QUIET_SECONDS)
        total, keys = total + wire.bytes, keys + len(words)
    await page.keyboard.press("Escape")
    return {"bytes_per_key": round(total / keys, 1)}
