"""docs/examen.md says what the doctors say, no more and no less."""

import json
import re
from pathlib import Path

from devices.doctor import Equipment, kiosk_checks
from devices.findings import SCHEMA, Finding, Level, as_dict

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/examen.md").read_text()
SOURCES = [
    *(ROOT / "devices/checks").glob("*.py"),
    *(ROOT / "kiosk/setup").glob("*.py"),
    ROOT / "devices/doctor.py",
]
ID = r"(?:sound|printer|server)\.[a-z]+"


def documented() -> set[str]:
    return set(re.findall(rf"^\| `({ID}|[a-z]+)` \|", PAGE, re.M))


def test_every_check_of_the_kiosk_is_in_the_table() -> None:
    assert {check.id for check in kiosk_checks(Equipment())} <= documented()


def test_every_id_with_a_family_is_in_the_table_and_the_reverse() -> None:
    written = {id for file in SOURCES for id in re.findall(rf'"({ID})"', file.read_text())}
    assert written == {id for id in documented() if "." in id}


def test_the_ids_of_the_server_are_told() -> None:
    written = set(re.findall(rf'"({ID})"', (ROOT / "signaling/doctor.py").read_text()))
    told = PAGE.split("Sur le serveur", 1)[1]
    assert written == set(re.findall(rf"`({ID})`", told))


def test_the_example_is_a_report() -> None:
    (block,) = re.findall(r"```json\n(.*?)```", PAGE, re.S)
    report = json.loads(block)
    assert report["schema"] == SCHEMA
    told = report["findings"][0]
    assert as_dict(Finding(**{**told, "level": Level(told["level"])})) == told
