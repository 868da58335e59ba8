"""Writes `signaling/voices/lines.json`: what the administration may have read aloud.

``python -m kiosk.lines`` after each change of a sentence; a test fails where it was forgotten.
"""

import json
from dataclasses import asdict
from pathlib import Path

from .core.lines import recordable
from .languages import languages

TARGET = Path(__file__).parent.parent / "signaling" / "voices" / "lines.json"


def written() -> str:
    lines = [asdict(line) for line in recordable(languages())]
    return json.dumps(lines, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    TARGET.write_text(written(), encoding="utf-8")
