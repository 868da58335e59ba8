"""Pictures of the pages, for `docs/ecrans/`: ``VISAVIS_PICTURES=folder`` keeps one of each state.

`make pictures` runs the ring so; without the variable nothing is kept.
"""

import io
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image
from playwright.async_api import Page

from .looked import address

WIDEST = 1366


@dataclass
class Album:
    folder: Path | None = None
    kept: list[tuple[str, str, str]] = field(default_factory=list)
    "Address, what the test shows, file."
    shut: bool = False

    @contextmanager
    def without(self) -> Iterator[None]:
        """Nothing is kept of what is written to hurt: hostile fields, names that are too long."""
        self.shut = True
        try:
            yield
        finally:
            self.shut = False

    async def keep(self, page: Page, state: str, part: str = "") -> None:
        """Numbered in the order of the ring; of a `part` one for each address, so that the part
        may be made again alone."""
        if self.folder is None or self.shut:
            return
        where = address(page.url)
        number = f"{sum(1 for each, _, _ in self.kept if each == where) + 1:02}"
        name = f"{slug(where)}-{part or number}.webp"
        data = await page.screenshot(animations="disabled", caret="initial")
        save(Image.open(io.BytesIO(data)), self.folder / name)
        self.kept.append((where, state, name))

    def index(self) -> None:
        """The pages of this run in `pages.md`, among those of earlier runs that are still there."""
        if self.folder is None or not self.kept:
            return
        file, new = self.folder / "pages.md", {name for _, _, name in self.kept}
        before = written(file.read_text()) if file.is_file() else []
        stay = [one for one in before if one[2] not in new and (self.folder / one[2]).is_file()]
        file.write_text(listed([*stay, *self.kept]))


def listed(kept: list[tuple[str, str, str]]) -> str:
    lines = ["# Les pages, état par état", "", "Faites par `make pictures`.", ""]
    for where in sorted({each for each, _, _ in kept}):
        lines += [f"## `{where}`", ""]
        lines += [f"![{state}]({name})" for each, state, name in kept if each == where]
        lines.append("")
    return "\n".join(lines)


def written(pages: str) -> list[tuple[str, str, str]]:
    """What :func:`listed` listed."""
    found, where = [], ""
    for line in pages.splitlines():
        if titled := re.fullmatch(r"## `(.*)`", line):
            where = titled[1]
        elif shown := re.fullmatch(r"!\[(.*)\]\((.*)\)", line):
            found.append((where, shown[1], shown[2]))
    return found


def slug(where: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", where.lower()).strip("-") or "accueil"


def save(picture: Image.Image, path: Path) -> None:
    if picture.width > WIDEST:
        picture = picture.resize((WIDEST, round(picture.height * WIDEST / picture.width)))
    path.parent.mkdir(parents=True, exist_ok=True)
    picture.convert("RGB").save(path, "WEBP", quality=72, method=6)


folder = os.environ.get("VISAVIS_PICTURES")
album = Album(Path(folder) if folder else None)
