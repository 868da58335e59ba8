"""Which device is proposed, and what the answers make of the settings."""

from dataclasses import replace

from devices.checks.screens import Screen
from kiosk.core.scenes import CORNERS
from kiosk.setup.decisions import (
    device_questions,
    document_screen,
    face_screen,
    handset_questions,
    outlet_questions,
    scanner_questions,
    settle,
)
from kiosk.setup.discovery import Device, Found
from kiosk.setup.questions import Answer, Choice, Question, lines_of, understand
from kiosk.setup.settings_file import Values

LOGI, EYE = Device("/dev/video0", "Logi"), Device("/dev/video2", "Eye")
QUEUE = Device("hp", "hp (ipp://10.0.0.9/ipp/print)", "ipp://10.0.0.9/ipp/print")
USB = Device("old", "old (usb://HP/x)")
NEW = Device("ipp://10.0.0.7/ipp/print", "ipp://10.0.0.7/ipp/print", "ipp://10.0.0.7/ipp/print")
LEFT, RIGHT = Screen("DP-1", 1920, 1080, 509, 286), Screen("HDMI-A-1", 1280, 1024, 376, 301)
ROOM = Found(
    cameras=(LOGI, EYE),
    speakers=(Device("a", "A"), Device("b", "B", preferred=True)),
    queues=(USB, QUEUE),
    printers=(NEW,),
    card_reader=True,
    screens=(LEFT, RIGHT),
)


def proposed(found: Found, current: Values) -> dict[str, Answer]:
    return {question.id: question.detected for question in device_questions(found, current)}


def by_id(questions: list[Question], id: str) -> Choice:
    (question,) = (q for q in questions if q.id == id)
    assert isinstance(question, Choice)
    return question


def test_a_new_kiosk_is_proposed_the_first_of_each() -> None:
    assert proposed(ROOM, {}) == {
        "camera": "/dev/video0",
        "microphone": "",
        "speaker": "b",
        "scanner": "",
        "printer": "old",
        "card_reader": True,
        "touch": False,
        "face_screen": "DP-1",
    }


def test_what_is_set_and_still_there_is_proposed_again() -> None:
    now: Values = {"camera": "/dev/video2", "printer": "hp", "face_screen": "HDMI-A-1"}
    assert proposed(ROOM, now).items() >= now.items()


def test_what_is_set_and_gone_is_not_proposed() -> None:
    assert proposed(ROOM, {"camera": "/dev/video9"})["camera"] == "/dev/video0"


def test_a_video_played_as_a_camera_stays() -> None:
    assert proposed(Found(), {"camera": "file:/a.y4m"})["camera"] == "file:/a.y4m"


def test_of_a_scanner_it_is_asked_where_the_sheet_goes_and_whether_it_is_fed() -> None:
    asked = scanner_questions({"scanner": "pixma:1"})
    assert {question.id: question.detected for question in asked} == {
        "scanner_corner": "top_left",
        "scanner_feeder": "",
    }
    corner = by_id(asked, "scanner_corner")
    assert {option.value for option in corner.options} == set(CORNERS)
    now: Values = {"scanner": "pixma:1", "scanner_corner": "bottom_right", "scanner_feeder": "down"}
    again = {question.id: question.detected for question in scanner_questions(now)}
    assert again.items() <= now.items()


def test_without_a_scanner_nothing_is_asked_of_one() -> None:
    assert scanner_questions({"scanner": ""}) == []


def test_with_one_screen_nobody_asks_which() -> None:
    assert "face_screen" not in proposed(Found(screens=(LEFT,)), {})


def test_nothing_found_is_a_kiosk_without() -> None:
    assert proposed(Found(), {})["camera"] == ""
    question = by_id(device_questions(Found(), {}), "printer")
    assert [option.label for option in question.options] == ["aucune imprimante"]


def test_a_queue_brings_the_address_of_its_printer() -> None:
    values, queue = settle({}, ROOM, {"printer": "hp"})
    assert (values["printer_uri"], queue) == ("ipp://10.0.0.9/ipp/print", None)


def test_a_queue_that_is_kept_keeps_the_address_that_somebody_wrote() -> None:
    now: Values = {"printer": "old", "printer_uri": "ipp://10.0.0.5/ipp/print"}
    assert settle(now, ROOM, {"printer": "old"})[0]["printer_uri"] == now["printer_uri"]
    assert settle(now, ROOM, {"printer": "hp"})[0]["printer_uri"] == QUEUE.uri


def test_a_printer_without_a_queue_gets_one() -> None:
    values, queue = settle({}, ROOM, {"printer": f"new:{NEW.value}"})
    assert (values["printer"], values["printer_uri"], queue) == ("borne", NEW.uri, NEW.uri)


def test_no_printer_leaves_no_address() -> None:
    now: Values = {"printer": "hp", "printer_uri": QUEUE.uri}
    assert settle(now, ROOM, {"printer": ""})[0]["printer_uri"] == ""


def test_what_was_not_asked_stays() -> None:
    assert settle({"pixels_per_mm": 3.9}, ROOM, {"camera": ""})[0]["pixels_per_mm"] == 3.9


def test_an_authority_is_taken_away_by_a_dash_and_a_server_loses_its_slash() -> None:
    now: Values = {"authority": "/etc/a.pem"}
    values, _ = settle(now, ROOM, {"server": "https://a.fr/", "authority": "-"})
    assert values == {"server": "https://a.fr"}


def test_documents_are_on_the_other_screen_or_on_the_only_one() -> None:
    assert document_screen(ROOM, "DP-1") == RIGHT
    assert document_screen(Found(screens=(LEFT,)), "DP-1") == LEFT
    assert document_screen(Found(), "DP-1") is None


def test_a_screen_is_written_as_it_names_itself_and_found_again_on_another_plug() -> None:
    """So that a role outlives a swap of cables while the kiosk was off."""
    dell = Screen("DP-1", 1920, 1080, 509, 286, "DEL a0c8 4F3K2", "DELL P2419H")
    iiyama = Screen("HDMI-A-1", 1280, 1024, 376, 301, "IVM 5a01 77")
    values, _ = settle({}, Found(screens=(dell, iiyama)), {"face_screen": dell.written})
    assert values["face_screen"] == "DEL a0c8 4F3K2 @DP-1"
    assert values["document_screen"] == "IVM 5a01 77 @HDMI-A-1"
    swapped = Found(screens=(replace(iiyama, name="DP-1"), replace(dell, name="HDMI-A-1")))
    question = by_id(device_questions(swapped, values), "face_screen")
    assert question.detected == "DEL a0c8 4F3K2 @HDMI-A-1"
    assert "DELL P2419H, branché sur HDMI-A-1 (1920 × 1080)" in lines_of(question)[2]


def test_an_answer_may_name_the_plug_alone() -> None:
    dell = Screen("DP-1", 1920, 1080, mark="DEL a0c8 4F3K2")
    question = by_id(device_questions(Found(screens=(RIGHT, dell)), {}), "face_screen")
    assert understand(question, "DP-1") == "DEL a0c8 4F3K2 @DP-1"


def test_a_face_is_life_size_where_it_has_a_screen_of_its_own() -> None:
    assert face_screen(ROOM, "DP-1") == LEFT
    assert face_screen(Found(screens=(LEFT,)), "DP-1") is None
    assert face_screen(ROOM, "VGA-1") is None


# -- hearing otherwise ------------------------------------------------------------------------

EARS = Found(
    speakers=(Device("a", "A", preferred=True), Device("b", "B"), Device("c", "C")),
    microphones=(Device("m", "M", preferred=True), Device("n", "N")),
)


def values_of(question: Choice) -> list[str]:
    return [option.value for option in question.options]


def test_a_handset_and_an_induction_loop_are_asked_about_and_none_is_proposed() -> None:
    asked = outlet_questions(EARS, {"speaker": "b"})
    assert [question.id for question in asked] == ["handset", "induction_loop"]
    for question in asked:
        assert isinstance(question, Choice)
        assert values_of(question) == ["a", "c", ""]
        assert question.detected == ""


def test_who_has_a_single_outlet_is_not_asked() -> None:
    assert outlet_questions(Found(speakers=(Device("a", "A", preferred=True),)), {}) == []


def test_a_handset_that_is_out_of_its_socket_stays_in_the_settings() -> None:
    alone = Found(speakers=(Device("a", "A", preferred=True),))
    question = by_id(outlet_questions(alone, {"handset": "usb"}), "handset")
    assert question.detected == "usb"
    assert "débranché" in "".join(lines_of(question))


def test_a_handset_has_a_microphone_of_its_own_or_the_kiosk_s() -> None:
    assert handset_questions(EARS, {}) == []
    question = by_id(handset_questions(EARS, {"handset": "c"}), "handset_microphone")
    assert values_of(question) == ["n", ""]
    assert understand(question, "") == ""
