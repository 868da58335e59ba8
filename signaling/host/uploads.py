"""A form with a file, read in memory: what a resident brings is never written on the server.

``Request.post()`` would put it in a temporary file.
"""

from dataclasses import dataclass, field

from aiohttp import BodyPartReader, web

from ..errors import BadMessage

MOST_BYTES = 20 * 1024 * 1024
"As of a visit's documents (:data:`signaling.protocol.MAX_CHUNKS`)."
MOST_FIELD = 4096
KINDS = {
    b"%PDF-": "application/pdf",
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
}
"Media types by the first bytes: a name tells nothing. The kiosk opens it, in its sandbox."


class TooBig(Exception):
    """More than :data:`MOST_BYTES`."""


@dataclass
class Upload:
    fields: dict[str, str] = field(default_factory=dict)
    file: bytes = field(default=b"", repr=False)

    @property
    def media_type(self) -> str | None:
        for start, kind in KINDS.items():
            if self.file.startswith(start):
                return kind
        return None


async def uploaded(request: web.Request) -> Upload:
    """The fields, and the file named ``file``. Raises :exc:`BadMessage`, :exc:`TooBig`."""
    if not request.content_type.startswith("multipart/"):
        posted = await request.post()
        return Upload({name: text for name, text in posted.items() if isinstance(text, str)})
    found = Upload()
    try:
        reader = await request.multipart()
        while (part := await reader.next()) is not None:
            if isinstance(part, BodyPartReader):
                await _read(part, found)
    except (ValueError, LookupError, RuntimeError, AssertionError):
        raise BadMessage("form") from None
    return found


async def _read(part: BodyPartReader, found: Upload) -> None:
    most = MOST_BYTES if part.name == "file" else MOST_FIELD
    data = bytearray()
    while piece := await part.read_chunk():
        data += piece
        if len(data) > most:
            raise TooBig(part.name or "")
    if part.name == "file":
        found.file = bytes(data)
    elif part.name:
        found.fields.setdefault(part.name, data.decode("utf-8"))
