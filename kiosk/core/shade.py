"""A shade of the community's colour that can be read on the kiosk's grounds, whatever it is. Pure.

WCAG 2.1, 1.4.3: letters want a contrast of 4.5 with their ground.
"""

AA = 4.5
GROUNDS = ("#ffffff", "#fbf7f0")
"Paper, and the sand under the documents: see `kiosk/screens/palette.py`."
TINT = 0.14
"How much of the colour a tint holds; the rest is white."
_STEPS = 10

Rgb = tuple[float, float, float]


def legible(colour: str, grounds: tuple[str, ...] = GROUNDS) -> str:
    """``#rrggbb``: the colour itself if it reads on all of these, else the lightest that does."""
    chosen = _rgb(colour)
    if _reads(chosen, grounds):
        return _hex(chosen)
    low, high = 0.0, 1.0  # parts of the colour, the rest is black
    for _ in range(_STEPS):
        middle = (low + high) / 2
        if _reads(_mixed(chosen, (0.0, 0.0, 0.0), middle), grounds):
            low = middle
        else:
            high = middle
    return _hex(_mixed(chosen, (0.0, 0.0, 0.0), low))


def tint(colour: str) -> str:
    """Nearly white: what lies under a drawing."""
    return _hex(_mixed(_rgb(colour), (1.0, 1.0, 1.0), TINT))


def contrast(one: str, other: str) -> float:
    """WCAG 2.1, "contrast ratio": 1 to 21."""
    low, high = sorted(_luminance(_rgb(colour)) for colour in (one, other))
    return (high + 0.05) / (low + 0.05)


def _reads(colour: Rgb, grounds: tuple[str, ...]) -> bool:
    return all(contrast(_hex(colour), ground) >= AA for ground in grounds)


def _luminance(colour: Rgb) -> float:
    red, green, blue = (_linear(part) for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def _mixed(colour: Rgb, other: Rgb, part: float) -> Rgb:
    red, green, blue = (
        mine * part + theirs * (1 - part) for mine, theirs in zip(colour, other, strict=True)
    )
    return red, green, blue


def _rgb(colour: str) -> Rgb:
    """Raises ValueError."""
    if len(colour) != 7 or colour[0] != "#":
        raise ValueError("not a colour")
    value = int(colour[1:], 16)
    return (value >> 16) / 255, (value >> 8 & 255) / 255, (value & 255) / 255


def _hex(colour: Rgb) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in colour)
