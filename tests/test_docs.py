"""The manuals do not lie: their links lead somewhere, their commands exist."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.test_house import name, tracked

ROOT = Path(__file__).resolve().parents[1]
LINK = re.compile(r"\]\((?!https?://|#)([^)#\s]+)")
MAKE = re.compile(r"^(?:sudo )?make ([a-z-]+)|`make ([a-z-]+)", re.MULTILINE)
TESTS = re.compile(r"\.venv/bin/pytest\s+([\w./]+)")
VERB = re.compile(r"^\s*(?:sudo |\S+=\S+ |code=\$\(sudo )*visavis ([a-z]+)", re.MULTILINE)


def manuals() -> Iterator[Path]:
    yield from tracked(".md")


def said(pattern: re.Pattern[str]) -> set[tuple[str, str]]:
    """What the manuals say, each with the manual that says it."""
    return {
        (name(manual), next(filter(None, found.groups())))
        for manual in manuals()
        for found in pattern.finditer(manual.read_text())
    }


def test_every_link_leads_to_a_file() -> None:
    lost = [(page, to) for page, to in said(LINK) if not ((ROOT / page).parent / to).exists()]
    assert lost == []


def test_every_verb_of_make_exists() -> None:
    verbs = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert {found for found in said(MAKE) if found[1] not in verbs} == set()


def test_every_verb_has_its_line_of_help() -> None:
    makefile = (ROOT / "Makefile").read_text()
    phony = re.search(r"^\.PHONY: ((?:.*\\\n)*.*)$", makefile, re.MULTILINE)
    assert phony
    helped = set(re.findall(r"^([a-z-]+):.*## ", makefile, re.MULTILINE))
    assert helped == set(phony[1].replace("\\\n", " ").split())


def test_every_test_that_a_manual_points_to_exists() -> None:
    assert {found for found in said(TESTS) if not (ROOT / found[1]).exists()} == set()


def test_every_verb_of_the_command_exists() -> None:
    code = (ROOT / "visavis.py").read_text()
    assert {found for found in said(VERB) if f'"{found[1]}"' not in code} == set()


@pytest.mark.parametrize("mark", ["installation", "service"])
def test_the_virtual_machine_has_blocks_of_each_mark_to_follow(mark: str) -> None:
    page = (ROOT / "docs" / "installation.md").read_text()
    assert f"```sh {mark}\n" in page


def test_no_password_nor_code_is_written_in_a_manual() -> None:
    secret = re.compile(
        r"((?:password|mot de passe|code)\s*[=:]\s*[\"'][^\"'$]+[\"'])", re.IGNORECASE
    )
    assert said(secret) == set()
