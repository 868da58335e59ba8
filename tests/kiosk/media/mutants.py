"""Offers of real browsers and what a hostile console makes of them."""

import random
from pathlib import Path

from hypothesis import strategies as st

OFFERS = {
    path.stem: path.read_bytes().decode()
    for path in (Path(__file__).parents[2] / "data/offers").glob("*.sdp")
}
EDGES = (
    "",
    "0",
    "-1",
    "65536",
    "4294967296",
    "9" * 400,
    "é",
    "\x00",
    "\r\n",
    "\n",
    " ",
    "a=",
    "m=",
)


@st.composite
def mangled(draw: st.DrawFn) -> str:
    """One of them with lines lost, doubled, swapped, cut, and values replaced by edges."""
    text = OFFERS[draw(st.sampled_from(sorted(OFFERS)))]
    return mangle(text, random.Random(draw(st.integers(0, 2**32))), draw(st.integers(1, 6)))


def mangle(text: str, chance: random.Random, times: int) -> str:
    lines = text.split("\r\n")
    for _ in range(times):
        at = chance.randrange(len(lines))
        match chance.randrange(7):
            case 0:
                del lines[at]
            case 1:
                lines.insert(at, chance.choice(lines))
            case 2:
                other = chance.randrange(len(lines))
                lines[at], lines[other] = lines[other], lines[at]
            case 3:
                lines[at] = lines[at][: chance.randrange(len(lines[at]) + 1)]
            case 4:
                words = lines[at].split(" ")
                words[chance.randrange(len(words))] = chance.choice(EDGES)
                lines[at] = " ".join(words)
            case 5:
                head, colon, _ = lines[at].partition(":")
                lines[at] = head + colon + chance.choice(EDGES)
            case 6:
                place = chance.randrange(len(lines[at]) + 1)
                noise = "".join(chr(chance.randrange(0x250)) for _ in range(chance.randrange(9)))
                lines[at] = lines[at][:place] + noise + lines[at][place:]
        lines = lines or [""]
    return "\r\n".join(lines)
