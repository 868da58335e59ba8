"""What a technician is told of the note that the room did, or did not, hear."""

from devices.checks import chirp
from devices.findings import Level
from devices.sound.chirp import Chirp


def test_silence_is_a_fault_a_whisper_or_a_shout_a_warning() -> None:
    assert chirp.judge(None).level is Level.FAULT
    assert chirp.judge(Chirp(40, -60.0, 30.0, False)).level is Level.WARNING
    assert chirp.judge(Chirp(40, -5.0, 30.0, True)).level is Level.WARNING
    well = chirp.judge(Chirp(40.2, -20.0, 30.0, False))
    assert (well.level, well.sentence) == (
        Level.OK,
        "Le micro entend le haut-parleur, 40 ms plus tard.",
    )
