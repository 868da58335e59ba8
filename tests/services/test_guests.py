"""Guests of a call, against a real server: links, admission, who hears of it, the end."""

import pytest

from signaling import protocol as wire
from signaling.core.guest import AWAY_SECONDS
from signaling.keys import COMPANY
from signaling.protocol import GuestState, OverReason, Quality
from signaling.store import guests

from .serving import SDP, Ear, Served, serving


async def opened(served: Served, hello: wire.GuestHello) -> Ear:
    ear = Ear(await served.browser().ws_connect("/ws/guest"))
    await ear.say(hello)
    return ear


def hello(token: str, **more: object) -> wire.GuestHello:
    said = {"token": token, "name": "Sofia Exemple", "quality": Quality.INTERPRETER, **more}
    return wire.GuestHello.model_validate(said)


async def invited(console: Ear, call: str) -> wire.GuestLink:
    await console.say(wire.GuestInvite(call=call))
    return await console.expect(wire.GuestLink)


async def joined(served: Served, console: Ear, kiosk: Ear, call: str) -> tuple[str, str, Ear, str]:
    """A guest who is there: id, token, page, and the key by which the page comes back."""
    link = await invited(console, call)
    page = await opened(served, hello(link.token))
    welcome = await page.expect(wire.GuestWelcome)
    await console.say(wire.GuestAdmit(guest=link.guest))
    company = await kiosk.expect(wire.Company)
    while not company.guests:
        company = await kiosk.expect(wire.Company)
    await kiosk.say(wire.CompanyTold(call=call, guests=(link.guest,)))
    await page.expect(wire.GuestChanged, state="joined")
    return link.guest, link.token, page, welcome.key


async def state_of(console: Ear) -> list[tuple[GuestState, bool]]:
    found = await console.expect(wire.Guests)
    return [(guest.state, guest.connected) for guest in found.guests]


async def test_a_guest_joins_once_the_kiosk_has_said_who_comes() -> None:
    async with serving() as served:
        console, kiosk, _, _, call = await served.in_call()
        link = await invited(console, call)
        page = await opened(served, hello(link.token))
        welcome = await page.expect(wire.GuestWelcome)
        assert (welcome.counsellor, welcome.state) == ("Dominique Exemple", GuestState.KNOCKING)
        offer = wire.GuestOffer(guest=link.guest, number=1, sdp=SDP)
        await console.say(offer)
        assert (await console.expect(wire.Error)).code == "conflict"
        await console.say(wire.GuestAdmit(guest=link.guest))
        await page.expect(wire.GuestChanged, state="admitted")
        await console.say(offer)
        assert (await console.expect(wire.Error)).code == "conflict"
        company = await kiosk.expect(wire.Company)
        while not company.guests:
            company = await kiosk.expect(wire.Company)
        (there,) = company.guests
        assert (there.name, there.quality) == ("Sofia Exemple", Quality.INTERPRETER)
        assert "guest_offer" not in {m["type"] for m in page.heard}
        await kiosk.say(wire.CompanyTold(call=call, guests=(link.guest, "unknown")))
        await page.expect(wire.GuestChanged, state="joined")
        await console.say(offer)
        assert (await page.expect(wire.GuestOffer)).sdp == SDP
        await page.say(wire.GuestAnswer(guest=link.guest, number=1, sdp=SDP))
        assert (await console.expect(wire.GuestAnswer)).guest == link.guest


async def test_a_link_lets_one_page_in_and_the_same_page_back() -> None:
    async with serving() as served:
        console, kiosk, _, _, call = await served.in_call()
        guest, token, page, key = await joined(served, console, kiosk, call)
        other = await opened(served, hello(token, name="Quelqu un"))
        assert (await other.expect(wire.Error)).code == "link_in_use"
        other = await opened(served, hello(token, key="A" * 22))
        assert (await other.expect(wire.Error)).code == "link_in_use"
        await page.socket.close()
        again = await opened(served, hello(token, key=key))
        welcome = await again.expect(wire.GuestWelcome)
        assert (welcome.guest, welcome.key, welcome.state) == (guest, key, GuestState.JOINED)


async def test_a_page_that_was_loaded_again_is_somebody_new_who_knocks() -> None:
    async with serving() as served:
        console, kiosk, _, _, call = await served.in_call()
        _, token, page, key = await joined(served, console, kiosk, call)
        await page.socket.close()
        while await state_of(console) != [(GuestState.JOINED, False)]:
            pass
        again = await opened(served, hello(token, name="Paul Exemple"))
        welcome = await again.expect(wire.GuestWelcome)
        assert welcome.state is GuestState.KNOCKING
        assert welcome.key != key
        await kiosk.expect(wire.Company, guests=[])


async def test_four_at_most_are_invited_and_a_removed_one_makes_room() -> None:
    async with serving() as served:
        console, _, _, _, call = await served.in_call()
        links = [await invited(console, call) for _ in range(4)]
        assert len({link.token for link in links}) == 4
        await console.say(wire.GuestInvite(call=call))
        assert (await console.expect(wire.Error)).code == "too_many_guests"
        await console.say(wire.GuestRemove(guest=links[0].guest))
        await invited(console, call)
        page = await opened(served, hello(links[0].token))
        assert (await page.expect(wire.Error)).code == "link_over"


async def test_a_removed_guest_is_told_and_their_link_is_worth_nothing_any_more() -> None:
    async with serving() as served:
        console, kiosk, _, _, call = await served.in_call()
        guest, token, page, key = await joined(served, console, kiosk, call)
        await console.say(wire.GuestRemove(guest=guest))
        assert (await page.expect(wire.GuestOver)).reason is OverReason.REMOVED
        await page.expect_closed()
        await kiosk.expect(wire.Company, guests=[])
        again = await opened(served, hello(token, key=key))
        assert (await again.expect(wire.Error)).code == "link_over"


async def test_the_end_of_the_call_ends_every_invitation_and_leaves_no_name() -> None:
    async with serving() as served:
        console, kiosk, _, _, call = await served.in_call()
        _, token, page, _ = await joined(served, console, kiosk, call)
        waiting = await invited(console, call)
        await console.say(wire.Hangup(call=call))
        assert (await page.expect(wire.GuestOver)).reason is OverReason.ENDED
        for of in (token, waiting.token):
            late = await opened(served, hello(of))
            assert (await late.expect(wire.Error)).code == "link_over"
        async with served.store.reading() as tx:
            assert await guests.of_call(tx, call) == []
        files = b"".join(path.read_bytes() for path in served.folder.glob("*.sqlite*"))
        assert token.encode() not in files


async def test_a_guest_who_stays_away_is_gone_for_the_resident_and_knocks_again() -> None:
    async with serving() as served:
        console, kiosk, _, _, call = await served.in_call()
        guest, token, page, key = await joined(served, console, kiosk, call)
        await page.socket.close()
        while await state_of(console) != [(GuestState.JOINED, False)]:
            pass
        served.clock.now += AWAY_SECONDS + 1
        await served.watch.tick()
        await kiosk.expect(wire.Company, guests=[])
        back = await opened(served, hello(token, key=key))
        welcome = await back.expect(wire.GuestWelcome)
        assert (welcome.guest, welcome.state) == (guest, GuestState.KNOCKING)
        assert welcome.key != key


async def test_a_lost_line_that_is_told_late_drives_nobody_out_who_is_back() -> None:
    async with serving() as served:
        console, _, _, _, call = await served.in_call()
        link = await invited(console, call)
        page = await opened(served, hello(link.token))
        key = (await page.expect(wire.GuestWelcome)).key
        back = await opened(served, hello(link.token, key=key))
        assert (await back.expect(wire.GuestWelcome)).key == key
        await served.app[COMPANY].closed(link.guest)  # the first page's end, heard after
        await console.say(wire.GuestAdmit(guest=link.guest))
        await back.expect(wire.GuestChanged, state="admitted")


async def test_a_kiosk_and_a_console_that_come_back_hear_who_is_there() -> None:
    async with serving() as served:
        console, ear, kiosk, _, call = await served.in_call()
        guest, _, page, _ = await joined(served, console, ear, call)
        back, _ = await served.connect(kiosk)
        assert [one.guest for one in (await back.expect(wire.Company)).guests] == [guest]
        again, _ = await served.console()
        assert await state_of(again) == [(GuestState.JOINED, True)]
        assert not page.socket.closed


async def test_a_guest_says_only_what_is_theirs() -> None:
    async with serving() as served:
        console, kiosk, _, _, call = await served.in_call()
        guest, _, page, _ = await joined(served, console, kiosk, call)
        other, _, _, _ = await joined(served, console, kiosk, call)
        await page.say(wire.GuestAnswer(guest=other, number=1, sdp=SDP))
        assert (await page.expect(wire.Error)).code == "not_found"
        await page.say(wire.Scan(visit="v", scan="s"))
        assert (await page.expect(wire.Error)).code == "bad_message"
        await page.say(wire.GuestLeave())
        assert (await page.expect(wire.GuestOver)).reason is OverReason.AWAY
        while guest in {one.guest for one in (await kiosk.expect(wire.Company)).guests}:
            pass


@pytest.mark.parametrize("name", ["", " ", "<b>Sofia</b>", "a\nb", "x" * 61, "\u202eSofia"])
async def test_a_name_that_is_none_is_not_understood(name: str) -> None:
    async with serving() as served:
        console, _, _, _, call = await served.in_call()
        link = await invited(console, call)
        ear = Ear(await served.browser().ws_connect("/ws/guest"))
        said = {"type": "guest_hello", "version": 1, "token": link.token, "name": name}
        await ear.socket.send_json({**said, "quality": "relative"})
        assert (await ear.expect(wire.Error)).code == "bad_message"


async def test_a_page_of_another_site_is_refused() -> None:
    async with serving() as served:
        foreign = served.browser_with({"Origin": "https://ailleurs.example"})
        async with foreign.get("/ws/guest") as answer:
            assert answer.status == 403
