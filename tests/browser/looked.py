"""What the ring looked at: written to `bench-results/pages.json` when it ends.

`pages` counts addresses, `states` how often axe judged one of them. An address is taken without its
identifiers. With ``VISAVIS_PICTURES=folder`` a named state leaves its picture there.
"""

import json
import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

RESULTS = Path(__file__).parents[2] / "bench-results"
HOLDERS = ("comptes", "organismes", "relais", "mairies", "distances", "bus", "guichets", "salles")
LONG = re.compile(r"(?=.*\d)[\w-]{12,}")
"Of a row: long and with a digit, or after the name of what it is a row of."


@dataclass
class Looked:
    states: list[tuple[str, str]] = field(default_factory=list)
    browsers: set[str] = field(default_factory=set)
    violations: int = 0
    payloads: int = 0
    "Hostile texts, each in each field, on each page that shows it."
    executed: int = 0

    def saw(self, browser: str, url: str, state: str, violations: int) -> None:
        self.browsers.add(browser)
        self.states.append((address(url), state))
        self.violations += violations

    def tried(self, payloads: int, executed: int) -> None:
        self.payloads += payloads
        self.executed += executed

    def write(self, folder: Path = RESULTS) -> None:
        figures = {
            "pages": len({page for page, _ in self.states}),
            "states": len(self.states),
            "axe_violations": self.violations,
            "payloads": self.payloads,
            "executed": self.executed,
            "browsers": sorted(self.browsers),
        }
        folder.mkdir(exist_ok=True)
        (folder / "pages.json").write_text(json.dumps(figures, indent=2) + "\n")


VOICES = ["administration", "voix"]


def address(url: str) -> str:
    """The same for every row of a list."""
    parts = urlsplit(url).path.split("/")
    for place in range(1, len(parts)):
        held = parts[place - 1] in HOLDERS and parts[place] != "nouveau"
        if parts[place] and (held or LONG.fullmatch(parts[place])):
            parts[place] = "{id}"
    if parts[1:3] == VOICES:  # a language, and a sentence of it
        parts[3:] = ["{id}"] * len(parts[3:])
    return "/".join(parts)


def state_of_test() -> str:
    """The test that looks now, by its name."""
    return os.environ.get("PYTEST_CURRENT_TEST", "").split("::")[-1].split(" ")[0]


looked = Looked()
