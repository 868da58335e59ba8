"""What kiosks tell of calls that are over: bounded on the wire, counted, named in the manual."""

import re
from pathlib import Path

import pytest
from prometheus_client import CollectorRegistry

from signaling import protocol as wire
from signaling.call_figures import FIGURES, CallFigures
from signaling.errors import BadMessage

MANUAL = (Path(__file__).resolve().parents[2] / "docs" / "exploitation.md").read_text()
OLD = '{"type":"call_told","call":"call_7","mood":"good","seconds":60}'
"Of a kiosk that counts less."
TOLD = wire.CallTold(
    call="call_7",
    mood=wire.Grade.FAIR,
    seconds=700,
    voice_poor=0.03,
    picture_poor=0.12,
    delay_ms=140,
    round_trip_ms=62,
    freezes_s=4.5,
    concealed=0.012,
    lost_sent=0.004,
    lost_received=0.009,
    kbps_sent=1480,
    kbps_received=910,
)


def counted(*told: wire.CallTold) -> dict[str, float]:
    """Sums, and of how many calls."""
    registry = CollectorRegistry()
    figures = CallFigures(registry)
    for each in told:
        figures.ended(each)
    return {
        sample.name: sample.value
        for family in registry.collect()
        for sample in family.samples
        if not sample.name.endswith(("_bucket", "_created"))
    }


def test_each_figure_is_counted_in_the_unit_of_its_name() -> None:
    found = counted(TOLD)
    assert {name: value for name, value in found.items() if name.endswith("_sum")} == {
        "visavis_call_seconds_sum": 700,
        "visavis_call_voice_poor_ratio_sum": 0.03,
        "visavis_call_picture_poor_ratio_sum": 0.12,
        "visavis_call_delay_seconds_sum": 0.14,
        "visavis_call_round_trip_seconds_sum": 0.062,
        "visavis_call_freeze_seconds_sum": 4.5,
        "visavis_call_concealed_ratio_sum": 0.012,
        "visavis_call_sent_lost_ratio_sum": 0.004,
        "visavis_call_received_lost_ratio_sum": 0.009,
        "visavis_call_sent_bits_per_second_sum": 1_480_000,
        "visavis_call_received_bits_per_second_sum": 910_000,
    }


def test_what_an_older_kiosk_does_not_tell_is_no_call_without_a_flaw() -> None:
    told = wire.decode(wire.from_kiosk, OLD)
    assert isinstance(told, wire.CallTold)
    found = counted(told)
    assert found["visavis_call_seconds_count"] == found["visavis_calls_total"] == 1
    for name in ("round_trip_seconds", "freeze_seconds", "concealed_ratio", "sent_lost_ratio"):
        assert found[f"visavis_call_{name}_count"] == 0


@pytest.mark.parametrize(
    "said",
    [
        *('"freezes_s":-0.1', '"freezes_s":86401', '"concealed":1.01', '"lost_sent":-0.01'),
        *('"lost_received":2', '"round_trip_ms":60001', '"kbps_sent":-1', '"kbps_sent":0.5'),
        *('"kbps_received":1000001', '"concealed":NaN', '"freezes_s":"long"'),
    ],
)
def test_a_figure_out_of_its_bounds_is_refused(said: str) -> None:
    with pytest.raises(BadMessage):
        wire.decode(wire.from_kiosk, f"{OLD[:-1]},{said}}}")


def test_the_manual_names_each_figure() -> None:
    listed = MANUAL.partition("| `visavis_call_…`")[2].partition("\n\n")[0]
    names = [name for line in listed.splitlines() for name in re.findall(r"`(\w+)`", line)]
    assert set(names) == {each.name for each in FIGURES}


def test_a_figure_has_no_label_that_could_name_a_room_or_a_person() -> None:
    registry = CollectorRegistry()
    CallFigures(registry).ended(TOLD)
    labels = {
        label for family in registry.collect() for one in family.samples for label in one.labels
    }
    assert labels == {"le", "mood"}
