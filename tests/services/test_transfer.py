"""A call is passed on, against a real server: who may, who hears, who gets which documents."""

import hashlib

import pytest

from signaling import protocol as wire
from signaling.auth.passwords import MIN_PASSWORD
from signaling.core.person import Role
from signaling.keys import OFFICE
from signaling.protocol import EndReason, OverReason
from signaling.store import accounts, journal, visits
from signaling.store.records import Account
from signaling.transfer import ANSWER_SECONDS

from .serving import PASSWORD, SDP, Ear, Served, serving
from .test_guests import invited

SEALED = b"x" * 40


async def colleague(served: Served) -> str:
    """Somebody else of the MSA; the account's id."""
    assert len(PASSWORD) >= MIN_PASSWORD
    hashed = await served.registry.passwords.hash(PASSWORD)
    account = Account(
        "account-collegue",
        "collegue.msa",
        "Paul Exemple",
        hashed,
        frozenset({Role.COUNSELLOR}),
        organisation="msa",
    )
    async with served.store.writing() as tx:
        await accounts.insert_account(tx, account)
    return account.id


async def in_kiosk(kiosk: Ear, console: Ear, served: Served, where: tuple[str, str, str]) -> None:
    """A scanned document, whole on the server."""
    visit, token, document = where
    name = hashlib.sha256(SEALED).hexdigest()
    manifest = wire.Manifest(
        document=document,
        kind=wire.DocumentKind.SCAN,
        media_type="application/pdf",
        nonce="AAAAAAAAAAA=",
        chunks=(wire.Chunk(sha256=name, size=len(SEALED)),),
    )
    await kiosk.say(wire.DocumentAnnounce(visit=visit, manifest=manifest))
    await kiosk.expect(wire.DocumentWanted)
    headers = {"Authorization": f"Bearer {token}"}
    async with served.browser_with(headers) as browser:
        path = f"/documents/{visit}/{document}/{name}"
        async with browser.put(path, data=SEALED) as answer:
            assert answer.status == 201
    await console.expect(wire.DocumentReady)


async def joined(console: Ear, receiver: Ear, kiosk: Ear, call: str, **to: str) -> str:
    """Asked, accepted, told to the resident: a moment of three. The guest's id."""
    released = (wire.Released(document="d1", into="d9", name="Pièce d’identité"),)
    await console.say(wire.ColleagueAsk(call=call, released=released, **to))
    asked = await receiver.expect(wire.ColleagueAsked)
    assert asked.released == released
    await receiver.say(wire.ColleagueReply(guest=asked.guest, accept=True))
    await receiver.expect(wire.GuestChanged, state="admitted")
    company = await kiosk.expect(wire.Company)
    while not company.guests:
        company = await kiosk.expect(wire.Company)
    await kiosk.say(wire.CompanyTold(call=call, guests=(asked.guest,)))
    await receiver.expect(wire.GuestChanged, state="joined")
    await console.say(wire.GuestOffer(guest=asked.guest, number=1, sdp=SDP))
    await receiver.expect(wire.GuestOffer)
    await receiver.say(wire.GuestAnswer(guest=asked.guest, number=1, sdp=SDP))
    await console.expect(wire.GuestAnswer)
    return asked.guest


async def passed_on(
    console: Ear, receiver: Ear, kiosk: Ear, call: str, guest: str
) -> wire.TakeOver:
    await console.say(wire.CallHandOver(guest=guest))
    await receiver.expect(wire.CallHanded)
    await receiver.say(wire.CallTake(call=call, sdp=SDP))
    offer = await kiosk.expect(wire.TakeOver)
    await kiosk.say(wire.TakeAnswer(call=call, sdp=SDP))
    await receiver.expect(wire.TakeAnswer)
    await kiosk.say(wire.CallTaken(call=call))
    ended = await console.expect(wire.CallChanged, within=10)
    while ended.call.state is not wire.CallState.ENDED:
        ended = await console.expect(wire.CallChanged)
    assert ended.call.reason is EndReason.HANDED
    talking = await receiver.expect(wire.CallChanged)
    assert talking.call.state is wire.CallState.TALKING
    return offer


async def test_to_another_organisation_with_the_released_documents_alone() -> None:
    async with serving() as served:
        console, kiosk, at, visit, call = await served.in_call()
        receiver, _ = await served.console("conseil.caf")
        await in_kiosk(kiosk, console, served, (visit, at.token, "d1"))
        await in_kiosk(kiosk, console, served, (visit, at.token, "d2"))
        await console.say(wire.ColleaguesWanted(call=call))
        found = await console.expect(wire.Colleagues)
        assert [one.organisation for one in found.organisations] == ["caf"]
        guest = await joined(console, receiver, kiosk, call, organisation="caf")
        offer = await passed_on(console, receiver, kiosk, call, guest)
        assert offer.released == (wire.Release(document="d1", into="d9"),)
        assert (offer.organisation_id, offer.counsellor) == ("caf", "Andrea Exemple")
        # nothing of before is left on the server, for either
        name = hashlib.sha256(SEALED).hexdigest()
        for login in ("conseil.msa", "conseil.caf"):
            browser = await served.signed_in(login)
            for document in ("d1", "d2"):
                async with browser.get(f"/documents/{visit}/{document}/{name}") as answer:
                    assert answer.status == 404, (login, document)
        # what the kiosk sends from now on is the receiver's
        console.heard.clear()
        await in_kiosk(kiosk, receiver, served, (visit, at.token, "d9"))
        for tried in (
            wire.Scan(visit=visit, scan="s1"),
            wire.VisitEnd(visit=visit),
            wire.CallRepair(call=call, repair=1, sdp=SDP),
            wire.Hangup(call=call),
            wire.DocumentDone(document="d9"),
            wire.CallHandOver(guest=guest),
        ):
            await console.say(tried)
            assert (await console.expect(wire.Error)).code == "not_found", tried
        assert not {"document_ready", "scan_status"} & {one["type"] for one in console.heard}
        await receiver.say(wire.Scan(visit=visit, scan="s1"))
        assert (await kiosk.expect(wire.Scan)).scan == "s1"
        again, welcome = await served.console("conseil.caf")
        (view,) = welcome.appointments
        assert (view.telephone, view.motive, view.papers) == ("", "", ())
        assert (view.birth_date, view.wanted) == (None, None)
        assert [one.id for one in welcome.visits] == [visit]
        assert welcome.call is not None
        assert not again.socket.closed
        async with served.store.reading() as tx:
            known = await visits.by_id(tx, visit)
            lines = [line.what for line in await journal.latest(tx, 50)]
        assert known is not None
        assert known.organisation == "caf"
        assert {"release_agreed", "call_handed_over", "call_taken_over", "visit_handed"} <= {*lines}


async def test_to_a_colleague_and_the_one_before_works_no_more() -> None:
    async with serving() as served:
        account = await colleague(served)
        console, kiosk, at, visit, call = await served.in_call()
        receiver, _ = await served.console("collegue.msa")
        guest = await joined(console, receiver, kiosk, call, account=account)
        await passed_on(console, receiver, kiosk, call, guest)
        assert (await receiver.expect(wire.GuestOver)).reason is OverReason.ENDED
        await in_kiosk(kiosk, receiver, served, (visit, at.token, "d9"))
        await console.say(wire.Scan(visit=visit, scan="s1"))
        assert (await console.expect(wire.Error)).code == "not_found"
        browser = await served.signed_in("conseil.msa")
        name = hashlib.sha256(SEALED).hexdigest()
        async with browser.get(f"/documents/{visit}/d9/{name}") as answer:
            assert answer.status == 404
        await receiver.say(wire.Hangup(call=call))
        assert (await kiosk.expect(wire.Hangup)).reason is EndReason.BYE


async def test_another_organisation_reads_who_and_where_neither_why_nor_a_number() -> None:
    async with serving() as served:
        console, kiosk, _, _, call = await served.in_call()
        receiver, _ = await served.console("conseil.caf")
        guest = await joined(console, receiver, kiosk, call, organisation="caf")
        await console.say(wire.CallHandOver(guest=guest))
        handed = await receiver.expect(wire.CallHanded)
        assert (handed.appointment.name, handed.appointment.relay) != ("", "")
        assert (handed.appointment.telephone, handed.appointment.motive) == ("", "")
        assert (handed.appointment.papers, handed.appointment.birth_date) == ((), None)


async def test_nobody_takes_a_call_that_was_not_passed_on_to_them() -> None:
    async with serving() as served:
        console, kiosk, _, _, call = await served.in_call()
        stranger, _ = await served.console("conseil.missionlocale")
        receiver, _ = await served.console("conseil.caf")
        guest = await joined(console, receiver, kiosk, call, organisation="caf")
        for ear in (stranger, receiver):  # before it is passed on, nor the receiver
            await ear.say(wire.CallTake(call=call, sdp=SDP))
            assert (await ear.expect(wire.Error)).code == "not_found"
        await stranger.say(wire.ColleagueReply(guest=guest, accept=True))
        assert (await stranger.expect(wire.Error)).code == "not_found"
        await stranger.say(wire.CallHandOver(guest=guest))
        assert (await stranger.expect(wire.Error)).code == "not_found"
        assert "colleague_asked" not in {one["type"] for one in stranger.heard}
        await kiosk.say(wire.CallTaken(call=call))  # a kiosk that invents it ends its call
        assert (await kiosk.expect(wire.Hangup)).reason is EndReason.FAILED


async def test_the_three_speak_before_the_call_is_passed_on() -> None:
    async with serving() as served:
        console, _, _, _, call = await served.in_call()
        receiver, _ = await served.console("conseil.caf")
        await console.say(wire.ColleagueAsk(call=call, organisation="caf"))
        asked = await receiver.expect(wire.ColleagueAsked)
        await console.say(wire.CallHandOver(guest=asked.guest))
        assert (await console.expect(wire.Error)).code == "not_found"
        await receiver.say(wire.ColleagueReply(guest=asked.guest, accept=True))
        await receiver.expect(wire.GuestChanged, state="admitted")
        await console.say(wire.CallHandOver(guest=asked.guest))
        assert (await console.expect(wire.Error)).code == "conflict"


async def test_who_declines_is_no_longer_asked_and_the_caller_sees_it() -> None:
    async with serving() as served:
        account = await colleague(served)
        console, _, _, _, call = await served.in_call()
        receiver, _ = await served.console("collegue.msa")
        await console.say(wire.ColleagueAsk(call=call, account=account))
        asked = await receiver.expect(wire.ColleagueAsked)
        await receiver.say(wire.ColleagueReply(guest=asked.guest, accept=False))
        await receiver.expect(wire.ColleagueTaken)
        await console.expect(wire.Guests, guests=[])
        await receiver.say(wire.ColleagueReply(guest=asked.guest, accept=True))
        assert (await receiver.expect(wire.Error)).code == "not_found"


async def test_a_ring_that_is_given_up_stops_at_every_console_that_rang() -> None:
    async with serving() as served:
        console, _, _, _, call = await served.in_call()
        receiver, _ = await served.console("conseil.caf")
        for how in ("removed", "call over"):
            await console.say(wire.ColleagueAsk(call=call, organisation="caf"))
            asked = await receiver.expect(wire.ColleagueAsked)
            if how == "removed":
                await console.say(wire.GuestRemove(guest=asked.guest))
            else:
                await console.say(wire.Hangup(call=call))
            assert (await receiver.expect(wire.ColleagueTaken)).guest == asked.guest


async def test_a_reloaded_console_rings_again_and_after_a_minute_the_caller_is_told() -> None:
    async with serving() as served:
        console, _, _, _, call = await served.in_call()
        receiver, _ = await served.console("conseil.caf")
        released = (wire.Released(document="d1", into="d9", name="RIB"),)
        await console.say(wire.ColleagueAsk(call=call, organisation="caf", released=released))
        asked = await receiver.expect(wire.ColleagueAsked)
        await receiver.socket.close()
        again, _ = await served.console("conseil.caf")
        assert await again.expect(wire.ColleagueAsked) == asked
        mine, _ = await served.console()
        clock = served.app[OFFICE].clock
        await served.watch.tick()
        served.app[OFFICE].clock = lambda: clock() + ANSWER_SECONDS + 1
        await served.watch.tick()
        assert (await again.expect(wire.ColleagueTaken)).guest == asked.guest
        await console.expect(wire.Guests, guests=[])
        assert (await console.expect(wire.ColleagueSilent)).guest == asked.guest
        await mine.expect(wire.ColleagueSilent)
        await again.say(wire.ColleagueReply(guest=asked.guest, accept=True))
        assert (await again.expect(wire.Error)).code == "not_found"
        assert not [said for said in mine.record if "colleague_asked" in said]


async def test_no_link_lets_anybody_in_as_a_colleague() -> None:
    async with serving() as served:
        console, _, _, _, call = await served.in_call()
        link = await invited(console, call)
        page = Ear(await served.browser().ws_connect("/ws/guest"))
        said = {"type": "guest_hello", "token": link.token, "name": "Paul", "quality": "colleague"}
        await page.socket.send_json(said)
        assert (await page.expect(wire.Error)).code == "bad_message"


@pytest.mark.parametrize("to", [{}, {"account": "unknown"}, {"organisation": "msa"}])
async def test_nobody_who_is_not_there_is_asked(to: dict[str, str]) -> None:
    async with serving() as served:
        console, _, _, _, call = await served.in_call()
        await console.say(wire.ColleagueAsk(call=call, **to))
        assert (await console.expect(wire.Error)).code == "not_found"
