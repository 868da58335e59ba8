"""The computer itself: room on the disk, memory, the hour, and where pages rest."""

import ctypes
import os
import shutil
from pathlib import Path

from ..findings import Finding, Level

MB = 1024 * 1024
DISK_FAULT, DISK_LOW = 100 * MB, 500 * MB
MEMORY_FAULT, MEMORY_LOW = 150 * MB, 400 * MB
IN_MEMORY = ("tmpfs", "ramfs")
UNSYNCHRONISED = 0x40
"STA_UNSYNC of adjtimex(2)."


def check_disk(directory: str) -> list[Finding]:
    place = nearest(Path(directory))
    return [judge_disk(shutil.disk_usage(place).free, str(place))]


def judge_disk(free: int, place: str) -> Finding:
    details = {"directory": place, "free_mb": free // MB}
    if free < DISK_LOW:
        level = Level.FAULT if free < DISK_FAULT else Level.WARNING
        sentence = f"Le disque est presque plein : il reste {free // MB} Mo."
        remedy = "Faites de la place : « journalctl --vacuum-size=200M », « apt clean »."
        return Finding("disk", "Disque", level, sentence, remedy, details)
    return Finding("disk", "Disque", Level.OK, f"{gigabytes(free)} Go libres.", "", details)


def check_memory() -> list[Finding]:
    return [judge_memory(available_memory(Path("/proc/meminfo").read_text()))]


def available_memory(meminfo: str) -> int:
    for line in meminfo.splitlines():
        name, _, rest = line.partition(":")
        if name == "MemAvailable":
            return int(rest.split()[0]) * 1024
    raise ValueError("MemAvailable")


def judge_memory(available: int) -> Finding:
    details = {"available_mb": available // MB}
    if available < MEMORY_LOW:
        level = Level.FAULT if available < MEMORY_FAULT else Level.WARNING
        sentence = f"Il reste peu de mémoire : {available // MB} Mo."
        remedy = "Redémarrez le guichet ; si cela revient, ajoutez de la mémoire."
        return Finding("memory", "Mémoire", level, sentence, remedy, details)
    seen = f"{gigabytes(available)} Go disponibles."
    return Finding("memory", "Mémoire", Level.OK, seen, "", details)


def check_clock() -> list[Finding]:
    return [judge_clock(clock_is_synchronised())]


def clock_is_synchronised() -> bool:
    """adjtimex(2): the kernel knows it, whichever program keeps the time."""
    timex = (ctypes.c_long * 64)()  # larger than struct timex; modes = 0 only reads
    if ctypes.CDLL(None, use_errno=True).adjtimex(timex) < 0:
        raise OSError(ctypes.get_errno(), "adjtimex")
    # modes, offset, freq, maxerror, esterror, then status: an int after five longs.
    return not timex[5] & UNSYNCHRONISED


def judge_clock(synchronised: bool) -> Finding:
    if synchronised:
        return Finding("clock", "Horloge", Level.OK, "À l’heure.")
    sentence = "L’horloge n’est pas synchronisée : elle peut dériver."
    remedy = "Installez et activez systemd-timesyncd : « timedatectl set-ntp true »."
    return Finding("clock", "Horloge", Level.WARNING, sentence, remedy)


def check_pages(directory: str) -> list[Finding]:
    place = nearest(Path(directory))
    kind = file_system(place, Path("/proc/self/mounts").read_text())
    writable = place != Path(directory).absolute() or os.access(place, os.W_OK)
    return [judge_pages(directory, kind, writable)]


def judge_pages(directory: str, kind: str, writable: bool) -> Finding:
    details = {"directory": directory, "file_system": kind}
    if kind not in IN_MEMORY:
        sentence = f"Les pages d’une visite seraient écrites sur le disque ({directory})."
        remedy = "Donnez à « runtime_directory » un dossier en mémoire, par exemple sous /run."
        return Finding("pages", "Pages en mémoire", Level.FAULT, sentence, remedy, details)
    if not writable:
        sentence = f"Ce compte ne peut pas écrire dans {directory}."
        remedy = "Lancez cet examen avec le compte du guichet : « sudo visavis doctor »."
        return Finding("pages", "Pages en mémoire", Level.WARNING, sentence, remedy, details)
    seen = "Les pages restent en mémoire, jamais sur le disque."
    return Finding("pages", "Pages en mémoire", Level.OK, seen, "", details)


def nearest(path: Path) -> Path:
    """The folder, or the first above it that is there."""
    path = path.absolute()
    while not path.exists():
        path = path.parent
    return path


def file_system(path: Path, mounts: str) -> str:
    """Of the mount that holds it (proc(5), mounts: the last one over a place counts)."""
    found, best = "", -1
    for line in mounts.splitlines():
        _, place, kind, *_ = line.split()
        where = Path(place.encode().decode("unicode_escape"))
        if path.resolve().is_relative_to(where) and len(where.parts) >= best:
            found, best = kind, len(where.parts)
    return found


def gigabytes(size: int) -> str:
    return f"{size / 1024 / MB:.1f}".replace(".", ",")
