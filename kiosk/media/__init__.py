"""The call: aiortc between the kiosk's camera, sound and screens and the counsellor's console.

Neither Qt nor OpenCV may be imported in the process that runs it.
"""

import sys


def prepare_process() -> None:
    """Call once, first thing, in the process that holds calls.

    Codecs and the sound card's callbacks run in threads: the interpreter's default of 5 ms between
    two of them is half a block of sound.
    """
    sys.setswitchinterval(0.0005)
