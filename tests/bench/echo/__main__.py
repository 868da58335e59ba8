"""`python -m tests.bench.echo [--quick]`: see docs/mesures."""

import sys
from collections.abc import Callable

import numpy as np

from devices.sound import Samples

from .. import results
from . import talk
from .cancellers import LIBRARIES, Canceller, Product
from .rooms import Room, Scene, pcm
from .score import erle_db, judged, near_gain_db, near_kept_db, run, scene

CHOSEN = "visavis-speexdsp"
DELAY = Room("delay", (4, 3, 2.5), 0, 90, 0, None)
QUIET = Room("quiet", (4, 3, 2.5), 0.3, 90, 0, None)
NOISY = (
    Room("small", (3, 2.5, 2.4), 0.25, 90, 0, -25, 0.02),
    Room("office", (4, 3.2, 2.5), 0.4, 90, 0, -25, 0.02),
    Room("loud", (4, 3.2, 2.5), 0.4, 60, 6, -25, 0.02),
    Room("hall", (7, 5, 3), 0.7, 140, -6, -20, 0.02),
)
"Noise against the voice in the room; in `hall`, whose echo is faint, it is 14 dB under the echo."
PAIRS = (("june", "carlo"), ("carlo", "june"))
"Who is in the loudspeaker, who in the room: each room hears one, in turns."

Figures = dict[str, float]
Way = Callable[[Scene], tuple[Samples, float]]


def perfect(scene: Scene) -> tuple[Samples, float]:
    """Takes the echo, and nothing else."""
    return pcm(scene.near + scene.noise), 0.0


def nothing(scene: Scene) -> tuple[Samples, float]:
    return scene.microphone, 0.0


def way(make: Callable[[], Canceller]) -> Way:
    return lambda scene: run(make(), scene.far, scene.microphone)


def figures(clean: Way) -> tuple[Figures, dict[str, Figures]]:
    """The means over the rooms, and each room's."""
    rooms: dict[str, Figures] = {}
    for number, room in enumerate((DELAY, QUIET, *NOISY)):
        one = scene(room, *PAIRS[number % 2])
        cleaned, cpu = clean(one)
        rooms[room.name] = {
            "erle_db": erle_db(one, cleaned),
            "near_end_gain_db": near_gain_db(one, cleaned),
            "double_talk_near_db": near_kept_db(one, cleaned),
            **judged(one, cleaned),
            "cpu_pct": 100 * cpu,
        }
    noisy = [rooms[room.name]["erle_db"] for room in NOISY]
    means = {
        key: float(np.mean([room[key] for room in rooms.values()]))
        for key in rooms["delay"]
        if key != "erle_db"
    }
    return {
        "pure_delay_erle_db": rooms["delay"]["erle_db"],
        "room_erle_db": rooms["quiet"]["erle_db"],
        "room_noise_erle_db": float(np.mean(noisy)),
        **means,
    }, rooms


def rounded(tree: object) -> object:
    if isinstance(tree, dict):
        return {key: rounded(value) for key, value in tree.items()}
    return round(tree, 2) if isinstance(tree, float) else tree


def main() -> None:
    libraries: dict[str, Callable[[], Canceller]] = {CHOSEN: Product}
    if "--quick" not in sys.argv:
        libraries |= LIBRARIES
    table, by_room = {}, {}
    for name, make in libraries.items():
        table[name], by_room[name] = figures(way(make))
        print(name, rounded(table[name]), file=sys.stderr, flush=True)
    ends = {}
    for name, clean in (("ceiling", perfect), ("floor", nothing)):
        whole, _ = figures(clean)
        ends[name] = {key: value for key, value in whole.items() if key.endswith("mos")}
    goals = {
        "pure_delay_erle_db": 30,
        "room_erle_db": 30,
        "room_noise_erle_db": 25,
        "near_end_gain_db": 1,
        "cpu_pct": 3,
        "echo_mos": ends["ceiling"]["echo_mos"] - 0.2,
        "double_talk_mos": ends["ceiling"]["double_talk_mos"] - 0.5,
    }
    whole = {"library": table, **ends, "chosen": CHOSEN, "goals": goals, "rooms": by_room}
    whole["both_talk_visqol"] = talk.figures()
    results.write("echo", {key: rounded(value) for key, value in whole.items()})


if __name__ == "__main__":
    main()
