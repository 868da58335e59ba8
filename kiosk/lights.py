"""The lights of the kiosk: its devices, its screens, what was left behind, who tends it."""

from typing import TYPE_CHECKING

from signaling import protocol as wire

if TYPE_CHECKING:
    from .app import Kiosk


def lights_of(kiosk: "Kiosk") -> wire.Lights:
    hardware, attendant = kiosk.hardware, kiosk.attendant
    more: dict[str, object] = {"printer_fault": hardware.printer_fault()}
    more["paper_left"] = attendant.paper_left or None
    waking = kiosk.tending.waking
    more |= {
        "examined": waking.light,
        "relay": waking.relay,
        "service": attendant.in_service or None,
    }
    more |= {f"{role}_screen": kiosk.display.light(role) for role in ("face", "document")}
    more["unwiped"] = attendant.unwiped
    if kiosk.settings.screens == 1:
        more["document_screen"] = wire.Light.OFF
    return wire.Lights.model_validate(hardware.lights() | more)
