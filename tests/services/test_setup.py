"""`visavis setup` in a room of virtual devices, before the real server."""

import asyncio
import io
import os
import pty
import stat
import subprocess
import sys
import time
import tomllib
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from PIL import Image

from devices.findings import Level
from kiosk.settings import KioskSettings
from kiosk.setup import assistant
from kiosk.setup.card import OutlineWindow
from kiosk.setup.queue import make_queue
from signaling.app import create_app, listening
from signaling.auth.kiosks import open_enrolment
from signaling.keys import OFFICE
from signaling.settings import Settings
from signaling.store import places
from signaling.store.records import Relay

from .kiosk_room import Room, open_room

ROOT = Path(__file__).parents[2]
ROOM = Relay("relay-wassigny", "PEL de Wassigny", "Wassigny", "1 place d'essai", "0300000000")


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    with open_room(tmp_path_factory.mktemp("r")) as opened:
        yield opened


@pytest.fixture
def at_kiosk(room: Room, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """This process sees the room's devices; gives where the settings will be."""
    for name, value in room.environment.items():
        monkeypatch.setenv(name, value)
    file = tmp_path / "etc" / "kiosk.toml"
    monkeypatch.setenv("VISAVIS_KIOSK_CONFIG", str(file))
    monkeypatch.setenv("VISAVIS_CONFIG", str(tmp_path / "visavis.toml"))
    return file


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[tuple[str, Path, str]]:
    """Its address, its authority, and a one-time code."""
    settings = Settings(host="127.0.0.1", port=0, data_dir=tmp_path / "server")
    app = create_app(settings)
    async with listening(app) as port:
        store = app[OFFICE].store
        async with store.writing() as tx:
            await places.insert(tx, ROOM)
        code = await open_enrolment(store, "server", ROOM.id, "Borne d'essai", time.time(), 900)
        yield f"https://localhost:{port}", settings.tls_dir / "authority.pem", code


def answers(file: Path, server: str, authority: Path, room: Room) -> Path:
    """What the technician would choose here: a video as camera, the pnm scanner's neighbour."""
    file.write_text(
        f'server = "{server}"\nauthority = "{authority}"\nscanner = "test:0"\n'
        'scanner_corner = "top_right"\nscanner_feeder = "up"\n'
        'microphone = "speaker.monitor"\nspeaker = "speaker"\nface_screen = "FACE"\n'
        "card_width = 333\npresence = true\nnotice_hung = true\n"
    )
    return file


async def run(args: list[str], typed: str = "") -> tuple[int, str]:
    out = io.StringIO()
    code = await asyncio.to_thread(assistant.main, args, io.StringIO(typed), out)
    return code, out.getvalue()


def read(file: Path) -> dict[str, object]:
    return tomllib.loads(file.read_text())


def content(file: Path) -> bytes | None:
    return file.read_bytes() if file.exists() else None


def mode(file: Path) -> int:
    return stat.S_IMODE(file.stat().st_mode)


def draft(file: Path, camera: Path, state: Path) -> None:
    """What an installer leaves before the first setup."""
    file.parent.mkdir(exist_ok=True)
    file.write_text(
        f'camera = "file:{camera}"\nstate_directory = "{state}"\nruntime_directory = "/dev/shm"\n'
    )


async def test_a_kiosk_is_set_up_tried_and_enrolled_from_a_file_of_answers(
    room: Room, at_kiosk: Path, server: tuple[str, Path, str], tmp_path: Path
) -> None:
    address, authority, code = server
    draft(at_kiosk, room.folder / "camera.y4m", tmp_path / "state")
    file = answers(tmp_path / "answers.toml", address, authority, room)
    before = set(room.printer.received.iterdir())

    exit_code, said = await run(["--answers", str(file), "--code", code])

    written = read(at_kiosk)
    assert exit_code == 0, said
    assert written["server"] == address
    assert written["camera"] == f"file:{room.folder / 'camera.y4m'}"
    assert (written["scanner"], written["card_reader"]) == ("test:0", True)
    assert (written["scanner_corner"], written["scanner_feeder"]) == ("top_right", "up")
    assert (written["printer"], written["printer_uri"]) == ("borne", room.printer.uri)
    assert written["face_screen"] == "FACE"
    assert written["pixels_per_mm"] == round(333 / 85.60, 3)
    assert written["presence"] is True
    printed = set(room.printer.received.iterdir()) - before
    assert len(printed) == 2, "the trial page, then the notice of the room"
    assert all(page.read_bytes().startswith(b"%PDF") for page in printed)
    assert "L’imprimante l’a sortie." in said
    assert "210 × 297 mm à 150 points par pouce" in said
    assert "Le micro entend le haut-parleur" in said
    assert "Enrôlée. Comparez" in said
    assert "Le serveur reconnaît ce guichet." in said
    assert said.rstrip().endswith("Le guichet est prêt.")
    assert mode(at_kiosk) == 0o640
    assert "runtime_directory" in read(at_kiosk.with_name("kiosk.toml.bak"))
    assert KioskSettings().key_file.exists()


async def test_yes_takes_what_is_detected_and_says_what_is_still_wrong(
    room: Room, at_kiosk: Path, tmp_path: Path
) -> None:
    draft(at_kiosk, room.folder / "camera.y4m", tmp_path / "state")
    exit_code, said = await run(["--yes"])
    written = read(at_kiosk)
    assert exit_code == 1
    assert written["printer"] == "borne"
    assert written["face_screen"] == "FACE"
    assert "Le guichet n’est pas enrôlé" in said
    assert written["pixels_per_mm"] == pytest.approx(1280 / 339, abs=0.02)


async def test_a_technician_who_leaves_changes_nothing(
    room: Room, at_kiosk: Path, tmp_path: Path
) -> None:
    draft(at_kiosk, room.folder / "camera.y4m", tmp_path / "state")
    before = content(at_kiosk)
    exit_code, said = await run([], "http://pas.bon\nhttps://localhost:9\n\n")
    assert exit_code == assistant.NOTHING_WRITTEN
    assert "commence par https://" in said
    assert content(at_kiosk) == before


async def test_answers_that_mean_nothing_stop_it_before_anything_is_written(
    at_kiosk: Path, tmp_path: Path
) -> None:
    (tmp_path / "answers.toml").write_text('server = "ftp://x"\n')
    exit_code, _ = await run(["--answers", str(tmp_path / "answers.toml")])
    assert exit_code == assistant.NOTHING_WRITTEN
    assert content(at_kiosk) is None


def test_a_printer_without_a_queue_gets_one_that_works(room: Room, at_kiosk: Path) -> None:
    assert make_queue("essai", room.printer.uri) is None
    finding = room.examine("printer.paper", printer="essai")["printer.queue"]
    assert finding.level == Level.OK


def test_a_printer_that_is_away_gets_no_queue(room: Room, at_kiosk: Path) -> None:
    problem = make_queue("perdue", "ipp://localhost:9/ipp/print")
    assert problem == "L’imprimante est hors tension. La file n’est pas créée."
    found = room.examine("printer.paper", printer="perdue")["printer.queue"]
    assert found.sentence == "La file d’impression « perdue » n’existe pas."


def test_on_a_real_terminal_a_technician_answers_line_by_line(
    room: Room, at_kiosk: Path, tmp_path: Path
) -> None:
    draft(at_kiosk, room.folder / "camera.y4m", tmp_path / "state")
    ours, theirs = pty.openpty()
    code = "import sys; from kiosk.setup.assistant import main; sys.exit(main([]))"
    process = subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, stdin=theirs, stdout=theirs, stderr=theirs
    )
    os.close(theirs)
    said = b""
    # Everything proposed, but no trial: each question is answered when it has been read.
    deadline = time.monotonic() + 50
    answered = 0
    while time.monotonic() < deadline:
        try:
            data = os.read(ours, 4096)
        except OSError:  # the other end of a terminal is closed
            break
        said += data
        last = said.decode(errors="replace").rsplit("\n", 1)[-1]
        if last.endswith((" : ", "[O/n] ", "[o/N] ")):
            answered += 1
            os.write(ours, b"n\n" if "[O/n]" in last and "carte" not in last else b"\n")
    os.close(ours)
    assert process.wait(10) == 1
    text = said.decode()
    assert answered >= 12
    assert "\033[" in text
    assert "3,77 points par millimètre" in text
    assert read(at_kiosk)["face_screen"] == "FACE"


def test_the_outline_on_the_screen_has_the_size_that_is_asked(
    room: Room, at_kiosk: Path, tmp_path: Path
) -> None:
    with OutlineWindow("DOCUMENT") as window:
        assert window.size == (1280, 800)
        window.show(400, 252, 15)
        window.grab(tmp_path / "shown.png")
    with Image.open(tmp_path / "shown.png") as image:
        row = [image.convert("RGB").getpixel((x, 400)) for x in range(image.width)]
    petrol = [x for x, colour in enumerate(row) if colour == (0x0F, 0x52, 0x57)]
    assert image.size == (1280, 800)
    assert petrol[-1] - petrol[0] + 1 == 400
