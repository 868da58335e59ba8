"""Opens what strangers sent: a child for each document, that reaches nothing and lives briefly.

    sandbox = Sandbox()
    meta, (pdf,) = sandbox.run(clean, data, 30)

The process that owns a :class:`Sandbox` is the warm parent: single-threaded, with every library
imported and used once (:meth:`Sandbox.warm`), it never reads a document itself. `run` forks it;
the child gives up everything but two pipes, takes its limits and the filter of
:mod:`.seccomp`, reads its bytes from one pipe and answers on the other. No namespace: the same
code runs in tests, in containers and in a hardened unit.

A function that runs there takes the bytes, and what else it was given; it returns plain words
(anything that JSON holds) and the bytes that it made. What it raises is told by its class alone.
"""

import ctypes
import json
import os
import resource
import select
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, NoReturn

from .seccomp import Filter

SECONDS = 9.0
"From the first byte in to the last one out; ten with the end of the process."
MEMORY_BYTES = 512 * 1024 * 1024
"Everything that a child holds, what it inherited included."
MAX_ANSWER = 48 * 1024 * 1024
"More than the largest document, less than a frame of :mod:`devices.pipe`."
_MAX_HEAD = 64 * 1024
_PIECE = 1 << 16
_OUT_OF_MEMORY = 77
_DEATH_SECONDS = 0.5
"For a child that closed its pipe to say, by its death, why."
_PR_SET_PDEATHSIG = 1

Answer = tuple[dict[str, Any], list[bytes]]
"What a function answers: words, then bytes."


class SandboxError(Exception):
    """A child did not answer. The parent is as well as before."""


class Overrun(SandboxError):
    """It asked for more memory, more time or more words than it may."""


class Died(SandboxError):
    """It crashed, was taken over or raised; the text is a signal or the name of a class."""


@dataclass(frozen=True)
class Spent:
    """What the last child took."""

    seconds: float
    peak_bytes: int


class Sandbox:
    def __init__(self, seconds: float = SECONDS, memory: int = MEMORY_BYTES) -> None:
        self._seconds, self._memory = seconds, memory
        self._filter = Filter()
        self.spent = Spent(0.0, 0)

    def run(self, work: Callable[..., Answer], data: bytes, *args: object) -> Answer:
        """Do `work(data, *args)` in a child. Raises :exc:`Overrun` or :exc:`Died`."""
        began = time.monotonic()
        child = self._fork(work, args)
        patience = 0.0
        try:
            said = child.exchange(data, began + self._seconds)
            patience = _DEATH_SECONDS
        finally:
            status, used = child.end(patience)
            self.spent = Spent(time.monotonic() - began, used.ru_maxrss * 1024)
        return _understood(said, status)

    def warm(self, work: Callable[..., Answer], data: bytes, *args: object) -> None:
        """Run `work` on trusted bytes in this very process: whatever it imports is here then."""
        work(data, *args)

    def _fork(self, work: Callable[..., Answer], args: tuple[object, ...]) -> "_Child":
        their_in, our_out = os.pipe()
        our_in, their_out = os.pipe()
        parent, most = os.getpid(), self._most_memory()
        pid = os.fork()
        if pid == 0:
            self._live(parent, most, their_in, their_out, work, args)
        os.close(their_in)
        os.close(their_out)
        return _Child(pid, our_in, our_out)

    def _most_memory(self) -> int:
        """An RLIMIT_AS that keeps a child within its allowance, what it inherits included."""
        mapped, held, unasked = _mapped()
        return mapped + max(0, self._memory - held - unasked)

    # -- in the child -------------------------------------------------------------------------

    def _live(
        self,
        parent: int,
        most_memory: int,
        incoming: int,
        outgoing: int,
        work: Callable[..., Answer],
        args: tuple[object, ...],
    ) -> NoReturn:
        code = 1
        try:
            _keep_only(incoming, outgoing)
            self._confine(parent, most_memory)
            head, blobs = work(_read_all(0), *args)
            _write_all(1, _framed({"answer": head}, blobs))
            code = 0
        except MemoryError:
            code = _OUT_OF_MEMORY
        except BaseException as error:  # noqa: BLE001 - the border: nothing of it goes further
            _write_all(1, _framed({"raised": type(error).__name__}, []))
        finally:
            os._exit(code)

    def _confine(self, parent: int, most_memory: int) -> None:
        """setrlimit(2), then the filter: after it not even a limit can be asked for."""
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)
        seconds = int(self._seconds) + 1
        for limit, most in (
            (resource.RLIMIT_AS, most_memory),
            (resource.RLIMIT_CPU, seconds),
            (resource.RLIMIT_FSIZE, 0),
            (resource.RLIMIT_CORE, 0),
            (resource.RLIMIT_NPROC, 0),
        ):
            resource.setrlimit(limit, (most, most))
        self._filter.load()


def _keep_only(incoming: int, outgoing: int) -> None:
    """Bytes in at 0, bytes out at 1, words of libraries nowhere; every other one is closed."""
    null = os.open(os.devnull, os.O_WRONLY)
    for place, descriptor in enumerate([os.dup(fd) for fd in (incoming, outgoing, null)]):
        os.dup2(descriptor, place)
    os.closerange(3, max(map(int, os.listdir("/proc/self/fd"))) + 1)


def _mapped() -> tuple[int, int, int]:
    """Bytes of this process that are mapped, that are held, and that it may hold without mapping
    more: those to be written, and those reserved (proc(5), smaps; malloc(3) of a thread)."""
    mapped = held = unasked = size = 0
    growing = False
    with open("/proc/self/smaps") as smaps:
        for line in smaps:
            field, _, value = line.partition(" ")
            if not field.endswith(":"):
                growing = value[1] == "w" or value.startswith("---")
            elif field == "Size:":
                size = int(value.split()[0]) * 1024
                mapped += size
            elif field == "Rss:":
                resident = int(value.split()[0]) * 1024
                held += resident
                unasked += size - resident if growing else 0
    return mapped, held, unasked


def _read_all(descriptor: int) -> bytes:
    size = int.from_bytes(os.read(descriptor, 8), "big")
    data = bytearray()
    while len(data) < size:
        piece = os.read(descriptor, min(size - len(data), 1 << 20))
        if not piece:
            raise EOFError
        data += piece
    return bytes(data)


def _write_all(descriptor: int, data: bytes) -> None:
    left = memoryview(data)
    while left:
        left = left[os.write(descriptor, left) :]


def _framed(head: dict[str, Any], blobs: list[bytes]) -> bytes:
    words = json.dumps({**head, "sizes": [len(blob) for blob in blobs]}).encode()
    return b"".join([len(words).to_bytes(4, "big"), words, *blobs])


# -- in the parent --------------------------------------------------------------------------------


class _Child:
    def __init__(self, pid: int, incoming: int, outgoing: int) -> None:
        self._pid, self._in, self._out = pid, incoming, outgoing
        self._alive = os.pidfd_open(pid)

    def exchange(self, data: bytes, deadline: float) -> bytes:
        """Give it `data` and hear it out. Raises :exc:`Overrun`."""
        os.set_blocking(self._out, False)
        to_write: memoryview = memoryview(len(data).to_bytes(8, "big") + data)
        said = bytearray()
        while True:
            writers = [self._out] if to_write else []
            left = max(0.0, deadline - time.monotonic())
            heard, ready, _ = select.select([self._in], writers, [], left)
            if not heard and not ready:
                raise Overrun("time")
            if ready:
                to_write = self._write(to_write)
            if heard:
                piece = os.read(self._in, _PIECE)
                if not piece:
                    return bytes(said)
                said += piece
                if len(said) > MAX_ANSWER:
                    raise Overrun("words")

    def _write(self, data: memoryview) -> memoryview:
        try:
            return data[os.write(self._out, data[:_PIECE]) :]
        except BlockingIOError:
            return data
        except BrokenPipeError:
            return data[:0]  # it is dead, or needs no more; its last words tell

    def end(self, patience: float) -> tuple[int, resource.struct_rusage]:
        """It has said everything, or its time is over. Gives its status and what it took."""
        os.close(self._in)
        os.close(self._out)
        select.select([self._alive], [], [], patience)
        with suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._alive, signal.SIGKILL)
        os.close(self._alive)
        _, status, used = os.wait4(self._pid, 0)
        return status, used


def _understood(said: bytes, status: int) -> Answer:
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        if number in (signal.SIGXCPU, signal.SIGKILL):
            raise Overrun(f"signal {number}")
        raise Died(f"signal {number}")
    if os.WEXITSTATUS(status) == _OUT_OF_MEMORY:
        raise Overrun("memory")
    head, blobs = _unframed(said)
    if "answer" not in head:
        raise Died(str(head.get("raised", "silent"))[:60])
    answer = head["answer"]
    if not isinstance(answer, dict):
        raise Died("answer of another kind")
    return answer, blobs


def _unframed(said: bytes) -> tuple[dict[str, Any], list[bytes]]:
    """Trusting none of its lengths: whoever wrote it may be taken over."""
    end = 4 + int.from_bytes(said[:4], "big")
    if not 4 < end <= min(len(said), _MAX_HEAD):
        raise Died("no answer")
    try:
        head = json.loads(said[4:end])
        sizes = [int(size) for size in head["sizes"]]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise Died(type(error).__name__) from None
    if any(size < 0 for size in sizes) or end + sum(sizes) != len(said):
        raise Died("lengths")
    blobs: list[bytes] = []
    for size in sizes:
        blobs.append(said[end : end + size])
        end += size
    return head, blobs
