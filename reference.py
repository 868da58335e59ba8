"""Writes what is written twice, so that neither can lie.

``python -m reference`` writes it; ``--check`` fails when that was forgotten. Only the two settings
models know what can be set: this module puts them on one page of `docs/`, in French. And the
guides of `docs/` are pages of the server too: :mod:`manual` makes them.
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import SecretStr
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings

import manual
from kiosk.settings import KioskSettings
from signaling.settings import Settings

PAGE = Path(__file__).parent / "docs" / "reglages.md"
TYPES: dict[object, str] = {
    str: "texte",
    SecretStr: "texte secret",
    int: "nombre entier",
    float: "nombre",
    bool: "`true` ou `false`",
    Path: "chemin",
}
HEAD = """\
# Réglages

<!-- Page engendrée par `make docs` : ne pas la modifier à la main. -->

Chaque réglage se lit dans un fichier TOML ; une variable d'environnement l'emporte sur le fichier.
Une liste s'écrit `["a", "b"]` dans les deux cas.
"""
SECTIONS: tuple[tuple[str, str, str, type[BaseSettings]], ...] = (
    ("Le serveur", "/etc/visavis/visavis.toml", "VISAVIS_CONFIG", Settings),
    ("Le guichet", "/etc/visavis/kiosk.toml", "VISAVIS_KIOSK_CONFIG", KioskSettings),
)


def kind(annotation: Any) -> str:
    """What may be written for a field, in French."""
    if annotation in TYPES:
        return TYPES[annotation]
    origin, inside = get_origin(annotation), get_args(annotation)
    if origin is Literal:
        return ", ".join(f"`{value}`" for value in inside)
    if origin in (tuple, list):
        return f"liste ({kind(inside[0])})"
    if origin in (Union, UnionType):
        return kind(next(part for part in inside if part is not NoneType))
    return "texte"


def default(field: FieldInfo) -> str:
    value = field.get_default(call_default_factory=True)
    if value is None or value in ("", ()):
        return "aucun"
    if isinstance(value, tuple):
        return "`[" + ", ".join(f'"{part}"' for part in value) + "]`"
    return f"`{str(value).lower()}`" if isinstance(value, bool) else f"`{value}`"


def rows(settings: type[BaseSettings]) -> Iterator[str]:
    prefix = settings.model_config.get("env_prefix", "")
    for name, field in settings.model_fields.items():
        yield (
            f"| `{name}` | `{prefix}{name.upper()}` | {kind(field.annotation)} "
            f"| {default(field)} | {field.description} |"
        )


def page() -> str:
    lines = [HEAD]
    for title, file, variable, settings in SECTIONS:
        lines += [
            f"## {title}",
            "",
            f"Fichier `{file}`, ou celui que nomme la variable `{variable}`.",
            "",
            "| réglage | variable | valeur | par défaut | à quoi il sert |",
            "|---|---|---|---|---|",
            *rows(settings),
            "",
        ]
    return "\n".join(lines).rstrip() + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, compare")
    written = {PAGE: page(), **manual.pages()}
    if not parser.parse_args().check:
        for path, text in written.items():
            path.write_text(text)
        return 0
    stale = [
        path for path, text in written.items() if not path.is_file() or path.read_text() != text
    ]
    for path in stale:
        print(f"{path} is not what it is written from: run `make docs`", file=sys.stderr)
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
