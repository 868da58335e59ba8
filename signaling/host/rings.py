"""Who calls the host, from which kiosk and why: what the strip above every page of a host shows."""

from collections.abc import Iterable
from dataclasses import dataclass

from ..core.summons import RINGING_STATES, Summons
from ..core.trouble import NEEDED
from ..pages.words import DEVICES, FAULT
from ..protocol import Light, Lights, SummonsReason, SummonsState
from ..views import AppointmentLine, KioskLine

BY = {
    SummonsReason.COUNSELLOR: "Le conseiller vous demande auprès de l’usager.",
    SummonsReason.NOT_CALLED: "L’usager attend, et personne ne l’a encore appelé.",
}
LATE = "Personne n’a répondu depuis une minute : le conseiller va peut-être téléphoner."


@dataclass(frozen=True)
class Ring:
    visit: str
    kiosk: str
    name: str
    first_name: str
    why: list[str]
    "A sentence a reason."
    ringing: bool
    "False once the host said to come."
    late: bool
    since: float

    @property
    def key(self) -> str:
        """Another one for each time it rings."""
        return f"{self.visit} {self.since}"


def rings_of(kiosks: Iterable[KioskLine], installed: dict[str, AppointmentLine]) -> list[Ring]:
    """Those that ring first; `installed` as for :func:`.room.room_of`."""
    found = [
        ring_of(line, line.summons, installed[line.visit.appointment])
        for line in kiosks
        if line.summons is not None and line.visit is not None
    ]
    return sorted(found, key=lambda ring: (not ring.ringing, ring.since))


def ring_of(line: KioskLine, summons: Summons, resident: AppointmentLine) -> Ring:
    record = resident.appointment
    return Ring(
        summons.visit,
        line.kiosk.name,
        record.name,
        record.first_name,
        [why(reason, line.lights, line.connected) for reason in summons.reasons],
        summons.state in RINGING_STATES,
        summons.state is SummonsState.UNANSWERED,
        summons.called_at,
    )


def why(reason: SummonsReason, lights: Lights, connected: bool) -> str:
    match reason:
        case SummonsReason.PAPER:
            fault = FAULT.get(lights.printer_fault) if lights.printer_fault else None
            return f"Imprimante : {'en panne' if fault is None else fault.text}."
        case SummonsReason.OUT_OF_ORDER:
            return out_of_order(lights, connected)
        case _:
            return BY[reason]


def out_of_order(lights: Lights, connected: bool) -> str:
    if not connected:
        return "Le guichet n’est plus connecté. Est-il allumé, et relié à Internet ?"
    red = [DEVICES[device].lower() for device in NEEDED if getattr(lights, device) is Light.RED]
    return f"Le guichet est en panne : {', '.join(red)}." if red else "Le guichet est en panne."
