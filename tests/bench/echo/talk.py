"""What becomes of the resident's voice while both talk all the time, as ViSQOL hears it, of 5.

Where nothing of the loudspeaker is heard (a handset, a headset), and where something is.
"""

import numpy as np

from devices.sound import RATE, Samples

from ..abba.scores import PART_S, parts, visqol
from .cancellers import Product
from .rooms import (
    FAR_DBFS,
    FULL,
    NEAR_DBFS,
    Floats,
    Room,
    at_level,
    impulse,
    pcm,
    through,
    ventilation,
    voice,
)
from .score import run

COUNT = 6 * PART_S * RATE
ROOM = Room("quiet", (4, 3, 2.5), 0.3, 90, 0, None)
PLACES = (0.5, 0.3, 0.42), (0.5, 0.27, 0.5)
"Of the loudspeaker and of the microphone."


def looped(name: str, dbfs: float) -> Floats:
    return at_level(np.resize(voice(name), COUNT), dbfs)


def hush(dbfs: float) -> Floats:
    noise = ventilation(COUNT, 1)
    return noise * (FULL * 10 ** (dbfs / 20) / noise.std())


def echo(far: Floats, against_said_db: float) -> Floats:
    late = np.roll(through(far, impulse(ROOM, *PLACES)), round(ROOM.delay_ms * RATE / 1000))
    return at_level(late, FAR_DBFS + against_said_db)


def figures() -> dict[str, float]:
    """The canceller learns the room as it goes; that is heard too."""
    near, far = looped("june", NEAR_DBFS), looped("carlo", FAR_DBFS)
    said = pcm(at_level(voice("june"), NEAR_DBFS))
    cases: dict[str, tuple[Floats, Floats]] = {
        "no_echo": (far, near),
        "no_echo_quiet": (far, near + hush(-70)),
        "no_echo_noisy": (far, near + hush(-51)),
        "far_silent": (0 * far, near),
        "far_silent_quiet": (0 * far, near + hush(-70)),
        "far_silent_noisy": (0 * far, near + hush(-51)),
        "echo_6_db": (far, near + echo(far, -6)),
        "echo_20_db": (far, near + echo(far, -20)),
        "echo_30_db": (far, near + echo(far, -30)),
    }
    heard: dict[str, Samples] = {"nothing_done": pcm(near)}
    for name, ends in cases.items():
        heard[name], _ = run(Product(), *(pcm(one) for one in ends))
    return {name: visqol(parts(one, said)) for name, one in heard.items()}
