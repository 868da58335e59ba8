"""The kiosk can speak: recorded phrases, and espeak-ng for those that nobody has recorded."""

import shutil
import subprocess
import tempfile
import wave
from pathlib import Path

from ..findings import Details, Finding, Level

ID, TITLE = "voice", "Voix"
SENTENCE = "Bonjour, le guichet est prêt."
SHORTEST_S = 0.5


def check(directory: str | None, piper_voice: str | None = None) -> list[Finding]:
    recorded = len(list(Path(directory).glob("*.wav"))) if directory else 0
    details: Details = {"directory": directory, "recorded": recorded}
    if directory and not recorded:
        sentence = "Le dossier des phrases enregistrées est vide ou introuvable."
        remedy = "Corrigez « voice_directory » dans les réglages, ou remettez-y les fichiers WAV."
        return [Finding(ID, TITLE, Level.WARNING, sentence, remedy, details)]
    if piper_voice and (absent := _absent(piper_voice)):
        sentence = f"La voix piper des réglages ne peut pas servir : {absent}."
        remedy = (
            "Installez piper et sa voix, ou videz « piper_voice » : espeak-ng parle en attendant."
        )
        return [Finding(ID, TITLE, Level.WARNING, sentence, remedy, details)]
    tool = shutil.which("espeak-ng")
    if tool is None:
        sentence = "La voix de synthèse espeak-ng n’est pas installée : le guichet sera muet."
        remedy = "Installez-la : « apt install espeak-ng »."
        return [Finding(ID, TITLE, Level.FAULT, sentence, remedy)]
    seconds = speak(tool)
    details |= {"seconds": round(seconds, 2)}
    if seconds < SHORTEST_S:
        sentence = "La voix de synthèse espeak-ng ne parle pas français."
        remedy = "Réinstallez-la : « apt install --reinstall espeak-ng espeak-ng-data »."
        return [Finding(ID, TITLE, Level.FAULT, sentence, remedy, details)]
    said = "espeak-ng parle français"
    if recorded:
        said += f", et {recorded} phrases ont une voix humaine"
    return [Finding(ID, TITLE, Level.OK, said + ".", "", details)]


def _absent(piper_voice: str) -> str:
    """What lacks, for piper to speak."""
    if shutil.which("piper") is None:
        return "le programme piper n’est pas installé"
    return "" if Path(piper_voice).is_file() else "le fichier de la voix est introuvable"


def speak(tool: str) -> float:
    """Seconds of sound that it makes of a sentence; 0 when it makes none."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "voice.wav"
        command = [tool, "-v", "fr", "-w", str(file), SENTENCE]
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, timeout=8, check=False
        )
        if done.returncode or not file.exists():
            return 0.0
        with wave.open(str(file)) as sound:
            return float(sound.getnframes() / sound.getframerate())
