"""Machines on networks of their own, in threads: what a machine opens or starts is in its network.

A thread may leave for another network namespace (unshare(2)); its sockets, the loop that it runs
and the programs that it starts follow. Nothing is left when the thread ends. Needs root.
"""

import asyncio
import ctypes
import subprocess
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from types import TracebackType
from typing import Any, Self, TypeVar

T = TypeVar("T")
CLONE_NEWNET = 0x40000000
libc = ctypes.CDLL(None, use_errno=True)


class Machine:
    """A context: gone at its end, with its network."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.loop = asyncio.new_event_loop()
        self.id = 0
        "Of its thread, whose network `ip link` may be told of."
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._live, name=name, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._ready.wait(10)
        self.command("ip link set lo up")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join(10)

    def _live(self) -> None:
        if libc.unshare(CLONE_NEWNET):
            raise OSError(ctypes.get_errno(), "unshare")
        self.id = threading.get_native_id()
        asyncio.set_event_loop(self.loop)
        self.loop.call_soon(self._ready.set)
        self.loop.run_forever()
        tasks = asyncio.all_tasks(self.loop)
        for task in tasks:
            task.cancel()
        self.loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))
        self.loop.run_until_complete(self.loop.shutdown_asyncgens())
        self.loop.close()

    def do(self, work: Callable[[], T]) -> T:
        """In this machine, now."""
        done: Future[T] = Future()

        def act() -> None:
            try:
                done.set_result(work())
            except BaseException as error:  # noqa: BLE001 - it is whoever waits that hears it
                done.set_exception(error)

        self.loop.call_soon_threadsafe(act)
        return done.result(30)

    def command(self, text: str) -> None:
        self.do(lambda: subprocess.run(text.split(), check=True, timeout=10))

    async def run(self, work: Coroutine[Any, Any, T]) -> T:
        """The loop of this machine does it; the caller waits in their own."""
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(work, self.loop))

    def cable(self, other: "Machine", mine: str, theirs: str) -> None:
        """A cable between the two, an address of one /24 at each end."""
        ends = f"{self.name}-{other.name}", f"{other.name}-{self.name}"
        self.command(
            f"ip link add {ends[0]} type veth peer name {ends[1]} netns {other.id}",
        )
        for machine, end, address in ((self, ends[0], mine), (other, ends[1], theirs)):
            # No IPv6 address that would come a second later: Chromium starts again when one does.
            machine.command(f"ip link set {end} addrgenmode none")
            machine.command(f"ip addr add {address}/24 dev {end}")
            machine.command(f"ip link set {end} up")

    def drops(self, other: "Machine", *what: str) -> None:
        """What comes from the other, as a firewall does: silently. `ipproto udp` is all of UDP."""
        self.command("ip rule add pref 10 lookup local")
        self.command("ip rule del pref 0")
        for rule in what:
            self.command(f"ip rule add pref 1 iif {self.name}-{other.name} {rule} blackhole")
