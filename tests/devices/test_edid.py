"""What a screen says of itself, and which screen a setting means."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from devices import edid
from devices.edid import meant, written

from .edids import block, plug


def test_a_screen_tells_its_maker_its_serial_number_and_its_size() -> None:
    told = edid.parse(block(serial="4F3K2", number=7, name="DELL P2419H"))
    assert told == edid.Edid("DEL", 0xA0C8, "4F3K2", "DELL P2419H", 509, 286)
    assert told.mark == "DEL a0c8 4F3K2"


def test_a_number_stands_for_a_serial_that_is_not_written_and_none_for_none() -> None:
    numbered, mute = edid.parse(block(number=1234)), edid.parse(block())
    assert numbered is not None
    assert mute is not None
    assert (numbered.mark, mute.mark) == ("DEL a0c8 1234", "DEL a0c8")


@given(st.binary(max_size=300) | st.binary(min_size=120, max_size=120).map(edid.SIGNATURE.__add__))
def test_whatever_a_screen_says_is_read_or_refused(said: bytes) -> None:
    told = edid.parse(said)
    if told is not None:
        assert "@" not in told.mark
        assert told.mark.isascii()


@given(st.integers(0, 127), st.integers(1, 255))
def test_a_block_that_was_not_read_right_is_refused(at: int, by: int) -> None:
    wrong = bytearray(block(serial="4F3K2"))
    wrong[at] = (wrong[at] + by) % 256
    assert edid.parse(bytes(wrong)) is None


@given(st.binary(min_size=13, max_size=13))
def test_what_a_maker_wrote_is_made_plain(text: bytes) -> None:
    made = bytearray(block(serial="x"))
    made[77:90] = text
    made[127] = (made[127] - sum(made)) % 256
    told = edid.parse(bytes(made))
    assert told is not None
    assert "@" not in told.mark
    assert written(told.mark, "DP-1").count(edid.PLUG) == 1


def test_the_kernel_s_connectors_are_found_by_the_names_of_wayland_and_of_x(tmp_path: Path) -> None:
    plug(tmp_path, {"HDMI-A-1": block(serial="A"), "DP-1": block(serial="B"), "DP-2": b"half"})
    (tmp_path / "card0-DP-3").mkdir()
    edids = edid.of_connectors(tmp_path)
    assert sorted(edids) == ["DP-1", "HDMI-A-1"]
    for name, serial in (("HDMI-A-1", "A"), ("HDMI-1", "A"), ("DP-1", "B")):
        told = edid.at(name, edids)
        assert told is not None
        assert told.serial == serial
    assert edid.at("HDMI-2", edids) is None


# -- which one is meant ------------------------------------------------------------------------

PLUGS = ["HDMI-A-1", "HDMI-A-2", "DP-1", "DP-2"]


@given(st.permutations(PLUGS), st.permutations(PLUGS), st.integers(2, 4))
def test_screens_are_the_same_ones_wherever_they_are_plugged_in(
    before: list[str], after: list[str], count: int
) -> None:
    wanted = [written(f"DEL a0c8 {n}", before[n]) for n in range(count)]
    there = [written(f"DEL a0c8 {n}", after[n]) for n in range(count)]
    assert meant(wanted, reversed(there)) == there


def test_twins_are_told_apart_by_their_plugs() -> None:
    twins = [written("DEL a0c8", "DP-1"), written("DEL a0c8", "DP-2")]
    assert meant(list(reversed(twins)), twins) == list(reversed(twins))


def test_a_twin_that_stands_alone_on_the_other_s_plug_is_taken_for_it() -> None:
    assert meant(["DEL a0c8 @DP-1", "DEL a0c8 @DP-2"], ["DEL a0c8 @DP-2"]) == [
        None,
        "DEL a0c8 @DP-2",
    ]


def test_a_screen_that_says_nothing_for_once_is_known_by_its_plug() -> None:
    assert meant(["DEL a0c8 1 @DP-1"], ["DP-2", "DP-1"]) == ["DP-1"]


def test_another_screen_on_the_plug_is_not_taken_for_the_one_that_was_there() -> None:
    assert meant(["DEL a0c8 1 @DP-1"], ["SAM 0001 9 @DP-1"]) == [None]


def test_a_setting_that_names_a_plug_means_what_is_plugged_in_there() -> None:
    there = ["DEL a0c8 1 @DP-1", "DEL a0c8 2 @DP-2"]
    assert meant(["DP-2", "DEL a0c8 1"], there) == [there[1], there[0]]
    assert meant(["", None], there) == [None, None]


names = st.sampled_from([*PLUGS, "A @DP-1", "A @DP-2", "B @DP-1", "A", "B"])


@given(st.lists(st.none() | names, max_size=3), st.lists(names, unique=True, max_size=4))
def test_no_screen_is_taken_twice(wanted: list[str | None], there: list[str]) -> None:
    found = [screen for screen in meant(wanted, there) if screen is not None]
    assert len(found) == len(set(found))
    assert set(found) <= set(there)
