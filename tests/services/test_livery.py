"""The community's colours: chosen in the administration, worn by the kiosks, read by everybody."""

import asyncio
import json
import random
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from kiosk.core import scenes
from kiosk.core.registry import every_scene
from kiosk.livery import Livery
from kiosk.paper.reader import DocumentRefused, Reader
from kiosk.screens.livery import AT_REST
from signaling import protocol as wire
from signaling.core.png import SIGNATURE, clean
from tests.signaling.core.test_png import chunk
from tests.town import ADMIN, KioskAtWork, town, until

from .browsing import text
from .liveries import NAME, WHITE, drawn, png
from .screens import Screens, screens
from .test_house import PATH, send
from .test_screens_legible import LONG, SHORT, render, unreadable

OF_EACH_KIND = ("welcome", "goodbye", "in_call", "shared", "scan_gesture", "page_shown", "host")
WELCOME = scenes.welcome("Relais de Wassigny")


@pytest.fixture(scope="module")
def painter() -> Iterator[Screens]:
    with screens("--virtual", "640x480") as process:
        process.hear("ready")
        yield process


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def worn(reader: Reader, folder: Path, logo: bytes, colour: str = "#ffd200") -> dict[str, object]:
    """As the kiosk says it to its screens."""
    (folder / "logo.png").write_bytes(logo)
    found = reader.logo(str(folder / "logo.png"), str(folder / "pixels"))
    said = {"path": str(folder / "pixels"), **vars(found)}
    return {"name": NAME, "colour": colour, "logo": said}


# -- from the administration to the kiosks -----------------------------------------------------


def newest(kiosk: KioskAtWork) -> wire.Livery:
    return [message for message in kiosk.heard if isinstance(message, wire.Livery)][-1]


async def test_the_kiosks_wear_what_the_administration_chose_and_are_told_of_each_change(
    tmp_path: Path, reader: Reader
) -> None:
    async with town(tmp_path) as place, place.client(ADMIN) as session, place.kiosk() as kiosk:
        assert newest(kiosk) == wire.Livery()
        status, _ = await send(session, png(drawn()), name=NAME, colour="#FFD200")
        assert status == 200
        assert 'value="#ffd200"' in await text(session, PATH)

        async def told() -> bool:
            return newest(kiosk).logo is not None

        await until(told)
        assert (newest(kiosk).name, newest(kiosk).colour) == (NAME, "#ffd200")
        shown: list[dict[str, object]] = []

        async def draw(path: str, target: str) -> object:
            return await asyncio.to_thread(reader.logo, path, target)

        here = Livery(
            tmp_path / "livery",
            tmp_path / "pixels",
            lambda path: kiosk.link.request("GET", path),
            draw,  # type: ignore[arg-type]
            shown.append,
            lambda: False,
        )
        running = asyncio.create_task(here.run())
        here.told(newest(kiosk))

        async def wears() -> bool:
            return bool(shown) and shown[-1]["logo"] is not None

        await until(wears)
        running.cancel()
        async with place.kiosk("Guichet vert") as other:
            assert newest(other) == newest(kiosk), "who comes later is told at once"
        await send(session, name=NAME, colour="#0f5257", without="yes")

        async def plain() -> bool:
            return newest(kiosk) == wire.Livery(name=NAME)

        await until(plain)


async def test_what_is_no_colour_is_told_and_nothing_changes(tmp_path: Path) -> None:
    async with town(tmp_path) as place, place.client(ADMIN) as session:
        for colour in ("red", "#12345", "#12345g", "url(x)", "#ffffff;"):
            status, page = await send(session, name="Thiérache", colour=colour)
            assert status == 422
            assert 'href="#colour"' in page
        assert "Thiérache" not in await text(session, "/connexion")


def bombs() -> list[bytes]:
    """Files that begin as a logo: too wide, far more pixels than announced, half of one."""

    def made(width: int, height: int, packed: bytes) -> bytes:
        header = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
        parts = chunk(b"IHDR", header), chunk(b"IDAT", packed), chunk(b"IEND", b"")
        return SIGNATURE + b"".join(parts)

    zeros = zlib.compress(bytes(60_000_000), 9)
    return [
        made(60_000, 60_000, zeros),
        made(3, 2, zeros),
        made(1600, 800, zlib.compress(b"\0" * 100)),
        png(drawn())[:-200],
        png(Image.new("P", (8, 8))).replace(b"PLTE", b"pLTE"),
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"GIF89a" + bytes(60),
    ]


async def test_a_broken_huge_or_hostile_logo_is_refused_at_upload(tmp_path: Path) -> None:
    async with town(tmp_path) as place, place.client(ADMIN) as session:
        for file in bombs():
            status, page = await send(session, file, name="Thiérache")
            assert status == 422
            assert 'href="#logo"' in page
        async with session.get("/logo.png") as answer:
            assert answer.status == 404


# -- at the kiosk ------------------------------------------------------------------------------


def test_a_logo_that_a_hostile_server_gave_ends_in_the_sandbox_and_the_kiosk_goes_on(
    reader: Reader, tmp_path: Path
) -> None:
    """Whatever was refused at upload, and forty mutants that came through."""
    good, chance = png(drawn(size=(300, 100))), random.Random(7)
    mutants = list(bombs())
    for _ in range(40):
        mutant = bytearray(good)
        for _ in range(chance.randint(1, 6)):
            mutant[chance.randrange(8, len(mutant))] = chance.randrange(256)
        mutants.append(bytes(mutant))
    path, target = tmp_path / "logo.png", tmp_path / "pixels"
    drawn_all = 0
    for mutant in mutants:
        path.write_bytes(mutant)
        try:
            found = reader.logo(str(path), str(target))
        except DocumentRefused:
            continue
        drawn_all += 1
        assert target.stat().st_size == found.width * found.height * 4
    assert drawn_all < 40
    path.write_bytes(good)
    assert reader.logo(str(path), str(target)).width < 300, "its empty margins are gone"


def test_a_logo_keeps_its_colours_and_a_white_one_gets_a_dark_ground(
    painter: Screens, reader: Reader, tmp_path: Path
) -> None:
    assert clean(png(drawn())), "what is drawn here is let in"
    painter.say(livery=worn(reader, tmp_path, png(drawn())))
    seen = _painted(painter, tmp_path)
    assert _share(seen, (0, 75, 135)) > 0.03
    assert _share(seen, (255, 255, 255)) > 0.6
    painter.say(livery=worn(reader, tmp_path, png(drawn(WHITE))))
    seen = _painted(painter, tmp_path)
    assert _share(seen, (255, 255, 255)) > 0.03
    assert _share(seen, (255, 255, 255)) < 0.5, "white on white would be nothing"


def _painted(painter: Screens, folder: Path) -> np.ndarray:
    """The head of the welcome."""
    render(painter, WELCOME, "document", (1280, 720), folder / "scene.bmp")
    return np.asarray(Image.open(folder / "scene.bmp").convert("RGB"))[:90].astype(int)


def _share(picture: np.ndarray, colour: tuple[int, int, int]) -> float:
    return float((np.abs(picture - colour).max(axis=2) < 12).mean())


@pytest.mark.parametrize(
    ("role", "size"), [("document", (1280, 720)), ("shared", (1024, 768))], ids=str
)
def test_every_scene_can_be_read_in_a_livery(
    painter: Screens, reader: Reader, tmp_path: Path, size: tuple[int, int], role: str
) -> None:
    every = [s for s in (*every_scene(*LONG), *every_scene(*SHORT)) if s.id in AT_REST]
    for livery in (
        worn(reader, tmp_path, png(drawn())),
        {"name": NAME, "colour": "#ffff00", "logo": None},
    ):
        painter.say(livery=livery)
        assert not unreadable(painter, every, role, size, tmp_path / "scene.bmp")


def test_a_name_in_any_colour_can_be_read(painter: Screens, tmp_path: Path) -> None:
    """The record is the truth: what is on the screen, against what it stands on."""
    for red in (0, 128, 255):
        for green in (0, 128, 255):
            for blue in (0, 128, 255):
                colour = f"#{red:02x}{green:02x}{blue:02x}"
                painter.say(livery={"name": NAME, "colour": colour, "logo": None})
                wrong = unreadable(
                    painter, [WELCOME], "document", (1280, 720), tmp_path / "scene.bmp"
                )
                assert not wrong, colour


def test_nothing_of_it_is_on_the_face_nor_beside_what_a_resident_does(
    painter: Screens, reader: Reader, tmp_path: Path
) -> None:
    def pictures() -> list[bytes]:
        made = []
        for scene in every_scene(*SHORT):
            if scene.id not in OF_EACH_KIND or scene.voice.id != scene.id:
                continue
            roles = ("face",) if scene.id in AT_REST else ("face", "document")
            for role in roles:
                render(painter, scene, role, (640, 400), tmp_path / "scene.bmp")
                made.append((tmp_path / "scene.bmp").read_bytes())
        return made

    painter.say(livery=None)
    plain = pictures()
    painter.say(livery=worn(reader, tmp_path, png(drawn())))
    assert pictures() == plain


def test_where_words_want_the_room_the_logo_leaves_it(
    painter: Screens, reader: Reader, tmp_path: Path
) -> None:
    """A line of colour stays."""
    long = scenes.paper_fault("jam").document.sentence * 3
    crowded = json.loads(WELCOME.to_json())
    crowded["document"]["sentence"] = long
    painter.say(livery=worn(reader, tmp_path, png(drawn())))
    texts = render(painter, scenes.from_dict(crowded), "document", (640, 400), tmp_path / "s.bmp")
    seen = np.asarray(Image.open(tmp_path / "s.bmp").convert("RGB")).astype(int)
    assert _share(seen[:3], (255, 210, 0)) > 0.99
    assert _share(seen[6:60], (0, 75, 135)) == 0
    assert len(texts) == 1


def test_a_livery_that_cannot_be_worn_is_told_and_disturbs_nothing(
    painter: Screens, tmp_path: Path
) -> None:
    (tmp_path / "pixels").write_bytes(b"short")
    logo = {"path": str(tmp_path / "pixels"), "width": 30, "height": 10, "pale": False}
    for wrong in (
        {"name": "", "colour": "red", "logo": None},
        {"name": "", "colour": "#ffffff", "logo": logo},
        {"name": "", "colour": "#ffffff", "logo": {**logo, "path": "/nowhere"}},
        {"name": "", "colour": "#ffffff", "logo": {**logo, "width": 1 << 20, "height": 1 << 20}},
        {"colour": "#ffffff"},
        [],
    ):
        painter.say(livery={"name": NAME, "colour": "#ffd200", "logo": None})
        painter.say(livery=wrong)
        if wrong:
            assert painter.hear("error")["error"]["about"] == "livery"
    assert render(painter, WELCOME, "document", (1280, 720), tmp_path / "scene.bmp")
