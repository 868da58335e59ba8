"""Which card says this? Its answer to reset (ISO/IEC 7816-3), its first and public word. Pure."""

from . import CardKind

MAX_ATR = 33
"ISO/IEC 7816-3 8.1: TS and at most 32 characters."
VITALE_2_MODELS = frozenset({0x43, 0x44, 0x45, 0x47, 0x48, 0x49})
STORAGE = bytes.fromhex("3B8F8001804F0CA000000306")
"""PC/SC part 3, 3.1.3.2.3.2: what a reader answers for a contactless storage card, which has no
processor and no application; 8 bytes follow that tell its make."""
STORAGE_LENGTH = 20
CONTACTLESS = b"\x80\x01"
"The same, 3.1.3.2.3.1: from the third byte, of a card with a processor (ISO/IEC 14443-4)."
CPS = bytes.fromhex("3BAC00402A001225006480000310009000")


def kind_of(atr: bytes) -> CardKind:
    """Anything too long, too short or never seen is unknown."""
    if len(atr) > MAX_ATR:
        return CardKind.UNKNOWN
    if atr == CPS:
        return CardKind.CPS
    if len(atr) == STORAGE_LENGTH and atr.startswith(STORAGE):
        return CardKind.RELAY
    if len(atr) > 4 and atr[0] == 0x3B and atr[1] & 0xF0 == 0x80 and atr[2:4] == CONTACTLESS:
        return CardKind.CHIP
    if len(atr) == 10 and atr[:5] == b"\x3b\x75\x13\x00\x00" and atr[6:] == b"\x09\xea\x90\x00":
        return CardKind.VITALE_2 if atr[5] in VITALE_2_MODELS else CardKind.UNKNOWN
    if len(atr) == 9 and atr[:4] == b"\x3f\x65\x25\x00" and atr[7:] == b"\x90\x00":
        known = atr[4] in (0x22, 0x2C) and atr[5] == 0x09 and atr[6] in (0x69, 0xF9)
        return CardKind.VITALE_1 if known else CardKind.UNKNOWN
    return CardKind.UNKNOWN
