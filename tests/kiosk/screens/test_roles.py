"""Which screen is which, whatever is plugged in."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.screens.roles import Plugged, Role, Roles, marked

NAMES = st.lists(st.sampled_from(["HDMI-1", "HDMI-2", "DP-1", "DP-2"]), unique=True)
NAME = st.none() | st.sampled_from(["HDMI-1", "HDMI-2", "DP-1", "absent"])


def test_the_first_screen_has_the_face_and_the_second_the_document() -> None:
    roles = Roles().learn(["HDMI-1", "HDMI-2"])
    assert roles.assign(["HDMI-1", "HDMI-2"]) == {Role.FACE: "HDMI-1", Role.DOCUMENT: "HDMI-2"}


def test_settings_name_the_face_screen() -> None:
    roles = Roles(face="HDMI-2").learn(["HDMI-1", "HDMI-2"])
    assert roles.assign(["HDMI-1", "HDMI-2"]) == {Role.FACE: "HDMI-2", Role.DOCUMENT: "HDMI-1"}


def test_roles_survive_a_swap_of_order() -> None:
    roles = Roles().learn(["HDMI-1", "HDMI-2"])
    assert roles.assign(["HDMI-2", "HDMI-1"])[Role.FACE] == "HDMI-1"


def test_one_screen_is_shared_and_roles_come_back_with_the_other() -> None:
    roles = Roles().learn(["HDMI-1", "HDMI-2"])
    left = roles.learn(["HDMI-2"])
    assert left.assign(["HDMI-2"]) == {Role.SHARED: "HDMI-2"}
    assert left.learn(["HDMI-2", "HDMI-1"]).assign(["HDMI-2", "HDMI-1"])[Role.FACE] == "HDMI-1"


def test_a_kiosk_that_started_with_one_screen_gives_the_second_the_document() -> None:
    roles = Roles().learn(["HDMI-2"]).learn(["HDMI-1", "HDMI-2"])
    assert roles.assign(["HDMI-1", "HDMI-2"]) == {Role.FACE: "HDMI-2", Role.DOCUMENT: "HDMI-1"}


def test_a_replaced_screen_takes_the_role_of_the_one_that_left() -> None:
    roles = Roles().learn(["HDMI-1", "HDMI-2"]).learn(["HDMI-1", "DP-1"])
    assert roles.assign(["HDMI-1", "DP-1"]) == {Role.FACE: "HDMI-1", Role.DOCUMENT: "DP-1"}


LEFT = Plugged("HDMI-1", "DEL a0c8 4F3K2")
RIGHT = Plugged("HDMI-2", "DEL a0c8 7HJ81")
SWAPPED = [replace(RIGHT, name="HDMI-1"), replace(LEFT, name="HDMI-2")]


def plugs(roles: Roles, screens: list[Plugged]) -> dict[Role, str]:
    """The connector of each role."""
    names = {written: name for name, written in marked(screens).items()}
    known = roles.known_as(names).learn(list(names))
    return {role: names[written] for role, written in known.assign(list(names)).items()}


def after(roles: Roles, screens: list[Plugged]) -> Roles:
    there = list(marked(screens).values())
    return roles.known_as(there).learn(there)


@pytest.mark.parametrize("face", [None, "HDMI-1", "DEL a0c8 4F3K2", "DEL a0c8 4F3K2 @HDMI-1"])
def test_roles_follow_the_screens_when_their_cables_are_swapped(face: str | None) -> None:
    roles = after(Roles(face), [LEFT, RIGHT])
    assert plugs(roles, SWAPPED) == {Role.FACE: "HDMI-2", Role.DOCUMENT: "HDMI-1"}
    assert plugs(after(after(roles, [RIGHT]), []), SWAPPED)[Role.FACE] == "HDMI-2"


@pytest.mark.parametrize("screens", [SWAPPED, SWAPPED[::-1]])
def test_a_start_finds_the_screens_that_setup_named_anywhere(screens: list[Plugged]) -> None:
    """Of a kiosk that was switched off, and of which the settings alone remember."""
    named = marked([LEFT, RIGHT])
    roles = Roles(named["HDMI-1"], named["HDMI-2"])
    assert plugs(roles, screens) == {Role.FACE: "HDMI-2", Role.DOCUMENT: "HDMI-1"}


def test_a_new_screen_takes_the_role_of_the_one_that_left_even_after_a_start() -> None:
    named = marked([LEFT, RIGHT])
    new = Plugged("HDMI-1", "SAM 0d1a 1")
    moved = replace(RIGHT, name="DP-1")
    assert plugs(Roles(named["HDMI-1"], named["HDMI-2"]), [moved, new]) == {
        Role.FACE: "HDMI-1",
        Role.DOCUMENT: "DP-1",
    }


@pytest.mark.parametrize("mark", ["", "DEL a0c8", "DEL a0c8 SAME"])
def test_screens_that_say_the_same_are_known_by_their_connector(mark: str) -> None:
    twins = [Plugged("HDMI-1", mark), Plugged("HDMI-2", mark)]
    named = marked(twins)
    roles = Roles(face=named["HDMI-2"], document=named["HDMI-1"])
    for there in (twins, twins[::-1]):
        assert plugs(roles, there) == {Role.FACE: "HDMI-2", Role.DOCUMENT: "HDMI-1"}
    one_came_and_went = after(after(roles, twins[:1]), twins)
    assert plugs(one_came_and_went, twins)[Role.FACE] == "HDMI-2"


def test_what_the_display_says_serves_where_the_kernel_knows_nothing() -> None:
    said = Plugged("HDMI-1", maker="Dell Inc.", model="DELL P2419H", serial="4F3K2")
    assert marked([said, replace(said, name="DP-1", serial="")]) == {
        "HDMI-1": "Dell Inc. DELL P2419H 4F3K2 @HDMI-1",
        "DP-1": "DP-1",
    }


@given(NAME, NAME, st.lists(NAMES))
def test_each_screen_has_at_most_one_role_and_two_screens_have_both(
    face: str | None, document: str | None, plugs: list[list[str]]
) -> None:
    roles = Roles(face, document)
    for screens in plugs:
        roles = roles.learn(screens)
        assigned = roles.assign(screens)
        assert set(assigned.values()) <= set(screens)
        assert len(set(assigned.values())) == len(assigned) == min(2, len(screens))
        assert set(assigned) in ({Role.FACE, Role.DOCUMENT}, {Role.SHARED}, set())
