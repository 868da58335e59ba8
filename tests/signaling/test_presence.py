"""Who is connected, on paper."""

from signaling.presence import Link, Presence
from signaling.protocol import Light, Lights


def link(token: str, closed: list[str]) -> Link:
    return Link("k1", token, Lights(camera=Light.GREEN), lambda: closed.append(token))


def test_the_newest_socket_closes_the_older_and_keeps_the_kiosk_present() -> None:
    presence, closed = Presence(), list[str]()
    presence.kiosk_came(link("old", closed))
    presence.kiosk_came(link("new", closed))
    assert closed == ["old"]
    assert not presence.kiosk_went("k1", "old", 1.0)
    assert presence.is_there("k1")
    assert presence.kiosk_of("old") is None
    assert presence.kiosk_of("new") == "k1"


def test_the_lights_of_a_replaced_socket_count_no_more() -> None:
    presence = Presence()
    presence.kiosk_came(link("old", []))
    presence.kiosk_came(link("new", []))
    presence.lights_changed("k1", "old", Lights(camera=Light.RED))
    assert presence.lights("k1").camera is Light.GREEN
    presence.lights_changed("k1", "new", Lights(camera=Light.RED))
    assert presence.lights("k1").camera is Light.RED


def test_an_absent_kiosk_shows_no_light() -> None:
    presence = Presence()
    presence.kiosk_came(link("a", []))
    assert presence.kiosk_went("k1", "a", 1.0)
    assert presence.lights("k1") == Lights()


def test_both_ends_are_gone_since_the_last_one_left() -> None:
    presence = Presence()
    assert presence.both_gone_since("k1", "c1", started=5.0) == 5.0
    presence.kiosk_came(link("a", []))
    presence.console_came("c1")
    presence.console_came("c1")
    presence.kiosk_went("k1", "a", 10.0)
    assert presence.both_gone_since("k1", "c1", started=5.0) is None
    presence.console_went("c1", 20.0)
    assert presence.both_gone_since("k1", "c1", started=5.0) is None
    presence.console_went("c1", 30.0)
    assert presence.both_gone_since("k1", "c1", started=5.0) == 30.0
