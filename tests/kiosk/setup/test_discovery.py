"""What tools and folders tell of devices."""

from pathlib import Path

from kiosk.setup.discovery import Device, cameras, read_printers, read_queues, read_scanners


def test_a_webcam_is_one_camera_by_its_lasting_name(tmp_path: Path) -> None:
    dev, sys = tmp_path / "dev", tmp_path / "sys/class/video4linux"
    for number, index, name in ((0, 0, "Logi Brio"), (1, 1, "Logi Brio"), (10, 0, "Eye")):
        (sys / f"video{number}").mkdir(parents=True)
        (sys / f"video{number}/index").write_text(f"{index}\n")
        (sys / f"video{number}/name").write_text(f"{name}\n")
        dev.mkdir(exist_ok=True)
        (dev / f"video{number}").touch()
    links = dev / "v4l/by-id"
    links.mkdir(parents=True)
    (links / "usb-Logi-video-index0").symlink_to("../../video0")
    assert cameras(dev, tmp_path / "sys") == (
        Device(str(links / "usb-Logi-video-index0"), "Logi Brio"),
        Device(str(dev / "video10"), "Eye"),
    )


def test_without_a_camera_there_is_none(tmp_path: Path) -> None:
    assert cameras(tmp_path, tmp_path) == ()


def test_a_webcam_is_no_scanner() -> None:
    told = "airscan:e0:HP|HP LaserJet\nv4l:/dev/video0|Noname Logi\nnonsense\n|x\n"
    assert read_scanners(told) == (Device("airscan:e0:HP", "HP LaserJet (airscan:e0:HP)"),)


LPSTAT = """\
device for hp: ipp://10.0.0.9:631/ipp/print
device for old: usb://HP/LaserJet?serial=42
"""


def test_queues_come_with_the_address_of_a_printer_that_answers_itself() -> None:
    assert read_queues(LPSTAT) == (
        Device("hp", "hp (ipp://10.0.0.9:631/ipp/print)", "ipp://10.0.0.9:631/ipp/print"),
        Device("old", "old (usb://HP/LaserJet)"),
    )
    assert read_queues("lpstat: No destinations added.\n") == ()


def test_a_printer_that_has_a_queue_is_not_proposed_twice() -> None:
    told = "ipp://10.0.0.9:631/ipp/print\nipps://10.0.0.7:631/ipp/print\nhttp://x\n\n"
    found = read_printers(told, read_queues(LPSTAT))
    assert [printer.value for printer in found] == ["ipps://10.0.0.7:631/ipp/print"]
