"""Which card says this? Its answer to reset (ISO/IEC 7816-3), its first and public word. Pure."""

from . import CardKind

MAX_ATR = 33
"ISO/IEC 7816-3 8.1: TS and at most 32 characters."
VITALE_2_MODELS = frozenset({0x43, 0x44, 0x45, 0x47, 0x48, 0x49})
CPS = bytes.fromhex("3BAC00402A001225006480000310009000")


def kind_of(atr: bytes) -> CardKind:
    """Anything too long, too short or never seen is unknown."""
    if len(atr) > MAX_ATR:
        return CardKind.UNKNOWN
    if atr == CPS:
        return CardKind.CPS
    if len(atr) == 10 and atr[:5] == b"\x3b\x75\x13\x00\x00" and atr[6:] == b"\x09\xea\x90\x00":
        return CardKind.VITALE_2 if atr[5] in VITALE_2_MODELS else CardKind.UNKNOWN
    if len(atr) == 9 and atr[:4] == b"\x3f\x65\x25\x00" and atr[7:] == b"\x90\x00":
        known = atr[4] in (0x22, 0x2C) and atr[5] == 0x09 and atr[6] in (0x69, 0xF9)
        return CardKind.VITALE_1 if known else CardKind.UNKNOWN
    return CardKind.UNKNOWN
