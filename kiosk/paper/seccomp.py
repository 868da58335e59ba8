"""The few system calls that are left to a confined process (seccomp(2)), through libseccomp.

    last_calls = Filter()     # before the fork
    last_calls.load()         # in the child: from here on, for ever

Everything that is not named here fails with EPERM: no file is opened, no socket made, nothing
executed, forked or traced, no memory becomes code.
"""

import ctypes
import errno

ALLOWED = (
    # Bytes in and out by descriptors that are open already.
    *("read", "write", "readv", "writev", "close", "fstat", "lseek"),
    # Memory; see EXECUTABLE.
    *("mmap", "mmap2", "mprotect", "munmap", "mremap", "madvise", "brk"),
    # What an interpreter and its allocator ask all the time.
    *("futex", "futex_time64", "sched_yield", "restart_syscall", "getrandom", "getrusage"),
    *("rt_sigaction", "rt_sigprocmask", "rt_sigreturn", "sigaltstack", "getpid", "gettid"),
    *("clock_gettime", "clock_gettime64", "clock_getres", "gettimeofday", "time"),
    *("exit", "exit_group"),
)
EXECUTABLE = frozenset({"mmap", "mmap2", "mprotect"})
"Allowed as long as their third argument has no PROT_EXEC (mmap(2))."

_PROT_EXEC = 0x4
_ACT_ALLOW, _ACT_ERRNO = 0x7FFF0000, 0x00050000
_CMP_MASKED_EQ = 7
_NO_SUCH_CALL = -1
"libseccomp's __NR_SCMP_ERROR: no call of that name on any architecture."


class _Compare(ctypes.Structure):
    _fields_ = [
        ("argument", ctypes.c_uint),
        ("operation", ctypes.c_int),
        ("mask", ctypes.c_uint64),
        ("value", ctypes.c_uint64),
    ]


class Filter:
    """Made before the fork; raises OSError where the kernel or libseccomp does not serve."""

    def __init__(self) -> None:
        self._library = library = ctypes.CDLL("libseccomp.so.2")
        library.seccomp_init.restype = ctypes.c_void_p
        self._context = ctypes.c_void_p(library.seccomp_init(_ACT_ERRNO | errno.EPERM))
        if not self._context:
            raise OSError("seccomp_init")
        for name in ALLOWED:
            self._allow(name)

    def load(self) -> None:
        """Sets no_new_privs too (seccomp_load(3)); there is no way back."""
        self._check(self._library.seccomp_load(self._context))

    def _allow(self, name: str) -> None:
        number = self._library.seccomp_syscall_resolve_name(name.encode())
        if number <= _NO_SUCH_CALL:
            return  # of another architecture, or newer than this library
        count, compared = ctypes.c_uint(0), None
        if name in EXECUTABLE:
            count, compared = ctypes.c_uint(1), _Compare(2, _CMP_MASKED_EQ, _PROT_EXEC, 0)
        reference = ctypes.byref(compared) if compared is not None else None
        added = self._library.seccomp_rule_add_array(
            self._context, ctypes.c_uint32(_ACT_ALLOW), number, count, reference
        )
        self._check(added)

    @staticmethod
    def _check(answer: int) -> None:
        if answer != 0:
            raise OSError(-answer, "libseccomp")
