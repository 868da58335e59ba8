"""The reply pad in the kiosk: opened for a call, closed by a hold and by its end, nothing kept."""

import json
import os
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from devices.keyboard import evdev
from devices.keyboard.evdev import EnrolledKeyboard
from kiosk.core import scenes
from kiosk.core.tongues import scene_in
from kiosk.display import Display
from kiosk.languages import languages
from kiosk.replying import Replying
from signaling import protocol as wire
from tests.devices.test_keyboard import keys, until_true

OPEN, CLOSE = wire.ReplyPad(open=True), wire.ReplyPad(open=False)


class Room:
    def __init__(self, touch: bool = True, keyboard: str = "", language: str = "fr") -> None:
        self.display = Display({}, {}, lambda: None)
        self.said: list[wire.Message] = []
        self.heard: list[Any] = []
        self.outgoing = SimpleNamespace(held=False)
        self.keyboard = EnrolledKeyboard(keyboard)
        hardware: Any = SimpleNamespace(touch=touch, keyboard=self.keyboard, outgoing=self.outgoing)
        (spoken,) = [each for each in languages() if each.code == language]
        self.display.show(scene_in(scenes.shared(), spoken), None)
        self.reply = Replying(hardware, self.display, self.said.append, self.heard.append)

    @property
    def shown(self) -> dict[str, Any] | None:
        return self.display._state.get("pad")

    def touch(self, *keys: str) -> None:
        for key in keys:
            self.display.typed(key)

    def console(self) -> str:
        """What the console has of it."""
        text = ""
        for said in self.said:
            if isinstance(said, wire.ReplyText):
                text = text[: said.keep] + said.put
            elif isinstance(said, wire.ReplyPadState) and not said.open:
                text = ""
        return text


def test_it_opens_is_written_on_and_closes():
    room = Room()
    room.reply.hear(OPEN)
    assert room.said == [wire.ReplyPadState(open=True, touch=True, keyboard=False)]
    assert room.shown is not None
    assert len(room.shown["keys"]) == 5
    assert [line.id for line in room.heard] == ["reply_pad"]
    room.touch(*"OUI", "space", *"MERCI", "erase", ".")
    assert room.console() == room.shown["text"] == "Oui merc."
    room.reply.hear(CLOSE)
    assert room.shown is None
    assert room.console() == ""
    room.touch("A")
    assert room.said[-1] == wire.ReplyPadState(open=False, touch=True, keyboard=False)


def test_it_closes_with_the_call_and_none_opens_on_hold():
    room = Room()
    room.reply.hear(OPEN)
    room.touch(*"OUI")
    room.reply.close()
    assert (room.shown, room.reply.pad.text) == (None, "")
    room.outgoing.held = True
    room.reply.hear(OPEN)
    assert room.shown is None
    assert room.said[-1] == wire.ReplyPadState(open=False, touch=True, keyboard=False)


def test_another_channel_of_the_same_call_hears_all_of_it():
    room = Room()
    room.reply.hear(OPEN)
    room.touch(*"OUI")
    room.said.clear()
    room.reply.renew()
    assert room.console() == "Oui"
    assert room.said[0] == wire.ReplyPadState(open=True, touch=True, keyboard=False)


def test_screens_that_start_again_show_it_and_a_wipe_forgets_it():
    room = Room()
    room.reply.hear(OPEN)
    room.touch(*"OUI")
    assert "Oui" in json.dumps(room.display._state["pad"])
    room.display.wipe()
    assert "Oui" not in json.dumps(room.display._state)


def test_a_kiosk_without_either_opens_none_and_says_so():
    room = Room(touch=False)
    room.reply.hear(OPEN)
    assert room.shown is None
    assert room.said == [wire.ReplyPadState(open=False, touch=False, keyboard=False)]


@pytest.mark.parametrize("code", ["fr-x-falc", "en", "ar"])
def test_it_is_in_the_language_of_the_screens(code):
    room, french = Room(language=code), Room()
    for each in (room, french):
        each.reply.hear(OPEN)
    assert room.shown is not None
    assert french.shown is not None
    assert room.shown["prompt"] != french.shown["prompt"]
    assert room.heard[0].language == code


async def test_the_enrolled_keyboard_writes_while_it_is_open(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(evdev, "grab", lambda _: None)
    os.mkfifo(device := tmp_path / "event3")
    room = Room(touch=False, keyboard=str(device))
    assert not room.keyboard.taken
    room.reply.hear(OPEN)
    assert room.shown is not None
    assert room.shown["keys"] == []
    assert room.keyboard.taken
    writer = os.open(device, os.O_WRONLY)
    os.write(writer, keys(24, 22, 23, 14, 14))
    os.write(writer, keys(22, 23))
    await until_true(lambda: room.console() == "oui")
    room.reply.close()
    assert not room.keyboard.taken
    with pytest.raises(BrokenPipeError):
        os.write(writer, keys(24))
    os.close(writer)
    assert room.shown is None
