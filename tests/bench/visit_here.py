"""How long a visit's steps take on this machine: plays `make demo-visit` and keeps its figures."""

import json
import sys
import tempfile
from pathlib import Path

from demo.visit import main as play

from . import results


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        evidence = Path(folder) / "evidence"
        code = play(evidence)
        report = json.loads((evidence / "report.json").read_text())
    results.write("visit", report["figures"] | {"ok": report["ok"]})
    return code


if __name__ == "__main__":
    sys.exit(main())
