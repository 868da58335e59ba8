"""The units, checked without running them: installed under a folder, read by systemd itself."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
UNITS = (
    "visavis-server.service",
    "visavis-relay.service",
    "visavis-kiosk.service",
    "visavis-session.service",
    "visavis-bus.service",
    "visavis-sound@pipewire.service",
    "visavis-mend@printer.service",
)
CUPS_MOUNTS = ("var-spool-cups.mount", "var-cache-cups.mount")
FILES = (*UNITS, *CUPS_MOUNTS, "cups.service")
PROGRAMS = (
    "opt/visavis/.venv/bin/python",
    "usr/bin/turnserver",
    "usr/sbin/nft",
    "usr/bin/sway",
    "usr/bin/rm",
    "usr/bin/timeout",
    "usr/bin/pipewire",
    "usr/bin/dbus-daemon",
    "usr/bin/seatd",
    "usr/sbin/cupsd",
)
OF_DEBIAN = {
    "seatd.service": "[Service]\nExecStart=/usr/bin/seatd\n",
    "cups.service": "[Service]\nExecStart=/usr/sbin/cupsd\n",
    "getty@tty1.service": "[Service]\nExecStart=/usr/bin/seatd\n",
    "pcscd.socket": "[Socket]\nListenStream=/run/pcscd/pcscd.comm\nAccept=yes\n",
    "pcscd@.service": "[Service]\nExecStart=/usr/bin/seatd\n",
} | {
    f"{target}.target": "[Unit]\nDescription=a target of Debian's\n"
    for target in ("sysinit", "basic", "shutdown", "multi-user", "sockets", "network-online")
}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The product's files laid by its own installer, beside stand-ins for Debian's."""
    root = tmp_path_factory.mktemp("root")
    run([REPOSITORY / "systemd" / "install", "both"], DESTDIR=str(root))
    for program in PROGRAMS:
        (root / program).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy("/bin/true", root / program)
    folder = root / "usr/lib/systemd/system"
    folder.mkdir(parents=True)
    for name, text in OF_DEBIAN.items():
        (folder / name).write_text(text)
    return root


def run(command: list[str | Path], **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8"} | environment,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )


def verify(root: Path, *units: str) -> str:
    done = run(["systemd-analyze", "verify", f"--root={root}", "--man=no", *units])
    return done.stderr + ("" if done.returncode == 0 else f"exit code {done.returncode}")


def exposure(root: Path, unit: str) -> float:
    command: list[str | Path] = ["systemd-analyze", "security", "--offline=yes"]
    done = run([*command, f"--root={root}", unit])
    found = re.search(r"Overall exposure level for .*: ([0-9.]+)", done.stdout)
    assert found, done.stderr
    return float(found[1])


def directives(name: str) -> dict[str, list[str]]:
    """What a unit says, by key; a key may come several times."""
    said: dict[str, list[str]] = {}
    for line in (REPOSITORY / "systemd" / name).read_text().splitlines():
        if "=" in line and not line.startswith("#"):
            key, _, value = line.partition("=")
            said.setdefault(key, []).append(value)
    return said


@pytest.mark.parametrize("unit", FILES)
def test_systemd_understands_every_line_of_the_unit(root: Path, unit: str) -> None:
    assert verify(root, unit) == ""


def test_a_wrong_line_would_be_seen(root: Path) -> None:
    unit = root / "etc/systemd/system/visavis-server.service"
    wrong = unit.with_name("visavis-wrong.service")
    wrong.write_text(unit.read_text().replace("WatchdogSec=", "WatchdogSecs="))
    try:
        assert "Unknown key 'WatchdogSecs'" in verify(root, wrong.name)
    finally:
        wrong.unlink()


@pytest.mark.parametrize("unit", UNITS)
def test_the_unit_is_exposed_by_two_points_at_most(root: Path, unit: str) -> None:
    assert exposure(root, unit) <= 2.0


@pytest.mark.parametrize("unit", ["visavis-server.service", "visavis-kiosk.service"])
def test_the_service_says_that_it_is_ready_and_is_watched(unit: str) -> None:
    said = directives(unit)
    assert said["Type"] == ["notify"]
    assert said["WatchdogSec"] == ["20"]
    assert said["Restart"] == ["always"]
    assert any(key.startswith("LoadCredential") for key in said)


def test_nothing_of_a_resident_can_reach_the_kiosk_s_disk_by_swap_or_by_a_dump() -> None:
    services = "visavis-kiosk.service", "visavis-session.service", "visavis-sound@.service"
    for unit in (*services, "visavis-bus.service", "cups.conf"):
        said = directives(unit)
        assert said["MemorySwapMax"] == ["0"], unit
        assert said["LimitCORE"] == ["0"], unit
        assert said["CoredumpFilter"] == ["0x0"], unit
    kernel = (REPOSITORY / "systemd" / "visavis-kiosk.sysctl").read_text()
    assert "kernel.core_pattern = |/bin/false" in kernel


def test_what_is_printed_waits_in_memory(root: Path) -> None:
    for mount in CUPS_MOUNTS:
        assert directives(mount)["Type"] == ["tmpfs"]
    dropped = (root / "etc/systemd/system/cups.service.d/visavis.conf").read_text()
    assert "RequiresMountsFor=/var/spool/cups /var/cache/cups" in dropped
    assert "MemorySwapMax=0" in dropped


def test_cupsd_keeps_neither_documents_nor_jobs_nor_pages(root: Path, tmp_path: Path) -> None:
    dropped = (root / "etc/systemd/system/cups.service.d/visavis.conf").read_text()
    (before,) = re.findall(r"^ExecStartPre=(.*)$", dropped, re.MULTILINE)
    files = {
        "cupsd.conf": "LogLevel debug\nPageLogFormat %p %u\nPreserveJobHistory Yes\nBrowsing No\n",
        "cups-files.conf": "SystemGroup root\nPageLog /var/log/cups/page_log\nServerRoot {}\n",
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text.format(tmp_path))
    for _ in range(2):  # at each start
        done = run([root / before.lstrip("/"), tmp_path])
        assert (done.returncode, done.stderr) == (0, "")
    said = [(tmp_path / name).read_text().splitlines() for name in files]
    assert sorted(said[0]) == [
        *("Browsing No", "LogLevel warn", "PageLogFormat"),
        *("PreserveJobFiles No", "PreserveJobHistory No"),
    ]
    assert sorted(said[1]) == ["PageLog", f"ServerRoot {tmp_path}", "SystemGroup root"]
    read = [
        "/usr/sbin/cupsd",
        "-t",
        "-c",
        tmp_path / "cupsd.conf",
        "-s",
        tmp_path / "cups-files.conf",
    ]
    assert "is OK" in (checked := run(read)).stdout + checked.stderr


def test_the_accounts_and_the_folders_are_made(root: Path) -> None:
    done = run(["systemd-sysusers", f"--root={root}", "--dry-run"])
    assert done.returncode == 0, done.stderr
    for account in ("visavis", "visavis-kiosk"):
        assert f"Creating user '{account}'" in done.stderr
    for name in ("visavis-server.conf", "visavis-kiosk.conf"):
        lines = (root / "etc/tmpfiles.d" / name).read_text().splitlines()
        for line in lines:
            assert line.startswith("#") or len(line.split()) == 6, line


def test_the_session_pins_each_of_the_kiosk_s_windows_and_hears_no_input_device() -> None:
    session = (REPOSITORY / "systemd" / "session.conf").read_text()
    for title in ("visavis-face", "visavis-document"):
        assert re.search(rf'for_window .* title="\^{title}\$"\].*fullscreen enable', session)
    assert "input * events disabled" in session
    assert not re.search(r"^\s*(bindsym|bindcode|exec)", session, re.MULTILINE)


def test_the_compositor_opens_the_screens_and_the_kiosk_finds_it_there() -> None:
    """With WAYLAND_DISPLAY in its environment, wlroots would be a window of that display."""
    session = " ".join(directives("visavis-session.service")["Environment"]).split()
    kiosk = " ".join(directives("visavis-kiosk.service")["Environment"]).split()
    assert not [pair for pair in session if pair.startswith("WAYLAND_DISPLAY=")]
    assert "WAYLAND_DISPLAY=wayland-1" in kiosk
    assert "XDG_RUNTIME_DIR=/run/visavis-session" in set(session) & set(kiosk)


def test_the_relay_is_told_by_the_product_what_it_serves_and_shares_one_secret() -> None:
    relay, server = directives("visavis-relay.service"), directives("visavis-server.service")
    assert relay["ExecStart"] == ["/usr/bin/turnserver -c /run/visavis-relay/turnserver.conf"]
    assert relay["ExecStartPre"][0].endswith(" relay-config /run/visavis-relay/turnserver.conf")
    assert "turn_secret" in relay["LoadCredential"]
    assert "turn_secret" in server["LoadCredential"]
    assert relay["User"] != server["User"]


def test_an_update_keeps_the_technician_s_own_front(tmp_path: Path) -> None:
    install: list[str | Path] = [REPOSITORY / "systemd" / "install", "server"]
    assert run(install, DESTDIR=str(tmp_path)).returncode == 0
    front = tmp_path / "etc/visavis/haproxy.cfg"
    front.write_text("# theirs\n")
    assert run(install, DESTDIR=str(tmp_path)).returncode == 0
    assert front.read_text() == "# theirs\n"


def test_an_update_keeps_the_technician_s_choice_of_screens(tmp_path: Path) -> None:
    install: list[str | Path] = [REPOSITORY / "systemd" / "install", "kiosk"]
    assert run(install, DESTDIR=str(tmp_path)).returncode == 0
    session = tmp_path / "etc/visavis/session.conf"
    session.write_text("set $face eDP-1\n")
    assert run(install, DESTDIR=str(tmp_path)).returncode == 0
    assert session.read_text() == "set $face eDP-1\n"


def test_a_server_gets_nothing_of_a_kiosk_s(tmp_path: Path) -> None:
    done = run([REPOSITORY / "systemd" / "install", "server"], DESTDIR=str(tmp_path))
    assert done.returncode == 0, done.stderr
    laid = {path.name for path in (tmp_path / "etc").rglob("*") if path.is_file()}
    server = {"visavis-server.service", "visavis-server.conf"}
    assert laid == server | {"visavis-relay.service", "visavis-relay.nft", "haproxy.cfg"}


def test_what_was_installed_is_taken_away_but_the_settings(tmp_path: Path) -> None:
    for script, role in (("install", "both"), ("remove", None)):
        command: list[str | Path] = [REPOSITORY / "systemd" / script, *([role] if role else [])]
        assert run(command, DESTDIR=str(tmp_path)).returncode == 0
    left = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()}
    assert left == {
        f"etc/visavis/{name}" for name in ("haproxy.cfg", "session.conf", "visavis-relay.nft")
    }


def test_an_unknown_role_is_told_and_nothing_is_laid(tmp_path: Path) -> None:
    done = run([REPOSITORY / "systemd" / "install", "everything"], DESTDIR=str(tmp_path))
    assert done.returncode == 2
    assert "server|kiosk|both" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_score_is_of_the_settings_that_systemd_read(root: Path) -> None:
    command: list[str | Path] = ["systemd-analyze", "security", "--offline=yes", "--json=short"]
    done = run([*command, f"--root={root}", "visavis-kiosk.service"])
    seen = {row["json_field"]: row["set"] for row in json.loads(done.stdout)}
    assert seen["NoNewPrivileges"]
    assert seen["ProtectSystem"]
