import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.card import CardKind
from devices.card.atr import CPS, MAX_ATR, kind_of


@pytest.mark.parametrize("model", ["43", "44", "45", "47", "48", "49"])
def test_a_vitale_2_is_recognised(model: str) -> None:
    assert kind_of(bytes.fromhex(f"3B75130000{model}09EA9000")) == CardKind.VITALE_2


@pytest.mark.parametrize("chip", ["2209699000", "2C09699000", "2209F99000", "2C09F99000"])
def test_a_vitale_1_is_recognised(chip: str) -> None:
    assert kind_of(bytes.fromhex("3F652500" + chip)) == CardKind.VITALE_1


def test_the_card_of_a_professional_is_recognised() -> None:
    assert kind_of(CPS) == CardKind.CPS


@given(st.binary(max_size=300))
def test_any_bytes_make_a_known_kind_or_unknown(atr: bytes) -> None:
    kind = kind_of(atr)
    if kind != CardKind.UNKNOWN:
        assert len(atr) <= MAX_ATR


@given(st.integers(0, 9), st.integers(0, 255))
def test_a_vitale_with_one_other_byte_is_not_taken_for_the_same_card(at: int, byte: int) -> None:
    atr = bytearray.fromhex("3B751300004709EA9000")
    same = atr[at] == byte
    atr[at] = byte
    kind = kind_of(bytes(atr))
    assert kind in (CardKind.VITALE_2, CardKind.UNKNOWN)
    if at != 5:
        assert (kind == CardKind.VITALE_2) == same


def test_a_card_that_says_too_much_is_unknown() -> None:
    assert kind_of(CPS + bytes(MAX_ATR)) == CardKind.UNKNOWN
