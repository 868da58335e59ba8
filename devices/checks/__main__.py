"""``python -m devices.checks MODULE:FUNCTION``: one check; arguments in, findings out, as JSON.

Arguments are an object on standard input, findings a list on standard output; what libraries
print goes to standard error. The process dies with its parent, by the kernel's word.
"""

import ctypes
import importlib
import json
import os
import signal
import sys

from ..findings import as_dict

_PR_SET_PDEATHSIG = 1


def main() -> None:
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    module, _, name = sys.argv[1].partition(":")
    arguments = json.loads(sys.stdin.buffer.read())
    findings = getattr(importlib.import_module(module), name)(**arguments)
    json.dump([as_dict(finding) for finding in findings], answers, default=str)
    answers.flush()
    # Libraries with threads of their own may hang on the way out.
    os._exit(0)


if __name__ == "__main__":
    main()
