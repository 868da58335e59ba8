"""How a document travels, without a socket: sealed, announced, sent piece by piece, opened.

A document is cut into pieces of :data:`~signaling.protocol.CHUNK_BYTES`; each is sealed with
AES-256-GCM under the visit's key and named by the SHA-256 of its ciphertext. The server stores
the pieces and cannot open them. After a cut, the sender announces again and sends only what is
missing: nothing restarts from zero, nothing is doubled.

Kiosk and server use this module; `counsellor/static/documents.js` is its twin in the console.
"""

import base64
import hashlib
from collections.abc import Mapping

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from .errors import BadDocument
from .protocol import CHUNK_BYTES, MAX_CHUNKS, Chunk, DocumentKind, Manifest

KEY_BYTES = 32
NONCE_BYTES = 8
MAX_BYTES = CHUNK_BYTES * MAX_CHUNKS


def chunk_nonce(prefix: bytes, index: int) -> bytes:
    """12 bytes: the document's 8 random ones, then the piece's place (NIST SP 800-38D, 8.2.1)."""
    return prefix + index.to_bytes(4, "big")


def chunk_context(document: str, kind: DocumentKind, index: int, total: int) -> bytes:
    """Authenticated with each piece: a piece cannot be moved, dropped or taken for another's."""
    return f"{document}|{kind}|{index}|{total}".encode()


def seal(
    key: bytes, document: str, kind: DocumentKind, media_type: str, nonce: bytes, data: bytes
) -> tuple[Manifest, dict[str, bytes]]:
    """Return the manifest to announce and the sealed pieces by name.

    `nonce` is 8 random bytes, never used twice under one key. Raises :exc:`BadDocument` for an
    empty document or one of more than :data:`MAX_BYTES`.
    """
    if not 0 < len(data) <= MAX_BYTES:
        raise BadDocument(f"{len(data)} bytes")
    cipher = AESGCM(key)
    pieces = [data[start : start + CHUNK_BYTES] for start in range(0, len(data), CHUNK_BYTES)]
    sealed = [
        cipher.encrypt(
            chunk_nonce(nonce, index), piece, chunk_context(document, kind, index, len(pieces))
        )
        for index, piece in enumerate(pieces)
    ]
    names = [hashlib.sha256(piece).hexdigest() for piece in sealed]
    manifest = Manifest.model_validate(
        {
            "document": document,
            "kind": kind,
            "media_type": media_type,
            "nonce": base64.b64encode(nonce).decode(),
            "chunks": [
                Chunk(sha256=name, size=len(piece))
                for name, piece in zip(names, sealed, strict=True)
            ],
        }
    )
    return manifest, dict(zip(names, sealed, strict=True))


def unseal(key: bytes, manifest: Manifest, sealed: Mapping[str, bytes]) -> bytes:
    """Return the document. Raises :exc:`BadDocument` if a piece is missing, altered or moved."""
    cipher = AESGCM(key)
    prefix = _nonce(manifest)
    total = len(manifest.chunks)
    plain = bytearray()
    for index, chunk in enumerate(manifest.chunks):
        context = chunk_context(manifest.document, manifest.kind, index, total)
        try:
            plain += cipher.decrypt(chunk_nonce(prefix, index), sealed[chunk.sha256], context)
        except (InvalidTag, KeyError, ValueError):
            raise BadDocument(f"piece {index} of {total}") from None
    return bytes(plain)


def _nonce(manifest: Manifest) -> bytes:
    try:
        prefix = base64.b64decode(manifest.nonce)
    except ValueError:
        prefix = b""
    if len(prefix) != NONCE_BYTES:
        raise BadDocument("nonce")
    return prefix


class Outbox:
    """Documents on their way out: what must be announced and what must still be sent."""

    def __init__(self) -> None:
        self._waiting: dict[str, tuple[Manifest, dict[str, bytes]]] = {}

    def add(self, manifest: Manifest, sealed: dict[str, bytes]) -> None:
        self._waiting[manifest.document] = (manifest, sealed)

    def manifests(self) -> list[Manifest]:
        """Announce these again after each reconnection."""
        return [manifest for manifest, _ in self._waiting.values()]

    def wanted(self, document: str, missing: tuple[str, ...]) -> list[tuple[str, bytes]]:
        """The pieces to PUT, in the manifest's order; unknown documents and names give none."""
        manifest, sealed = self._waiting.get(document, (None, {}))
        if manifest is None:
            return []
        names = [chunk.sha256 for chunk in manifest.chunks if chunk.sha256 in missing]
        return [(name, sealed[name]) for name in names]

    def done(self, document: str) -> bool:
        """Whether it was still waiting."""
        return self._waiting.pop(document, None) is not None

    def wipe(self) -> None:
        self._waiting.clear()


class Inbox:
    """One document on its way in."""

    def __init__(self, manifest: Manifest) -> None:
        self.manifest = manifest
        self._sealed: dict[str, bytes] = {}

    def missing(self) -> list[str]:
        """Names of the pieces to GET."""
        return [c.sha256 for c in self.manifest.chunks if c.sha256 not in self._sealed]

    def received(self, name: str, sealed: bytes) -> bool:
        """Keep a piece whose digest is its name; say whether it was kept."""
        if hashlib.sha256(sealed).hexdigest() != name:
            return False
        self._sealed[name] = sealed
        return True

    def open(self, key: bytes) -> bytes:
        return unseal(key, self.manifest, self._sealed)
