"""What the checks conclude from what devices and tools tell. No device, no process."""

import json
import os
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageFilter

from devices.checks import camera, loop, machine, printer, scanner, screens, sound
from devices.doctor import Check, Equipment, decode, kiosk_checks
from devices.errors import AccessDenied, Busy, IoFailed
from devices.findings import Level
from devices.sound import RATE, Samples, Side

from .edids import block, plug

SAID = np.random.default_rng(1).normal(0, 6000, RATE).clip(-32768, 32767).astype(np.int16)


def heard(delay: int, gain: float, noise: float, seed: int = 2) -> Samples:
    """What a microphone records of SAID in a room that echoes."""
    recorded = np.random.default_rng(seed).normal(0, noise, RATE * 2)
    for echo, share in ((0, 1.0), (700, 0.5), (1900, 0.3)):
        start = delay + echo
        recorded[start : start + RATE] += SAID * gain * share
    return recorded.clip(-32768, 32767).astype(np.int16)


# -- camera ------------------------------------------------------------------------------------


def picture(luma: int, bright_rows: int = 0) -> np.ndarray:
    pixels = np.full((720, 640), 128, np.uint8)
    pixels[:480] = luma
    pixels[:bright_rows] = 200
    return pixels


def test_a_dark_room_with_a_window_is_not_black_and_a_covered_lens_is() -> None:
    assert camera.is_black(picture(16))
    assert not camera.is_black(picture(18, bright_rows=40))


def scene(shift: int = 0) -> np.ndarray:
    """A room, with the grain of its things."""
    pixels = picture(120)
    pixels[:480] = np.random.default_rng(shift).integers(90, 150, (480, 640))
    return pixels


def test_a_camera_that_is_slow_is_a_warning() -> None:
    slow, well = camera.judge(scene(), 7.0, "x"), camera.judge(scene(), 25.0, "x")
    assert (slow.level, well.level) == (Level.WARNING, Level.OK)
    assert well.sentence == "640 × 480 points, 25 images par seconde."


def test_a_camera_gets_time_to_open_its_eyes() -> None:
    pictures = iter([picture(16)] * 5 + [picture(120)] * 50)
    _, last, _ = camera.watch(lambda: next(pictures))
    assert not camera.is_black(last)


def test_a_camera_that_gives_one_picture_for_ever_is_frozen() -> None:
    one = scene()
    rate, last, frozen = camera.watch(lambda: one)
    assert camera.judge(last, rate, "x", frozen).level is Level.FAULT
    pictures = iter(range(100))
    _, _, moves = camera.watch(lambda: scene(next(pictures)))
    assert not moves


def test_a_lens_that_is_dirty_is_a_warning() -> None:
    blurred = picture(120)
    blurred[:480] = np.linspace(60, 200, 640)
    found = camera.judge(blurred, 25.0, "x")
    assert (found.level, found.sentence) == (Level.WARNING, "L’image de la caméra est floue.")


def soft(width: int, height: int) -> np.ndarray:
    """The same things of a room, somewhat out of focus, as a camera of that size sees them."""
    things = np.random.default_rng(4).integers(40, 220, (9, 16), np.uint8)
    room = Image.fromarray(things).resize((2560, 1440), Image.Resampling.NEAREST)
    seen = room.filter(ImageFilter.GaussianBlur(3)).resize((width, height), Image.Resampling.BOX)
    pixels = np.full((height * 3 // 2, width), 128, np.uint8)
    pixels[:height] = np.asarray(seen)
    return pixels


def test_a_lens_is_judged_alike_at_720_lines_and_at_480() -> None:
    at_480, at_720 = (camera.sharpness(soft(*size)) for size in ((852, 480), (1280, 720)))
    assert camera.BLURRED < at_480 == pytest.approx(at_720, rel=0.1)
    found = camera.judge(soft(1280, 720), 25.0, "x")
    assert (found.level, found.sentence) == (
        Level.OK,
        "1280 × 720 points, 25 images par seconde.",
    )


def test_the_camera_is_examined_at_the_size_of_a_call() -> None:
    for about, height in ((Equipment(), 480), (Equipment(camera_height=720), 720)):
        assert kiosk_checks(about)[0].arguments["height"] == height


def test_a_camera_that_another_process_holds_is_busy_not_broken(tmp_path: Path) -> None:
    node, link = tmp_path / "video0", tmp_path / "by-id"
    node.touch()
    link.symlink_to(node)
    for process, target in (("12", "/dev/null"), (str(os.getpid()), str(node))):
        (tmp_path / f"proc/{process}/fd").mkdir(parents=True)
        (tmp_path / f"proc/{process}/fd/3").symlink_to(target)
    assert not camera.is_held(link, tmp_path / "proc")
    (tmp_path / "proc/12/fd/4").symlink_to(node)
    assert camera.is_held(link, tmp_path / "proc")
    assert camera.busy("x").level == Level.WARNING


# -- sound -------------------------------------------------------------------------------------

MIC = sound.Port("mic", "Micro de table", False, 0.8)


@pytest.mark.parametrize(
    ("port", "samples", "level", "said"),
    [
        (None, None, Level.FAULT, "introuvable"),
        (sound.Port("auto_null.monitor", "", False, 1.0, True), None, Level.FAULT, "introuvable"),
        (sound.Port("mic", "M", True, 0.8), SAID, Level.FAULT, "le son est coupé"),
        (sound.Port("mic", "M", False, 0.01), SAID, Level.FAULT, "le son est coupé"),
        (MIC, np.zeros(0, np.int16), Level.FAULT, "ne donne aucun son"),
        (MIC, np.zeros(480, np.int16), Level.WARNING, "silence parfait"),
        (sound.Port("x.monitor", "X", False, 1.0, True), np.zeros(480, np.int16), Level.OK, ""),
        (MIC, SAID, Level.OK, "« Micro de table » entend."),
    ],
)
def test_a_microphone_is_judged_by_its_state_then_by_what_it_hears(
    port: sound.Port | None, samples: Samples | None, level: Level, said: str
) -> None:
    finding = sound.judge(Side.MICROPHONE, port, samples)
    assert finding.level == level
    assert said in finding.sentence


def test_levels_are_in_decibels_of_full_scale() -> None:
    assert sound.level_db(np.full(480, 32767, np.int16)) == pytest.approx(0, abs=0.1)
    assert sound.level_db(np.full(480, 3277, np.int16)) == pytest.approx(-20, abs=0.1)
    assert sound.level_db(np.zeros(480, np.int16)) == -120


def test_the_loop_is_heard_through_echo_and_noise_with_its_delay() -> None:
    found = loop.measure(SAID, heard(delay=4800, gain=0.05, noise=300))
    assert found.heard
    assert found.delay_ms == pytest.approx(100, abs=1)


@pytest.mark.parametrize("seed", range(10, 22))
def test_noise_alone_is_never_taken_for_the_sentence(seed: int) -> None:
    found = loop.measure(SAID, heard(delay=0, gain=0.0, noise=3000, seed=seed))
    assert not found.heard


def test_blocks_lost_by_a_busy_machine_do_not_hide_the_sentence() -> None:
    recorded = heard(delay=4800, gain=0.5, noise=30)
    for lost in (20_000, 40_000, 60_000):
        recorded = np.delete(recorded, np.s_[lost : lost + 960])
    assert loop.measure(SAID, recorded).heard


def test_a_hum_is_not_taken_for_the_sentence() -> None:
    at = np.arange(RATE * 2) / RATE
    hum = 8000 * np.sin(2 * np.pi * 50 * at) + 3000 * np.sin(2 * np.pi * 1000 * at)
    assert not loop.measure(SAID, hum.astype(np.int16)).heard


def test_silence_is_not_heard_and_says_so() -> None:
    found = loop.measure(SAID, np.zeros(RATE, np.int16))
    assert (found.heard, found.level_db) == (False, -120)
    assert loop.judge(found).level == Level.FAULT


def test_a_loop_that_is_barely_heard_is_a_warning() -> None:
    assert loop.judge(loop.Loop(True, 40, -70.0, 30.0)).level == Level.WARNING


# -- printer and scanner -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reasons", "state", "level", "said"),
    [
        ("none", 3, Level.OK, "Prête"),
        (["media-low-report", "none"], 3, Level.WARNING, "Il reste peu de papier."),
        ("marker-supply-low-warning", 3, Level.WARNING, "Il reste peu d’encre."),
        ("media-empty-report", 3, Level.WARNING, "n’a plus de papier"),
        ("media-empty-warning", 3, Level.FAULT, "n’a plus de papier"),
        ("media-empty-report", 5, Level.FAULT, "n’a plus de papier"),
        (["cover-open-error", "media-low-warning"], 3, Level.FAULT, "capot ouvert"),
        ("spool-area-full-report", 3, Level.OK, "Prête"),
    ],
)
def test_what_stops_a_printer_is_a_fault_and_what_will_is_a_warning(
    reasons: object, state: int, level: Level, said: str
) -> None:
    told = {"printer-state": state, "printer-state-reasons": reasons}
    finding = printer.judge_printer("ipp://x", told)
    assert finding.level == level
    assert said in finding.sentence


@given(st.dictionaries(st.text(), st.none() | st.integers() | st.text() | st.lists(st.text())))
def test_no_answer_of_a_printer_breaks_the_check(told: dict[str, object]) -> None:
    for name in ("printer-state", "printer-state-reasons"):
        told[name] = next(iter(told.values()), None)
    assert printer.judge_printer("ipp://x", told).sentence
    assert printer.judge_queue("q", told).sentence


def test_a_printer_that_does_not_say_its_state_is_none() -> None:
    assert printer.judge_printer("ipp://x", {}).level == Level.FAULT


def test_the_queue_is_asked_of_the_server_that_the_driver_uses(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for server, uri in (
        ("localhost:6310", "ipp://localhost:6310/printers/q"),
        ("/run/cups/cups.sock", "ipp://localhost:631/printers/q"),
        ("print.example", "ipp://print.example:631/printers/q"),
        ("", "ipp://localhost:631/printers/q"),
    ):
        monkeypatch.setenv("CUPS_SERVER", server)
        assert printer.queue_uri("q") == uri


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        ("scanimage: open of device x failed: Device busy", Busy),
        ("x\nscanimage: open of device x failed: Access to resource has been denied", AccessDenied),
        ("", IoFailed),
    ],
)
def test_what_scanimage_says_is_understood(told: str, kind: type) -> None:
    assert type(scanner.error_of(told)) is kind


# -- screens -----------------------------------------------------------------------------------

XRANDR = """Monitors: 2
 0: +*HDMI-1 1920/509x1080/286+0+0  HDMI-1
 1: +DP-1 1280/0x1024/0+1920+0  DP-1
"""


def test_xrandr_tells_names_pixels_and_millimetres() -> None:
    assert screens.of_xrandr(XRANDR) == [
        screens.Screen("HDMI-1", 1920, 1080, 509, 286),
        screens.Screen("DP-1", 1280, 1024, 0, 0),
    ]


def test_sway_tells_its_active_outputs() -> None:
    outputs = [
        {"name": "DP-1", "active": True, "current_mode": {"width": 1920, "height": 1080}},
        {"name": "DP-2", "active": False, "current_mode": None},
    ]
    assert screens.of_sway(json.dumps(outputs)) == [screens.Screen("DP-1", 1920, 1080)]


@given(st.text() | st.recursive(st.none() | st.text(), lambda s: st.lists(s)).map(json.dumps))
def test_no_output_of_a_tool_breaks_the_list_of_screens(told: str) -> None:
    assert isinstance(screens.of_sway(told), list)
    assert isinstance(screens.of_xrandr(told), list)


def test_the_kernel_tells_connected_screens_with_what_their_edid_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plug(tmp_path, {"HDMI-A-1": block(serial="4F3K2", name="DELL P2419H"), "eDP-1": b""})
    (tmp_path / "card0-DP-1").mkdir()
    (tmp_path / "card0-DP-1/status").write_text("disconnected\n")
    monkeypatch.setattr(screens, "DRM", tmp_path)
    for name in ("SWAYSOCK", "WAYLAND_DISPLAY", "DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    hdmi, panel = screens.screens()
    said = ("DEL a0c8 4F3K2", "DELL P2419H")
    assert hdmi == screens.Screen("HDMI-A-1", 1920, 1080, 509, 286, *said)
    assert panel == screens.Screen("eDP-1", 1920, 1080)
    assert (hdmi.written, panel.written) == ("DEL a0c8 4F3K2 @HDMI-A-1", "eDP-1")


def test_the_face_s_screen_is_found_wherever_it_is_plugged_in() -> None:
    there = [
        screens.Screen("DP-1", 1920, 1080, mark="DEL a0c8 2"),
        screens.Screen("DP-2", 1920, 1080, mark="DEL a0c8 1"),
    ]
    assert screens.judge(there, "DEL a0c8 1 @DP-1").level == Level.OK
    assert screens.judge(there, "DP-1").level == Level.OK
    gone = screens.judge(there, "DEL a0c8 3 @DP-1")
    assert gone.level == Level.FAULT
    assert "« DEL a0c8 3 @DP-1 » est introuvable" in gone.sentence


def test_without_a_screen_there_is_a_fault() -> None:
    assert screens.judge([], "").level == Level.FAULT


# -- the machine -------------------------------------------------------------------------------


def test_the_disk_and_the_memory_have_two_limits() -> None:
    mb = machine.MB
    levels = [machine.judge_disk(size * mb, "/").level for size in (50, 300, 5000)]
    assert levels == [Level.FAULT, Level.WARNING, Level.OK]
    levels = [machine.judge_memory(size * mb).level for size in (50, 300, 5000)]
    assert levels == [Level.FAULT, Level.WARNING, Level.OK]
    assert machine.judge_disk(3 * 1024 * mb // 2, "/").sentence == "1,5 Go libres."


def test_the_kernel_s_estimate_of_memory_is_read() -> None:
    assert machine.available_memory("MemTotal: 9 kB\nMemAvailable:   2048 kB\n") == 2 * machine.MB


MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
tmpfs /run tmpfs rw 0 0
/dev/sda2 /run/disk ext4 rw 0 0
tmpfs /run/with\\040space tmpfs rw 0 0
"""


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("/run/visavis-kiosk", "tmpfs"),
        ("/run/disk/x", "ext4"),
        ("/var/lib", "ext4"),
        ("/runner", "ext4"),
        ("/run/with space/x", "tmpfs"),
    ],
)
def test_the_file_system_of_a_folder_is_that_of_the_innermost_mount(place: str, kind: str) -> None:
    assert machine.file_system(Path(place), MOUNTS) == kind


def test_pages_on_a_disk_are_a_fault_and_a_closed_folder_a_warning() -> None:
    assert machine.judge_pages("/x", "ext4", True).level == Level.FAULT
    assert machine.judge_pages("/x", "tmpfs", False).level == Level.WARNING
    assert machine.judge_pages("/x", "tmpfs", True).level == Level.OK


def test_a_clock_without_a_master_is_a_warning() -> None:
    levels = [machine.judge_clock(good).level for good in (True, False)]
    assert levels == [Level.OK, Level.WARNING]


# -- the doctor --------------------------------------------------------------------------------


def test_each_check_has_its_own_id_and_limit() -> None:
    checks = kiosk_checks(Equipment())
    assert len({check.id for check in checks}) == len(checks)
    assert all(0 < check.seconds <= 60 for check in checks)


@given(st.binary())
def test_no_answer_of_a_check_breaks_the_doctor(out: bytes) -> None:
    findings = decode(Check("x", "X", "y"), out)
    assert all(finding.level in Level for finding in findings)


@pytest.mark.parametrize("told", [[{}], [{"level": "odd"}], {"a": 1}, 3, [[]], [None]])
def test_an_answer_of_another_shape_is_a_finding(told: object) -> None:
    (finding,) = decode(Check("x", "X", "y"), json.dumps(told).encode())
    assert finding.details["code"] == "check_failed"
