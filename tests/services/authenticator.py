"""A passkey in software: what a browser and its authenticator answer (WebAuthn 3, 6 and 7)."""

import hashlib
import json
import secrets
import struct
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


def b64(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def raw(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


@dataclass
class Authenticator:
    origin: str
    site: str = "localhost"
    flags: int = PRESENT | VERIFIED
    count: int = 0
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    credential: bytes = field(default_factory=lambda: secrets.token_bytes(32))

    def make(self, options: dict[str, Any]) -> str:
        """The answer to ``navigator.credentials.create``, in JSON."""
        data = self._client("webauthn.create", options["challenge"])
        point = self.key.public_key().public_numbers()
        cose = {
            1: 2,
            3: -7,
            -1: 1,
            -2: point.x.to_bytes(32, "big"),
            -3: point.y.to_bytes(32, "big"),
        }
        named = bytes(16) + struct.pack(">H", len(self.credential)) + self.credential
        about = self._about(ATTESTED) + named + cbor2.dumps(cose)
        statement = {"fmt": "none", "attStmt": {}, "authData": about}
        response = {"clientDataJSON": b64(data), "attestationObject": b64(cbor2.dumps(statement))}
        return self._answer(response)

    def answer(self, options: dict[str, Any]) -> str:
        """The answer to ``navigator.credentials.get``; each one counts."""
        self.count += 1
        data, about = self._client("webauthn.get", options["challenge"]), self._about()
        signed = self.key.sign(about + hashlib.sha256(data).digest(), ec.ECDSA(hashes.SHA256()))
        return self._answer(
            {
                "clientDataJSON": b64(data),
                "authenticatorData": b64(about),
                "signature": b64(signed),
            }
        )

    def _client(self, kind: str, challenge: str) -> bytes:
        fields = {"type": kind, "challenge": challenge, "origin": self.origin}
        return json.dumps(fields).encode()

    def _about(self, more: int = 0) -> bytes:
        site = hashlib.sha256(self.site.encode()).digest()
        return site + bytes([self.flags | more]) + struct.pack(">I", self.count)

    def _answer(self, response: dict[str, str]) -> str:
        id = b64(self.credential)
        return json.dumps({"id": id, "rawId": id, "type": "public-key", "response": response})
