"""One call at this kiosk: camera, sound and peer connection open together and close together."""

import asyncio
import base64
import logging
from collections.abc import Callable, Sequence

from signaling import protocol as wire

from .hardware import Hardware
from .media.offer import BadSdp
from .media.peer import Peer, PeerEvents

log = logging.getLogger(__name__)

GRACE_SECONDS = 2.0
"A console that hangs up closes its end a moment before the server says so."


class Conversation:
    """`lost` is called once, if the call ends without :meth:`close`."""

    def __init__(self, hardware: Hardware, key: bytes, lost: Callable[[], None]) -> None:
        self._hardware, self._lost = hardware, lost
        self._key = wire.VisitKey(key=base64.b64encode(key).decode())
        events = PeerEvents(self._connected, self._on_lost, self._opened, lambda _: None)
        self._peer = Peer(hardware.camera_board, hardware.face_board, hardware.sound, events)
        self._closed = False

    async def answer(self, sdp: str, ice_servers: Sequence[str]) -> str:
        """Open everything and return the answer. Raises :exc:`BadSdp`, with all closed again."""
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._hardware.camera.start())
                tasks.create_task(self._hardware.sound.open_call())
                answer = tasks.create_task(self._peer.answer(sdp, ice_servers))
        except* BadSdp:
            await self.close()
            raise BadSdp("refused") from None
        return answer.result()

    def say(self, message: wire.Message) -> None:
        """On the data channel, if it is open."""
        self._peer.send(wire.encode(message))

    async def close(self) -> None:
        """When this returns, camera and microphone are closed and the face screen is empty."""
        self._closed = True
        await self._peer.close()
        await self._hardware.sound.close_call()
        await self._hardware.camera.stop()

    def _opened(self) -> None:
        self._peer.send(wire.encode(self._key))

    def _connected(self) -> None:
        log.info("call connected")

    def _on_lost(self) -> None:
        loop = asyncio.get_running_loop()
        loop.call_later(GRACE_SECONDS, lambda: None if self._closed else self._lost())
