"""The guides of who works with the pages name what the pages say: buttons, titles, keys."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
GUIDES = sorted((ROOT / "docs").glob("guide-*.md"))
PAGES = set((ROOT / "signaling/help/templates").glob("*.html"))
"The guides themselves, as the server shows them."
SOURCES = [
    *(page for page in (ROOT / "signaling").rglob("*.html") if page not in PAGES),
    *(ROOT / "signaling").rglob("*.py"),
    *(ROOT / "counsellor/static").rglob("*.js"),
]
BOLD = re.compile(r"\*\*(.+?)\*\*", re.S)
KEY = re.compile(r"^\| ((?:Maj )?[A-Z]) \| (.+) \|$", re.M)


def plain(text: str) -> str:
    return " ".join(text.replace("&nbsp;", " ").replace("\N{NBSP}", " ").split())


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.stem)
def test_what_a_guide_tells_to_press_is_written_on_the_pages(guide: Path) -> None:
    shown = plain(" ".join(path.read_text() for path in SOURCES))
    named = {plain(each) for each in BOLD.findall(guide.read_text())}
    assert named
    assert {each for each in named if len(each) > 1 and each not in shown} == set()


def test_the_keys_of_the_counsellor_s_guide_are_those_of_the_console() -> None:
    words = "".join(path.read_text() for path in (ROOT / "counsellor/static/i18n").glob("*.js"))
    told = KEY.findall((ROOT / "docs/guide-conseiller.md").read_text())
    assert len(told) > 10
    assert [each for each in told if f'["{each[0]}", "{each[1]}"]' not in words] == []


def test_the_front_page_leads_to_each_guide() -> None:
    front = (ROOT / "README.md").read_text()
    assert len(GUIDES) == 3
    assert all(f"(docs/{guide.name})" in front for guide in GUIDES)
