"""How a message is read and written, and what a kiosk signs."""

from pydantic import TypeAdapter, ValidationError

from ..errors import BadMessage, TooLarge
from .base import MAX_MESSAGE_BYTES, Message


def is_too_large(data: str | bytes) -> bool:
    """Past :data:`MAX_MESSAGE_BYTES` as it travels: in UTF-8 a letter is up to four bytes."""
    if isinstance(data, str) and len(data) <= MAX_MESSAGE_BYTES:
        data = data.encode(errors="surrogatepass")
    return len(data) > MAX_MESSAGE_BYTES


def decode(adapter: "TypeAdapter[Message]", data: str | bytes) -> Message:
    """Read one message of a direction.

    Raises :exc:`TooLarge` past :data:`MAX_MESSAGE_BYTES` and :exc:`BadMessage` for anything
    that is not a message of that direction. The detail names fields, never their values.
    """
    if is_too_large(data):
        raise TooLarge(f"{len(data)} at least")
    try:
        return adapter.validate_json(data)
    except ValidationError as error:
        fields = {".".join(map(str, line["loc"])) or line["type"] for line in error.errors()}
        raise BadMessage(", ".join(sorted(fields))[:200]) from None
    except RecursionError:
        raise BadMessage("nested too deep") from None


def encode(message: Message) -> str:
    return message.model_dump_json(exclude_none=True)


def challenge_bytes(nonce: str, server: str) -> bytes:
    """What a kiosk signs: a fixed prefix keeps the signature from meaning anything else."""
    return b"visavis kiosk v1\0" + server.encode() + b"\0" + nonce.encode()


def enrolment_bytes(token: str) -> bytes:
    """What a kiosk signs to enrol with a one-time code."""
    return b"visavis enrolment v1\0" + token.encode()
