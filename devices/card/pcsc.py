"""Readers of pcscd. A card is seen by the reader's state; no connection to it is opened.

But to a relay card, which is asked its number and nothing else: the question goes to the reader
(PC/SC part 3, 3.2.2.1.3), for such a card has no processor to answer.
"""

from typing import Any

from smartcard import scard  # type: ignore[import-untyped]

from ..errors import AccessDenied, Missing
from . import CardInserted, CardKind, CardRemoved
from .atr import kind_of

GET_NUMBER = [0xFF, 0xCA, 0x00, 0x00, 0x00]
NUMBER_BYTES = (4, 7, 10)
"ISO/IEC 14443-3, 6.5.4."
RANDOM = 0x08
"The same: a number of four bytes that begins so is another one each time."


class PcscReader:
    """The reader whose name contains `name`, or the first one."""

    def __init__(self, name: str = "") -> None:
        self._name = name
        self._context: Any = None
        self._card: CardInserted | None = None

    def probe(self) -> None:
        self._reader()

    def poll(self) -> list[CardInserted | CardRemoved]:
        try:
            card = self._look()
        except Missing:
            card = None  # a reader pulled out takes its card with it
        was, self._card = self._card, card
        if card is was:
            return []
        removed: list[CardInserted | CardRemoved] = [CardRemoved()] if was else []
        return [*removed, card] if card else removed

    def _look(self) -> CardInserted | None:
        reader = self._reader()
        result, states = scard.SCardGetStatusChange(
            self._context, 0, [(reader, scard.SCARD_STATE_UNAWARE)]
        )
        self._check(result)
        _, state, atr = states[0]
        if not state & scard.SCARD_STATE_PRESENT:
            return None
        kind = kind_of(bytes(atr))
        if self._card is not None and self._card.kind is kind:
            return self._card  # it lies there since
        if kind is not CardKind.RELAY:
            return CardInserted(kind)
        number = self._number(reader)
        return CardInserted(kind, number) if number else CardInserted(CardKind.UNKNOWN)

    def _number(self, reader: str) -> bytes:
        """Nothing of a card that has none of its own, or was taken away meanwhile."""
        result, card, protocol = scard.SCardConnect(
            self._context,
            reader,
            scard.SCARD_SHARE_SHARED,
            scard.SCARD_PROTOCOL_T0 | scard.SCARD_PROTOCOL_T1,
        )
        if result != scard.SCARD_S_SUCCESS:
            return b""
        try:
            result, answer = scard.SCardTransmit(card, protocol, GET_NUMBER)
        finally:
            scard.SCardDisconnect(card, scard.SCARD_LEAVE_CARD)
        if result != scard.SCARD_S_SUCCESS or bytes(answer[-2:]) != b"\x90\x00":
            return b""
        number = bytes(answer[:-2])
        lasting = len(number) in NUMBER_BYTES and not (len(number) == 4 and number[0] == RANDOM)
        return number if lasting else b""

    def _reader(self) -> str:
        if self._context is None:
            result, context = scard.SCardEstablishContext(scard.SCARD_SCOPE_SYSTEM)
            self._check(result)
            self._context = context
        result, readers = scard.SCardListReaders(self._context, [])
        self._check(result)
        for reader in readers:
            if self._name in reader:
                return str(reader)
        raise Missing("card", "no such reader")

    def close(self) -> None:
        """pcscd serves 200 at most that did not; it takes the next for one without the right to."""
        context, self._context = self._context, None
        if context is not None:
            scard.SCardReleaseContext(context)

    def _check(self, result: int) -> None:
        if result == scard.SCARD_S_SUCCESS:
            return
        self.close()
        text = f"0x{result & 0xFFFFFFFF:08X}"
        if result == scard.SCARD_W_SECURITY_VIOLATION:  # polkit said no
            raise AccessDenied("card", text)
        raise Missing("card", text)
