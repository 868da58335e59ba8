"""``python -m devices.examination``: several checks in one process, which can be ended at any time.

Checks come as a JSON list on standard input, findings go as one on standard output. Who starts it
gives it a session of its own: to kill that group ends every check in it (`devices/checks` dies
with its parent).
"""

import json
import os
import sys
from dataclasses import asdict
from typing import Any

from .doctor import Check, examine
from .findings import as_dict


def written(checks: list[Check]) -> bytes:
    """What the process reads."""
    told = [asdict(check) | {"arguments": dict(check.arguments)} for check in checks]
    return json.dumps(told, default=str).encode()


def main() -> None:
    told: list[dict[str, Any]] = json.loads(sys.stdin.buffer.read())
    findings = examine([Check(**one) for one in told])
    json.dump([as_dict(finding) for finding in findings], sys.stdout, default=str)
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
