"""Where a bench leaves its figures: `bench-results/NAME.json`, with the machine's load."""

import json
import os
from collections.abc import Mapping
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "bench-results"


def merge(name: str, figures: Mapping[str, object]) -> None:
    """Keep what another part of the same bench wrote there."""
    file = FOLDER / f"{name}.json"
    before = json.loads(file.read_text()) if file.exists() else {}
    write(name, before | dict(figures))


def write(name: str, figures: Mapping[str, object], folder: Path = FOLDER) -> None:
    """Also print them."""
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps({**figures, "load": os.getloadavg()}, indent=2)
    (folder / f"{name}.json").write_text(text + "\n")
    print(text)
