"""How much of a processor the kiosk's processes use."""

import os
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


def cpu_seconds(leader: int) -> dict[str, float]:
    """Seconds of processor used so far, by part: `media` is the kiosk itself, `total` all of it.

    Source: proc(5), utime and stime of each process of the tree under `leader`.
    """
    parents, used, names = {}, {}, {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            line = (folder / "stat").read_text()
            command = (folder / "cmdline").read_bytes().decode(errors="replace")
        except OSError:
            continue  # it ended meanwhile
        fields = line.rpartition(") ")[2].split()
        pid = int(folder.name)
        parents[pid], names[pid] = int(fields[1]), command
        used[pid] = (int(fields[11]) + int(fields[12])) / TICKS
    tree = {leader}
    while more := {pid for pid, parent in parents.items() if parent in tree} - tree:
        tree |= more
    found = {"media": used.get(leader, 0.0), "total": sum(used.get(pid, 0.0) for pid in tree)}
    for part in ("kiosk.screens", "devices.camera.process"):
        found[part.split(".")[1]] = sum(used[pid] for pid in tree if part in names.get(pid, ""))
    return found
