"""The doctor never raises, whatever a check does and wherever it runs."""

import io
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from devices import doctor as supervisor
from devices.doctor import Check, Equipment, examine, kiosk_checks, supervise
from devices.findings import Finding, Level
from devices.virtual import wait_until
from kiosk.setup import doctor

ROOT = Path(__file__).parents[2]


def run(name: str, seconds: float = 15.0, **arguments: object) -> Finding:
    check = Check(name, "Essai", f"tests.services.odd_checks:{name}", arguments, seconds)
    (finding,) = supervise(check, dict(os.environ))
    return finding


def test_a_check_that_prints_does_not_spoil_its_answer() -> None:
    assert run("well") == Finding("well", "Bien", Level.OK, "Tout va bien.")


def test_a_check_that_hangs_is_cut_with_all_that_it_started() -> None:
    marker = "86399.25"
    finding = run("hang", 1.5, marker=marker)
    assert (finding.id, finding.level) == ("hang", Level.FAULT)
    assert finding.details == {"code": "check_timed_out"}

    def survivors() -> str:
        return subprocess.run(["pgrep", "-f", marker], capture_output=True, text=True).stdout

    wait_until(lambda: not survivors(), "end of the group", 5)


@pytest.mark.parametrize(
    ("name", "detail"), [("crash", "signal 11"), ("leave", "exit 7"), ("fail", "OSError")]
)
def test_a_check_that_dies_is_a_finding_that_says_how(name: str, detail: str) -> None:
    finding = run(name)
    assert (finding.id, finding.level) == (name, Level.FAULT)
    assert finding.details["detail"] == detail
    assert "somebody" not in finding.sentence


def test_a_check_that_mumbles_is_a_finding() -> None:
    assert run("mumble").details["code"] == "check_failed"


def test_a_check_that_does_not_exist_is_a_finding() -> None:
    (finding,) = examine([Check("x", "X", "nowhere.at.all:check")])
    assert (finding.id, finding.details["detail"]) == ("x", "ModuleNotFoundError")


def test_a_check_that_cannot_be_started_is_a_finding() -> None:
    (finding,) = examine([Check("x", "X", "y:z")], {"NUL": "a\0b"})
    assert finding.details["code"] == "check_failed"


def test_an_account_that_does_not_exist_is_a_finding() -> None:
    (finding,) = examine([Check("x", "X", "y:z")], account="nobody-of-that-name")
    assert (finding.level, finding.details["detail"]) == (Level.FAULT, "KeyError")


@contextmanager
def readable(path: Path) -> Iterator[Path]:
    """`path`, where every account may read it: a clone often lies in a home that none may."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        subprocess.run(["mount", "--bind", str(path), folder], check=True)
        try:
            yield Path(folder)
        finally:
            subprocess.run(["umount", folder], check=True)


@pytest.fixture
def for_everybody(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The tree and its Python, which may lie elsewhere: `.venv` may be a link."""
    environment = Path(sys.prefix)
    python = Path(sys.executable).relative_to(environment)
    with readable(ROOT) as tree, readable(environment.resolve()) as venv:
        monkeypatch.setattr(sys, "executable", str(venv / python))
        monkeypatch.setattr(supervisor, "_ROOT", str(tree))
        yield


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may become another account")
def test_checks_run_as_the_kiosk_s_account(tmp_path: Path, for_everybody: None) -> None:
    secret = tmp_path / "kiosk.key"
    secret.write_text("x")
    secret.chmod(0o600)
    arguments = {"server": "https://localhost:9", "authority": None, "key_file": str(secret)}
    check = Check("server.reach", "Serveur", "kiosk.setup.checks:check", arguments, 40)
    as_nobody = {f.id: f for f in examine([check], account="nobody")}
    assert "droit de lire" in as_nobody["server.key"].sentence


LEVELS = {str(level) for level in Level}
KEYS = {"id", "title", "level", "sentence", "remedy", "details"}


def report(out: str) -> list[dict[str, object]]:
    """The promise made in `devices/findings.py`."""
    told = json.loads(out)
    assert list(told) == ["schema", "role", "at", "ok", "findings"]
    assert (told["schema"], told["role"]) == (1, "kiosk")
    for finding in told["findings"]:
        assert set(finding) == KEYS
        assert finding["level"] in LEVELS
        assert finding["title"]
        assert finding["sentence"]
        assert finding["remedy"] or finding["level"] in ("ok", "absent")
    assert told["ok"] == all(f["level"] != "fault" for f in told["findings"])
    return list(told["findings"])


NOTHING = {"PATH": ""}
ASCII = {"PATH": "/nowhere", "HOME": "/nowhere", "LC_ALL": "C", "PYTHONIOENCODING": "ascii"}
WRONG = {
    "DISPLAY": ":987",
    "WAYLAND_DISPLAY": "none",
    "XDG_RUNTIME_DIR": "/proc",
    "PULSE_SERVER": "tcp:localhost:9",
    "CUPS_SERVER": "::::",
    "SANE_CONFIG_DIR": "/dev/null",
    "PCSCLITE_CSOCK_NAME": "/dev/null",
    "PATH": "/usr/bin",
}


@pytest.mark.parametrize(
    ("environment", "option"), [(NOTHING, "--json"), (WRONG, "--json"), (ASCII, "")]
)
def test_the_command_answers_in_any_environment(
    environment: dict[str, str], option: str, tmp_path: Path
) -> None:
    file = tmp_path / "kiosk.toml"
    file.write_text(
        'scanner = "test:0"\nprinter = "borne"\nprinter_uri = "ipp://localhost:9/x"\n'
        'card_reader = true\nserver = "https://localhost:9"\n'
    )
    code = "import sys; from kiosk.setup.doctor import main; sys.exit(main(sys.argv[1:]))"
    done = subprocess.run(
        [sys.executable, "-c", code, *filter(None, [option])],
        env={**environment, "VISAVIS_KIOSK_CONFIG": str(file)},
        cwd=ROOT,
        capture_output=True,
        timeout=55,
    )
    assert (done.returncode, done.stderr) == (1, b"")
    if option:
        ids = [finding["id"] for finding in report(done.stdout.decode())]
        assert {"camera", "scanner", "card", "server.reach", "screens"} <= set(ids)
    else:
        assert b"XX Imprimante" in done.stdout.replace(b"  ", b" ")


@pytest.mark.parametrize(
    "text", ["camera = [", "unknown = 1\n", 'pixels_per_mm = "wide"\n', "\0", "server = 3\n"]
)
def test_settings_that_cannot_be_read_are_the_first_finding(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "kiosk.toml"
    file.write_text(text)
    monkeypatch.setenv("VISAVIS_KIOSK_CONFIG", str(file))
    out = io.StringIO()
    assert doctor.main(["--json"], out) == 1
    first = report(out.getvalue())[0]
    assert (first["id"], first["level"]) == ("settings", "fault")


TEXT = st.text(max_size=30)


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.builds(
        Equipment,
        camera=st.sampled_from(["", "file:", "file:/proc/self/mem", "/dev/null", "/"]) | TEXT,
        scanner=TEXT,
        printer=TEXT,
        printer_uri=st.sampled_from(["ipp://", "ipps://[", "http://x:99999/", "x"]) | TEXT,
        microphone=TEXT,
        speaker=TEXT,
        face_screen=TEXT,
        card_reader=st.booleans(),
        voice_directory=st.none() | TEXT,
        state_directory=TEXT,
        runtime_directory=TEXT,
    )
)
def test_no_setting_makes_the_examination_raise(equipment: Equipment) -> None:
    findings = examine(kiosk_checks(equipment))
    assert {f.level for f in findings} <= set(Level)
    assert json.dumps([asdict(finding) for finding in findings])
