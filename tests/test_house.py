"""The rules of the house that no other tool holds; see `docs/decisions` and CONTRIBUTING.md.

They read what git tracks, or what stands in the tree when it is no clone.
"""

import ast
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("signaling", "kiosk", "devices", "recordings", "counsellor", "demo")
MAX_LINES = 400
GENERATED = "counsellor/static/messages.js"

ONE_FILE = ("cups", "dateutil", "icalendar", "pyotp", "pyrage", "sane", "smartcard", "webauthn")
"Each vendor library is imported in one file, so that changing it is changing one file."
IN_PLACES = {
    "aiosmtplib": ("signaling/post/sending.py",),
    "cv2": ("devices/camera/", "devices/vision.py"),
    "PySide6": ("kiosk/screens/",),
    "pypdfium2": ("kiosk/paper/leaf.py", "demo/visit.py"),
    "reportlab": ("kiosk/paper/sheets/",),
    "segno": ("signaling/pages/qr.py", "signaling/secretariat/slip.py"),
    "sqlalchemy": ("signaling/store/",),
}
"Library by the places that alone may import it."
PRIVATE_PATCHES = "kiosk/media/aiortc_patches/"
NOT_OURS = (
    # Written in two halves: this file is searched too.
    "py" + "pi.org",
    "python" + "hosted.org",
    "npm" + "js.org",
    "npm" + "js.com",
    "deb." + "debian.org",
    "debian.org" + "/debian",
    "/work" + "/",
    "/tmp" + "/w/",
    "/opt" + "/wheels",
)
"Hosts of registries and paths of one machine: a clone must work anywhere."


def tracked(*suffixes: str) -> Iterator[Path]:
    """Files of the repository, by suffix; all of them without one."""
    git = shutil.which("git")
    listed = [git or "git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others"]
    done = subprocess.run(
        [*listed, "--exclude-standard"], capture_output=True, text=True, check=True, timeout=20
    )
    for name in done.stdout.split("\0"):
        path = ROOT / name
        if name and path.is_file() and (not suffixes or path.suffix in suffixes):
            yield path


def ours() -> Iterator[Path]:
    """The product's own Python: its packages, its command."""
    for path in tracked(".py"):
        place = path.relative_to(ROOT).parts
        if place[0] in PACKAGES or len(place) == 1:
            yield path


def imports(source: str) -> set[str]:
    """Top-level names of the packages that a module imports, wherever it does."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names


def private_parts_of_aiortc(source: str) -> set[str]:
    """Names with a leading underscore imported from aiortc or aioice."""
    return {
        alias.name
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.ImportFrom)
        and (node.module or "").split(".")[0] in ("aiortc", "aioice")
        for alias in node.names
        if alias.name.startswith("_")
    }


def importers(library: str) -> list[str]:
    return sorted(
        path.relative_to(ROOT).as_posix() for path in ours() if library in imports(path.read_text())
    )


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("library", ONE_FILE)
def test_a_vendor_library_is_imported_in_one_file(library: str) -> None:
    assert len(importers(library)) <= 1


@pytest.mark.parametrize("library", IN_PLACES)
def test_a_library_stays_in_its_place(library: str) -> None:
    astray = [file for file in importers(library) if not file.startswith(IN_PLACES[library])]
    assert astray == []


def test_the_private_parts_of_aiortc_are_touched_in_one_place() -> None:
    touching = [name(path) for path in ours() if private_parts_of_aiortc(path.read_text())]
    assert [file for file in touching if not file.startswith(PRIVATE_PATCHES)] == []


@pytest.mark.parametrize(
    "source", ["import cups", "def f():\n    import cups.sub as c", "from cups import x"]
)
def test_an_import_is_seen_wherever_it_stands(source: str) -> None:
    assert "cups" in imports(source)


def test_a_relative_import_is_not_taken_for_a_library() -> None:
    assert imports("from .cups import printer\nfrom . import sane") == set()


def test_no_module_is_longer_than_four_hundred_lines() -> None:
    long = {
        name(path): lines
        for path in tracked(".py", ".js")
        if (lines := path.read_text().count("\n")) > MAX_LINES and name(path) != GENERATED
    }
    assert long == {}


def test_no_work_is_left_for_later() -> None:
    words = re.compile(r"\b(" + "|".join(("TO" + "DO", "FIX" + "ME", "XX" + "X")) + r")\b")
    left = [name(path) for path in tracked(".py", ".js") if words.search(path.read_text())]
    assert left == []


def test_nothing_names_a_registry_or_a_path_of_one_machine() -> None:
    named = [
        f"{name(path)}: {word}"
        for path in tracked()
        for word in NOT_OURS
        if word in path.read_bytes().decode(errors="ignore")
    ]
    assert named == []


def test_the_console_s_tests_have_one_clock_that_debian_s_node_knows_too() -> None:
    own = [path for path in tracked(".test.js") if "mock.timers" in path.read_text()]
    assert own == [], "tests/console/here.js stops the time"


def test_every_test_folder_is_a_package() -> None:
    folders = {path.parent for path in tracked(".py") if path.name.startswith("test_")}
    assert [name(folder) for folder in folders if not (folder / "__init__.py").is_file()] == []
