"""What the ring looked at: written to `bench-results/pages.json` by whatever ran.

Each test's newest run counts, whichever session ran it (`pages-by-test.json` keeps them): the
figures are those of the ring though nobody ran it at once. `tests` says of how many tests they are,
`since` when the oldest of them ran: a whole ring has run since if all of its tests are there.

`pages` counts addresses, `states` how often axe judged one of them. An address is taken without its
identifiers. With ``VISAVIS_PICTURES=folder`` a named state leaves its picture there.
"""

import json
import os
import re
from collections import defaultdict
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

RESULTS = Path(__file__).parents[2] / "bench-results"
HOLDERS = ("comptes", "organismes", "relais", "mairies", "distances", "bus", "guichets", "salles")
LONG = re.compile(r"(?=.*\d)[\w-]{12,}")
"Of a row: long and with a digit, or, in the administration, after the name of what it is a row of."


BY_TEST = "pages-by-test.json"


@dataclass
class Seen:
    """What one test looked at."""

    at: str = field(default_factory=lambda: datetime.now(UTC).isoformat(timespec="seconds"))
    pages: list[str] = field(default_factory=list)
    "An address for each time that axe judged it."
    browsers: list[str] = field(default_factory=list)
    violations: int = 0
    payloads: int = 0
    "Hostile texts, each in each field, on each page that shows it."
    executed: int = 0


@dataclass
class Looked:
    tests: dict[str, Seen] = field(default_factory=lambda: defaultdict(Seen))

    def saw(self, browser: str, url: str, violations: int) -> None:
        seen = self.tests[looking()]
        seen.pages.append(address(url))
        seen.browsers = sorted({*seen.browsers, browser})
        seen.violations += violations

    def tried(self, payloads: int, executed: int) -> None:
        seen = self.tests[looking()]
        seen.payloads += payloads
        seen.executed += executed

    def write(self, folder: Path = RESULTS) -> None:
        folder.mkdir(exist_ok=True)
        every = read(folder / BY_TEST) | self.tests
        every = {name: seen for name, seen in sorted(every.items()) if still_here(name)}
        told = {name: asdict(seen) for name, seen in every.items()}
        (folder / BY_TEST).write_text(json.dumps(told, indent=1) + "\n")
        (folder / "pages.json").write_text(json.dumps(figures(every), indent=2) + "\n")


def figures(every: dict[str, Seen]) -> dict[str, Any]:
    seen = every.values()
    return {
        "pages": len({page for each in seen for page in each.pages}),
        "states": sum(len(each.pages) for each in seen),
        "axe_violations": sum(each.violations for each in seen),
        "payloads": sum(each.payloads for each in seen),
        "executed": sum(each.executed for each in seen),
        "browsers": sorted({browser for each in seen for browser in each.browsers}),
        "tests": len(every),
        "since": min((each.at for each in seen), default=None),
    }


def read(file: Path) -> dict[str, Seen]:
    """Of earlier sessions; of a file that another version wrote nothing."""
    try:
        return {name: Seen(**seen) for name, seen in json.loads(file.read_text()).items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def still_here(name: str) -> bool:
    """A test that was taken away counts no more."""
    file, _, function = name.partition("::")
    path = RESULTS.parent / file
    return path.is_file() and f"def {function.partition('[')[0]}(" in path.read_text()


def looking() -> str:
    """The one that looks now, by its address."""
    return os.environ.get("PYTEST_CURRENT_TEST", "").rpartition(" ")[0]


VOICES = ["administration", "voix"]


def address(url: str) -> str:
    """The same for every row of a list."""
    parts = urlsplit(url).path.split("/")
    kept = parts[1:2] == ["administration"]
    for place in range(1, len(parts)):
        held = kept and parts[place - 1] in HOLDERS and parts[place] != "nouveau"
        if parts[place] and (held or LONG.fullmatch(parts[place])):
            parts[place] = "{id}"
    if parts[1:3] == VOICES:  # a language, and a sentence of it
        parts[3:] = ["{id}"] * len(parts[3:])
    return "/".join(parts)


def state_of_test() -> str:
    """The test that looks now, by its name."""
    return os.environ.get("PYTEST_CURRENT_TEST", "").split("::")[-1].split(" ")[0]


looked = Looked()
