"""Kiosks: let in once by a one-time code, then known by their Ed25519 key (RFC 8032).

The private key never leaves the kiosk: it signs the code when it enrols and the server's
nonce at each connection.
"""

import base64
import hashlib

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from .. import protocol as wire
from ..errors import NotAllowed
from ..store import AlreadyThere, Store, journal, kiosks
from ..store.records import Enrolment, Kiosk
from .errors import WrongCode
from .tokens import hash_of, new_id, new_token


def key_digits(key: str) -> str:
    """Six digits that administrator and kiosk compare by eye."""
    digest = hashlib.sha256(base64.b64decode(key)).digest()
    return f"{int.from_bytes(digest[:8], 'big') % 1_000_000:06}"


def verify(key: str, signature: str, message: bytes) -> bool:
    try:
        public = Ed25519PublicKey.from_public_bytes(base64.b64decode(key, validate=True))
        public.verify(base64.b64decode(signature, validate=True), message)
    except (InvalidSignature, ValueError):
        return False
    return True


async def open_enrolment(
    store: Store, who: str, relay: str, kiosk_name: str, now: float, lasts: float
) -> str:
    """Return a one-time code for one kiosk at `relay`, valid `lasts` seconds.

    `who` is for the journal: ``account:<id>`` or ``server``.
    """
    token = new_token()
    async with store.writing() as tx:
        code = Enrolment(hash_of(token), relay, kiosk_name, now + lasts)
        await kiosks.insert_enrolment(tx, code)
        await journal.write(tx, now, who, "enrolment_opened", relay)
    return token


async def enrol(store: Store, token: str, key: str, proof: str, now: float) -> Kiosk:
    """Use the code up and let the kiosk in. Raises :exc:`WrongCode` for anything wrong."""
    canonical = _canonical(key)
    if not verify(canonical, proof, wire.enrolment_bytes(token)):
        raise WrongCode("proof")
    try:
        async with store.writing() as tx:
            code = await kiosks.consume(tx, hash_of(token), now)
            if code is None:
                raise WrongCode("unknown, late or used")
            kiosk = Kiosk(new_id("kiosk"), code.relay, code.kiosk_name, canonical, now)
            await kiosks.insert(tx, kiosk)
            await kiosks.mark_consumed(tx, code.token_hash, kiosk.id)
            await journal.write(tx, now, f"kiosk:{kiosk.id}", "kiosk_enrolled", kiosk.relay)
    except AlreadyThere:
        raise WrongCode("key already enrolled") from None
    return kiosk


async def identify(store: Store, hello: wire.KioskHello, nonce: str, server: str) -> Kiosk:
    """Who signed the challenge. Raises :exc:`NotAllowed`, without saying what was wrong."""
    if not verify(hello.key, hello.signature, wire.challenge_bytes(nonce, server)):
        raise NotAllowed("signature")
    async with store.reading() as tx:
        kiosk = await kiosks.by_key(tx, _canonical(hello.key))
    if kiosk is None or kiosk.revoked_at is not None:
        raise NotAllowed("unknown or revoked kiosk")
    return kiosk


def _canonical(key: str) -> str:
    """The one spelling under which a key is stored."""
    try:
        raw = base64.b64decode(key, validate=True)
    except ValueError:
        raise WrongCode("key") from None
    if len(raw) != 32:
        raise WrongCode("key")
    return base64.b64encode(raw).decode()
