"""Screens that sleep: black, without anything that moves, until a scene lights them."""

from PIL import Image

from kiosk.core import arrival_scenes, scenes

from .screens import Screens, screens

VIRTUAL = ("--virtual", "1280x800,1280x800")


def brightest(process: Screens) -> list[int]:
    """Of each screen."""
    process.say(grab=True)
    paths = process.hear("grabbed")["grabbed"]
    return [Image.open(path).convert("L").getextrema()[1] for path in paths.values()]


def test_they_are_black_until_somebody_comes() -> None:
    with screens(*VIRTUAL) as process:
        process.hear("ready")
        process.show(scenes.welcome("Relais de Wassigny"), dark=False)
        process.hear("painted", painted="welcome")
        assert min(brightest(process)) > 200
        process.say(dark=True)
        assert brightest(process) == [0, 0]
        process.show(arrival_scenes.someone_there("Relais de Wassigny"), dark=False)
        process.hear("painted", painted="someone_there")
        assert min(brightest(process)) > 200
