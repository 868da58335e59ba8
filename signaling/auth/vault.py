"""Seals what must be read again later: the secret of an application's codes.

A stolen database alone gives no code: the key is a file beside it, made at the first need.
"""

import base64
import hashlib
import hmac
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE = 12
"Bytes; NIST SP 800-38D, 8.2."


@dataclass
class Vault:
    file: Path
    _key: bytes = b""

    def seal(self, owner: str, secret: str) -> str:
        """What can be stored. It opens for `owner` alone."""
        nonce = secrets.token_bytes(NONCE)
        sealed = AESGCM(self._read()).encrypt(nonce, secret.encode(), owner.encode())
        return base64.b64encode(nonce + sealed).decode()

    def open(self, owner: str, sealed: str) -> str | None:
        """None when the key is another one than that which sealed it."""
        raw = base64.b64decode(sealed)
        try:
            plain = AESGCM(self._read()).decrypt(raw[:NONCE], raw[NONCE:], owner.encode())
        except InvalidTag:
            return None
        return plain.decode()

    def code(self, purpose: str, text: str) -> bytes:
        """32 bytes that only this key makes of `text` (HMAC-SHA-256, RFC 2104), another for each
        purpose."""
        return hmac.new(self._read(), f"{purpose}\0{text}".encode(), hashlib.sha256).digest()

    def _read(self) -> bytes:
        if not self._key:
            self._make()
            self._key = self.file.read_bytes()
        return self._key

    def _make(self) -> None:
        try:
            handle = os.open(self.file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return
        with os.fdopen(handle, "wb") as file:
            file.write(AESGCM.generate_key(256))
            file.flush()
            os.fsync(file.fileno())
