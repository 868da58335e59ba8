"""The kiosk's end of a call with a real browser at the other: picture, sound and channel."""

import asyncio
import io
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import numpy as np
import pytest
from aiohttp import web
from PIL import Image
from playwright.async_api import Page, async_playwright

from devices.frames import Board
from devices.sound.handsfree import HandsFree
from devices.sound.simulated import SimulatedSound
from devices.virtual.camera import pattern, write_pattern
from devices.virtual.recognise import picture_score, rgb
from kiosk.media.peer import Peer, PeerEvents

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
OFFER = """async () => {
  const media = await navigator.mediaDevices.getUserMedia({audio: true, video: true});
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
    count = 0
    while True:
        board.write(pattern(KIOSK, count))
        count += 1
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
    await peer.prepare(await page.evaluate(OFFER))
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
