"""Calm motion: slow, small, and no flash."""

import itertools

import pytest

from kiosk.core import room_scenes, scenes
from kiosk.core.opening import Closed
from kiosk.core.scenes import Picture
from kiosk.screens.motion import FRAME_MS, MOTIONS, STILL_PHASE, Motion

each = pytest.mark.parametrize("motion", MOTIONS.values(), ids=[str(name) for name in MOTIONS])


@each
def test_nothing_flashes(motion: Motion) -> None:
    # WCAG 2.3.1: no more than three flashes in a second.
    steps = [motion.at(i * FRAME_MS / 1000).opacity for i in range(100)]
    turns = sum((b - a) * (c - b) < 0 for a, b, c in zip(steps, steps[1:], steps[2:], strict=False))
    assert turns / 10 <= 3


@each
def test_nothing_jumps_while_it_can_be_seen(motion: Motion) -> None:
    poses = [motion.at(i * FRAME_MS / 1000) for i in range(100)]
    for a, b in itertools.pairwise(poses):
        if min(a.opacity, b.opacity) > 0.2:
            assert abs(a.dx - b.dx) < 25
            assert abs(a.dy - b.dy) < 25
            assert abs(a.degrees - b.degrees) < 6


@each
def test_a_still_picture_shows_the_moving_part(motion: Motion) -> None:
    assert motion.pose(STILL_PHASE).opacity > 0.4


def test_nothing_moves_in_front_of_an_empty_chair_nor_in_a_quiet_call() -> None:
    for scene in (
        scenes.welcome("Relais de Wassigny"),
        scenes.in_call("MSA", "Mme Exemple"),
        room_scenes.closed("Relais de Wassigny", Closed()),
        room_scenes.out_of_order(),
    ):
        assert scene.face.picture not in MOTIONS
        assert scene.document.picture not in MOTIONS


def test_what_moves_is_a_picture() -> None:
    assert set(MOTIONS) <= set(Picture)
