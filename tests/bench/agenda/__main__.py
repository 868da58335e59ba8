"""`make bench-agenda`: prints the figures and writes `bench-results/agenda.json`."""

import sys

from tests.bench import results

from .day import THREE_ROOMS, Week, figures
from .races import races

SEEDS = range(1, 21)


def main() -> int:
    taken = races()
    waits = figures(Week(seed).play() for seed in SEEDS)
    rooms = figures(Week(seed, THREE_ROOMS).play() for seed in SEEDS)
    by_database = taken.values()
    told = {
        "races": min(each["races"] for each in by_database),
        "double_bookings": sum(each["double_bookings"] for each in by_database),
        "wait_coverage_pct": waits["wait_coverage_pct"],
        "wait_error_ratio": waits["wait_error_ratio"],
        "fifo_violations": waits["fifo_violations"] + rooms["fifo_violations"],
    }
    details = {"databases": taken, "one_room": waits, "three_rooms": rooms}
    results.write("agenda", told | details)
    kept = (
        told["double_bookings"] == told["fifo_violations"] == 0
        and told["wait_coverage_pct"] >= 80
        and told["wait_error_ratio"] <= 1.3
    )
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
