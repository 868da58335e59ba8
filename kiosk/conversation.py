"""One call at this kiosk: camera, sound and peer connection open together and close together."""

import asyncio
import base64
import logging
from collections.abc import Callable, Sequence

from signaling import protocol as wire

from .hardware import Hardware
from .media.offer import BadSdp
from .media.peer import Peer, PeerEvents
from .supervision import supervised

log = logging.getLogger(__name__)

GRACE_SECONDS = 2.0
"A console that hangs up closes its end a moment before the server says so."


class Conversation:
    """`lost` is called once, if the call ends without :meth:`close`; before that `flows` may
    say any number of times that nothing comes from the console any more, or comes again.
    """

    def __init__(
        self,
        hardware: Hardware,
        key: bytes,
        lost: Callable[[], None],
        flows: Callable[[bool], None],
    ) -> None:
        self._hardware, self._lost = hardware, lost
        self._key = wire.VisitKey(key=base64.b64encode(key).decode())
        events = PeerEvents(
            connected=self._connected,
            lost=self._on_lost,
            opened=self._opened,
            message=lambda _: None,
            silent=lambda: flows(False),
            alive=lambda: flows(True),
        )
        self._peer = Peer(hardware.camera_board, hardware.face_board, hardware.sound, events)
        self._opening: asyncio.Future[str] | None = None
        self._closed = False

    async def answer(self, sdp: str, ice_servers: Sequence[str]) -> str:
        """Open everything and return the answer. Raises :exc:`BadSdp`, with all closed again."""
        if self._closed:
            raise BadSdp("over before its answer")
        opening = self._opening = asyncio.ensure_future(self._open(sdp, ice_servers))
        try:
            await asyncio.wait([opening])
            return opening.result()
        except asyncio.CancelledError:
            await self.close()
            if opening.cancelled() and not _cancelled():
                raise BadSdp("over before its answer") from None
            raise
        except Exception as error:  # noqa: BLE001 - whatever broke, nothing stays open
            await self.close()
            raise BadSdp(_kinds(error)) from None

    async def _open(self, sdp: str, ice_servers: Sequence[str]) -> str:
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._hardware.camera.start())
            tasks.create_task(self._hardware.sound.open_call())
            answer = tasks.create_task(self._peer.answer(sdp, ice_servers))
        return answer.result()

    def say(self, message: wire.Message) -> None:
        """On the data channel, if it is open."""
        self._peer.send(wire.encode(message))

    async def close(self) -> None:
        """When this returns, camera and microphone are closed and the face screen is empty.

        Each is closed whatever the others do: a console that hangs keeps no microphone open.
        """
        self._closed = True
        if self._opening is not None and not self._opening.done():
            self._opening.cancel()
            await asyncio.wait([self._opening])
        hardware = self._hardware
        ends = (hardware.sound.close_call(), hardware.camera.stop(), self._peer.close())
        await asyncio.gather(*(supervised(end) for end in ends))

    def _opened(self) -> None:
        self._peer.send(wire.encode(self._key))

    def _connected(self) -> None:
        log.info("call connected")

    def _on_lost(self) -> None:
        loop = asyncio.get_running_loop()
        loop.call_later(GRACE_SECONDS, lambda: None if self._closed else self._lost())


def _cancelled() -> bool:
    """Whether the one who waits was told to stop, and not what it waits for."""
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0


def _kinds(error: BaseException) -> str:
    """Names of the classes of what broke together; never their messages."""
    if isinstance(error, BaseExceptionGroup):
        return ", ".join(_kinds(one) for one in error.exceptions)
    return str(error) if isinstance(error, BadSdp) else type(error).__name__
