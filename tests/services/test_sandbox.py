"""What a document would try that had taken over the process which reads it, and what comes of it.

Each function below runs in the child of a :class:`kiosk.paper.sandbox.Sandbox`.
"""

import _thread
import ctypes
import errno
import mmap
import os
import resource
import signal
import socket
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from kiosk.paper.sandbox import MEMORY_BYTES, Answer, Died, Overrun, Sandbox

SLACK_BYTES = 8 * 1024 * 1024
"In which the kernel's count of pages is not exact."
libc = ctypes.CDLL(None, use_errno=True)


@pytest.fixture(scope="module")
def sandbox() -> Sandbox:
    return Sandbox()


def test_bytes_go_in_by_a_pipe_and_out_by_another(sandbox):
    def measured(data: bytes, mark: str) -> Answer:
        return {"length": len(data), "mark": mark}, [data[:3], b"", data]

    data = os.urandom(5_000_000)
    words, blobs = sandbox.run(measured, data, "x")
    assert words == {"length": len(data), "mark": "x"}
    assert blobs == [data[:3], b"", data]


def trace(_: bytes) -> None:
    if libc.ptrace(0, 0, 0, 0) < 0:
        raise OSError(ctypes.get_errno(), "ptrace")


def execute(written: ctypes.Array[ctypes.c_char]) -> None:
    page = (ctypes.addressof(written) + 4095) & ~4095
    if libc.mprotect(ctypes.c_void_p(page), 4096, mmap.PROT_READ | mmap.PROT_EXEC) < 0:
        raise OSError(ctypes.get_errno(), "mprotect")


def kept_descriptors(_: bytes) -> None:
    """Fails only if none is left."""
    for number in range(3, 256):
        with suppress(OSError):
            os.fstat(number)
            return
    raise OSError("none")


def take_limits_back(_: bytes) -> None:
    most = resource.RLIM_INFINITY, resource.RLIM_INFINITY
    resource.setrlimit(resource.RLIMIT_AS, most)


DEEDS: dict[str, Callable[[bytes], object]] = {
    "open a file": lambda _: os.open("/etc/hostname", os.O_RDONLY),
    "list files": lambda _: os.listdir("/"),
    "make a socket": lambda _: socket.socket(),
    "make a socket pair": lambda _: socket.socketpair(),
    "fork": lambda _: os.fork(),
    "start a thread": lambda _: _thread.start_new_thread(print, ()),
    "execute a program": lambda _: os.execv("/bin/true", ["true"]),
    "trace a process": trace,
    "kill its parent": lambda _: os.kill(os.getppid(), signal.SIGTERM),
    "write in memory that it then executes": lambda _: mmap.mmap(-1, 4096, prot=7),
    "make memory executable that it wrote": lambda _: execute(ctypes.create_string_buffer(8192)),
    "keep a descriptor of its parent": kept_descriptors,
    "take its limits back": take_limits_back,
    "go before others": lambda _: os.setpriority(os.PRIO_PROCESS, 0, 0),
}


@pytest.mark.parametrize("deed", DEEDS)
def test_none_of_this_is_possible(sandbox, deed):
    def attempt(data: bytes) -> Answer:
        try:
            DEEDS[deed](data)
        except (OSError, RuntimeError, ValueError) as error:
            return {"refused": type(error).__name__}, []
        return {"refused": None}, []

    words, _ = sandbox.run(attempt, b"")
    assert words["refused"]


BY_NUMBER = (
    *("io_uring_setup", "memfd_create", "process_vm_readv", "process_vm_writev", "clone", "clone3"),
    *("execveat", "openat2", "open_by_handle_at", "bpf", "keyctl", "userfaultfd", "unshare"),
    *("setns", "prctl", "seccomp", "pidfd_getfd", "dup2", "ioctl", "mount", "kexec_load", "shmget"),
)


@pytest.mark.parametrize("call", BY_NUMBER)
def test_no_call_of_the_kernel_is_reached_by_its_number(sandbox, call):
    number = ctypes.CDLL("libseccomp.so.2").seccomp_syscall_resolve_name(call.encode())
    assert number >= 0

    def attempt(_: bytes) -> Answer:
        failed = libc.syscall(number, 0, 0, 0, 0, 0, 0)
        return {"failed": failed, "why": ctypes.get_errno()}, []

    words, _ = sandbox.run(attempt, b"")
    assert words == {"failed": -1, "why": errno.EPERM}


UNTOUCHED = 128 << 20
"Mapped before the limit, filled after it: arenas of malloc, 64 MiB each."


def swell(_: bytes) -> Answer:
    held = []
    while True:
        held.append(bytearray(os.urandom(1 << 10) * (1 << 10)))


def flood(_: bytes) -> Answer:
    while True:
        os.write(1, bytes(1 << 16))


def lie(_: bytes) -> Answer:
    head = b'{"answer": {}, "sizes": [%d]}' % sys.maxsize
    os.write(1, len(head).to_bytes(4, "big") + head)
    os._exit(0)


def nest(_: bytes) -> Answer:
    head = b"[" * 20_000
    os.write(1, len(head).to_bytes(4, "big") + head)
    os._exit(0)


def crash(_: bytes) -> Answer:
    ctypes.string_at(0)
    return {}, []


def fail(_: bytes) -> Answer:
    raise ZeroDivisionError("CANARY")


def leave(_: bytes) -> Answer:
    os._exit(0)


@pytest.mark.parametrize(
    ("end", "error"),
    [
        (swell, Overrun),
        (flood, Overrun),
        (lie, Died),
        (nest, Died),
        (crash, Died),
        (fail, Died),
        (leave, Died),
    ],
)
def test_whatever_becomes_of_a_child_its_parent_is_told_and_serves_on(sandbox, end, error):
    with pytest.raises(error) as told:
        sandbox.run(end, b"")
    assert "CANARY" not in str(told.value)
    assert sandbox.spent.peak_bytes <= MEMORY_BYTES + SLACK_BYTES
    assert sandbox.run(lambda data: ({"n": len(data)}, []), b"abc") == ({"n": 3}, [])


def test_a_child_that_never_ends_is_ended():
    def spin(_: bytes) -> Answer:
        while True:
            pass

    sandbox = Sandbox(seconds=1.0)
    began = time.monotonic()
    with pytest.raises(Overrun):
        sandbox.run(spin, b"")
    assert time.monotonic() - began < 3 * 1.5


def test_nothing_is_left_of_the_children(sandbox):
    before = len(os.listdir("/proc/self/fd"))
    for end in (leave, crash, fail):
        with pytest.raises(Died):
            sandbox.run(end, b"x" * 100_000)
    assert len(os.listdir("/proc/self/fd")) == before
    children = Path("/proc/self/task") / str(os.getpid()) / "children"
    assert children.read_text().split() == []
