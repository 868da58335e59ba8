"""Six figures that an application makes from the hour and a shared secret (RFC 6238)."""

import hmac

import pyotp

SECONDS = 30
SKEW = 1
'RFC 6238, 5.2: "we RECOMMEND that at most one time step is allowed as the network delay".'
DIGITS = 6


def new_secret() -> str:
    """160 bits in base32 (RFC 4226, 4, R6: "RECOMMENDs a shared secret length of 160 bits")."""
    return pyotp.random_base32()


def address(secret: str, login: str, issuer: str) -> str:
    """What the application reads in the QR code (``otpauth://``)."""
    return pyotp.TOTP(secret).provisioning_uri(name=login, issuer_name=issuer)


def step_of(secret: str, code: str, now: float) -> int | None:
    """Which time step `code` belongs to, or none; the caller refuses one that was used."""
    maker, here, found = pyotp.TOTP(secret), int(now // SECONDS), None
    for step in range(here - SKEW, here + SKEW + 1):
        if hmac.compare_digest(maker.at(step * SECONDS).encode(), code.encode()):
            found = step
    return found
