"""One call on one machine, kiosk and console in processes of their own: what it costs and delays.

    tests/in_namespace.sh .venv/bin/python -m tests.bench.call_here [SECONDS]

Prints JSON: CPU of the kiosk's process of calls and of its camera's, in % of a core; from offer
to first picture at both ends; camera to decoded picture at the console; sound from the console to
the kiosk's loudspeaker and from its microphone to the console, sound server included.
"""

import asyncio
import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from devices.camera.supervisor import CameraProcess
from devices.frames import Board
from devices.sound import BLOCK, RATE, Side, sound
from devices.sound.handsfree import HandsFree
from devices.virtual.camera import read_count, write_pattern
from devices.virtual.sound import MICROPHONE, SPEAKER, VirtualSound
from kiosk.media import prepare_process
from kiosk.media.peer import Peer, PeerEvents
from tests.services.console_peer import ConsolePeer

from . import results

CLICK = (np.sin(np.arange(RATE // 50) * 0.13) * 20000).astype(np.int16)
PAUSE_S = 1.5
"Between two clicks."


def percentiles(values: list[float]) -> dict[str, float]:
    if not values:
        return {}
    p50, p95 = np.percentile(values, [50, 95])
    return {"n": len(values), "p50": round(float(p50), 1), "p95": round(float(p95), 1)}


async def until(condition: Callable[[], object], seconds: float = 20) -> None:
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 - other processes change it
            await asyncio.sleep(0.002)


# -- the kiosk --


async def kiosk(video: str, seconds: float) -> None:
    """Reads an offer as a JSON line, writes its answer, then its figures."""
    prepare_process()
    camera_board, face = Board.create(), Board.create()
    camera = CameraProcess(f"file:{video}", camera_board, lambda device, error: None)
    card = HandsFree(sound("pulse"), lambda device, error: None)
    events = PeerEvents(*(lambda *_: None,) * 4)
    async with asyncio.TaskGroup() as tasks:
        running = [tasks.create_task(camera.run()), tasks.create_task(card.run())]
        await camera.start()
        await until(camera_board.newest)
        say({"ready": True})
        line = await asyncio.to_thread(sys.stdin.readline)
        start = time.monotonic()
        peer = Peer(camera_board, face, card, events)
        await peer.prepare(json.loads(line)["sdp"])
        answer, _ = await asyncio.gather(peer.answer(), card.open_call())
        say({"sdp": answer, "board": camera_board.name})
        await until(face.newest)
        first = time.monotonic() - start
        await asyncio.sleep(3)
        await peer.stats()
        figures = await measure(camera, seconds)
        stats = await peer.stats()
        assert stats
        say(figures | {"first_picture_at_kiosk_ms": round(first * 1e3), "up_kbps": stats.kbps_sent})
        await peer.close()
        await card.close_call()
        await camera.stop()
        for task in running:
            task.cancel()


async def measure(camera: CameraProcess, seconds: float) -> dict[str, object]:
    ticks = os.sysconf("SC_CLK_TCK")

    def camera_cpu() -> float:
        fields = Path(f"/proc/{camera.pid}/stat").read_text().rsplit(")")[1].split()
        return (int(fields[11]) + int(fields[12])) / ticks

    def own_cpu() -> float:
        used = resource.getrusage(resource.RUSAGE_SELF)
        return used.ru_utime + used.ru_stime

    before, start = (own_cpu(), camera_cpu()), time.monotonic()
    await asyncio.sleep(seconds)
    elapsed = time.monotonic() - start
    after = (own_cpu(), camera_cpu())
    return {
        "kiosk_cpu_pct": round(100 * (after[0] - before[0]) / elapsed, 1),
        "camera_cpu_pct": round(100 * (after[1] - before[1]) / elapsed, 1),
    }


def say(message: dict[str, object]) -> None:
    print(json.dumps(message), flush=True)


# -- the console --


class Ear:
    """When clicks are heard, by a threshold on each block."""

    def __init__(self) -> None:
        self.at: list[float] = []

    def hear(self, samples: np.ndarray, at: float) -> None:
        loud = np.flatnonzero(np.abs(samples.astype(np.int32)) > 3000)
        heard_at = at - (len(samples) - loud[0]) / RATE if len(loud) else 0.0
        if len(loud) and (not self.at or heard_at - self.at[-1] > PAUSE_S / 2):
            self.at.append(heard_at)


async def console(seconds: float, server: VirtualSound, folder: Path) -> dict[str, object]:
    video = write_pattern(folder / "camera.y4m", seed=1, seconds=8)
    child = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.bench.call_here", "--kiosk", str(video), str(seconds)),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        env=os.environ | server.environment,
        limit=2**20,
    )
    assert child.stdin
    assert child.stdout
    peer, speaker, up = ConsolePeer(seed=2), Ear(), Ear()
    peer.heard = Listener(up)
    await child.stdout.readline()
    start = time.monotonic()
    child.stdin.write((json.dumps({"sdp": await peer.offer()}) + "\n").encode())
    answer = json.loads(await child.stdout.readline())
    await peer.accept(answer["sdp"])
    await until(lambda: peer.seen)
    first = time.monotonic() - start
    eye = asyncio.create_task(watch(Board.open(answer["board"]), peer, picture_delays := []))
    said_down, said_up = await exchange_clicks(peer, server, speaker, seconds)
    eye.cancel()
    figures = json.loads(await child.stdout.readline())
    await child.wait()
    await peer.close()
    return figures | {
        "first_picture_at_console_ms": round(first * 1e3),
        "camera_to_decoded_at_console_ms": percentiles(picture_delays),
        "sound_console_to_loudspeaker_ms": delays(said_down, speaker.at),
        "sound_microphone_to_console_ms": delays(said_up, up.at),
        "pictures_per_s_at_console": round(peer.pictures / (time.monotonic() - start), 1),
    }


async def watch(board: Board, peer: ConsolePeer, delays: list[float]) -> None:
    """Looks at the kiosk's own board over its shoulder, then for the same picture here."""
    shown: dict[int | None, int] = {}
    last, seen = 0, None
    while True:
        picture = board.newest()
        if picture and picture.sequence != last:
            last = picture.sequence
            shown[read_count(picture.i420)] = picture.at_ns
        if peer.seen is not seen and peer.seen is not None:
            seen, now = peer.seen, time.monotonic_ns()
            at = shown.get(read_count(seen.to_ndarray(format="yuv420p")))
            if at is not None and now - at < 4e9:
                delays.append((now - at) / 1e6)
        await asyncio.sleep(0.002)


class Listener(list[np.ndarray]):
    """Stands for the list of what the console heard; keeps only the times of clicks."""

    def __init__(self, ear: Ear) -> None:
        super().__init__()
        self._ear = ear

    def append(self, samples: np.ndarray) -> None:
        self._ear.hear(samples, time.monotonic())


def delays(said: list[float], heard: list[float]) -> dict[str, float]:
    pairs = [(h - s) * 1e3 for s in said for h in heard if 0 < h - s < PAUSE_S * 0.6]
    return percentiles(pairs)


async def exchange_clicks(
    peer: ConsolePeer, server: VirtualSound, speaker: Ear, seconds: float
) -> tuple[list[float], list[float]]:
    """Clicks at both ends in turn; the sound server's own delay in and out is part of it."""
    os.environ.update(server.environment)
    os.environ["PULSE_SOURCE"], os.environ["PULSE_SINK"] = f"{SPEAKER}.monitor", MICROPHONE
    card, pending = sound("pulse"), [np.zeros(0, np.int16)]
    said_up: list[float] = []

    def play() -> np.ndarray:
        block, pending[0] = pending[0][:BLOCK], pending[0][BLOCK:]
        return np.pad(block, (0, BLOCK - len(block)))

    card.open_microphone(lambda block: speaker.hear(block, time.monotonic()))
    card.open_speaker(play)
    said_down: list[float] = []
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        await asyncio.sleep(PAUSE_S)
        said_down.append(time.monotonic())
        peer.voice.say = CLICK
        await asyncio.sleep(PAUSE_S)
        said_up.append(time.monotonic())
        pending[0] = CLICK
    for side in Side:
        card.close(side)
    return said_down, said_up


def main() -> None:
    if sys.argv[1:2] == ["--kiosk"]:
        asyncio.run(kiosk(sys.argv[2], float(sys.argv[3])))
        return
    seconds = float(sys.argv[1]) if sys.argv[1:] else 20.0
    with tempfile.TemporaryDirectory() as folder, VirtualSound(Path(folder)) as server:
        figures = asyncio.run(console(seconds, server, Path(folder)))
    results.write("call-here", figures)


if __name__ == "__main__":
    main()
