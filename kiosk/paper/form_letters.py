"""How what is written in a field is drawn: lines, cells and sizes, as a content stream.

ISO 32000-1, 12.7.3.3 (variable text). The size is the form's where the text fits in it, else
smaller: nothing that was written is cut off on paper, down to a size that can be read.
"""

import re
from dataclasses import dataclass

from .lettering import ASCENT, DESCENT, Hand

PADDING = 2.0
LARGEST, SMALLEST = 12.0, 5.0
"Points; of a text that chooses its size, and of one that would not fit otherwise."
LEADING = 1.18
SIZE = re.compile(rb"/\S+\s+([\d.]+)\s+Tf")
COLOUR = re.compile(rb"((?:[\d.]+\s+){1,4})(g|rg|k)\b")


@dataclass(frozen=True)
class Box:
    width: float
    height: float


@dataclass(frozen=True)
class Manner:
    """How a field wants its text."""

    size: float
    "0: as large as fits."
    colour: bytes
    align: int
    "0 left, 1 centre, 2 right (table 222, Q)."
    lines: bool
    cells: int
    "0: no comb."


def manner(appearance: bytes, align: int, lines: bool, cells: int) -> Manner:
    """From the field's default appearance string (DA)."""
    sized, coloured = SIZE.search(appearance), COLOUR.search(appearance)
    size = _number(sized.group(1)) if sized else 0.0
    colour = b" ".join(coloured.groups()) if coloured else b"0 g"
    return Manner(size, colour, align, lines, cells)


def drawing(text: str, box: Box, how: Manner, hand: Hand) -> bytes:
    """The marked content of the field's appearance; `hand` writes under the name /VV."""
    if not text:
        return b"/Tx BMC EMC"
    if how.cells:
        drawn = _cells(text, box, how, hand)
    elif how.lines:
        drawn = _lines(text, box, how, hand)
    else:
        drawn = _line(text, box, how, hand)
    clip = b"1 1 %s %s re W n" % (_n(max(0.0, box.width - 2)), _n(max(0.0, box.height - 2)))
    return b"/Tx BMC q %s BT %s %s ET Q EMC" % (clip, how.colour, drawn)


def _line(text: str, box: Box, how: Manner, hand: Hand) -> bytes:
    spelled = hand.spell(text.replace("\n", " "))
    room, wide = box.width - 2 * PADDING, hand.width(spelled)
    size = how.size or min(LARGEST, (box.height - 2) / (ASCENT - DESCENT))
    if wide * size > room:
        size = max(SMALLEST, room / wide)
    size = max(SMALLEST, min(size, box.height / (ASCENT - DESCENT) * 1.15))
    baseline = (box.height - (ASCENT + DESCENT) * size) / 2
    return _at(_start(wide * size, box, how.align), baseline, size, spelled, hand)


def _cells(text: str, box: Box, how: Manner, hand: Hand) -> bytes:
    """Each letter in the middle of its cell (table 229, Comb)."""
    cell = box.width / how.cells
    size = how.size or min(LARGEST, (box.height - 2) / (ASCENT - DESCENT))
    size = max(SMALLEST, min(size, cell * 1.5, box.height / (ASCENT - DESCENT) * 1.15))
    baseline = (box.height - (ASCENT + DESCENT) * size) / 2
    letters = [hand.spell(letter) for letter in text.replace("\n", " ")[: how.cells]]
    first = {0: 0, 1: (how.cells - len(letters)) // 2, 2: how.cells - len(letters)}[how.align]
    return b" ".join(
        _at((first + at + 0.5) * cell - hand.width(one) * size / 2, baseline, size, one, hand)
        for at, one in enumerate(letters)
    )


def _lines(text: str, box: Box, how: Manner, hand: Hand) -> bytes:
    room = box.width - 2 * PADDING
    paragraphs = [hand.spell(line) for line in text.split("\n")]
    size = how.size or LARGEST
    broken = wrapped(paragraphs, room / size, hand)
    while size > SMALLEST and len(broken) * size * LEADING > box.height - PADDING:
        size = max(SMALLEST, size - 0.5)
        broken = wrapped(paragraphs, room / size, hand)
    top = box.height - PADDING - ASCENT * size
    return b" ".join(
        _at(
            _start(hand.width(line) * size, box, how.align),
            top - at * size * LEADING,
            size,
            line,
            hand,
        )
        for at, line in enumerate(broken)
        if line
    )


def wrapped(paragraphs: list[str], room: float, hand: Hand) -> list[str]:
    """Lines no wider than `room`, in parts of the size; a word that is too long is cut."""
    lines: list[str] = []
    for paragraph in paragraphs:
        line = ""
        for word in paragraph.split(" "):
            longer = f"{line} {word}" if line else word
            if hand.width(longer) <= room:
                line = longer
                continue
            if line:
                lines.append(line)
            line = word
            while hand.width(line) > room and len(line) > 1:
                fits = max(1, int(len(line) * room / hand.width(line)))
                while fits > 1 and hand.width(line[:fits]) > room:
                    fits -= 1
                lines.append(line[:fits])
                line = line[fits:]
        lines.append(line)
    return lines


def _start(wide: float, box: Box, align: int) -> float:
    left, right = PADDING, box.width - PADDING - wide
    return {1: (box.width - wide) / 2, 2: right}.get(align, left)


def _at(x: float, y: float, size: float, text: str, hand: Hand) -> bytes:
    return b"/VV %s Tf 1 0 0 1 %s %s Tm %s Tj" % (_n(size), _n(x), _n(y), hand.codes(text))


def _n(number: float) -> bytes:
    return f"{number:.3f}".rstrip("0").rstrip(".").encode()


def _number(found: bytes) -> float:
    try:
        return float(found)
    except ValueError:
        return 0.0
