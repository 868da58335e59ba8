"""Passwords: argon2id in a small pool of threads, so that the loop never waits for one.

RFC 9106, 4: the second recommended option, "t=3 iterations, p=4 lanes, m=2^(16) (64 MiB of
RAM)"; the pool is bounded so that a crowd costs neither memory nor the loop.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import argon2
from argon2.exceptions import InvalidHashError, VerificationError

from ..errors import Refusal
from .errors import Crowded

T = TypeVar("T")

AT_ONCE = 2
WAITING = 32
MAX_PASSWORD = 200
"Characters; longer ones are refused unread."
MIN_PASSWORD = 12


class WeakPassword(Refusal):
    code = "weak_password"
    sentence = f"Le mot de passe doit compter de {MIN_PASSWORD} à {MAX_PASSWORD} caractères."


def checked(password: str) -> str:
    """The same. Raises :exc:`WeakPassword`.

    NIST SP 800-63B 5.1.1.2: length counts, composition rules do not.
    """
    if not MIN_PASSWORD <= len(password) <= MAX_PASSWORD:
        raise WeakPassword()
    return password


class Passwords:
    """Hashes and verifies. Call :meth:`close` at the end."""

    def __init__(self, hasher: argon2.PasswordHasher | None = None) -> None:
        self._hasher = hasher or argon2.PasswordHasher.from_parameters(
            argon2.profiles.RFC_9106_LOW_MEMORY
        )
        self._pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="argon2")
        self._waiting = 0
        self._nobody = self._hasher.hash("nobody")

    def close(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)

    async def hash(self, password: str) -> str:
        return await self._run(self._hasher.hash, password)

    async def matches(self, password_hash: str | None, password: str) -> bool:
        """Tell whether it is the password; none as hash takes as long, and is never right.

        Raises :exc:`Crowded` when too many already wait.
        """
        known = password_hash or self._nobody
        right = await self._run(self._verify, known, password[: MAX_PASSWORD + 1])
        return right and password_hash is not None and len(password) <= MAX_PASSWORD

    def _verify(self, password_hash: str, password: str) -> bool:
        try:
            return self._hasher.verify(password_hash, password)
        except (VerificationError, InvalidHashError):
            return False

    async def _run(self, work: Callable[..., T], *arguments: str) -> T:
        if self._waiting >= WAITING:
            raise Crowded()
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._pool, work, *arguments)
        finally:
            self._waiting -= 1
