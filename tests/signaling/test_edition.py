"""The console's files, an address for each edition: what a page names, what browsers keep."""

import gzip
import json
import re
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import make_mocked_request

from signaling.edition import FOR_GOOD, Edition
from signaling.files import LIBRARIES, STATIC, vendored

PAGE = '<head><script type="module" src="/static/app.js"></script></head>'
APP = 'import { a } from "./parts/a.js";\nimport "./alone.js";\nimport "/vendor/v.js";\n'
A = 'export {\n  b,\n} from "../b.js";\nconst later = () => import("./later.js");\n'
B = "export const b = 1;\n" * 100


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "parts").mkdir()
    for name, text in (
        *(("index.html", PAGE), ("app.js", APP), ("alone.js", "")),
        *(("parts/a.js", A), ("parts/later.js", ""), ("b.js", B)),
    ):
        (tmp_path / name).write_text(text)
    return tmp_path


def asked(edition: Edition, name: str, path: str, packing: str = "") -> web.Response:
    headers = {"Accept-Encoding": packing} if packing else {}
    request = make_mocked_request(
        "GET", f"/static/{name}/{path}", headers, match_info={"edition": name, "path": path}
    )
    return edition.answer(request)


def test_a_page_names_all_of_its_modules_and_none_that_waits_for_a_deed(folder: Path) -> None:
    edition = Edition(folder)
    assert edition.modules("app.js") == {
        *("app.js", "alone.js", "parts/a.js", "b.js", "/vendor/v.js")
    }
    page, here = edition.pages["index.html"], f'"/static/{edition.name}/'
    assert f'<script type="module" src={here}app.js"></script>' in page
    for module in ("alone.js", "parts/a.js", "b.js"):
        assert f'<link rel="modulepreload" href={here}{module}">' in page
    assert '<link rel="modulepreload" href="/vendor/v.js">' in page
    assert page.count("modulepreload") == 4


def test_any_change_is_another_edition_and_no_change_is_none(folder: Path) -> None:
    before = Edition(folder).name
    assert Edition(folder).name == before
    (folder / "b.js").write_text(B + "\n")
    assert Edition(folder).name != before


def test_a_file_of_this_edition_is_kept_for_good(folder: Path) -> None:
    edition = Edition(folder)
    assert asked(edition, edition.name, "b.js").headers["Cache-Control"] == FOR_GOOD


def test_a_page_of_another_edition_gets_none_of_our_programs_but_looks_as_ours(
    folder: Path,
) -> None:
    (folder / "style.css").write_text("p { margin: 0 }")
    edition = Edition(folder)
    for program in ("b.js", "app.js"):
        with pytest.raises(web.HTTPNotFound):
            asked(edition, "0" * 16, program)
    style = asked(edition, "0" * 16, "style.css")
    assert (style.body, style.headers["Cache-Control"]) == (b"p { margin: 0 }", "no-cache")


def test_it_is_packed_for_those_who_unpack_and_is_the_same_file(folder: Path) -> None:
    edition = Edition(folder)
    packed, plain = (asked(edition, edition.name, "b.js", way) for way in ("br, gzip", ""))
    assert isinstance(packed.body, bytes)
    assert packed.headers["Content-Encoding"] == "gzip"
    assert len(packed.body) < len(B) / 10
    assert gzip.decompress(packed.body) == plain.body == B.encode()
    for way in ("", "br", "gzip;q=0", "gzip; q=0.0, br", "xgzip2"):
        assert "Content-Encoding" not in asked(edition, edition.name, "b.js", way).headers, way
    assert {packed.headers["Vary"], plain.headers["Vary"]} == {"Accept-Encoding"}


@pytest.mark.parametrize(
    "path", ["../secret", "parts/../../secret", "/etc/passwd", "no.js", "index.html", ""]
)
def test_nothing_outside_is_served(folder: Path, path: str) -> None:
    (folder.parent / "secret").write_text("secret")
    edition = Edition(folder)
    with pytest.raises(web.HTTPNotFound):
        asked(edition, edition.name, path)


def test_the_consoles_modules_are_all_known_and_found() -> None:
    edition = Edition(STATIC)
    console, guest = edition.modules("app.js"), edition.modules("guest/app.js")
    assert {"app.js", "components/console-page.js", "i18n/en/duty.js"} <= console
    assert {"guest/app.js", "guest/line.js"} <= guest <= edition.files.keys()


def test_our_modules_name_libraries_of_the_version_that_is_here() -> None:
    text = "".join(path.read_text() for path in STATIC.rglob("*.js"))
    named = set(re.findall(r'"/vendor/([^"]+)"', text))
    assert named == {path for path in vendored() if not path.endswith("LICENSE")}
    version = json.loads((LIBRARIES / "pdfjs-dist/package.json").read_text())["version"]
    assert f"pdfjs@{version}/pdf.worker.min.mjs" in named
