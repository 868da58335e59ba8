"""The sentences of the kiosks, read aloud by somebody of the community: recorded here, heard here,
made again, removed. The synthetic voice says the others."""

from dataclasses import dataclass
from typing import Any

from aiohttp import BodyPartReader, web

from ..core.wav import LARGEST, LONGEST_S, NotALine, is_fast, pace
from ..errors import BadMessage, NotFound, TooLarge
from ..languages import FRENCH, in_french
from ..pages.forms import Reading
from ..pages.rooms import see_other
from ..store.voices import Recorded
from ..voices import VOICES, Line, is_said, line, lines
from .frame import HERE, administrator, confirm, tab

PATH = f"{HERE}/voix"
ONE = PATH + "/{language}/{line}"
MOST_READ = 2 * LARGEST


@dataclass(frozen=True)
class Row:
    line: Line
    recorded: Recorded | None

    @property
    def dropped(self) -> bool:
        """No kiosk says this sentence any more: a voice is kept that can only be removed."""
        return (self.line.language, self.line.id) not in lines()

    @property
    def stale(self) -> bool:
        """Read in other words: to be recorded again."""
        return self.recorded is not None and self.recorded.text != self.line.text

    @property
    def fast(self) -> int:
        """Words a minute, of what is read too fast."""
        one = self.recorded
        return pace(one.text, one.seconds) if one and is_fast(one.text, one.seconds) else 0


async def show(request: web.Request) -> web.Response:
    rows = await _rows(request)
    spoken = {row.line.language for row in rows}
    groups = [
        (
            "Français" if code == FRENCH else in_french(code),
            [row for row in rows if row.line.language == code],
        )
        for code in sorted(spoken, key=lambda code: (code != "fr", code))
    ]
    done = sum(row.recorded is not None and is_said(row.recorded) for row in rows)
    values: dict[str, Any] = {"groups": groups, "done": done, "all": len(lines())}
    return tab(request, "admin/voices.html", PATH, **values)


async def show_one(request: web.Request) -> web.Response:
    _line(request)
    return await _one(request, Reading())


async def record(request: web.Request) -> web.Response:
    person, said = administrator(request), _line(request)
    try:
        followed = await request.app[VOICES].keep(person, said, await _sound(request))
    except NotALine as why:
        return await _one(request, Reading[Any]({}, {"sound": str(why)}), 422)
    return see_other(f"{PATH}?dit={'voix' if followed else 'voix-vite'}")


async def hear(request: web.Request) -> web.Response:
    """What was recorded, for who records."""
    recorded = (await _row(request)).recorded
    if recorded is None:
        raise NotFound("voice")
    data = await request.app[VOICES].sound(recorded.sha256)
    return web.Response(body=data, content_type="audio/wav")


async def ask_removal(request: web.Request) -> web.Response:
    row = await _row(request)
    if row.recorded is None:
        raise NotFound("voice")
    return confirm(
        request,
        question="Retirer cet enregistrement ?",
        about=row.line.text,
        consequence="La voix de synthèse dira cette phrase.",
        yes="Oui, retirer l’enregistrement",
        back=PATH,
    )


async def remove(request: web.Request) -> web.Response:
    await request.app[VOICES].remove(administrator(request), (await _row(request)).line)
    return see_other(f"{PATH}?dit=voix-retiree")


ROUTES = (
    web.get(PATH, show),
    web.get(ONE, show_one),
    web.post(ONE, record),
    web.get(ONE + "/son", hear),
    web.get(ONE + "/retirer", ask_removal),
    web.post(ONE + "/retirer", remove),
)


def _line(request: web.Request) -> Line:
    return line(request.match_info["language"], request.match_info["line"])


async def _rows(request: web.Request) -> list[Row]:
    found = await request.app[VOICES].recorded(administrator(request))
    said = [Row(each, found.pop(key, None)) for key, each in lines().items()]
    return said + [Row(Line(*key, one.text), one) for key, one in found.items()]


async def _row(request: web.Request) -> Row:
    """Raises :exc:`NotFound`."""
    asked = request.match_info["language"], request.match_info["line"]
    for row in await _rows(request):
        if (row.line.language, row.line.id) == asked:
            return row
    raise NotFound("line")


async def _one(request: web.Request, reading: Reading[Any], status: int = 200) -> web.Response:
    row = await _row(request)
    values: dict[str, Any] = {"row": row, "reading": reading, "longest": LONGEST_S}
    values["address"] = f"{PATH}/{row.line.language}/{row.line.id}"
    return tab(request, "admin/voice.html", PATH, status, **values)


async def _sound(request: web.Request) -> bytes:
    """Raises :exc:`BadMessage` or :exc:`TooLarge`."""
    found = b""
    try:
        async for part in await request.multipart():
            if not isinstance(part, BodyPartReader):
                raise BadMessage("form")
            if part.name == "sound":
                found = await _bounded(part)
    except (ValueError, LookupError, RuntimeError, AssertionError):
        raise BadMessage("form") from None
    return found


async def _bounded(part: BodyPartReader) -> bytes:
    data = bytearray()
    while piece := await part.read_chunk():
        data += piece
        if len(data) > MOST_READ:
            raise TooLarge("form")
    return bytes(data)
