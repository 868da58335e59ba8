"""The lights of the kiosk: its devices, its screens, and what was left behind."""

from signaling import protocol as wire

from .core.attendant import Attendant
from .display import Display
from .hardware import Hardware


def lights_of(
    hardware: Hardware, display: Display, attendant: Attendant, screens: int
) -> wire.Lights:
    more: dict[str, object] = {"printer_fault": hardware.printer_fault()}
    more["paper_left"] = attendant.paper_left or None
    more |= {f"{role}_screen": display.light(role) for role in ("face", "document")}
    if screens == 1:
        more["document_screen"] = wire.Light.OFF
    return wire.Lights.model_validate(hardware.lights() | more)
