"""Pictures as they come in commands and go out in reports."""

import base64
import os
from pathlib import Path
from typing import Any

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage, QImageWriter

from .roles import Role


def load(value: dict[str, Any]) -> QImage:
    """A page by its path or as base64 JPEG or PNG; ValueError if it is no picture."""
    image = QImage()
    if "path" in value:
        image.load(str(value["path"]))
    else:
        image.loadFromData(base64.b64decode(value.get("jpeg", ""), validate=True))
    if image.isNull():
        raise ValueError("no picture")
    return image


def jpeg(image: QImage) -> str:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, b"jpeg")
    writer.setQuality(82)
    writer.write(image)
    return base64.b64encode(buffer.data().data()).decode()


def save(folder: Path, role: Role, image: QImage) -> str:
    path = folder / f"{role}.png"
    half = folder / f".{role}.{os.getpid()}"
    if not QImageWriter(str(half), b"png").write(image):
        raise OSError("not written")
    half.replace(path)
    return str(path)
