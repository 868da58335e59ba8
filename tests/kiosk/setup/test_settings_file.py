"""The settings file: read again as it was written, never half."""

import os
import stat
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.settings import KioskSettings
from kiosk.setup import settings_file

TEXT = st.text(st.characters(exclude_categories=["Cs"]))


@given(TEXT, TEXT, st.dictionaries(TEXT, TEXT | st.integers(-9, 9), max_size=3), st.booleans())
def test_whatever_is_written_is_read_again(
    camera: str, scanner: str, options: dict[str, object], card: bool
) -> None:
    values = {
        "camera": camera,
        "scanner": scanner,
        "scanner_options": options,
        "card_reader": card,
        "pixels_per_mm": 3.773,
        "authority": None,
    }
    expected = {name: value for name, value in values.items() if value is not None}
    assert tomllib.loads(settings_file.to_toml(values)) == expected


def test_each_setting_is_under_its_french_sentence() -> None:
    text = settings_file.to_toml({"card_reader": True})
    description = KioskSettings.model_fields["card_reader"].description
    assert f"# {description}\ncard_reader = true\n" in text


def test_the_last_file_is_kept_beside_and_strangers_read_neither(tmp_path: Path) -> None:
    file = tmp_path / "etc" / "kiosk.toml"
    old = os.umask(0)
    try:
        settings_file.write(file, {"camera": "a"})
        settings_file.write(file, {"camera": "b"})
    finally:
        os.umask(old)
    kept = file.with_name("kiosk.toml.bak")
    assert settings_file.read(file) == {"camera": "b"}
    assert settings_file.read(kept) == {"camera": "a"}
    assert [stat.S_IMODE(path.stat().st_mode) for path in (file, kept)] == [0o640, 0o640]
    assert sorted(path.name for path in file.parent.iterdir()) == ["kiosk.toml", "kiosk.toml.bak"]


def test_a_write_that_fails_leaves_the_old_file_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "kiosk.toml"
    settings_file.write(file, {"camera": "a"})

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        settings_file.write(file, {"camera": "b"})
    assert settings_file.read(file) == {"camera": "a"}


def test_without_a_file_nothing_is_set(tmp_path: Path) -> None:
    assert settings_file.read(tmp_path / "kiosk.toml") == {}
