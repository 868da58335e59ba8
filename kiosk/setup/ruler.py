"""How many pixels make a millimetre, by a bank card held against the screen. Pure.

ISO/IEC 7810:2019, 5.1.1, card ID-1: 85.60 mm wide, 53.98 mm high, corners of 3.18 mm.
"""

from dataclasses import dataclass, replace

CARD_WIDTH_MM, CARD_HEIGHT_MM, CARD_RADIUS_MM = 85.60, 53.98, 3.18
LEAST, MOST = 1.0, 20.0
"Pixels in a millimetre: from a television to a telephone."
TYPICAL = 3.78
"96 dots an inch."


class OutOfRange(ValueError):
    """No screen is like that; `str` is the French sentence."""


@dataclass(frozen=True)
class Outline:
    """The card as it is drawn."""

    width: int
    "Pixels."

    @property
    def height(self) -> int:
        return round(self.width * CARD_HEIGHT_MM / CARD_WIDTH_MM)

    @property
    def radius(self) -> int:
        return round(self.width * CARD_RADIUS_MM / CARD_WIDTH_MM)


def pixels_per_mm(card_width: int) -> float:
    """From the width of the outline that fits the card. Raises :exc:`OutOfRange`."""
    return _checked(card_width / CARD_WIDTH_MM)


def from_width(pixels: int, millimetres: float) -> float:
    """From the width of the whole screen."""
    return _checked(pixels / millimetres if millimetres > 0 else 0.0)


def _checked(value: float) -> float:
    if not LEAST <= value <= MOST:
        raise OutOfRange("Cette mesure n’est pas possible : recommencez.")
    return round(value, 3)


def first_guess(pixels: int, millimetres: int, known: float | None = None) -> Outline:
    """From the last measure, else from what the screen says of its size, else an office screen."""
    if known is None:
        try:
            known = from_width(pixels, millimetres)
        except OutOfRange:
            known = TYPICAL
    return Outline(round(known * CARD_WIDTH_MM))


@dataclass(frozen=True)
class Fitting:
    """The outline grows and shrinks until the technician says that it fits."""

    outline: Outline
    widest: int
    done: bool = False

    def obey(self, word: str) -> "Fitting | None":
        """``+`` and ``-``, as many as wanted, ``ok``, or a number of pixels; None: not understood.

        A lone sign is a pixel; more signs make bigger steps (``+++`` is 9 pixels).
        """
        word = word.strip().lower()
        if word in ("ok", "o", "oui"):
            return replace(self, done=True)
        if word and (word == "+" * len(word) or word == "-" * len(word)):
            step = len(word) ** 2
            return self._to(self.outline.width + (step if word[0] == "+" else -step))
        if word.isdecimal() and len(word) < 6:
            return self._to(int(word))
        return None

    def _to(self, width: int) -> "Fitting":
        least = round(LEAST * CARD_WIDTH_MM) + 1
        return replace(self, outline=Outline(max(least, min(width, self.widest))))
