"""The kiosk's own key: made here, proven at each connection, never sent."""

import base64
import os
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from signaling.protocol import Challenge, KioskHello, Lights, challenge_bytes


class Identity:
    """An Ed25519 key pair (RFC 8032)."""

    def __init__(self, key: Ed25519PrivateKey) -> None:
        self._key = key

    @classmethod
    def load(cls, path: Path) -> "Identity":
        """Read the key; :exc:`FileNotFoundError` means that this kiosk never enrolled."""
        key = serialization.load_pem_private_key(path.read_bytes(), password=None)
        if not isinstance(key, Ed25519PrivateKey):
            raise ValueError(f"{path} holds no Ed25519 key")
        return cls(key)

    @classmethod
    def create(cls, path: Path) -> "Identity":
        """Make a key and keep it, readable by the kiosk's account alone."""
        key = Ed25519PrivateKey.generate()
        pem = key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(pem)
            file.flush()
            os.fsync(file.fileno())
        return cls(key)

    @property
    def public(self) -> str:
        """The public key, base64 of its 32 bytes."""
        raw = self._key.public_key().public_bytes_raw()
        return base64.b64encode(raw).decode()

    def sign(self, data: bytes) -> str:
        return base64.b64encode(self._key.sign(data)).decode()

    def hello(self, challenge: Challenge, lights: Lights) -> KioskHello:
        """Prove the key for this connection to this server."""
        signature = self.sign(challenge_bytes(challenge.nonce, challenge.server))
        return KioskHello(key=self.public, signature=signature, lights=lights)
