"""An administrator has read a language of the kiosks."""

from signaling.languages import known
from signaling.store import languages
from signaling.store.languages import Review

from .serving import NOON, Served


async def reviewed(served: Served, code: str = "ar", less: int = 0) -> None:
    """`less`: as many sentences are other ones since."""
    admin = await served.person("admin")
    marks = frozenset(sorted(known()[code].marks)[less:])
    async with served.store.writing() as tx:
        await languages.keep(tx, Review(code, marks, admin.account, NOON))
