"""What calls the host by itself: what is wrong at a kiosk and stays wrong."""

import pytest

from signaling.core.trouble import NEEDED, STAYS_SECONDS, Lookout, settled, troubles
from signaling.protocol import Light, Lights, SummonsReason

GREEN = Lights(
    camera=Light.GREEN,
    microphone=Light.GREEN,
    speaker=Light.GREEN,
    printer=Light.GREEN,
    scanner=Light.GREEN,
    face_screen=Light.GREEN,
    document_screen=Light.GREEN,
)
PAPER, OUT_OF_ORDER = SummonsReason.PAPER, SummonsReason.OUT_OF_ORDER
NO_PAPER = GREEN.model_copy(update={"printer": Light.RED})


def test_a_kiosk_that_works_calls_nobody() -> None:
    assert troubles(GREEN, connected=True) == set()
    assert troubles(Lights(), connected=True) == set(), "what a kiosk has not is not broken"


@pytest.mark.parametrize("device", NEEDED)
def test_without_what_a_call_needs_it_is_out_of_order(device: str) -> None:
    assert troubles(GREEN.model_copy(update={device: Light.RED}), True) == {OUT_OF_ORDER}


def test_a_printer_in_fault_and_a_kiosk_that_is_away_are_troubles() -> None:
    assert troubles(NO_PAPER, connected=True) == {PAPER}
    assert troubles(Lights(), connected=False) == {OUT_OF_ORDER}


def test_a_trouble_must_stay_before_the_host_is_called_and_is_told_once() -> None:
    lookout, wait = Lookout(), STAYS_SECONDS[PAPER]
    assert lookout.look("v1", {PAPER}, 0.0) == []
    assert lookout.look("v1", {PAPER}, wait - 1) == []
    assert lookout.look("v1", {PAPER}, wait) == [PAPER]
    assert lookout.look("v1", {PAPER}, wait + 60) == []


def test_a_trouble_that_comes_back_counts_anew() -> None:
    lookout, wait = Lookout(), STAYS_SECONDS[PAPER]
    lookout.look("v1", {PAPER}, 0.0)
    lookout.look("v1", set(), wait - 1)
    assert lookout.look("v1", {PAPER}, wait) == []
    assert lookout.look("v1", {PAPER}, 2 * wait) == [PAPER]


def test_each_visit_has_its_own_and_one_that_is_over_is_forgotten() -> None:
    lookout, wait = Lookout(), STAYS_SECONDS[PAPER]
    lookout.look("v1", {PAPER}, 0.0)
    assert lookout.look("v2", {PAPER}, wait) == []
    lookout.keep(["v2"])
    assert lookout.look("v1", {PAPER}, wait) == []
    assert lookout.look("v2", {PAPER}, 2 * wait) == [PAPER]


def test_what_is_settled_is_known_of_a_kiosk_that_is_there() -> None:
    asked = (SummonsReason.COUNSELLOR, PAPER, OUT_OF_ORDER)
    assert settled(asked, GREEN, connected=True) == [PAPER, OUT_OF_ORDER]
    assert settled(asked, NO_PAPER, connected=True) == [OUT_OF_ORDER]
    assert settled(asked, Lights(), connected=False) == []
