"""One whole visit, as `make demo-visit` plays it, and what it must leave and not leave."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from demo.evidence import STEPS

ROOT = Path(__file__).resolve().parents[2]
PERSONAL = ("Camille", "Dossier de retraite", "03 23 00 00 00", "0323000000")
SECRET = ("a=ice-pwd", "a=fingerprint", "BEGIN PRIVATE", "visit_key", "Bearer ")
MINUTES = 5


@pytest.fixture(scope="module")
def evidence(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("visit") / "evidence"
    done = subprocess.run(
        [sys.executable, "visavis.py", "demo", "--visit", "--evidence", str(folder)],
        cwd=ROOT,
        env={**os.environ, "VISAVIS_LOG": "DEBUG"},
        timeout=60 * MINUTES,
        capture_output=True,
        text=True,
    )
    report = (folder / "report.json").read_text()
    assert done.returncode == 0, done.stdout[-1000:] + done.stderr[-2000:] + report
    return folder


pytestmark = pytest.mark.timeout(60 * MINUTES + 60)


def test_every_step_happens_in_order_and_content_proves_it(evidence):
    report = json.loads((evidence / "report.json").read_text())
    assert report["ok"] is True
    assert tuple(step["name"] for step in report["steps"]) == STEPS
    proven = [step for step in report["steps"] if "proof" in step]
    assert len(proven) == 7
    for step in proven:
        assert step["proof"]["score"] > step["proof"]["control"] + 0.2, step


def test_the_resident_touched_nothing(evidence):
    report = json.loads((evidence / "report.json").read_text())
    assert report["input_events"] == {"probe_seen": True, "during_visit": 0}


def test_it_leaves_its_evidence(evidence):
    names = {path.name for path in evidence.iterdir()}
    pictures = {
        "kiosk-face.png",
        "kiosk-document.png",
        "console.png",
        "secretariat.png",
        "host.png",
    }
    assert pictures | {"scan.pdf", "report.json"} <= names
    assert any(name.startswith("print-received.") for name in names)


def test_no_name_no_content_and_no_secret_reaches_a_log_even_at_debug(evidence):
    for log in ("serve.log", "kiosk.log"):
        text = (evidence / log).read_text()
        assert "DEBUG" in text
        for word in (*PERSONAL, *SECRET):
            assert word not in text, (log, word)
