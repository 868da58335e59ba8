"""A van takes people where its calendar says that it stands, and nowhere else."""

from ..core.agenda.tour import stop_at
from ..errors import Refusal
from ..protocol import Mode
from ..store import Tx, tours


class VanElsewhere(Refusal):
    code = "van_elsewhere"
    sentence = "Le bus n’est pas là à ce moment. Choisissez un jour et une heure de sa tournée."


async def must_stand(tx: Tx, relay: str, at: float | None, mode: Mode) -> None:
    """For who comes to the kiosk: on the telephone it does not matter. Raises
    :exc:`VanElsewhere`."""
    if at is None or mode is not Mode.VIDEO or not await tours.is_van(tx, relay):
        return
    if stop_at(await tours.of_van(tx, relay), at) is None:
        raise VanElsewhere(relay)
