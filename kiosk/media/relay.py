"""Which of the servers that came with a call this kiosk can use."""

from collections.abc import Sequence

from aiortc import RTCIceServer

from signaling.protocol import IceServer


async def reachable(servers: Sequence[IceServer]) -> list[RTCIceServer]:
    return [
        RTCIceServer(urls=list(server.urls), username=server.username, credential=server.credential)
        for server in servers
    ]
