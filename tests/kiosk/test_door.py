"""What goes through the door of the kiosk: words, codes, never a number of a card nor a picture."""

import base64
import re
from pathlib import Path

from devices.camera import presence
from devices.card import CardInserted, CardKind, CardRemoved
from kiosk.core.absence import Seen
from kiosk.core.door_events import DoorEvent, OtherCardLaid, RelayCardLaid, RoomLooked, SlipShown
from kiosk.door import Door, code_of
from kiosk.settings import KioskSettings
from signaling import protocol as wire

NUMBER = bytes.fromhex("04A1B2C3D4E580")
ROOT = Path(__file__).resolve().parents[2]


def door(salt: bytes = b"") -> tuple[Door, list[DoorEvent]]:
    heard: list[DoorEvent] = []
    made = Door(heard.append, lambda: True)
    if salt:
        made.hear(wire.CardAwaited(salt=base64.b64encode(salt).decode()))
    return made, heard


def test_the_camera_s_words_are_those_of_the_attendant() -> None:
    assert {word.value for word in presence.Seen} == {word.value for word in Seen}
    made, heard = door()
    made.seen("nobody")
    made.slip("VAV1-A")
    assert heard == [RoomLooked(Seen.NOBODY), SlipShown("VAV1-A")]


def test_a_relay_card_is_a_code_that_another_collectivite_reads_otherwise() -> None:
    made, heard = door(b"salt")
    made.card(CardInserted(CardKind.RELAY, NUMBER))
    assert heard == [RelayCardLaid(code_of(NUMBER, b"salt"))]
    assert code_of(NUMBER, b"salt") != code_of(NUMBER, b"another")
    assert NUMBER.hex() not in repr(heard).lower()
    assert code_of(NUMBER, b"salt") not in repr(heard)


def test_without_the_salt_no_card_is_told() -> None:
    made, heard = door()
    made.card(CardInserted(CardKind.RELAY, NUMBER))
    assert heard == []


def test_every_other_card_is_only_one_that_is_not_ours() -> None:
    made, heard = door(b"salt")
    for kind in set(CardKind) - {CardKind.RELAY}:
        made.card(CardInserted(kind))
    made.card(CardRemoved())
    assert heard == [OtherCardLaid()] * (len(CardKind) - 1)


def test_the_camera_watches_only_where_the_notice_was_put_up() -> None:
    assert KioskSettings.model_fields["presence"].default is False
    assert "docs/affiche-camera.html" in str(KioskSettings.model_fields["presence"].description)


def test_the_notice_of_the_room_says_what_the_camera_does() -> None:
    page = (ROOT / "docs" / "affiche-camera.html").read_text()
    words = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page))
    for promise in (
        "Aucune image n’est gardée.",
        "Aucune image ne part",
        "Elle ne reconnaît personne",
        f"de {presence.WIDTH} points sur {presence.HEIGHT}",
        "Si vous ne voulez pas",
        "délégué à la protection des données",
    ):
        assert promise in words
    assert "http" not in page  # printed from anywhere, it fetches nothing
