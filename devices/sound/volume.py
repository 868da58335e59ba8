"""A port of the sound server that was muted or turned down is made to be heard again. Blocking."""

import pulsectl  # type: ignore[import-untyped]

from . import Side

PLAIN = 0.7
"Where a volume is put that nobody could hear."
LEAST = 0.05


def restore(side: Side, name: str) -> bool:
    """Tell whether there was anything to do."""
    with pulsectl.Pulse("visavis-mend") as server:
        ports = server.source_list() if side is Side.MICROPHONE else server.sink_list()
        port = next((one for one in ports if one.name == name), None)
        if port is None:
            return False
        muted, low = bool(port.mute), float(port.volume.value_flat) < LEAST
        if muted:
            server.mute(port, False)
        if low:
            server.volume_set_all_chans(port, PLAIN)
        return muted or low
