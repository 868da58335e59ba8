"""What the browser's ring says to have looked at is what ran, whichever session ran it."""

import json
from pathlib import Path

import pytest

from .browser import looked as module
from .browser.looked import BY_TEST, Looked, address

PAGES = "tests/browser/test_zoomed_firefox.py::test_nothing_is_lost_at_twice_the_size"
HOST = "tests/browser/test_host_called.py::"


def session(
    monkeypatch: pytest.MonkeyPatch, folder: Path, name: str, url: str, wrong: int = 0
) -> dict[str, object]:
    monkeypatch.setenv("PYTEST_CURRENT_TEST", f"{name} (call)")
    here = Looked()
    here.saw("firefox", f"https://localhost{url}", wrong)
    here.tried(3, 0)
    here.write(folder)
    found: dict[str, object] = json.loads((folder / "pages.json").read_text())
    return found


def test_a_session_adds_to_the_others_and_replaces_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = HOST + next(
        line.split("def ")[1].split("(")[0]
        for line in (module.RESULTS.parent / HOST[:-2]).read_text().splitlines()
        if "def test_" in line
    )
    first = session(monkeypatch, tmp_path, PAGES, "/relais", wrong=2)
    assert (first["pages"], first["axe_violations"], first["tests"]) == (1, 2, 1)
    both = session(monkeypatch, tmp_path, other, "/console")
    assert (both["pages"], both["states"], both["payloads"], both["tests"]) == (2, 2, 6, 2)
    again = session(monkeypatch, tmp_path, PAGES, "/relais")
    assert (again["states"], again["axe_violations"], again["browsers"]) == (2, 0, ["firefox"])


def test_a_test_that_was_taken_away_and_a_file_of_another_version_count_no_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / BY_TEST).write_text(json.dumps({PAGES: {"unknown": 1}}))
    session(monkeypatch, tmp_path, "tests/browser/test_gone.py::test_it", "/relais")
    assert session(monkeypatch, tmp_path, PAGES, "/relais")["tests"] == 1


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("/relais/file", "/relais/file"),
        ("/relais/carnet?a=b", "/relais/carnet"),
        ("/aide/accueil", "/aide/accueil"),
        ("/relais/visites/visit-0123456789ab/terminer", "/relais/visites/{id}/terminer"),
        ("/administration/relais/pel-wassigny/salles", "/administration/relais/{id}/salles"),
        ("/administration/lieux/relais/nouveau", "/administration/lieux/relais/nouveau"),
        ("/administration/organismes/caf", "/administration/organismes/{id}"),
        ("/administration/voix/fr/welcome", "/administration/voix/{id}/{id}"),
    ],
)
def test_a_page_is_known_by_its_address_without_what_it_is_of(url: str, kind: str) -> None:
    assert address(f"https://localhost{url}") == kind
