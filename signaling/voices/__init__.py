"""Lines of the kiosks that somebody of the community reads aloud.

The administration records them; every kiosk is told which there are, and fetches those that it
lacks by their hash. A line is known by the words that were read: where a later version of the
product says it in other words, the recording is not played any more, and is asked for again.
"""

import asyncio
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from aiohttp import web

from .. import protocol as wire
from ..auth.tokens import new_id
from ..backplane import to_kiosk
from ..core import staff, wav
from ..core.commands import Journal
from ..core.person import Person
from ..deeds import Deed
from ..errors import NotFound
from ..office import Office, by_account
from ..store import Tx, kiosks, voices
from ..store.voices import Recorded


@dataclass(frozen=True)
class Line:
    language: str
    id: str
    text: str


@cache
def lines() -> Mapping[tuple[str, str], Line]:
    """What can be recorded, as the kiosks of this version say it (`python -m kiosk.lines`)."""
    said = json.loads(files(__package__).joinpath("lines.json").read_text("utf-8"))
    return {(each["language"], each["id"]): Line(**each) for each in said}


def line(language: str, id: str) -> Line:
    """Raises :exc:`NotFound`."""
    if (language, id) not in lines():
        raise NotFound("line")
    return lines()[language, id]


@dataclass
class Voices:
    office: Office

    async def recorded(self, person: Person) -> dict[tuple[str, str], Recorded]:
        staff.may_administrate(person)
        async with self.office.store.reading() as tx:
            return {(each.language, each.line): each for each in await voices.every(tx)}

    async def keep(self, person: Person, said: Line, sound: bytes) -> bool:
        """Whether everybody can follow it. Raises :exc:`signaling.core.wav.NotALine`."""
        staff.may_administrate(person)
        seconds = await asyncio.to_thread(wav.check, sound)
        sha256 = hashlib.sha256(sound).hexdigest()

        async def act(deed: Deed) -> None:
            record = Recorded(
                new_id("voice"),
                said.language,
                said.id,
                said.text,
                sha256,
                len(sound),
                round(seconds, 2),
                deed.now,
            )
            await voices.keep(deed.tx, record, sound)
            await deed.carry_out([Journal("voice_recorded", f"{said.language}.{said.id}")])

        await self.office.do(by_account(person.account), act)
        await self._tell()
        return not wav.is_fast(said.text, seconds)

    async def remove(self, person: Person, said: Line) -> None:
        staff.may_administrate(person)

        async def act(deed: Deed) -> None:
            if not await voices.remove(deed.tx, said.language, said.id):
                raise NotFound("voice")
            await deed.carry_out([Journal("voice_removed", f"{said.language}.{said.id}")])

        await self.office.do(by_account(person.account), act)
        await self._tell()

    async def sound(self, sha256: str) -> bytes:
        """Raises :exc:`NotFound`."""
        async with self.office.store.reading() as tx:
            found = await voices.sound(tx, sha256)
        if found is None:
            raise NotFound("voice")
        return found

    async def _tell(self) -> None:
        async with self.office.store.reading() as tx:
            said = wire.VoicesChanged(voices=await told(tx))
            known = await kiosks.all_kiosks(tx)
        for kiosk in known:
            if kiosk.revoked_at is None:
                await self.office.backplane.post(to_kiosk(kiosk.id), said)


def sent(recorded: Iterable[Recorded]) -> list[Recorded]:
    """As many as a message holds: what the kiosks of this version say comes first."""
    return sorted(recorded, key=lambda one: not is_said(one))[: wire.MAX_VOICES]


def is_said(one: Recorded) -> bool:
    """In these very words."""
    known = lines().get((one.language, one.line))
    return known is not None and known.text == one.text


async def told(tx: Tx) -> tuple[wire.VoiceFile, ...]:
    """For a kiosk."""
    return tuple(
        wire.VoiceFile(
            words=hashlib.sha256(each.text.encode()).hexdigest(),
            sha256=each.sha256,
            size=each.size,
        )
        for each in sent(await voices.every(tx))
    )


VOICES: web.AppKey[Voices] = web.AppKey("voices", Voices)
