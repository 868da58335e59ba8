"""Rules of the console that no type checker holds."""

import re
from pathlib import Path

import pytest

STATIC = Path(__file__).parents[2] / "counsellor" / "static"
MODULES = sorted(
    path for path in STATIC.rglob("*.js") if "pages" not in path.relative_to(STATIC).parts
)
PURE = (
    "state.js",
    "papers.js",
    "notices.js",
    "view.js",
    "announce.js",
    "messages.js",
    "incall.js",
    "tiles.js",
    "i18n/fr.js",
    "i18n/en.js",
    "duty.js",
    "queue.js",
    "notes.js",
    "next.js",
    "i18n/scans.js",
    "scans.js",
    "documents.js",
    "daybook/outbox.js",
)

UNSAFE = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|\beval\(|new Function|document\.write")
STORES = re.compile(r"localStorage|sessionStorage|indexedDB|\bcaches\b|serviceWorker|\.cookie\b")
TASTE = {"taste.js", "theme.js"}
"The colours and the language of the page, about nobody: all that a counsellor's browser keeps."
DAYBOOK = {
    "daybook/keep.js": {"indexedDB"},
    "daybook/worker.js": {"caches"},
    "daybook/book.js": {"caches", "serviceWorker"},
}
"What a host takes along where there is no network, until the day is over (docs/decisions)."
PAGE = re.compile(
    r"\bdocument\.(querySelector|createElement|getElementById|body|title|addEventListener)"
    r"|\bHTMLElement\b|\bcustomElements\b"
)
OUTSIDE = re.compile(
    r"Date\.now|Math\.random|setTimeout|setInterval|\bfetch\(|WebSocket|\bnavigator\.|\blocation\b"
)


def name(path: Path) -> str:
    return path.relative_to(STATIC).as_posix()


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_module_is_checked_builds_no_html_and_stores_nothing(path: Path) -> None:
    text = path.read_text()
    assert text.startswith("// @ts-check\n")
    assert not UNSAFE.search(text)
    kept = set(STORES.findall(text))
    taste = {"localStorage"} if name(path) in TASTE else set()
    assert kept <= taste | DAYBOOK.get(name(path), set())
    assert len(text.splitlines()) <= 400 or name(path) == "messages.js"


@pytest.mark.parametrize("path", [p for p in MODULES if p.parent.name != "components"], ids=name)
def test_only_components_touch_the_page(path: Path) -> None:
    assert not PAGE.search(path.read_text())


@pytest.mark.parametrize("module", PURE)
def test_a_pure_module_asks_for_no_clock_chance_or_network(module: str) -> None:
    assert not OUTSIDE.search((STATIC / module).read_text())


def test_the_page_has_no_inline_script_or_style() -> None:
    text = (STATIC / "index.html").read_text()
    assert re.findall(r"<script(?![^>]*\bsrc=)", text) == []
    assert "<style" not in text
    assert " style=" not in text
    assert not re.search(r"\son\w+=", text)


def test_a_key_of_the_page_does_one_thing() -> None:
    """Some are listed by the page, some by a part of it that the page takes them from."""
    found = []
    for module in ("console-page.js", "kiosk-tools.js"):
        text = (STATIC / "components" / module).read_text()
        listed = text[text.index("eys() {") :]
        found += re.findall(r'^ +(?:"([^"]+)"|(\w)): \(\) =>', listed, re.MULTILINE)
    keys = [quoted or bare for quoted, bare in found]
    assert len(keys) > 30
    assert sorted(keys) == sorted(set(keys))
