"""Pictures of every scene of the kiosk in every language, in `docs/ecrans/`: `make pictures`."""

import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from PIL import Image

from kiosk.core.registry import State, registry
from kiosk.core.scene import Scene
from kiosk.core.tongues import scene_in
from kiosk.languages import languages

from .screens import ROOT, Screens, screens

SIZE = 1280, 720
SMALL = 400, 225
GAP = 8
PAGE = ROOT / "tests" / "data" / "formulaire-rempli.jpg"
NAMES = ("Relais de Wassigny", "MSA de Picardie", "Mme Exemple")


def paint(folder: Path) -> int:
    """Returns how many scenes there are; each leaves one picture, a row for each language.

    Those that are there already are kept: `make pictures` removes them first.
    """
    names = ", ".join(language.name for language in languages())
    lines = ["# Le guichet, scène par scène", ""]
    lines += [f"Une ligne par langue : {names}.", "À gauche l’écran du visage, à droite celui"]
    lines += ["des documents ; les mots d’abord, la voix les dit. Fait par `make pictures`.", ""]
    count = 0
    with tempfile.TemporaryDirectory() as there, screens("--virtual", "640x480") as painter:
        painter.hear("ready")
        for state, made in registry(*NAMES).items():
            lines += [f"## {state.replace('_', ' ')}", ""]
            for number, scene in enumerate(made, 1):
                name = f"guichet-{_order(state):02}-{state}-{number:02}.webp"
                if not (folder / name).exists():
                    _sheet(painter, scene, Path(there)).save(
                        folder / name, "WEBP", quality=60, method=6
                    )
                lines += [f"![{scene.voice.id}]({name})", ""]
                count += 1
    (folder / "guichet.md").write_text("\n".join(lines))
    return count


def _sheet(painter: Screens, scene: Scene, there: Path) -> Image.Image:
    rows = [list(_row(painter, scene_in(scene, language), there)) for language in languages()]
    wide = 2 * SMALL[0] + GAP
    sheet = Image.new("RGB", (wide, len(rows) * (SMALL[1] + GAP) - GAP), "white")
    for y, row in enumerate(rows):
        for x, picture in enumerate(row):
            sheet.paste(picture, (x * (SMALL[0] + GAP), y * (SMALL[1] + GAP)))
    return sheet


def _row(painter: Screens, scene: Scene, there: Path) -> Iterator[Image.Image]:
    for role in ("face", "document"):
        path = there / f"{role}.bmp"
        order: dict[str, object] = {
            "role": role,
            "width": SIZE[0],
            "height": SIZE[1],
            "path": str(path),
        }
        if scene.document.page:
            order["page"] = {"path": str(PAGE)}
        painter.say(render={**order, "scene": json.loads(scene.to_json())})
        painter.hear("rendered")
        yield Image.open(path).convert("RGB").resize(SMALL, Image.Resampling.LANCZOS)


def _order(state: State) -> int:
    return list(State).index(state) + 1


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    print(paint(target), "scènes")
