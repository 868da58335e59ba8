"""The doctor before real services: everything well, then each thing taken away in turn."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from devices.doctor import examine, kiosk_checks
from devices.findings import Finding, Level
from devices.printer.ipp import IppPrinter
from devices.virtual import wait_until
from devices.virtual.camera import write_video
from devices.virtual.card import VirtualCard
from devices.virtual.display import DOCUMENT

from .kiosk_room import Room, open_room

DATA = Path(__file__).parents[1] / "data"
MEND = Path(__file__).parents[2] / "systemd" / "mend"


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    with open_room(tmp_path_factory.mktemp("r")) as opened:
        yield opened


def test_everything_is_well(room: Room) -> None:
    found = room.examine()
    # The hour, the disk and the memory are those of the machine of the tests.
    of_the_room = {k: f for k, f in found.items() if k not in ("clock", "disk", "memory")}
    assert {k: (f.level, f.sentence) for k, f in of_the_room.items() if f.level != Level.OK} == {}
    assert list(found) == [
        *("camera", "sound.server", "speaker", "microphone", "voice", "screens"),
        *("printer.queue", "printer.paper", "scanner", "card", "disk", "memory", "clock", "pages"),
    ]
    assert found["camera"].details["width"] == 640
    assert found["screens"].sentence == "2 écrans : FACE (1280 × 800), DOCUMENT (1280 × 800)."


def test_what_the_settings_do_not_name_is_absent_not_at_fault(room: Room) -> None:
    found = room.examine(camera="", scanner="", printer="", card_reader=False)
    absent = [id for id, finding in found.items() if finding.level == Level.ABSENT]
    assert absent == ["camera", "printer.paper", "scanner", "card"]


def test_the_camera_that_was_pulled_out_is_missed(room: Room) -> None:
    finding = room.examine("camera", camera="file:/nowhere.y4m")["camera"]
    assert (finding.level, finding.sentence) == (Level.FAULT, "La caméra est introuvable.")
    assert "branché" in finding.remedy


def test_a_covered_lens_is_seen(room: Room) -> None:
    import numpy as np

    black = np.full((720, 640), 128, np.uint8)
    black[:480] = 16
    write_video(room.folder / "black.y4m", [black] * 50)
    finding = room.examine("camera", camera=f"file:{room.folder / 'black.y4m'}")["camera"]
    assert finding.level == Level.WARNING
    assert finding.sentence == "La caméra fonctionne, mais l’image est toute noire."


def test_a_printer_whose_tray_is_empty_while_idle_is_a_warning(room: Room) -> None:
    room.printer.set_paper(0)
    try:
        found = room.examine("printer.paper")
    finally:
        room.printer.set_paper(250)
    assert found["printer.queue"].level == Level.OK
    finding = found["printer.paper"]
    assert (finding.level, finding.sentence) == (Level.WARNING, "L’imprimante n’a plus de papier.")
    assert finding.remedy == "Remettez du papier A4 dans le bac."


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [
        ("media-empty", "L’imprimante n’a plus de papier."),
        ("media-jam", "Une feuille est coincée dans l’imprimante."),
        ("cover-open", "L’imprimante a son capot ouvert."),
        ("toner-empty", "L’imprimante n’a plus d’encre."),
    ],
)
def test_a_printer_that_stops_in_a_job_says_why(room: Room, reason: str, sentence: str) -> None:
    driver = IppPrinter(room.printer.uri)
    env = {**room.environment, "PATH": "/usr/bin"}
    room.printer.set_fault(reason)
    try:
        form = str(DATA / "cerfa_13753_04.pdf")
        subprocess.run(["lp", "-d", "borne", form], env=env, check=True, timeout=10)
        wait_until(lambda: reason in str(driver.state()), reason, 20)
        finding = room.examine("printer.paper")["printer.paper"]
    finally:
        room.printer.clear_fault()
        subprocess.run(["cancel", "-a", "borne"], env=env, check=True, timeout=10)
        wait_until(lambda: driver.state()["printer-state"] == 3, "idle", 20)
    assert (finding.level, finding.sentence) == (Level.FAULT, sentence)


def test_a_printer_switched_off_is_missed(room: Room) -> None:
    room.printer.switch_off()
    try:
        finding = room.examine("printer.paper")["printer.paper"]
    finally:
        room.printer.switch_on()
    assert (finding.level, finding.sentence) == (Level.FAULT, "L’imprimante est hors tension.")


def test_a_queue_that_does_not_exist_is_named(room: Room) -> None:
    finding = room.examine("printer.paper", printer="autre")["printer.queue"]
    assert finding.level == Level.FAULT
    assert finding.sentence == "La file d’impression « autre » n’existe pas."


def test_a_stopped_queue_is_named_with_what_starts_it(room: Room) -> None:
    env = {**room.environment, "PATH": "/usr/sbin:/usr/bin"}
    subprocess.run(["cupsdisable", "borne"], env=env, check=True, timeout=10)
    try:
        finding = room.examine("printer.paper")["printer.queue"]
    finally:
        subprocess.run(["cupsenable", "borne"], env=env, check=True, timeout=10)
    assert finding.level == Level.FAULT
    assert "cupsenable borne" in finding.remedy


def test_what_the_kiosk_may_have_mended_starts_the_queue_again(room: Room) -> None:
    env = {**room.environment, "PATH": "/usr/sbin:/usr/bin"}
    settings = room.folder / "kiosk.toml"
    settings.write_text('name = "Guise"\nprinter = "borne"\n')
    subprocess.run(["cupsdisable", "borne"], env=env, check=True, timeout=10)
    subprocess.run(["cupsreject", "borne"], env=env, check=True, timeout=10)
    try:
        subprocess.run([MEND, "printer", settings], env=env, check=True, timeout=20)
        finding = room.examine("printer.paper")["printer.queue"]
    finally:
        subprocess.run(["cupsenable", "borne"], env=env, check=True, timeout=10)
        subprocess.run(["cupsaccept", "borne"], env=env, check=True, timeout=10)
    assert finding.level == Level.OK


def test_a_cupsd_that_does_not_answer_is_told_apart(room: Room) -> None:
    room.printer.environment["CUPS_SERVER"] = "localhost:9"
    try:
        found = room.examine("printer.paper")
    finally:
        room.printer.environment["CUPS_SERVER"] = "localhost:6310"
    assert found["printer.queue"].sentence == "Le service d’impression CUPS ne répond pas."
    assert found["printer.paper"].level == Level.OK


def test_the_absent_scanner_is_missed(room: Room) -> None:
    finding = room.examine("scanner", scanner="epson:9")["scanner"]
    assert (finding.level, finding.sentence) == (Level.FAULT, "Le scanner est introuvable.")


def test_a_card_service_that_is_dead_is_told_apart_from_a_missing_reader(room: Room) -> None:
    room.card.stop()
    try:
        finding = room.examine("card")["card"]
    finally:
        room.card.start()
    assert finding.level == Level.FAULT
    assert finding.sentence == "Le service des cartes (pcscd) ne répond pas."


def test_a_pcscd_without_reader_says_to_plug_one(
    room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.card.stop()
    monkeypatch.setattr("devices.virtual.card.READER_CONF", "")
    monkeypatch.setattr(VirtualCard, "_listens", lambda self: True)
    try:
        with VirtualCard(tmp_path):
            finding = room.examine("card")["card"]
    finally:
        monkeypatch.undo()
        room.card.start()
    assert finding.level == Level.FAULT
    assert finding.sentence == "Le service des cartes répond, mais aucun lecteur n’est branché."


def test_a_screen_pulled_out_is_a_warning_and_the_face_s_a_fault(room: Room) -> None:
    room.display.unplug(DOCUMENT)
    try:
        alone = room.examine("screens")["screens"]
        other = room.examine("screens", face_screen=DOCUMENT)["screens"]
    finally:
        room.display.plug(DOCUMENT)
    assert (alone.level, other.level) == (Level.WARNING, Level.FAULT)
    assert alone.sentence.startswith("Un seul écran : FACE (1280 × 800).")
    assert "« DOCUMENT » est introuvable" in other.sentence


def test_a_muted_microphone_comes_with_the_command_that_frees_it(room: Room) -> None:
    pactl = ["pactl", "set-source-mute", "micin.monitor"]
    env = {**room.sound.environment, "PATH": "/usr/bin"}
    subprocess.run([*pactl, "1"], env=env, check=True, timeout=10)
    try:
        finding = room.examine("sound.server")["microphone"]
    finally:
        subprocess.run([*pactl, "0"], env=env, check=True, timeout=10)
    assert finding.level == Level.FAULT
    assert finding.sentence.endswith(": le son est coupé.")
    assert "pactl set-source-mute micin.monitor 0" in finding.remedy


def test_a_microphone_and_a_loudspeaker_that_are_not_there_are_missed(room: Room) -> None:
    found = room.examine("sound.server", microphone="casque", speaker="enceinte")
    assert found["microphone"].sentence == "Le micro est introuvable."
    assert found["speaker"].sentence == "Le haut-parleur est introuvable."


def test_a_dead_sound_server_is_one_finding(room: Room) -> None:
    gone = {**room.environment, "PULSE_SERVER": "unix:/nowhere", "XDG_RUNTIME_DIR": "/nowhere"}
    checks = [c for c in kiosk_checks(room.equipment) if c.id == "sound.server"]
    (finding,) = examine(checks, gone)
    assert finding.level == Level.FAULT
    assert finding.sentence.startswith("Le serveur de son PipeWire ne répond pas")


def test_the_loop_hears_the_loudspeaker_only_through_a_microphone_that_does(room: Room) -> None:
    from devices.doctor import Check

    def loop(microphone: str) -> Finding:
        ports = {"microphone": microphone, "speaker": "speaker"}
        check = Check("sound.loop", "Boucle de son", "devices.checks.loop:check", ports, 30)
        return examine([check], room.environment)[0]

    heard, deaf = loop("speaker.monitor"), loop("micin.monitor")
    assert (heard.level, deaf.level) == (Level.OK, Level.FAULT), (heard, deaf)
    assert deaf.sentence == "Le micro n’entend pas ce que dit le haut-parleur."


def test_without_the_synthetic_voice_the_kiosk_is_mute(room: Room, tmp_path: Path) -> None:
    checks = [c for c in kiosk_checks(room.equipment) if c.id == "voice"]
    (finding,) = examine(checks, {**room.environment, "PATH": str(tmp_path)})
    assert finding.level == Level.FAULT
    assert "espeak-ng" in finding.remedy
    assert shutil.which("espeak-ng")
