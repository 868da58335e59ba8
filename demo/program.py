"""A process of the demo: one of our own commands, as systemd would start it."""

import asyncio
import os
import signal
import socket
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Self

ROOT = Path(__file__).resolve().parent.parent
READY_SECONDS = 60.0
STOP_SECONDS = 10.0


class NotReady(RuntimeError):
    """A process ended, or did not get ready; its log says why."""


class Program:
    """Starts `visavis VERB`, waits until it says READY=1 (sd_notify(3)), ends its whole group."""

    def __init__(self, verb: str, folder: Path, environment: Mapping[str, str], *more: str) -> None:
        self.log = folder / f"{verb}.log"
        self._verb, self._more, self._environment = verb, more, environment
        self._socket = f"visavis-demo-{os.getpid()}-{verb}"
        "Abstract (unix(7)): a path may be too long."
        self._process: asyncio.subprocess.Process | None = None

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    async def __aenter__(self) -> Self:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as notified:
            notified.bind(f"\0{self._socket}")
            notified.setblocking(False)
            await self._start()
            try:
                await self._ready(notified)
            except BaseException:
                await self.stop()
                raise
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    async def ended(self) -> int:
        """The exit status, once it ends."""
        assert self._process is not None
        return await self._process.wait()

    async def stop(self, number: signal.Signals = signal.SIGTERM) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        _signal(process.pid, number)
        try:
            async with asyncio.timeout(STOP_SECONDS):
                await process.wait()
        except TimeoutError:
            pass
        finally:
            _signal(process.pid, signal.SIGKILL)  # the group may outlive its leader
            await asyncio.shield(process.wait())

    def _why(self) -> str:
        """Its last word: the log itself goes with the demo."""
        lines = self.log.read_text(errors="replace").split("\n")
        return f"visavis {self._verb} : {next(filter(None, reversed(lines)), 'sans un mot')}"

    async def _start(self) -> None:
        with self.log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *("setpriv", "--pdeathsig", "TERM", sys.executable),
                *(str(ROOT / "visavis.py"), self._verb, *self._more),
                env={**os.environ, **self._environment, "NOTIFY_SOCKET": f"@{self._socket}"},
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    async def _ready(self, notified: socket.socket) -> None:
        assert self._process is not None
        loop = asyncio.get_running_loop()
        ended = asyncio.ensure_future(self._process.wait())
        try:
            async with asyncio.timeout(READY_SECONDS):
                while True:
                    said = asyncio.ensure_future(loop.sock_recv(notified, 4096))
                    await asyncio.wait([said, ended], return_when=asyncio.FIRST_COMPLETED)
                    if said.done() and b"READY=1" in said.result():
                        return
                    if ended.done():
                        said.cancel()
                        raise NotReady(self._why())
        except TimeoutError:
            raise NotReady(self._why()) from None
        finally:
            ended.cancel()


def _signal(pid: int, number: signal.Signals) -> None:
    try:
        os.killpg(pid, number)
    except ProcessLookupError:
        return
