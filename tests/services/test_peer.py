"""Whole calls between kiosk and console: what is sent at one end arrives at the other."""

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from aiortc import RTCRtpReceiver, RTCRtpSender

from devices.camera.supervisor import CameraProcess
from devices.frames import Board
from devices.sound import RATE, sound
from devices.sound.handsfree import HandsFree
from devices.sound.wav import read_wav
from devices.virtual.camera import pattern, write_pattern
from devices.virtual.recognise import picture_score, rgb, speech_score
from devices.virtual.sound import MICROPHONE, VirtualSound, sentence
from kiosk.media.offer import BadSdp
from kiosk.media.peer import MAX_MESSAGE_CHARS, Peer, PeerEvents
from kiosk.media.threshold import Threshold
from tests.services.call_process import process_of_calls
from tests.services.console_peer import ConsolePeer

KIOSK, CONSOLE, NEITHER = 11, 12, 13
"Seeds of patterns."
RESIDENT_SAYS = "Bonjour madame, je voudrais refaire ma demande de retraite."
COUNSELLOR_SAYS = "Je suis conseillère à la mutualité, je vous vois et je vous entends."
NOBODY_SAYS = "Le bus pour Guise part demain matin à huit heures dix."


@pytest.fixture(scope="module", autouse=True)
def _priority() -> Iterator[None]:
    """Of a process of calls, while this file runs."""
    with process_of_calls():
        yield


@pytest.fixture(scope="session")
def voices(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("v")
    said = {"resident": RESIDENT_SAYS, "counsellor": COUNSELLOR_SAYS, "nobody": NOBODY_SAYS}
    return {who: sentence(text, folder / f"{who}.wav") for who, text in said.items()}


@pytest.fixture
def server(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[VirtualSound]:
    with VirtualSound(tmp_path_factory.mktemp("s")) as server:
        for name, value in server.environment.items():
            monkeypatch.setenv(name, value)
        yield server


async def until(condition: Callable[[], object], seconds: float = 15) -> None:
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 - it is the other end that changes it
            await asyncio.sleep(0.02)


class Kiosk:
    """Camera and sound as the kiosk has them, and one call."""

    def __init__(self, folder: Path) -> None:
        self.file = write_pattern(folder / "camera.y4m", KIOSK, seconds=1)
        self.camera_board, self.face = Board.create(), Board.create()
        self.health: dict[str, bool] = {}
        self.told: list[str] = []
        self.camera = CameraProcess(f"file:{self.file}", self.camera_board, self.hear_of)
        self.sound = HandsFree(sound("pulse"), self.hear_of)
        self.peer = self.new_peer()

    def hear_of(self, device: str, error: object) -> None:
        self.health[device] = error is None

    def new_peer(self, threshold: Threshold | None = None) -> Peer:
        events = PeerEvents(
            connected=lambda: self.told.append("connected"),
            lost=lambda: self.told.append("lost"),
            opened=lambda: self.told.append("opened") or self.peer.send("la clé"),
            message=lambda text: self.told.append(text),
            silent=lambda: self.told.append("silent"),
            alive=lambda: self.told.append("alive"),
        )
        boards = self.camera_board, self.face
        self.peer = Peer(*boards, self.sound, events, threshold=threshold)
        return self.peer

    async def run(self) -> None:
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self.camera.run())
            tasks.create_task(self.sound.run())

    async def call(self, console: ConsolePeer) -> None:
        await self.camera.start()
        await self.sound.open_call()
        await self.peer.prepare(await console.offer())
        await console.accept(await self.peer.answer())

    async def hang_up(self) -> None:
        await self.peer.close()
        await self.sound.close_call()
        await self.camera.stop()

    @property
    def face_picture(self) -> np.ndarray | None:
        copied = self.face.copy_newest()
        return rgb(copied[0]) if copied else None


@pytest.fixture
async def kiosk(server: VirtualSound, tmp_path: Path) -> AsyncIterator[Kiosk]:
    kiosk = Kiosk(tmp_path)
    running = asyncio.create_task(kiosk.run())
    await until(lambda: len(kiosk.health) == 3)
    yield kiosk
    await kiosk.hang_up()
    running.cancel()
    await asyncio.wait([running])


@pytest.fixture
async def console() -> AsyncIterator[ConsolePeer]:
    console = ConsolePeer(CONSOLE)
    yield console
    await console.close()


def shows(picture: np.ndarray | None, seed: int, least: float = 0.9) -> bool:
    return picture is not None and picture_score(rgb(pattern(seed, 1)), picture) > least


async def test_pictures_go_both_ways(kiosk, console):
    await kiosk.call(console)
    await until(lambda: shows(console.picture, KIOSK))
    await until(lambda: shows(kiosk.face_picture, CONSOLE))
    for seed in (CONSOLE, NEITHER):
        assert picture_score(rgb(pattern(seed, 1)), console.picture) < 0.4
    for seed in (KIOSK, NEITHER):
        assert picture_score(rgb(pattern(seed, 1)), kiosk.face_picture) < 0.4


async def test_what_the_resident_says_is_heard_at_the_console(kiosk, console, server, voices):
    await kiosk.call(console)
    await until(lambda: console.heard)
    speaking = server.speak(voices["resident"])
    await asyncio.to_thread(speaking.wait)
    heard = np.concatenate(console.heard)
    assert speech_score(read_wav(voices["resident"]), heard, RATE) > 0.7
    assert speech_score(read_wav(voices["nobody"]), heard, RATE) < 0.5


async def test_what_the_counsellor_says_is_heard_in_the_room(
    kiosk, console, server, voices, tmp_path
):
    recording = await asyncio.to_thread(server.record, tmp_path / "room.wav")
    await kiosk.call(console)
    await until(lambda: console.heard)
    silence = np.zeros(RATE, np.int16)
    console.voice.say = np.concatenate([read_wav(voices["counsellor"]), silence])
    await until(lambda: not len(console.voice.say))
    heard = await asyncio.to_thread(recording.stop)
    assert speech_score(read_wav(voices["counsellor"]), heard, RATE) > 0.7
    assert speech_score(read_wav(voices["nobody"]), heard, RATE) < 0.5


async def test_the_kiosk_speaks_first_and_messages_go_both_ways(kiosk, console):
    await kiosk.call(console)
    await until(lambda: console.read)
    assert console.read == ["la clé"]
    console.channel.send("bonjour")
    console.channel.send("x" * (MAX_MESSAGE_CHARS + 1))
    console.channel.send(b"des octets")
    console.channel.send("au revoir")
    await until(lambda: "au revoir" in kiosk.told)
    assert sorted(kiosk.told) == ["au revoir", "bonjour", "connected", "opened"]


@pytest.mark.parametrize("order", ["video audio channel", "channel video audio"])
async def test_the_order_of_the_console_s_sections_does_not_matter(kiosk, order):
    console = ConsolePeer(CONSOLE, order)
    await kiosk.call(console)
    await until(lambda: shows(console.picture, KIOSK) and shows(kiosk.face_picture, CONSOLE))
    await until(lambda: console.heard and console.read)
    await console.close()


async def test_not_a_packet_of_the_room_leaves_before_the_kiosk_answers(kiosk, console):
    threshold = Threshold()
    kiosk.new_peer(threshold)
    await kiosk.call(console)
    await until(lambda: "opened" in kiosk.told)
    console.channel.send("un mot")
    (sound, picture) = kiosk.peer._connection.getReceivers()
    await until(lambda: sound._track is not None and received(picture) > 50)
    assert [sent(sender) for sender in kiosk.peer._connection.getSenders()] == [0, 0]
    assert (console.pictures, console.heard, console.read) == (0, [], [])
    assert (kiosk.face.newest(), "un mot" in kiosk.told) == (None, False)
    (ear,) = kiosk.peer._ears
    assert (ear.pull(), ear.figures.total) == (None, 0)
    threshold.open()
    await until(lambda: shows(console.picture, KIOSK))
    await until(lambda: shows(kiosk.face_picture, CONSOLE))
    await until(lambda: len(console.heard) > 10)


def sent(sender: RTCRtpSender) -> int:
    """Packets of sound or picture."""
    count: int = sender._RTCRtpSender__packet_count
    return count


def received(receiver: RTCRtpReceiver) -> int:
    return sum(one.packets_received for one in receiver._RTCRtpReceiver__remote_streams.values())


async def test_a_camera_pulled_out_does_not_end_the_call(kiosk, console):
    await kiosk.call(console)
    await until(lambda: shows(console.picture, KIOSK))
    kiosk.file.rename(kiosk.file.with_suffix(".out"))
    await until(lambda: console.picture is not None and not shows(console.picture, KIOSK, 0.2))
    assert kiosk.health["camera"] is False
    heard, pictures = len(console.heard), console.pictures
    await until(lambda: len(console.heard) > heard + 20 and console.pictures > pictures + 10)
    kiosk.file.with_suffix(".out").rename(kiosk.file)
    await until(lambda: shows(console.picture, KIOSK))
    assert kiosk.told.count("lost") == 0


async def test_a_microphone_pulled_out_does_not_end_the_call(kiosk, console, server, voices):
    await kiosk.call(console)
    await until(lambda: console.heard)
    await asyncio.to_thread(server.unplug, MICROPHONE)
    await until(lambda: kiosk.health["microphone"] is False)
    heard, pictures = len(console.heard), console.pictures
    await until(lambda: len(console.heard) > heard + 5 and console.pictures > pictures + 10)
    await asyncio.to_thread(server.plug, MICROPHONE)
    await until(lambda: kiosk.health["microphone"])
    console.heard.clear()
    speaking = server.speak(voices["resident"])
    await asyncio.to_thread(speaking.wait)
    heard_again = np.concatenate(console.heard)
    assert speech_score(read_wav(voices["resident"]), heard_again, RATE) > 0.7
    assert kiosk.told.count("lost") == 0


async def test_the_sound_server_s_death_does_not_end_the_call(kiosk, console, server):
    await kiosk.call(console)
    await until(lambda: console.heard)
    await asyncio.to_thread(server.stop)
    await until(lambda: kiosk.health["speaker"] is False)
    pictures = console.pictures
    await until(lambda: console.pictures > pictures + 25)
    assert kiosk.told.count("lost") == 0


async def test_a_console_that_leaves_is_told_once(kiosk, console):
    await kiosk.call(console)
    await until(lambda: shows(kiosk.face_picture, CONSOLE))
    await console.close()
    await until(lambda: "lost" in kiosk.told)
    await kiosk.hang_up()
    assert kiosk.told.count("lost") == 1
    assert kiosk.camera_board.newest() is None


async def test_a_closed_call_leaves_nothing_open_and_the_next_one_works(kiosk, console, server):
    await kiosk.call(console)
    await until(lambda: shows(kiosk.face_picture, CONSOLE))
    await kiosk.hang_up()
    assert kiosk.peer.send("trop tard") is False
    assert await asyncio.to_thread(server.names, "source-outputs") == []
    assert "lost" not in kiosk.told
    kiosk.new_peer()
    again = ConsolePeer(NEITHER)
    await kiosk.call(again)
    await until(lambda: shows(kiosk.face_picture, NEITHER) and shows(again.picture, KIOSK))
    await again.close()


async def test_an_error_in_a_call_ends_that_call_only(kiosk, console, monkeypatch):
    await kiosk.call(console)
    await until(lambda: kiosk.face.newest())

    def broken(*arguments: object) -> None:
        raise RuntimeError("of whatever kind")

    monkeypatch.setattr(kiosk.face, "write", broken)
    await until(lambda: "lost" in kiosk.told)
    monkeypatch.undo()
    await kiosk.hang_up()
    kiosk.new_peer()
    again = ConsolePeer(NEITHER)
    await kiosk.call(again)
    await until(lambda: shows(kiosk.face_picture, NEITHER))
    await again.close()


async def test_a_message_that_the_kiosk_stumbles_on_ends_the_call(kiosk, console):
    await kiosk.call(console)
    await until(lambda: console.read)
    kiosk.told = None
    console.channel.send("bonjour")
    await until(lambda: kiosk.peer._lost)


async def test_a_bad_offer_is_refused_and_leaks_no_descriptor(kiosk):
    console = ConsolePeer(CONSOLE)
    offer = await console.offer()
    await console.close()
    poisoned = [
        offer[: len(offer) // 2],
        offer.replace("a=setup:actpass", "a=setup:holdconn"),
        offer.replace("m=video", "m=hologram"),
        offer.replace("VP8", "VP1").replace("H264", "H1"),
        "",
    ]
    before = len(os.listdir("/proc/self/fd"))
    for text in poisoned:
        with pytest.raises(BadSdp):
            await kiosk.new_peer().prepare(text)
    assert len(os.listdir("/proc/self/fd")) <= before


async def test_the_kiosk_counts_what_it_sends_and_receives(kiosk, console):
    await kiosk.call(console)
    await until(lambda: console.pictures > 25 and kiosk.face.newest())
    first = await kiosk.peer.stats()
    await until(lambda: console.pictures > 75)
    second = await kiosk.peer.stats()
    for kind in ("audio", "video"):
        assert second.sent[kind].packets > first.sent[kind].packets > 0
        assert second.received[kind].packets > first.received[kind].packets > 0
    assert second.kbps_sent > 30
    assert second.voice.total > first.voice.total


@contextmanager
def cut() -> Iterator[None]:
    """No datagram goes anywhere, as when a cable is pulled: here all go through `lo`."""
    assert os.environ.get("VISAVIS_NAMESPACE") == "yes", "run it through tests/in_namespace.sh"
    subprocess.run(("ip", "link", "set", "lo", "down"), check=True)
    try:
        yield
    finally:
        subprocess.run(("ip", "link", "set", "lo", "up"), check=True)


async def test_a_cut_is_told_and_so_is_the_link_s_return(kiosk, console):
    await kiosk.call(console)
    await until(lambda: console.heard and shows(kiosk.face_picture, CONSOLE))
    with cut():
        await until(lambda: "silent" in kiosk.told)
        heard = len(console.heard)
    await until(lambda: "alive" in kiosk.told)
    await until(lambda: len(console.heard) > heard + 20)
    assert kiosk.told.count("silent") == kiosk.told.count("alive") == 1
    assert "lost" not in kiosk.told


def test_the_process_of_calls_knows_neither_qt_nor_opencv():
    program = (
        "import sys; import kiosk.media; kiosk.media.prepare_process(); import kiosk.media.peer;"
        "import devices.camera.supervisor, devices.sound.portaudio;"
        "print(sys.getswitchinterval(), {'cv2', 'PySide6'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout.split() == ["0.0005", "set()"], done.stderr
