"""Who calls the host, from which kiosk and why: what the strip above every page of a host shows."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ..core.outage import Outage
from ..core.summons import RINGING_STATES, Summons
from ..core.trouble import NEEDED
from ..pages.words import DEVICES, FAULT
from ..protocol import Light, Lights, SummonsReason, SummonsState, Unwiped
from ..views import AppointmentLine, KioskLine

BY = {
    SummonsReason.COUNSELLOR: "Le conseiller vous demande auprès de l’usager.",
    SummonsReason.NOT_CALLED: "L’usager attend, et personne ne l’a encore appelé.",
}
NOBODY = "Personne n’y est installé, mais aucune visite ne peut s’y tenir."
EXPECTED = "Un usager est attendu au relais."
LEFT_OVER = {
    Unwiped.LATE: "La visite d’avant n’est pas encore effacée : un appareil tarde.",
    Unwiped.FAILED: "La visite d’avant ne s’efface pas : appelez le technicien.",
}
LATE = "Personne n’a répondu depuis une minute : le conseiller va peut-être téléphoner."


@dataclass(frozen=True)
class Ring:
    id: str
    "Of the visit; of the kiosk where nobody sits."
    kiosk: str
    name: str
    first_name: str
    why: list[str]
    "A sentence a reason."
    ringing: bool
    "False once the host said to come."
    late: bool
    since: float
    idle: bool = False
    "It is out of order, and nobody sits there: who reads it has only to have seen it."

    @property
    def key(self) -> str:
        """Another one for each time it rings."""
        return f"{self.id} {self.since}"


def rings_of(
    kiosks: Iterable[KioskLine],
    installed: dict[str, AppointmentLine],
    outage_of: Callable[[str], Outage | None] = lambda _: None,
) -> list[Ring]:
    """Those that ring first, residents before kiosks; `installed` as for :func:`.room.room_of`,
    `outage_of` takes a kiosk."""
    found = []
    for line in kiosks:
        if line.visit is None and (outage := outage_of(line.kiosk.id)) is not None:
            found.append(of_outage(line, outage))
        elif line.summons is not None and line.visit is not None:
            found.append(ring_of(line, line.summons, installed[line.visit.appointment]))
    return sorted(found, key=lambda ring: (not ring.ringing, ring.idle, ring.since))


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


def of_outage(line: KioskLine, outage: Outage) -> Ring:
    said = [wrong(line.lights, line.connected), NOBODY if line.connected else EXPECTED]
    name, at = line.kiosk.name, outage.rang_at
    return Ring(line.kiosk.id, name, "", "", said, outage.ringing, False, at, idle=True)


def wrong(lights: Lights, connected: bool) -> str:
    """Of a kiosk where nobody sits: what a device lacks, else what is left of the visit before."""
    if connected and lights.unwiped is not None and not _red(lights):
        return LEFT_OVER[lights.unwiped]
    return out_of_order(lights, connected)


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
    red = _red(lights)
    return f"Le guichet est en panne : {', '.join(red)}." if red else "Le guichet est en panne."


def _red(lights: Lights) -> list[str]:
    return [DEVICES[device].lower() for device in NEEDED if getattr(lights, device) is Light.RED]
