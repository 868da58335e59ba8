"""An organisation is written to when somebody needs it and no console of it is open."""

from .attendance import Attendance, Staffing
from .deeds import Deed
from .store import alerts


async def alert_if_alone(deed: Deed, attendance: Attendance, organisation: str) -> None:
    """A request waits there, or a resident sits in front of a kiosk."""
    if attendance.staffing(organisation) is Staffing.NOBODY:
        await alerts.ask(deed.tx, organisation, deed.now)
