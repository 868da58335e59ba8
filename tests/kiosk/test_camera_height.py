"""The setting `camera_height`, from file or environment to the camera and its examination."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from kiosk.hardware import Hardware
from kiosk.settings import KioskSettings
from kiosk.setup.doctor import equipment_of


@pytest.fixture(autouse=True)
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("VISAVIS_KIOSK_CONFIG", str(tmp_path / "kiosk.toml"))
    return tmp_path / "kiosk.toml"


def told(settings: KioskSettings) -> str:
    """What the camera's process is started with."""
    return Hardware(settings, *(lambda *_: None,) * 3).camera.command[-1]


def test_nobody_who_sets_nothing_sees_a_change():
    assert told(KioskSettings()) == "480"
    assert equipment_of(KioskSettings()).camera_height == 480


def test_720_of_the_file_reaches_the_camera_and_its_examination(file):
    file.write_text("camera_height = 720\n")
    assert told(KioskSettings()) == "720"
    assert equipment_of(KioskSettings()).camera_height == 720


def test_720_of_the_environment_too(monkeypatch):
    monkeypatch.setenv("VISAVIS_KIOSK_CAMERA_HEIGHT", "720")
    assert told(KioskSettings()) == "720"


@pytest.mark.parametrize("height", ["1080", "600", "0", "haut"])
def test_another_height_is_refused(height, monkeypatch):
    monkeypatch.setenv("VISAVIS_KIOSK_CAMERA_HEIGHT", height)
    with pytest.raises(ValidationError, match="camera_height"):
        KioskSettings()
