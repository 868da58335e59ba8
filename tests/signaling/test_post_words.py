"""What leaves by e-mail and short message: plain, and nothing that is nobody's business."""

import json
from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signaling.core.reminding import Channel, Kind, Telling, channel_for, tellings
from signaling.mail import Gateway, is_template
from signaling.pages.dates import PARIS
from signaling.post.words import Meeting, alert, letter, short_message
from signaling.protocol import AppointmentState, Mode
from signaling.store.demo import MAIRIES, RELAYS

AT = datetime(2026, 11, 24, 14, 30, tzinfo=PARIS).timestamp()
GSM = set(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    "ÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
"GSM 03.38: with any other letter a message holds 70 of them instead of 160."


def meeting(kind: Kind = Kind.CONFIRMATION, mode: Mode = Mode.VIDEO, mairie: str = "") -> Meeting:
    return Meeting(AT, mode, RELAYS[0], mairie or MAIRIES[0].name, kind)


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize("mairie", [each.name for each in MAIRIES])
def test_a_short_message_is_one_message(kind: Kind, mode: Mode, mairie: str) -> None:
    said = short_message(meeting(kind, mode, mairie))
    assert len(said) <= 160
    assert set(said) <= GSM, set(said) - GSM


@pytest.mark.parametrize("month", range(1, 13))
def test_a_short_message_is_one_message_in_every_month(month: int) -> None:
    at = datetime(2027, month, 1, 14, 30, tzinfo=PARIS).timestamp()
    said = short_message(replace(meeting(), at=at))
    assert len(said) <= 160
    assert set(said) <= GSM, set(said) - GSM
    assert "août" not in said
    assert ("août" in letter(replace(meeting(), at=at)).body) == (month == 8)


def test_who_is_called_at_home_brings_no_paper() -> None:
    told = letter(meeting(mode=Mode.TELEPHONE)).body
    assert "Gardez près de vous les papiers" in told
    assert "Prenez avec vous" not in told


def test_a_letter_tells_when_where_and_whom_to_call() -> None:
    told = letter(meeting())
    assert told.subject == "Votre rendez-vous du mardi 24 novembre"
    for part in ("mardi 24 novembre à 14 h 30", "PEL de Wassigny", "03 23 00 00 00"):
        assert part in told.body
    assert "on vous appelle" in letter(meeting(mode=Mode.TELEPHONE)).body


def test_an_alert_tells_where_to_answer_and_nobody_s_name() -> None:
    told = alert("https://guichet.exemple.fr/console")
    assert "https://guichet.exemple.fr/console" in told.body


def test_the_way_is_the_address_then_the_mobile_then_a_call() -> None:
    assert channel_for("a@b.fr", "06 12 34 56 78") is Channel.EMAIL
    assert channel_for("", "07 12 34 56 78") is Channel.SMS
    assert channel_for("", "03 23 00 00 00") is Channel.CALL
    assert channel_for("", "") is Channel.CALL


@given(st.sampled_from(AppointmentState), st.floats(-1e6, 1e6))
def test_only_what_is_agreed_and_to_come_is_told(state: AppointmentState, ahead: float) -> None:
    found = list(tellings(state, AT + ahead, Channel.EMAIL, AT, 86_400.0))
    if state is AppointmentState.WITHDRAWN:
        assert found == [Telling(Kind.WITHDRAWN, Channel.CALL, AT)]  # the mairie says why
        return
    assert bool(found) == (state is AppointmentState.ACCEPTED and AT + ahead > AT)
    for telling in found:
        assert AT <= telling.due_at < AT + ahead or telling.kind is Kind.CONFIRMATION


def test_what_is_near_is_not_told_twice() -> None:
    def kinds(ahead: float) -> list[Kind]:
        wanted = tellings(AppointmentState.ACCEPTED, AT + ahead, Channel.SMS, AT, 86_400.0)
        return [one.kind for one in wanted]

    assert kinds(47 * 3600) == [Kind.CONFIRMATION]
    assert kinds(49 * 3600) == [Kind.CONFIRMATION, Kind.REMINDER]
    assert list(tellings(AppointmentState.ACCEPTED, None, Channel.SMS, AT, 1.0)) == []


@given(st.text(), st.text())
def test_no_word_gets_out_of_its_place_in_what_the_gateway_gets(number: str, text: str) -> None:
    gateway = Gateway("https://x", '{"messages": [{"to": "{number}", "text": "Guichet : {text}"}]}')
    number, text = number.replace("{text}", ""), text.replace("{number}", "")
    (said,) = json.loads(gateway.filled(number, text))["messages"]
    assert said == {"to": number, "text": f"Guichet : {text}"}


@pytest.mark.parametrize("body", ["", "{}", '{"to": "{number}"}', "{number} {text}"])
def test_a_body_that_could_not_be_filled_is_refused(body: str) -> None:
    assert not is_template(body)
