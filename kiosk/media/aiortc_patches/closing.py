"""The end of a call does not stop the loop.

aiortc 1.16 joins each decoder's thread on the event loop, which waits for whatever that decoder
still has in its queue. Here the thread is told to end, and waited for beside the loop. And a
process that ends in the middle of a call does not wait for its decoders: their threads are daemons.
Not reported upstream yet.
"""

import asyncio
import threading
from contextlib import suppress
from functools import partial

from aiortc import RTCIceTransport, RTCRtpReceiver, rtcrtpreceiver

original_stop = RTCRtpReceiver.stop
original_stop_decoder = RTCRtpReceiver._RTCRtpReceiver__stop_decoder  # type: ignore[attr-defined]


def stop_decoder(self: RTCRtpReceiver) -> None:
    """Stands for `RTCRtpReceiver.__stop_decoder`."""
    thread: threading.Thread | None = self._RTCRtpReceiver__decoder_thread  # type: ignore[attr-defined]
    if thread is not None:
        self._RTCRtpReceiver__decoder_queue.put(None)  # type: ignore[attr-defined]
        self._RTCRtpReceiver__decoder_thread = None  # type: ignore[attr-defined]
        self._ending_decoder = thread  # type: ignore[attr-defined]


async def stop(self: RTCRtpReceiver) -> None:
    """Stands for `RTCRtpReceiver.stop`."""
    await original_stop(self)
    thread: threading.Thread | None = getattr(self, "_ending_decoder", None)
    if thread is not None:
        with suppress(RuntimeError):  # the loop itself ends, and its pool of threads with it
            await asyncio.to_thread(thread.join)


class Threads:
    """What `aiortc.rtcrtpreceiver` needs of `threading`."""

    Event = threading.Event
    Thread = partial(threading.Thread, daemon=True)


async def close_gathered(path: RTCIceTransport) -> None:
    """Closes what a gathering added to a path that had been closed meanwhile.

    aioice 0.13 appends a relay's allocation, which refreshes itself, to a closed connection.
    """
    await path.iceGatherer._connection.close()


def apply() -> None:
    RTCRtpReceiver._RTCRtpReceiver__stop_decoder = stop_decoder  # type: ignore[attr-defined]
    RTCRtpReceiver.stop = stop  # type: ignore[method-assign]
    rtcrtpreceiver.threading = Threads  # type: ignore[attr-defined,assignment]
