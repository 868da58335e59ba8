"""The community's name, colour and logo, told to its kiosks."""

import hashlib

from . import protocol as wire
from .backplane import to_kiosk
from .office import Office
from .store import Tx, house, kiosks


async def told(tx: Tx) -> wire.Livery:
    """For a kiosk."""
    ours = await house.read(tx)
    logo = None
    if ours.logo is not None:
        sha256 = hashlib.sha256(ours.logo).hexdigest()
        logo = wire.LogoFile(sha256=sha256, size=len(ours.logo))
    return wire.Livery(name=ours.name or None, colour=ours.colour or None, logo=logo)


async def tell(office: Office) -> None:
    """After a change."""
    async with office.store.reading() as tx:
        said, known = await told(tx), await kiosks.all_kiosks(tx)
    for kiosk in known:
        if kiosk.revoked_at is None:
            await office.backplane.post(to_kiosk(kiosk.id), said)
