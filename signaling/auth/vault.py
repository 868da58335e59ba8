"""Seals what must be read again later, and makes codes that nobody else can: slips, relay cards.

A stolen database alone gives no code: the key is a file beside it, made at the first need. It is
never used itself: each purpose has a key of its own (HKDF-SHA-256, RFC 5869), so that nothing
that one gives away tells anything of another.
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
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NONCE = 12
"Bytes; NIST SP 800-38D, 8.2."
KEY = 32
SEALS = "seal"
"The purpose of what is sealed; those of codes are named by who asks for them."


@dataclass
class Vault:
    file: Path
    _key: bytes = b""

    def seal(self, owner: str, secret: str) -> str:
        """What can be stored. It opens for `owner` alone."""
        nonce = secrets.token_bytes(NONCE)
        sealed = AESGCM(self._key_of(SEALS)).encrypt(nonce, secret.encode(), owner.encode())
        return base64.b64encode(nonce + sealed).decode()

    def open(self, owner: str, sealed: str) -> str | None:
        """None when the key is another one than that which sealed it."""
        raw = base64.b64decode(sealed)
        # The file's own key sealed until purposes had theirs: who signs in still can.
        for key in (self._key_of(SEALS), self._read()):
            try:
                return AESGCM(key).decrypt(raw[:NONCE], raw[NONCE:], owner.encode()).decode()
            except InvalidTag:
                continue
        return None

    def code(self, purpose: str, text: str) -> bytes:
        """32 bytes that only this key makes of `text` (HMAC-SHA-256, RFC 2104), another for each
        purpose."""
        key = self._key_of(f"code {purpose}")
        return hmac.new(key, text.encode(), hashlib.sha256).digest()

    def _key_of(self, purpose: str) -> bytes:
        """RFC 5869, 3.1: the file's key is uniform already, no salt is needed."""
        info = f"visavis {purpose}".encode()
        return HKDF(SHA256(), KEY, salt=None, info=info).derive(self._read())

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
            file.write(AESGCM.generate_key(8 * KEY))
            file.flush()
            os.fsync(file.fileno())
