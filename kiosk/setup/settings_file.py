"""Writes the kiosk's settings: readable TOML, whole or not at all, the last one kept beside it."""

import json
import os
import shutil
import tomllib
from collections.abc import Mapping
from pathlib import Path

from ..settings import KioskSettings

MODE = 0o640
"The kiosk's group may read it, nobody else: it tells where the server is."
HEADER = "# Réglages du guichet, écrits par « visavis setup ».\n"
Values = dict[str, object]


def read(file: Path) -> Values:
    """What the file says now; nothing when there is none. Raises OSError or ValueError."""
    try:
        return tomllib.loads(file.read_text())
    except FileNotFoundError:
        return {}


def to_toml(values: Mapping[str, object]) -> str:
    """Each setting under the sentence that describes it; those that are None are left out."""
    parts = [HEADER]
    for name, field in KioskSettings.model_fields.items():
        value = values.get(name)
        if value is not None:
            parts.append(f"# {field.description}\n{name} = {_value(value)}\n")
    return "\n".join(parts)


def _value(value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case int() | float():
            return repr(value)
        case Mapping():
            pairs = (f"{_value(str(key))} = {_value(item)}" for key, item in value.items())
            return "{ " + ", ".join(pairs) + " }" if value else "{}"
        case _:
            # TOML 1.0 "String": JSON's escapes are TOML's, but for DEL, which TOML escapes too.
            return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")


def write(file: Path, values: Mapping[str, object], group: int | None = None) -> None:
    """Atomic: a power cut leaves the old file or the new one. Raises OSError."""
    file.parent.mkdir(parents=True, exist_ok=True)
    if file.exists():
        shutil.copy2(file, file.with_name(file.name + ".bak"))
    draft = file.with_name(f".{file.name}.new")
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, MODE)
    with os.fdopen(descriptor, "w", encoding="utf-8") as target:
        os.fchmod(descriptor, MODE)
        if group is not None:
            os.fchown(descriptor, -1, group)
        target.write(to_toml(values))
        target.flush()
        os.fsync(descriptor)
    draft.replace(file)
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
