"""Readers of pcscd. A card is seen by the reader's state; no connection to it is opened."""

from typing import Any

from smartcard import scard  # type: ignore[import-untyped]

from ..errors import AccessDenied, Missing
from . import CardInserted, CardKind, CardRemoved
from .atr import kind_of


class PcscReader:
    """The reader whose name contains `name`, or the first one."""

    def __init__(self, name: str = "") -> None:
        self._name = name
        self._context: Any = None
        self._card: CardKind | None = None

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
        return [*removed, CardInserted(card)] if card else removed

    def _look(self) -> CardKind | None:
        reader = self._reader()
        result, states = scard.SCardGetStatusChange(
            self._context, 0, [(reader, scard.SCARD_STATE_UNAWARE)]
        )
        self._check(result)
        _, state, atr = states[0]
        if not state & scard.SCARD_STATE_PRESENT:
            return None
        return kind_of(bytes(atr))

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

    def _check(self, result: int) -> None:
        if result == scard.SCARD_S_SUCCESS:
            return
        context, self._context = self._context, None
        if context is not None:
            scard.SCardReleaseContext(context)
        text = f"0x{result & 0xFFFFFFFF:08X}"
        if result == scard.SCARD_W_SECURITY_VIOLATION:  # polkit said no
            raise AccessDenied("card", text)
        raise Missing("card", text)
