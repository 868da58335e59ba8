"""Screens as the kernel tells of them: EDID blocks, and a folder like /sys/class/drm."""

from collections.abc import Mapping
from pathlib import Path

from devices import edid


def block(
    maker: str = "DEL",
    product: int = 0xA0C8,
    serial: str = "",
    number: int = 0,
    name: str = "",
    size: tuple[int, int] = (509, 286),
) -> bytes:
    """A true EDID 1.4, its checksum right."""
    made = bytearray(edid.BLOCK)
    made[:8] = edid.SIGNATURE
    letters = [ord(letter) - 64 for letter in maker]
    made[8:10] = (letters[0] << 10 | letters[1] << 5 | letters[2]).to_bytes(2, "big")
    made[10:12] = product.to_bytes(2, "little")
    made[12:16] = number.to_bytes(4, "little")
    made[18:20] = b"\1\4"
    made[54:56] = (14850).to_bytes(2, "little")  # 148.5 MHz: 1080p
    width, height = size
    made[66:69] = bytes([width & 255, height & 255, width >> 8 << 4 | height >> 8])
    for at, kind, text in ((72, edid.SERIAL, serial), (90, edid.NAME, name)):
        if text:
            made[at : at + 18] = b"\0\0\0" + bytes([kind, 0]) + (text + "\n").encode().ljust(13)
    made[127] = -sum(made) % 256
    return bytes(made)


def plug(folder: Path, screens: Mapping[str, bytes]) -> Path:
    """What is plugged into each connector now, and nothing else."""
    for connector in folder.glob("card0-*"):
        (connector / "edid").write_bytes(b"")
        (connector / "status").write_text("disconnected\n")
    for name, told in screens.items():
        connector = folder / f"card0-{name}"
        connector.mkdir(parents=True, exist_ok=True)
        (connector / "status").write_text("connected\n")
        (connector / "modes").write_text("1920x1080\n")
        (connector / "edid").write_bytes(told)
    return folder
