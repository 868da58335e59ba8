"""Does the camera give pictures, and can anything be seen on them?"""

import os
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PIL import Image

from ..camera import HEIGHT, camera
from ..errors import DeviceError
from ..findings import Finding, Level
from ..frames import Pixels
from . import absent, at_fault

ID, TITLE = "camera", "Caméra"
WARM_UP_S = 3.0
"Webcams need a moment before their pictures have light."
PICTURES = 12
BLACK, EVEN = 26.0, 6.0
"Luma (ITU-R BT.601: 16 is black) and its deviation, below which nothing can be seen."
BLURRED = 2.0
"Deviation of the differences between neighbours, below which a lens is dirty or covered."
SLOWEST = 12.0
"Pictures a second under which a face is a slide show."


def check(source: str, height: int = HEIGHT) -> list[Finding]:
    if not source:
        return [absent(ID, TITLE, "aucune caméra")]
    device = camera(source, height)
    try:
        device.open()
        rate, last, frozen = watch(device.read)
    except DeviceError as error:
        if source.startswith("/") and is_held(Path(source)):
            return [busy(source)]
        return [at_fault(ID, TITLE, error, source=source)]
    finally:
        device.close()
    return [judge(last, rate, source, frozen)]


def is_held(device: Path, processes: Path = Path("/proc")) -> bool:
    """Whether another process has it open: a camera serves one at a time."""
    node = str(device.resolve())
    for link in processes.glob("[0-9]*/fd/*"):
        try:
            if os.readlink(link) == node and link.parts[-3] != str(os.getpid()):
                return True
        except OSError:
            continue
    return False


def busy(source: str) -> Finding:
    return Finding(
        ID,
        TITLE,
        Level.WARNING,
        "La caméra sert à un autre programme : une visite est sans doute en cours.",
        "Recommencez quand la visite sera finie.",
        {"source": source, "code": "busy"},
    )


def watch(read: Callable[[], Pixels]) -> tuple[float, Pixels, bool]:
    """Pictures a second, one that is not black if there was any in time, and whether all that
    came were the same to the last point: no lens sees that."""
    began = time.monotonic()
    picture = read()
    while is_black(picture) and time.monotonic() - began < WARM_UP_S:
        picture = read()
    began, first, frozen = time.monotonic(), picture.copy(), True
    for _ in range(PICTURES):
        last = read()
        frozen = frozen and np.array_equal(first, last)
    rate = PICTURES / max(time.monotonic() - began, 1e-3)
    return rate, picture if is_black(last) else last, frozen


def is_black(picture: Pixels) -> bool:
    luma = picture[: picture.shape[0] * 2 // 3]
    return bool(luma.mean() < BLACK and luma.std() < EVEN)


def sharpness(picture: Pixels) -> float:
    """How much neighbours differ: the deviation of the luma's second difference, both ways."""
    luma = _at_most(picture[: picture.shape[0] * 2 // 3], HEIGHT).astype(np.int16)
    across = luma[:, 2:] - 2 * luma[:, 1:-1] + luma[:, :-2]
    down = luma[2:] - 2 * luma[1:-1] + luma[:-2]
    return round(float(across.std() + down.std()) / 2, 2)


def _at_most(luma: Pixels, lines: int) -> Pixels:
    """Neighbours of a larger picture differ less, however clean the lens is."""
    height, width = luma.shape
    if height <= lines:
        return luma
    size = (round(width * lines / height), lines)
    return np.asarray(Image.fromarray(luma).resize(size, Image.Resampling.BOX))


def judge(picture: Pixels, rate: float, source: str, frozen: bool = False) -> Finding:
    height, width = picture.shape[0] * 2 // 3, picture.shape[1]
    luma = picture[:height]
    details = {
        "source": source,
        "width": width,
        "height": height,
        "rate": round(rate, 1),
        "luma": round(float(luma.mean()), 1),
        "sharpness": sharpness(picture),
        "frozen": frozen,
    }
    if is_black(picture):
        return Finding(
            ID,
            TITLE,
            Level.WARNING,
            "La caméra fonctionne, mais l’image est toute noire.",
            "Ouvrez le cache de l’objectif et allumez la lumière de la pièce.",
            details,
        )
    if frozen:
        return Finding(
            ID,
            TITLE,
            Level.FAULT,
            "La caméra donne toujours la même image.",
            "Débranchez puis rebranchez la caméra.",
            details,
        )
    if details["sharpness"] < BLURRED:
        return Finding(
            ID,
            TITLE,
            Level.WARNING,
            "L’image de la caméra est floue.",
            "Essuyez l’objectif avec un chiffon doux et dégagez ce qui le couvre.",
            details,
        )
    if rate < SLOWEST:
        return Finding(
            ID,
            TITLE,
            Level.WARNING,
            f"La caméra est lente : {rate:.0f} images par seconde.",
            "Éclairez mieux la pièce, ou branchez la caméra directement sur l’ordinateur.",
            details,
        )
    seen = f"{width} × {height} points, {rate:.0f} images par seconde."
    return Finding(ID, TITLE, Level.OK, seen, "", details)
