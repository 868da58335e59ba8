"""The sound server answers, the microphone hears, the loudspeaker is not muted."""

import math
import os
import threading
from dataclasses import dataclass
from typing import Any

import numpy as np
import pulsectl  # type: ignore[import-untyped]

from ..errors import DeviceError, Missing
from ..findings import Finding, Level
from ..sound import RATE, Samples, Side, choose
from ..sound.portaudio import PortAudioSound
from . import at_fault

SERVER, SERVER_TITLE = "sound.server", "Serveur de son"
TITLES = {Side.MICROPHONE: "Micro", Side.SPEAKER: "Haut-parleur"}
LISTEN_S = 0.5
FAINTEST = 0.05
"Volume under which nobody hears anything."


@dataclass(frozen=True)
class Port:
    """A source or a sink as the server tells it."""

    name: str
    description: str
    muted: bool
    volume: float
    monitor: bool = False
    "It hears what a sink plays: silence is no fault of it."


def check(microphone: str, speaker: str) -> list[Finding]:
    """Empty names mean the server's default devices."""
    choose(microphone, speaker)
    try:
        chosen = chosen_ports()
    except pulsectl.PulseError as error:
        return [without_server(type(error).__name__)]
    found = [Finding(SERVER, SERVER_TITLE, Level.OK, "Il répond.")]
    found += [judge(Side.SPEAKER, chosen[Side.SPEAKER], None)]
    port = chosen[Side.MICROPHONE]
    if port is None:
        return [*found, judge(Side.MICROPHONE, None, None)]
    try:
        found += [judge(Side.MICROPHONE, port, listen(LISTEN_S))]
    except DeviceError as error:
        found += [at_fault(Side.MICROPHONE, TITLES[Side.MICROPHONE], error, name=port.name)]
    return found


def without_server(detail: str) -> Finding:
    return Finding(
        SERVER,
        SERVER_TITLE,
        Level.FAULT,
        "Le serveur de son PipeWire ne répond pas : ni micro, ni haut-parleur.",
        "Relancez-le : « systemctl restart 'visavis-sound@*' ».",
        {"detail": detail},
    )


def chosen_ports() -> dict[Side, Port | None]:
    with pulsectl.Pulse("visavis-doctor") as server:
        default = server.server_info()
        source = os.environ.get("PULSE_SOURCE") or default.default_source_name
        sink = os.environ.get("PULSE_SINK") or default.default_sink_name
        return {
            Side.MICROPHONE: find(source, [port_of(s) for s in server.source_list()]),
            Side.SPEAKER: find(
                "" if sink == "auto_null" else sink, [port_of(s) for s in server.sink_list()]
            ),
        }


def port_of(told: Any) -> Port:
    return Port(
        told.name,
        told.description or told.name,
        bool(told.mute),
        float(told.volume.value_flat),
        told.name.endswith(".monitor"),
    )


def find(name: str, ports: list[Port]) -> Port | None:
    return next((port for port in ports if port.name == name), None)


def judge(side: Side, port: Port | None, heard: Samples | None) -> Finding:
    title = TITLES[side]
    # PipeWire shows a sink of its own, auto_null, when there is none.
    if port is None or port.name.startswith("auto_null"):
        return at_fault(side, title, Missing(side))
    details = {"name": port.name, "volume": round(port.volume, 2)}
    if port.muted or port.volume < FAINTEST:
        sentence = f"{title} « {port.description} » : le son est coupé."
        remedy = f"Rétablissez-le : « pactl set-{_kind(side)}-mute {port.name} 0 »."
        if not port.muted:
            remedy = f"Montez-le : « pactl set-{_kind(side)}-volume {port.name} 70% »."
        return Finding(side, title, Level.FAULT, sentence, remedy, details)
    if heard is None:
        return Finding(side, title, Level.OK, f"« {port.description} ».", "", details)
    details["level_db"] = level_db(heard)
    if not len(heard):
        sentence = f"Le micro « {port.description} » ne donne aucun son."
        remedy = "Débranchez puis rebranchez le micro."
        return Finding(side, title, Level.FAULT, sentence, remedy, details)
    if not heard.any() and not port.monitor:
        sentence = f"Le micro « {port.description} » n’entend que du silence parfait."
        remedy = "Vérifiez son bouton de coupure, son câble et qu’il est le bon micro."
        return Finding(side, title, Level.WARNING, sentence, remedy, details)
    return Finding(side, title, Level.OK, f"« {port.description} » entend.", "", details)


def _kind(side: Side) -> str:
    return "source" if side is Side.MICROPHONE else "sink"


def listen(seconds: float) -> Samples:
    """What the kiosk's own driver hears; empty when nothing comes in time."""
    blocks: list[Samples] = []
    enough = threading.Event()

    def capture(block: Samples) -> None:
        blocks.append(block.copy())
        if sum(map(len, blocks)) >= seconds * RATE:
            enough.set()

    driver = PortAudioSound()
    driver.open_microphone(capture)
    try:
        enough.wait(seconds + 3)
    finally:
        driver.close(Side.MICROPHONE)
    return np.concatenate(blocks) if blocks else np.zeros(0, np.int16)


def level_db(samples: Samples) -> float:
    """Of a full-scale square wave; -120 for silence."""
    if not len(samples):
        return -120.0
    power = float(np.mean(np.square(samples.astype(np.float64) / 32768)))
    return round(10 * math.log10(max(power, 1e-12)), 1)
