"""Random tokens. The holder has the token, the database its hash."""

import hashlib
import secrets


def new_token() -> str:
    """128 bits, for a cookie, a header or a one-time code that somebody types after a command."""
    token = secrets.token_urlsafe(16)
    # What begins with a dash would be an option of the command.
    return new_token() if token.startswith("-") else token


def new_id(kind: str) -> str:
    """An opaque identifier: ``appointment-3f9c...``."""
    return f"{kind}-{secrets.token_hex(8)}"


def hash_of(token: str) -> str:
    # 128 random bits cannot be searched: a plain digest is enough (no salt, no argon2).
    return hashlib.sha256(token.encode()).hexdigest()
