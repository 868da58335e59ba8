"""One process per device: a driver that hangs or crashes never takes the call down.

The parent's side. The driver is plain synchronous code in a child process
(:mod:`devices.worker_child`); it does one thing at a time, and this side paces it:

    scanner = DeviceWorker("scanner", SaneScanner, "pnm:0", on_health=light.set)
    await scanner.start()
    page = await scanner.call("scan", ScanRequest(), timeout=60, progress=bar.set)
    await scanner.renew()    # forgets, and comes back
    await scanner.stop()

- `factory(*args)` makes the driver in the child; both must be picklable, the factory by name.
- A driver has `probe()`, called every `probe_every` seconds: it raises :class:`DeviceError`
  while the device is away. `on_health` hears of each change, of the reason too, the first
  verdict included.
- A driver may have `poll()`, called every `poll_every` seconds: it returns the events since
  the last time, each given to `on_event`.
- A driver's method with a parameter named `progress` gets a callable that reports a value to
  the caller's `progress`, and answers False once nobody waits any more.
- After a call that failed the device is probed before anything else is asked of it.
- A call's time-out starts when the driver starts it. Past it the process is killed and
  started again; the caller gets :class:`TimedOut`, or :class:`Crashed` if it died by itself.
  The same past `silence` after a report of progress: a library may wait for ever on a device
  that was pulled out in the middle of its work.

Callbacks run in the loop and must not block. A cancelled `call` asks the driver to stop.
"""

import asyncio
import logging
import math
import os
import signal
import socket
import sys
from collections import deque
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from .errors import Crashed, DeviceError, TimedOut
from .pipe import MAX_FRAME, frame, unpack

log = logging.getLogger(__name__)

START_SECONDS = 20.0
"To import the driver and make it."
PROBE_SECONDS = 10.0
"A probe or a poll that takes longer means a wedged driver."
FIRST_PAUSE, LAST_PAUSE = 0.2, 8.0
"Between two lives of a process that keeps dying, in seconds."
MOST_LOSSES = 2
"Processes that an order may see die before its turn: the device will not serve it soon."
DEATH_SECONDS = 2.0
"A process that the kernel holds inside a device's driver may outlive SIGKILL for a while."


class _Lost(Exception):
    """The process is of no more use; `error` says why."""

    def __init__(self, error: DeviceError) -> None:
        super().__init__(error.code)
        self.error = error


class _Order:
    def __init__(
        self,
        method: str,
        args: tuple[object, ...] = (),
        timeout: float = PROBE_SECONDS,
        progress: Callable[[Any], None] | None = None,
        silence: float | None = None,
    ) -> None:
        self.method, self.timeout, self.progress = method, timeout, progress
        self.silence = silence
        self.losses = 0
        self.frame = frame("call", method, args)
        self.result: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        # Nobody may be left to read it: that is no news for the loop's exception handler.
        self.result.add_done_callback(lambda done: done.cancelled() or done.exception())

    def fail(self, error: DeviceError) -> None:
        if not self.result.done():
            self.result.set_exception(error)


class _Life:
    """A child process and the socket to it."""

    def __init__(
        self,
        process: asyncio.subprocess.Process,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
    ) -> None:
        self.process, self.reader, self.writer = process, reader, writer
        self.death = asyncio.ensure_future(process.wait())

    async def send(self, data: bytes) -> None:
        self.writer.write(data)
        await self.writer.drain()

    async def receive(self) -> tuple[str, Any]:
        size = int.from_bytes(await self.reader.readexactly(8), "big")
        if size > MAX_FRAME:
            raise ConnectionError("frame too large")
        message: tuple[str, Any] = unpack(await self.reader.readexactly(size))
        return message

    async def end(self) -> None:
        self.writer.close()
        try:
            if not self.death.done():
                os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            return  # it ended meanwhile
        await asyncio.wait([self.death], timeout=DEATH_SECONDS)


class DeviceWorker:
    """Runs a driver in a process of its own and keeps it alive."""

    def __init__(
        self,
        name: str,
        factory: Callable[..., object],
        *args: object,
        probe_every: float = 3.0,
        poll_every: float | None = None,
        on_health: Callable[[bool], None] | None = None,
        on_event: Callable[[Any], None] | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self.name = name
        self.healthy: bool | None = None
        "None until the first probe answered."
        self.trouble: DeviceError | None = None
        "Why it is not healthy."
        self._recipe = frame(name, factory, args)
        self._probe_every, self._poll_every = probe_every, poll_every
        self._on_health, self._on_event = on_health, on_event
        self._environment = dict(environment or {})
        self._orders: deque[_Order] = deque()
        self._current: _Order | None = None
        self._life: _Life | None = None
        self._task: asyncio.Task[None] | None = None
        self._wake = asyncio.Event()
        self._settled = asyncio.Event()
        self._next_probe = self._next_poll = 0.0

    @property
    def pid(self) -> int | None:
        return self._life.process.pid if self._life else None

    async def start(self) -> None:
        """Start the process in the background; :meth:`settled` waits for its first verdict."""
        self._task = asyncio.create_task(self._run(), name=f"{self.name} worker")
        self._task.add_done_callback(self._ended)

    async def settled(self) -> None:
        await self._settled.wait()

    async def stop(self) -> None:
        """End the process; whoever still waits gets :class:`Crashed`."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task])
            self._task = None

    async def renew(self) -> None:
        """A new process: nothing is left of what the one before has held in memory."""
        if self._task is not None:
            await self.stop()
            await self.start()

    def _ended(self, task: asyncio.Task[None]) -> None:
        """Cancelled, or a callback of the owner raised: nobody may wait for ever."""
        self._refuse_waiting(Crashed(self.name, "stopped"))
        if not task.cancelled() and (error := task.exception()) is not None:
            log.critical("%s worker ended by %s", self.name, type(error).__name__)
            self._task = None
            self._judge(Crashed(self.name, type(error).__name__))

    async def __aenter__(self) -> "DeviceWorker":
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    async def call(
        self,
        method: str,
        *args: object,
        timeout: float,  # noqa: ASYNC109 - counted from the driver's start, not from here
        progress: Callable[[Any], None] | None = None,
        silence: float | None = None,
    ) -> Any:
        """Run a method of the driver, after those already asked. Raises :class:`DeviceError`."""
        if self._task is None:
            raise Crashed(self.name, "not started")
        order = _Order(method, args, timeout, progress, silence)
        order.result.add_done_callback(lambda _: self._abandon(order))
        self._orders.append(order)
        self._wake.set()
        return await order.result

    def _abandon(self, order: _Order) -> None:
        if order.result.cancelled() and order is self._current and self._life is not None:
            self._life.writer.write(frame("stop"))

    # -- the lives of the process -------------------------------------------------------------

    async def _run(self) -> None:
        pause = FIRST_PAUSE
        while True:
            try:
                await self._live()
            except _Lost as lost:
                log.warning("%s worker lost: %s %s", self.name, lost.error.code, lost.error.detail)
                pause = FIRST_PAUSE if self.healthy else min(pause * 2, LAST_PAUSE)
                self._judge(lost.error)
                self._refuse_unlucky(lost.error)
            await asyncio.sleep(pause)

    async def _live(self) -> None:
        life = await self._spawn()
        self._life = life
        life.death.add_done_callback(lambda _: self._wake.set())
        try:
            await self._await_ready(life)
            self._next_probe = self._next_poll = 0.0
            while True:
                await self._serve(life)
        except (OSError, EOFError) as error:
            raise _Lost(await self._cause(life, error)) from None
        finally:
            self._life = None
            await life.end()

    async def _spawn(self) -> _Life:
        ours, theirs = socket.socketpair()
        root = str(Path(__file__).parent.parent)
        path = os.pathsep.join(filter(None, [root, os.environ.get("PYTHONPATH")]))
        with theirs:
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                *("-m", "devices.worker_child", str(theirs.fileno()), str(os.getpid())),
                stdin=asyncio.subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": path, **self._environment},
                pass_fds=[theirs.fileno()],
                start_new_session=True,
            )
        reader, writer = await asyncio.open_connection(sock=ours, limit=4 * 1024 * 1024)
        return _Life(process, reader, writer)

    async def _await_ready(self, life: _Life) -> None:
        try:
            async with asyncio.timeout(START_SECONDS):
                await life.send(self._recipe)
                kind, value = await life.receive()
        except TimeoutError:
            raise self._give_up(TimedOut(self.name, "start")) from None
        if kind == "raised":
            raise self._give_up(value)

    def _give_up(self, error: DeviceError) -> _Lost:
        self._refuse_waiting(error)
        return _Lost(error)

    def _refuse_waiting(self, error: DeviceError) -> None:
        while self._orders:
            self._orders.popleft().fail(error)

    def _refuse_unlucky(self, error: DeviceError) -> None:
        """Nobody waits for ever on a driver that dies or hangs before each order's turn."""
        for order in list(self._orders):
            order.losses += 1
            if order.losses >= MOST_LOSSES:
                self._orders.remove(order)
                order.fail(error)

    async def _cause(self, life: _Life, error: Exception) -> DeviceError:
        """Its socket closed: say how it died."""
        try:
            async with asyncio.timeout(1):
                code = await asyncio.shield(life.death)
        except TimeoutError:
            return Crashed(self.name, type(error).__name__)
        return Crashed(self.name, f"signal {-code}" if code < 0 else f"exit {code}")

    # -- one thing at a time ------------------------------------------------------------------

    async def _serve(self, life: _Life) -> None:
        now = asyncio.get_running_loop().time
        if life.death.done():
            raise EOFError
        doubtful = self._next_probe == 0.0  # a new process, or a call that just failed
        if self._orders and not doubtful:
            await self._execute(life, self._orders.popleft())
        elif now() >= self._next_probe:
            await self._probe(life)
            self._next_probe = now() + self._probe_every
        elif self._poll_every is not None and now() >= self._next_poll:
            await self._poll(life)
            self._next_poll = now() + self._poll_every
        else:
            await self._sleep(min(self._next_probe, self._next_poll or self._next_probe))

    async def _sleep(self, until: float) -> None:
        self._wake.clear()
        try:
            async with asyncio.timeout_at(until):
                await self._wake.wait()
        except TimeoutError:
            return

    async def _execute(self, life: _Life, order: _Order) -> None:
        if order.result.done():
            return
        self._current = order
        try:
            async with asyncio.timeout(order.timeout) as limit:
                value = await self._ask(life, order, limit)
        except TimeoutError:
            error = TimedOut(self.name, order.method)
            order.fail(error)
            raise _Lost(error) from None
        except DeviceError as error:
            order.fail(error)
            self._next_probe = 0.0
        except (OSError, EOFError) as lost:
            order.fail(await self._cause(life, lost))
            raise
        else:
            if not order.result.done():
                order.result.set_result(value)
        finally:
            order.fail(Crashed(self.name, "stopped"))
            self._current = None

    async def _ask(self, life: _Life, order: _Order, limit: asyncio.Timeout) -> Any:
        await life.send(order.frame)
        last, now = limit.when() or math.inf, asyncio.get_running_loop().time
        while True:
            kind, value = await life.receive()
            if kind == "returned":
                return value
            if kind == "raised":
                raise value
            if order.silence is not None:
                limit.reschedule(min(last, now() + order.silence))
            if order.progress is not None and not order.result.done():
                order.progress(value)

    async def _probe(self, life: _Life) -> None:
        order = _Order("probe")
        await self._execute(life, order)
        error = order.result.exception()
        self._judge(error if isinstance(error, DeviceError) else None)

    async def _poll(self, life: _Life) -> None:
        order = _Order("poll")
        await self._execute(life, order)
        if order.result.exception() is None and self._on_event is not None:
            for event in order.result.result():
                self._on_event(event)

    def _judge(self, trouble: DeviceError | None) -> None:
        before, self.trouble = self.trouble, trouble
        was, self.healthy = self.healthy, trouble is None
        self._settled.set()
        if was is not self.healthy or type(before) is not type(trouble):
            if trouble is not None:
                log.warning("%s is away: %s %s", self.name, trouble.code, trouble.detail)
            if self._on_health is not None:
                self._on_health(self.healthy)
