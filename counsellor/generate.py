"""Writes `counsellor/static/messages.js`: the wire's types, as the console's checks read them.

The pydantic models of :mod:`signaling.protocol` are the only source. Run ``python -m
counsellor.generate`` after each change of the protocol; ``--check`` fails when that was forgotten.
"""

import argparse
import json
import sys
import types
import typing
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic.json_schema import models_json_schema

from signaling import protocol

TARGET = Path(__file__).parent / "static" / "messages.js"
CONSTANTS = (
    "VERSION",
    "MAX_MESSAGE_BYTES",
    "CHUNK_BYTES",
    "MAX_CHUNKS",
    "MAX_POINTS",
    "MAX_SHOWN_PAGES",
    "MAX_ZOOM",
    "MAX_FORM_VALUE",
    "LEAST_PERCENT",
    "MOST_PERCENT",
    "MAX_LIVE_TEXT",
    "MAX_MEMORY",
    "MOST_FRAMING",
    "MAX_GUESTS",
    "MAX_TILE",
    "MAX_TILE_CHARS",
)
UNIONS = {
    "FromConsole": "What the console says to the server.",
    "ToConsole": "What the server says to the console.",
    "FromKiosk": "What a kiosk says to the server.",
    "ToKiosk": "What the server says to a kiosk.",
    "OnChannel": "What a kiosk says to the console on the call's data channel.",
    "ToKioskOnChannel": "What the console says to the kiosk on the call's data channel.",
    "FromGuest": "What a guest's page says to the server.",
    "ToGuest": "What the server says to a guest's page.",
    "Sheet": "Words that the console writes and a kiosk lays out, sealed like any document.",
}
OVER_HTTP = ("FormMapping", "FormLibrary")
"What the console fetches, beside messages."
HEADER = """\
// @ts-check
// Generated from signaling/protocol.py by `python -m counsellor.generate`: do not edit.
//
// Nothing is written for what is none: a property that may be absent is optional here.
"""

Schema = Mapping[str, Any]


def members(union: str) -> tuple[type[protocol.Message], ...]:
    found: types.UnionType = getattr(protocol, union)
    return typing.get_args(found)


def schemas() -> dict[str, Schema]:
    """Every model and enumeration by name, as it is written on the wire."""
    models = {model.__name__: model for union in UNIONS for model in members(union)}
    models |= {name: getattr(protocol, name) for name in OVER_HTTP}
    _, whole = models_json_schema(
        [(models[name], "serialization") for name in sorted(models)],
        ref_template="{model}",
    )
    return dict(sorted(whole["$defs"].items()))


def js_type(schema: Schema) -> str:
    """A JSON schema as TypeScript writes it."""
    match schema:
        case {"$ref": str(name)}:
            return name
        case {"const": value}:
            return f'"{value}"'
        case {"enum": values}:
            return " | ".join(json.dumps(value) for value in values)
        case {"anyOf": options} | {"oneOf": options}:
            return " | ".join(js_type(option) for option in options if not is_null(option))
        case {"type": "array", "prefixItems": places}:
            return f"[{', '.join(js_type(place) for place in places)}]"
        case {"type": "array", "items": items}:
            inner = js_type(items)
            return f"({inner})[]" if "|" in inner else f"{inner}[]"
        case {"type": "object", "additionalProperties": values}:
            return f"Record<string, {js_type(values)}>"
        case {"type": "integer" | "number"}:
            return "number"
        case {"type": "string" | "boolean" as name}:
            return str(name)
    raise NotImplementedError(f"no JavaScript type for {schema}")


def is_null(schema: Schema) -> bool:
    return schema.get("type") == "null"


def may_be_absent(schema: Schema) -> bool:
    """`protocol.encode` writes nothing for none."""
    return any(is_null(option) for option in schema.get("anyOf", ()))


def comment(text: str) -> Iterator[str]:
    for line in text.strip().splitlines():
        yield f" * {line.strip()}".rstrip()


def typedef(name: str, schema: Schema) -> Iterator[str]:
    yield "/**"
    if description := schema.get("description"):
        yield from comment(description)
        yield " *"
    if "properties" not in schema:
        yield f" * @typedef {{{js_type(schema)}}} {name}"
    else:
        yield f" * @typedef {{object}} {name}"
        for field, value in schema["properties"].items():
            shown = f"[{field}]" if may_be_absent(value) else field
            yield f" * @property {{{js_type(value)}}} {shown}"
    yield " */"


def union_typedef(name: str, description: str) -> Iterator[str]:
    yield "/**"
    yield from comment(description)
    yield " *"
    yield f" * @typedef {{{' | '.join(model.__name__ for model in members(name))}}} {name}"
    yield " */"


def generate() -> str:
    """The whole file; the same protocol always gives the same bytes."""
    blocks = [HEADER.splitlines()]
    blocks += [[f"export const {name} = {getattr(protocol, name)};" for name in CONSTANTS]]
    blocks += [list(typedef(name, schema)) for name, schema in schemas().items()]
    blocks += [list(union_typedef(name, text)) for name, text in UNIONS.items()]
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="counsellor.generate", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; fail when stale")
    text = generate()
    if not parser.parse_args(arguments).check:
        TARGET.write_text(text, encoding="utf-8")
        return 0
    if TARGET.exists() and TARGET.read_text(encoding="utf-8") == text:
        return 0
    print(f"{TARGET.name} is stale: run `python -m counsellor.generate`", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
