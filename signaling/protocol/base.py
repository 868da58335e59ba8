"""What every message is made of: sizes, forms of identifiers, the version."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

VERSION = 1
MAX_MESSAGE_BYTES = 64 * 1024
"A longer message is refused before it is read."
MAX_SDP_CHARS = 48 * 1024
REPAIR_SECONDS = 900.0
"How long a call that was cut waits for its repair."
CHUNK_BYTES = 256 * 1024
"Plain bytes of a sealed chunk; its ciphertext is 16 bytes longer (RFC 5116, 5.2: the tag)."
MAX_CHUNKS = 80
"20 MB: the largest document of a visit."

Id = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
"Opaque: it tells nothing about a person."
Sdp = Annotated[str, Field(max_length=MAX_SDP_CHARS)]
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Base64 = Annotated[str, Field(pattern=r"^[A-Za-z0-9+/]*={0,2}$", max_length=4096)]
Text = Annotated[str, Field(max_length=500)]
Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{1,8}){0,3}$")]
"BCP 47: ``fr``, ``fr-x-falc``, ``ar``."


class Message(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")
