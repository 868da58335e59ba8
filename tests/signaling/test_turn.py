"""What is given to a call for the relay; a real relay judges it in tests/services/test_relay.py."""

import base64
import hashlib
import hmac

import pytest
from pydantic import SecretStr, ValidationError

from signaling.settings import Settings
from signaling.turn import LASTS_SECONDS, URL, Relay, credentials, mistakes, stun_url

NOW = 1_795_348_800.9
UDP, TCP = "turn:relay.example:3478", "turn:relay.example:3478?transport=tcp"
TLS = "turns:relay.example:443?transport=tcp"
RELAY = Relay((UDP, TCP, TLS), "a secret")


def test_the_user_name_says_until_when_and_the_password_proves_it() -> None:
    username, password = credentials("a secret", "kiosk:k1", NOW)
    ends, _, opaque = username.partition(":")
    assert int(ends) == 1_795_348_800 + 300
    proof = hmac.new(b"a secret", username.encode(), hashlib.sha1).digest()
    assert base64.b64decode(password) == proof
    assert "k1" not in opaque


def test_one_party_keeps_one_name_for_the_relay_s_quota_and_two_have_two() -> None:
    def opaque(party: str, secret: str = "a secret", at: float = NOW) -> str:
        return credentials(secret, party, at)[0].split(":")[1]

    assert opaque("account:a") == opaque("account:a", at=NOW + 1000)
    assert opaque("account:a") != opaque("account:b")
    assert opaque("account:a") != opaque("account:a", secret="another")


def test_a_call_gets_the_relay_s_address_and_what_opens_it() -> None:
    stun, relay = RELAY.servers("kiosk:k1", NOW)
    assert (stun.urls, stun.username, stun.credential) == (("stun:relay.example:3478",), None, None)
    assert relay.urls == (UDP, TCP, TLS)
    assert (relay.username, relay.credential) == credentials("a secret", "kiosk:k1", NOW)
    assert LASTS_SECONDS == 300


def test_a_relay_that_udp_does_not_reach_tells_nobody_s_address() -> None:
    (relay,) = Relay((TLS,), "a secret").servers("kiosk:k1", NOW)
    assert relay.urls == (TLS,)


@pytest.mark.parametrize(
    ("turn", "stun"),
    [
        ("turn:relay.example", "stun:relay.example:3478"),
        ("turn:relay.example:99?transport=udp", "stun:relay.example:99"),
        ("turn:[2001:db8::1]:3478", "stun:[2001:db8::1]:3478"),
        (TCP, None),
        (TLS, None),
    ],
)
def test_where_the_relay_answers_to_stun(turn: str, stun: str | None) -> None:
    assert stun_url(turn) == stun


def test_neither_secret_nor_password_is_shown() -> None:
    _, shown = RELAY.servers("kiosk:k1", NOW)
    assert "a secret" not in repr(RELAY)
    assert shown.credential
    assert shown.credential not in repr(shown)


@pytest.mark.parametrize(
    "wrong",
    [
        *("stun:relay.example", "turn:", "turn:a b", "turns:relay.example:443?transport=udp"),
        *("turn:relay.example:0", "turn:relay.example:70000", "turn:relay.example?transport=sctp"),
    ],
)
def test_what_is_no_address_of_a_relay_is_told(wrong: str) -> None:
    assert list(mistakes((UDP, wrong, TLS))) == [wrong]
    with pytest.raises(ValidationError):
        Settings(turn_urls=(wrong,))


def test_every_address_may_be_a_number_too() -> None:
    assert list(mistakes(("turn:192.0.2.7", "turns:[2001:db8::7]:443"))) == []
    assert URL.fullmatch("turns:[2001:db8::7]:443")


def test_there_is_no_relay_without_its_secret_or_its_address() -> None:
    secret = SecretStr("a secret")
    assert Settings(turn_urls=(UDP,)).relay is None
    assert Settings(turn_secret=secret).relay is None
    given = Settings(turn_urls=(UDP,), turn_secret=secret)
    assert given.relay == Relay((UDP,), "a secret")
    assert "a secret" not in repr(given)
