"""What the kiosk's examination last found: kept for one that is started again, and the doctor."""

import json
import logging
from dataclasses import asdict, dataclass
from pathlib import Path

from signaling.protocol import Light

log = logging.getLogger(__name__)

NAME = "waking.json"


@dataclass(frozen=True)
class Remembered:
    day: str = ""
    "The last one whose morning was looked at, ISO 8601."
    light: Light | None = None
    relay: Light | None = None
    "Whether the relay of the calls was reached."

    @classmethod
    def at(cls, folder: Path) -> "Remembered":
        """Nothing where it was not kept, or is not read."""
        try:
            told = json.loads((folder / NAME).read_text())
            lights = (Light(told[name]) if told.get(name) else None for name in ("light", "relay"))
            return cls(str(told["day"]), *lights)
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return cls()

    def keep(self, folder: Path) -> None:
        half = (folder / NAME).with_suffix(".new")
        try:
            half.write_text(json.dumps(asdict(self)))
            half.replace(folder / NAME)
        except OSError as error:
            log.warning("the morning is not kept: %s", type(error).__name__)
