"""The sound's way from the loudspeaker to the microphone, by a short note; every morning."""

from ..errors import DeviceError
from ..findings import Finding, Level
from ..sound import choose
from ..sound.chirp import Chirp, through
from ..sound.portaudio import PortAudioSound
from . import at_fault
from .loop import ID, TITLE

FAINT_DB = -45.0
"The air of a usual kiosk takes 10 to 40."


def check(microphone: str, speaker: str) -> list[Finding]:
    choose(microphone, speaker)
    try:
        heard = through(PortAudioSound())
        if heard is None:  # a sound server that wakes up may swallow it: once more
            heard = through(PortAudioSound())
    except DeviceError as error:
        return [at_fault(ID, TITLE, error)]
    return [judge(heard)]


def judge(heard: Chirp | None) -> Finding:
    if heard is None:
        said = "Le micro n’entend pas le haut-parleur."
        remedy = "Montez le volume et vérifiez que ni le micro ni le haut-parleur n’est coupé."
        return Finding(ID, TITLE, Level.FAULT, said, remedy, {"heard": False})
    details = {
        "heard": True,
        "delay_ms": round(heard.delay_ms),
        "level_db": round(heard.level_db, 1),
        "clarity_db": round(heard.clarity_db, 1),
    }
    if heard.clipped:
        said, remedy = "Le micro est trop fort : il sature.", "Baissez le volume du micro."
        return Finding(ID, TITLE, Level.WARNING, said, remedy, details)
    if heard.level_db < FAINT_DB:
        said = f"Le micro entend le haut-parleur, mais très faiblement ({heard.level_db:.0f} dB)."
        remedy = "Montez le volume du micro ou rapprochez-le."
        return Finding(ID, TITLE, Level.WARNING, said, remedy, details)
    seen = f"Le micro entend le haut-parleur, {heard.delay_ms:.0f} ms plus tard."
    return Finding(ID, TITLE, Level.OK, seen, "", details)
