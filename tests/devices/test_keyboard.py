"""The enrolled keyboard is heard while it is listened to, and no other one is ever opened."""

import asyncio
import os
from pathlib import Path

import pytest

from devices.keyboard import evdev
from devices.keyboard.evdev import EV_KEY, EVENT, EnrolledKeyboard

LETTERS = "402000000 3803078f800d001 feffffdfffefffff fffffffffffffffe"
SOUND_KEYS = "3f000301ff 0 0 483ffff17aff32d bfd4444600000000 1 130ff38b17c000 677bfad9415fed 0"


def plugged(kernel: Path, event: str, vendor: str, product: str, keys: str) -> None:
    device = kernel / "class/input" / event / "device"
    (device / "id").mkdir(parents=True)
    (device / "capabilities").mkdir()
    (device / "id/vendor").write_text(vendor + "\n")
    (device / "id/product").write_text(product + "\n")
    (device / "capabilities/key").write_text(keys + "\n")


def keys(*codes: int) -> bytes:
    """Each goes down and up, with what the kernel says between: a scan code, a report that ends."""
    return b"".join(
        EVENT.pack(0, 0, kind, code, value)
        for each in codes
        for kind, code, value in ((4, 4, each), (EV_KEY, each, 1), (0, 0, 0), (EV_KEY, each, 0))
    )


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    found: list[int] = []
    monkeypatch.setattr(evdev, "grab", found.append)
    monkeypatch.setattr(evdev, "AGAIN_SECONDS", 0.02)
    return found


async def until_true(call) -> None:
    async with asyncio.timeout(20):
        while not call():  # noqa: ASYNC110 - no event
            await asyncio.sleep(0.01)


@pytest.mark.parametrize("name", ["046d:c31c", "046D:C31C", " 046d:c31c "])
def test_it_is_found_by_its_usb_identity_among_others(tmp_path, name):
    plugged(tmp_path, "event0", "046d", "c31c", SOUND_KEYS)
    plugged(tmp_path, "event1", "1234", "5678", LETTERS)
    plugged(tmp_path, "event2", "046d", "c31c", LETTERS)
    found = EnrolledKeyboard(name, tmp_path, Path("/dev/input")).find()
    assert found == Path("/dev/input/event2")


@pytest.mark.parametrize("name", ["046d:ffff", "keyboard", "../etc/passwd", "*"])
def test_another_one_is_not_taken_for_it(tmp_path, name):
    plugged(tmp_path, "event1", "046d", "c31c", LETTERS)
    assert EnrolledKeyboard(name, tmp_path, Path("/dev/input")).find() is None


async def test_it_is_taken_for_us_alone_heard_and_given_back(tmp_path, taken):
    os.mkfifo(device := tmp_path / "event3")
    keyboard, heard = EnrolledKeyboard(str(device)), []
    assert keyboard.enrolled
    keyboard.listen(lambda code, value: heard.append((code, value)))
    assert keyboard.taken
    assert len(taken) == 1
    writer = os.open(device, os.O_WRONLY)
    data = keys(30, 48)
    os.write(writer, data[:37])  # in pieces, as they come
    os.write(writer, data[37:])
    await until_true(lambda: len(heard) == 4)
    assert heard == [(30, 1), (30, 0), (48, 1), (48, 0)]
    keyboard.leave()
    assert not keyboard.taken
    with pytest.raises(BrokenPipeError):
        os.write(writer, keys(30))
    os.close(writer)
    assert len(heard) == 4


async def test_one_that_is_pulled_out_is_heard_again_once_it_is_back(tmp_path, taken):
    os.mkfifo(device := tmp_path / "event3")
    keyboard, heard = EnrolledKeyboard(str(device)), []
    keyboard.listen(lambda code, value: heard.append((code, value)))
    writer = os.open(device, os.O_WRONLY)
    device.unlink()
    os.close(writer)
    await until_true(lambda: not keyboard.taken)
    os.mkfifo(device)
    await until_true(lambda: keyboard.taken)
    writer = os.open(device, os.O_WRONLY)
    os.write(writer, keys(16))
    await until_true(lambda: heard == [(16, 1), (16, 0)])
    keyboard.leave()
    os.close(writer)


async def test_one_that_somebody_else_has_taken_is_not_heard(tmp_path, monkeypatch):
    def refused(_: int) -> None:
        raise OSError(16, "busy")

    monkeypatch.setattr(evdev, "grab", refused)
    os.mkfifo(device := tmp_path / "event3")
    keyboard = EnrolledKeyboard(str(device))
    keyboard.listen(lambda *_: pytest.fail("heard"))
    assert not keyboard.taken
    keyboard.leave()


async def test_a_file_that_is_no_keyboard_is_not_listened_to(tmp_path):
    (file := tmp_path / "notes").write_bytes(keys(30))
    keyboard = EnrolledKeyboard(str(file))
    keyboard.listen(lambda *_: pytest.fail("heard"))
    assert not keyboard.taken
    keyboard.leave()


async def test_without_an_enrolled_keyboard_nothing_is_opened(tmp_path, taken):
    keyboard = EnrolledKeyboard("")
    keyboard.listen(lambda *_: pytest.fail("heard"))
    assert not keyboard.enrolled
    assert not keyboard.taken
    assert taken == []
