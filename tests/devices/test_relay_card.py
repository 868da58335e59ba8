"""Only a card without a computer is asked anything; others are known by their first word."""

import pytest

from devices.card import CardKind
from devices.card.atr import kind_of
from devices.virtual.card import CPS, PASSPORT, RELAY, VITALE_1, VITALE_2


@pytest.mark.parametrize(
    ("atr", "kind"),
    [
        (RELAY, CardKind.RELAY),
        (PASSPORT, CardKind.CHIP),
        (VITALE_1, CardKind.VITALE_1),
        (VITALE_2, CardKind.VITALE_2),
        (CPS, CardKind.CPS),
        (RELAY[:-1], CardKind.CHIP),
        (RELAY + b"\0", CardKind.CHIP),
        (b"", CardKind.UNKNOWN),
        (b"\x3b", CardKind.UNKNOWN),
    ],
)
def test_a_card_is_known_by_its_answer_to_reset(atr: bytes, kind: CardKind) -> None:
    assert kind_of(atr) is kind
