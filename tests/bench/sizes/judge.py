"""VMAF of films that were encoded. In the environment of the tools (requirements/bench.txt).

    .make/bench/bin/python -m tests.bench.sizes.judge SAID.npy CAME.npy...

Prints JSON: of each file its score, 0 to 100.
"""

import json
import sys

import numpy as np

from tests.bench.abba.scores import vmaf_of


def main(said: str, *came: str) -> None:
    film = list(np.load(said))
    found = {file: round(vmaf_of(list(zip(film, np.load(file), strict=True))), 1) for file in came}
    print(json.dumps(found))


if __name__ == "__main__":
    main(*sys.argv[1:])
