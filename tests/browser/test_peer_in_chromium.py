"""The kiosk's end of a call with a real browser at the other: picture, sound and channel."""

import asyncio
import io
from collections.abc import AsyncIterator, Callable
from itertools import count
from pathlib import Path

import numpy as np
import pytest
from aiohttp import web
from aiortc.rtp import RtpPacket
from PIL import Image
from playwright.async_api import Page, async_playwright

from devices.frames import Board
from devices.sound import BLOCK, RATE, Samples
from devices.sound.handsfree import HandsFree
from devices.sound.simulated import SimulatedSound
from devices.virtual.camera import pattern, write_pattern
from devices.virtual.recognise import picture_score, rgb
from kiosk.media import aiortc_patches
from kiosk.media.codecs import libopus
from kiosk.media.peer import Peer, PeerEvents
from kiosk.media.playout import FRAME
from kiosk.media.redundancy import PLENTY
from tests.kiosk.media.voices import voiced

KIOSK, CONSOLE, NEITHER = 21, 22, 23
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
    "--autoplay-policy=no-user-gesture-required",
]
RED = 63
"Its payload type, in every Chromium."
OFFER = """async (video) => {
  const media = await navigator.mediaDevices.getUserMedia({audio: true, video});
  window.connection = new RTCPeerConnection();
  window.read = [];
  for (const track of media.getTracks()) connection.addTrack(track, media);
  window.channel = connection.createDataChannel("visit");
  channel.onmessage = (event) => { read.push(event.data); channel.send("bien reçu"); };
  connection.ontrack = (event) => {
    if (event.track.kind !== "video") return;
    const video = document.createElement("video");
    video.muted = true;
    video.srcObject = new MediaStream([event.track]);
    document.body.append(video);
    video.play();
  };
  const gathered = new Promise((resolve) => {
    connection.onicegatheringstatechange = () =>
      connection.iceGatheringState === "complete" && resolve();
  });
  await connection.setLocalDescription();
  await gathered;
  return connection.localDescription.sdp;
}"""
ACCEPT = 'async (sdp) => { await connection.setRemoteDescription({type: "answer", sdp}); }'
LISTEN = """() => {
  const audio = document.createElement("audio");
  const tracks = connection.getReceivers().map((each) => each.track);
  audio.srcObject = new MediaStream(tracks.filter((each) => each.kind === "audio"));
  document.body.append(audio);
  return audio.play();
}"""
HEARD = """async () => {
  for (const each of (await connection.getStats()).values())
    if (each.type === "inbound-rtp" && each.kind === "audio")
      return {packets: each.packetsReceived, emitted: each.jitterBufferEmittedCount};
}"""
"Samples that were decoded from packets, those that were made up not among them."
SOUND = """async () => {
  for (const each of (await connection.getStats()).values())
    if (each.type === "inbound-rtp" && each.kind === "audio") return each.packetsReceived;
  return 0;
}"""


async def blank(request: web.Request) -> web.Response:
    return web.Response(text="<!doctype html>", content_type="text/html")


@pytest.fixture
async def page(tmp_path: Path) -> AsyncIterator[Page]:
    video = write_pattern(tmp_path / "console.y4m", CONSOLE)
    app = web.Application()
    app.router.add_get("/", blank)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 8799).start()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path="/usr/bin/chromium",
            args=[*FLAGS, f"--use-file-for-fake-video-capture={video}"],
        )
        page = await browser.new_page()
        await page.goto("http://127.0.0.1:8799/")
        yield page
        await browser.close()
    await runner.cleanup()


async def until(condition: Callable[[], object], seconds: float = 25) -> None:
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 - the browser changes it
            await asyncio.sleep(0.02)


async def film(board: Board) -> None:
    for number in count():
        board.write(pattern(KIOSK, number))
        await asyncio.sleep(0.04)


async def test_a_browser_and_the_kiosk_see_each_other_and_talk(page):
    camera, face = Board.create(), Board.create()
    told: list[str] = []
    card = HandsFree(SimulatedSound(), lambda device, error: None)
    events = PeerEvents(
        connected=lambda: told.append("connected"),
        lost=lambda: told.append("lost"),
        opened=lambda: told.append("opened") or peer.send("la clé"),
        message=told.append,
    )
    peer = Peer(camera, face, card, events)
    filming = asyncio.create_task(film(camera))
    await card.open_call()
    await peer.prepare(await page.evaluate(OFFER, True))
    await page.evaluate(ACCEPT, await peer.answer())
    await until(lambda: "bien reçu" in told)
    assert await page.evaluate("read") == ["la clé"]

    def seen_at_kiosk() -> float:
        copied = face.copy_newest()
        return picture_score(rgb(pattern(CONSOLE, 1)), rgb(copied[0])) if copied else 0.0

    await until(lambda: seen_at_kiosk() > 0.85)
    async with asyncio.timeout(25):
        score = 0.0
        while score < 0.85:
            shot = await page.locator("video").screenshot()
            picture = np.asarray(Image.open(io.BytesIO(shot)).convert("RGB"))
            score = picture_score(rgb(pattern(KIOSK, 1)), picture)
    assert picture_score(rgb(pattern(NEITHER, 1)), picture) < 0.4
    async with asyncio.timeout(10):
        while await page.evaluate(SOUND) < 20:  # noqa: ASYNC110 - the browser changes it
            await asyncio.sleep(0.05)
    assert "lost" not in told
    await page.evaluate("connection.close()")
    await until(lambda: "lost" in told)
    filming.cancel()
    await peer.close()
    await card.close_call()


class Room(HandsFree):
    """Somebody speaks at the microphone, and the loudspeaker plays at the same clock."""

    def __init__(self) -> None:
        super().__init__(SimulatedSound(), lambda *_: None)
        self._voice, self._start, self._count = voiced(5), 0.0, 0

    async def hear(self, samples: int) -> Samples:
        loop = asyncio.get_running_loop()
        self._start = self._start or loop.time()
        self._count += 1
        await asyncio.sleep(self._start + self._count * samples / RATE - loop.time())
        for _ in range(samples // BLOCK):
            self._mixer.next_block()
        at = self._count % 200 * samples
        return self._voice[at : at + samples]


async def test_of_a_voice_that_loses_every_second_packet_each_end_hears_the_copies(page):
    aiortc_patches.apply()
    room = Room()
    nothing = PeerEvents(lambda: None, lambda: None, lambda: None, lambda _: None)
    peer = Peer(Board.create(), Board.create(), room, nothing)
    await peer.prepare(await page.evaluate(OFFER, False))
    answer = await peer.answer()
    assert peer._connection
    (voice,) = peer._connection.getSenders()
    ear, wire = peer._ears[0], voice.transport
    take, give, taken, given = ear.add, wire._send_rtp, count(), count()

    def add(packet: RtpPacket) -> tuple[bool, None]:
        return take(packet) if next(taken) % 2 else (False, None)

    async def send(data: bytes) -> None:
        if data[1] & 0x7F != RED or next(given) % 2:
            await give(data)

    ear.add, wire._send_rtp = add, send
    await page.evaluate(ACCEPT, answer)
    await page.evaluate(LISTEN)
    await until(lambda: voice._RTCRtpSender__encoder is not None)
    encoder = voice._RTCRtpSender__encoder
    # So that nothing is repeated but by whole copies.
    encoder._opus.set(libopus.SET_INBAND_FEC, 0)
    encoder.redundancy.tell_room(PLENTY)
    encoder.redundancy.tell_room = lambda _: None  # a line that carries a voice alone is not known
    encoder.heard_loss(0.05)
    await until(lambda: ear.figures.repeated >= 20 * FRAME)
    async with asyncio.timeout(25):
        heard = {"emitted": 0, "packets": 1}
        while heard["packets"] < 20 or heard["emitted"] < 1.4 * FRAME * heard["packets"]:
            await asyncio.sleep(0.05)
            heard = await page.evaluate(HEARD)
    await peer.close()
