"""What tokens.css promises of its colours, by day and by night (WCAG 2.2, 1.4.3 and 1.4.11)."""

import re
from pathlib import Path

import pytest

STYLES = Path(__file__).parents[2] / "counsellor" / "static" / "styles"
COLOUR = re.compile(r"--([\w-]+): (#[0-9a-f]{6});")
WORDS = {
    "ink": ("sand", "sand-deep", "card", "sky", "leaf-soft", "ochre-soft", "brick-soft", "desk"),
    "ink-soft": ("sand", "sand-deep", "card", "sky", "ochre-soft"),
    "petrol": ("sand", "card", "sky"),
    "petrol-dark": ("card", "sky"),
    "on-petrol": ("petrol", "petrol-dark", "brick", "brick-dark"),
    "leaf-dark": ("leaf-soft", "card"),
    "ochre-dark": ("ochre-soft", "sand"),
    "brick-dark": ("brick-soft", "card", "sand"),
    "on-top": ("top",),
}
"Letters, and the grounds that they stand on."
LINES = {
    "line-strong": ("card", "sand"),
    "leaf": ("card",),
    "brick": ("card",),
    "ochre": ("card",),
    "focus": ("card", "sand"),
    "petrol": ("sand",),
}
"What draws a control, a light or the focus."


def by_day() -> dict[str, str]:
    return dict(COLOUR.findall((STYLES / "tokens.css").read_text()))


def by_night(chosen: bool) -> dict[str, str]:
    """Chosen by the counsellor, or by the computer."""
    system, _, page = (STYLES / "dark.css").read_text().partition(':root[data-theme="dark"]')
    return by_day() | dict(COLOUR.findall(page if chosen else system))


def luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colours", [by_day(), by_night(True)], ids=["day", "night"])
def test_letters_and_lines_stand_out(colours: dict[str, str]) -> None:
    told = [(front, back, 4.5) for front, backs in WORDS.items() for back in backs]
    told += [(front, back, 3.0) for front, backs in LINES.items() for back in backs]
    faint = [(f, b) for f, b, least in told if contrast(colours[f], colours[b]) < least]
    assert faint == []


def test_the_night_is_the_same_chosen_by_the_counsellor_or_by_the_computer() -> None:
    assert by_night(True) == by_night(False)
