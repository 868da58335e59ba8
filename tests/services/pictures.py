"""Pictures of both screens of the kiosk, scene by scene, in `docs/ecrans/`: `make pictures`."""

import json
import sys
import tempfile
from pathlib import Path

from PIL import Image

from kiosk.core.registry import every_scene

from .screens import ROOT, screens

SIZE = 1920, 1080
PAGE = ROOT / "tests" / "data" / "formulaire-rempli.jpg"
NAMES = ("Relais de Wassigny", "MSA de Picardie", "Mme Exemple")


def paint(folder: Path) -> int:
    """Returns how many scenes there are; each leaves one picture, the face screen on the left."""
    lines = ["# Le guichet, scène par scène", "", "À gauche l’écran du visage, à droite celui des"]
    lines += ["documents. Fait par `make pictures`.", ""]
    every = every_scene(*NAMES)
    with tempfile.TemporaryDirectory() as there, screens("--virtual", "640x480") as painter:
        painter.hear("ready")
        for number, scene in enumerate(every, 1):
            pair = Image.new("RGB", (2 * SIZE[0] + 40, SIZE[1]), "white")
            for place, role in enumerate(("face", "document")):
                path = Path(there, f"{role}.png")
                order = {"role": role, "width": SIZE[0], "height": SIZE[1], "path": str(path)}
                if scene.document.page:
                    order["page"] = {"path": str(PAGE)}  # type: ignore[assignment]
                painter.say(render={**order, "scene": json.loads(scene.to_json())})
                painter.hear("rendered")
                pair.paste(Image.open(path), (place * (SIZE[0] + 40), 0))
            name = f"guichet-{number:02}-{scene.id}.webp"
            pair.resize((pair.width // 3, pair.height // 3)).save(
                folder / name, "WEBP", quality=72, method=6
            )
            lines += [f"![{scene.id}]({name})", ""]
    (folder / "guichet.md").write_text("\n".join(lines))
    return len(every)


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    print(paint(target), "scènes")
