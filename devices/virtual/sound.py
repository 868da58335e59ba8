"""A sound server of one's own, without bus, hardware or desktop: PipeWire and two null sinks.

- ``speaker``: the kiosk plays into it; ``speaker.monitor`` is what the resident hears.
- ``micin``: whoever plays the resident speaks into it; ``micin.monitor`` is the kiosk's microphone.

Debian packages: pipewire, pipewire-pulse, wireplumber, pulseaudio-utils, libasound2-plugins,
espeak-ng.
"""

import os
import subprocess
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ..sound.wav import read_wav, write_wav
from . import Service, Virtual, wait_until

RATE = 48000
READY_S = 15.0
SPEAKER, MICROPHONE = "speaker", "micin"
URGENT = ("chrt", "--rr", "10")
"What PipeWire asks of a desktop: without it a busy machine chops speech."
# Each of these asks D-Bus, without which wireplumber 0.4 ends.
_WIREPLUMBER = {
    "main.lua.d/51-visavis.lua": """
        alsa_monitor.enabled = false
        v4l2_monitor.enabled = false
        libcamera_monitor.enabled = false
        default_access.properties["enable-flatpak-portal"] = false
    """,
    "bluetooth.lua.d/51-visavis.lua": "bluez_monitor.enabled = false\n",
}


class VirtualSound(Virtual):
    """A server whose sockets, state and logs live in `folder`, whose path must be short.

    :attr:`environment` makes a process use it, the kiosk's devices chosen.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__()
        may = subprocess.run([*URGENT, "true"], stderr=subprocess.DEVNULL).returncode == 0
        self._urgent = URGENT if may else ()
        self._folder, self._runtime = folder, folder / "sound"
        self.environment = {
            "XDG_RUNTIME_DIR": str(self._runtime),
            "PULSE_SERVER": f"unix:{self._runtime}/pulse/native",
            "PULSE_SINK": SPEAKER,
            "PULSE_SOURCE": f"{MICROPHONE}.monitor",
        }

    def start(self) -> None:
        config = self._runtime / "config"
        for name, lines in _WIREPLUMBER.items():
            (config / "wireplumber" / name).parent.mkdir(parents=True, exist_ok=True)
            (config / "wireplumber" / name).write_text(lines)
        self._runtime.chmod(0o700)
        self._daemon("pipewire")
        wait_until((self._runtime / "pipewire-0").exists, "pipewire", READY_S)
        self._daemon("pipewire-pulse")
        wait_until(lambda: self._pactl("info").returncode == 0, "pipewire-pulse", READY_S)
        self._daemon("wireplumber")
        self.plug(SPEAKER)
        self.plug(MICROPHONE)
        # The session manager works once it has chosen a default among the sinks.
        wait_until(lambda: "Default Sink: @" not in self.pactl("info"), "wireplumber", READY_S)

    def pactl(self, *arguments: str) -> str:
        """What `pactl` prints; raises CalledProcessError."""
        done = self._pactl(*arguments)
        done.check_returncode()
        return done.stdout

    def plug(self, sink: str) -> None:
        """Adds the null sink :data:`SPEAKER` or :data:`MICROPHONE`."""
        rate = (f"rate={RATE}", "channels=1", "channel_map=mono")
        self.pactl("load-module", "module-null-sink", f"sink_name={sink}", *rate)

    def unplug(self, sink: str) -> None:
        """Takes it away, as when a cable is pulled out."""
        for line in self.pactl("list", "short", "modules").splitlines():
            if f"sink_name={sink} " in line:
                self.pactl("unload-module", line.split("\t")[0])

    def names(self, kind: str) -> list[str]:
        """Names of `sinks` or `sources`; numbers of open `source-outputs` or `sink-inputs`."""
        column = 1 if kind in ("sinks", "sources") else 0
        lines = self.pactl("list", "short", kind).splitlines()
        return [line.split("\t")[column] for line in lines]

    def speak(self, wav: Path) -> subprocess.Popen[bytes]:
        """The resident says a WAV file; wait() for its end."""
        return self._popen("paplay", f"--device={MICROPHONE}", "--latency-msec=50", str(wav))

    def record(self, wav: Path, source: str = f"{SPEAKER}.monitor") -> "Recording":
        """What the resident hears, until :meth:`Recording.stop`."""
        return Recording(self, wav, source)

    def _daemon(self, program: str) -> Service:
        own = {
            "XDG_RUNTIME_DIR": str(self._runtime),
            "PIPEWIRE_RUNTIME_DIR": str(self._runtime),
            "XDG_CONFIG_HOME": str(self._runtime / "config"),
            "XDG_STATE_HOME": str(self._runtime / "state"),
            "DBUS_SESSION_BUS_ADDRESS": f"unix:path={self._runtime}/no-bus",
        }
        log = self._folder / f"{program}.log"
        return self._run(log, *self._urgent, program, environment=own)

    def _pactl(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["pactl", *arguments],
            env=os.environ | self.environment,
            capture_output=True,
            text=True,
            timeout=10,
        )

    def _popen(self, *command: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            ["setpriv", "--pdeathsig", "KILL", *self._urgent, *command],
            env=os.environ | self.environment,
            stderr=subprocess.DEVNULL,
        )


class Recording:
    """Started when made, and surely running: the server has its stream."""

    def __init__(self, sound: VirtualSound, wav: Path, source: str) -> None:
        self._wav = wav
        before = set(sound.names("source-outputs"))
        form = (f"--rate={RATE}", "--channels=1", "--format=s16le", "--file-format=wav")
        self._process = sound._popen(
            "parec", f"--device={source}", "--latency-msec=50", *form, str(wav)
        )
        wait_until(lambda: set(sound.names("source-outputs")) - before, "parec", READY_S)

    def stop(self) -> NDArray[np.int16]:
        """Ends it; returns what was heard, mono at :data:`RATE`."""
        self._process.terminate()
        self._process.wait(10)
        return read_wav(self._wav)


def sentence(text: str, path: Path) -> Path:
    """Has espeak-ng say `text` in French into a mono WAV at :data:`RATE`; returns `path`."""
    subprocess.run(["espeak-ng", "-v", "fr", "-s", "150", "-w", str(path), text], check=True)
    write_wav(path, read_wav(path))
    return path
