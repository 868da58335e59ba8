"""Ending a call does not stop the loop, and leaves no thread."""

import asyncio
import inspect
import threading
from collections.abc import Callable

import pytest
from aiortc import RTCRtpReceiver, rtcrtpreceiver
from aiortc.rtcrtpparameters import RTCRtpReceiveParameters
from aiortc.rtcrtpreceiver import RemoteStreamTrack

from kiosk.media.aiortc_patches import closing


class Transport:
    """Stands for a DTLS transport that nothing comes from."""

    state = "connected"

    def _register_rtp_receiver(self, *arguments: object) -> None: ...

    def _unregister_rtp_receiver(self, *arguments: object) -> None: ...


async def receiver(monkeypatch: pytest.MonkeyPatch, hold: threading.Event) -> RTCRtpReceiver:
    """One whose decoder is busy until `hold` is set."""

    def work(loop: object, queue: object, output: object, error: object) -> None:
        hold.wait()

    monkeypatch.setattr(rtcrtpreceiver, "decoder_worker", work)
    one = RTCRtpReceiver("video", Transport())
    one._track = RemoteStreamTrack(kind="video")
    await one.receive(RTCRtpReceiveParameters())
    return one


async def until(condition: Callable[[], object]) -> None:
    async with asyncio.timeout(10):
        while not condition():  # noqa: ASYNC110 - a thread changes it
            await asyncio.sleep(0.01)


async def test_the_loop_turns_while_a_busy_decoder_ends(monkeypatch):
    closing.apply()
    hold = threading.Event()
    one = await receiver(monkeypatch, hold)
    stopping = asyncio.create_task(one.stop())
    await until(lambda: one._RTCRtpReceiver__decoder_thread is None)
    assert not stopping.done()
    hold.set()
    await stopping
    assert not one._ending_decoder.is_alive()


async def test_a_lost_transport_then_a_stop_end_it_too(monkeypatch):
    closing.apply()
    hold = threading.Event()
    one = await receiver(monkeypatch, hold)
    one._handle_disconnect()
    hold.set()
    await one.stop()
    assert not one._ending_decoder.is_alive()


async def test_a_process_that_ends_in_a_call_does_not_wait_for_its_decoders(monkeypatch):
    closing.apply()
    hold = threading.Event()
    one = await receiver(monkeypatch, hold)
    try:
        assert one._RTCRtpReceiver__decoder_thread.daemon
    finally:
        hold.set()
        await one.stop()


def test_the_pinned_aiortc_still_has_its_process_wait_for_its_decoders():
    assert "daemon" not in inspect.getsource(rtcrtpreceiver)


def test_the_pinned_aiortc_still_waits_for_its_decoder_on_the_loop():
    assert ".join()" in inspect.getsource(closing.original_stop_decoder)
