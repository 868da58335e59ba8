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


LEFT = Plugged("HDMI-1", "Dell Inc.", "DELL P2419H", "4F3K2")
RIGHT = Plugged("HDMI-2", "Dell Inc.", "DELL P2419H", "7HJ81")


def test_roles_follow_the_screens_when_their_cables_are_swapped() -> None:
    marks = marked([LEFT, RIGHT])
    roles = Roles(face="HDMI-1").known_as(marks).learn(list(marks.values()))
    swapped = marked([replace(RIGHT, name="HDMI-1"), replace(LEFT, name="HDMI-2")])
    assigned = roles.known_as(swapped).assign(list(swapped.values()))
    names = {mark: name for name, mark in swapped.items()}
    assert names[assigned[Role.FACE]] == "HDMI-2"
    assert names[assigned[Role.DOCUMENT]] == "HDMI-1"


def test_settings_may_name_the_screen_itself_so_that_a_start_finds_it_anywhere() -> None:
    marks = marked([replace(RIGHT, name="HDMI-1"), replace(LEFT, name="HDMI-2")])
    roles = Roles(face="Dell Inc. DELL P2419H 4F3K2").known_as(marks).learn(list(marks.values()))
    names = {mark: name for name, mark in marks.items()}
    assert names[roles.assign(list(marks.values()))[Role.FACE]] == "HDMI-2"


@pytest.mark.parametrize("serial", ["", "SAME"])
def test_screens_that_say_the_same_are_known_by_their_connector(serial: str) -> None:
    twins = [replace(LEFT, serial=serial), replace(RIGHT, serial=serial)]
    assert marked(twins) == {"HDMI-1": "HDMI-1", "HDMI-2": "HDMI-2"}


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
