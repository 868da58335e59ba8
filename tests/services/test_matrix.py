"""Every message, by whom it is for and by a stranger; one without its row here fails.

Routes are in :mod:`.test_matrix_routes`.
"""

import asyncio
from datetime import UTC, datetime
from typing import get_args

import pytest

from signaling import protocol as wire
from signaling.core.free import Free, FreeState
from signaling.keys import MAILROOM
from signaling.protocol import CallState
from signaling.store import calls, free_accesses, visits

from .serving import SDP, Ear, Kiosk, Served, serving

OF_WHO_IS_ASKED = (
    wire.ColleagueAsk,
    wire.ColleagueReply,
    wire.CallHandOver,
    wire.CallTake,
    wire.GuestAnswer,
    wire.GuestLeave,
)
"Each is about a colleague who was asked: nobody is here, and :mod:`.test_transfer` plays them."
SOON = datetime(2026, 11, 23, 10, 30, tzinfo=UTC)


async def somebody_else_s_call(served: Served) -> tuple[str, str, str, Ear, Kiosk]:
    """A visit of the MSA in a call: appointment, visit, call, and its console, its kiosk."""
    kiosk = await served.enrolled()
    ear, _ = await served.connect(kiosk)
    console, _ = await served.console()
    appointment = await served.registered()
    host = await served.person("hote.wassigny")
    visit = (await served.desk.install(host, appointment.id, kiosk.id)).id
    await console.say(wire.CallStart(visit=visit, sdp=SDP))
    ring = await ear.expect(wire.Ring)
    await ear.say(wire.Answer(call=ring.call, sdp=SDP))
    await console.expect(wire.Answer)
    manifest = a_manifest(wire.DocumentKind.SCAN)
    await ear.say(wire.DocumentAnnounce(visit=visit, manifest=manifest))
    await ear.expect(wire.DocumentWanted)
    return appointment.id, visit, ring.call, console, kiosk


async def free_access_of(served: Served, kiosk: Kiosk) -> str:
    """One that ended before the visit."""
    host = await served.person("hote.wassigny")
    assert host.relay is not None
    before = Free("free-1", kiosk.id, host.relay, wire.FreeDeed.COPY, host.account, 0.0)
    before.state = FreeState.ENDED
    async with served.store.writing() as tx:
        await free_accesses.insert(tx, before)
    return before.id


def a_manifest(kind: wire.DocumentKind) -> wire.Manifest:
    return wire.Manifest(
        document="d1",
        kind=kind,
        media_type="application/pdf",
        nonce="AAAAAAAAAAA=",
        chunks=(wire.Chunk(sha256="0" * 64, size=17),),
    )


async def nothing_changed(served: Served, visit: str, call: str) -> None:
    async with served.store.reading() as tx:
        known, going_on = await calls.by_id(tx, call), await visits.by_id(tx, visit)
    assert known is not None
    assert going_on is not None
    assert (known.state, going_on.state) == (CallState.TALKING, wire.VisitState.IN_CALL)


async def refusals(ear: Ear, message: wire.Message) -> set[str]:
    """The codes with which `message` is refused; a nonsense that follows it tells where it ends."""
    await ear.say(message)
    await ear.socket.send_str('{"type":"marker"}')
    codes = set()
    async with asyncio.timeout(20):
        while (said := await ear.socket.receive_json()).get("about") != "marker":
            if said["type"] == "error":
                codes.add(said["code"])
    return codes


async def with_a_print(served: Served, visit: str, tries: list[wire.Message]) -> list[wire.Message]:
    """The same, about a document that the console sent: `d1` came from the kiosk."""
    counsellor, manifest = await served.person("conseil.msa"), a_manifest(wire.DocumentKind.PRINT)
    ours = manifest.model_copy(update={"document": "p1"})
    announced = wire.DocumentAnnounce(visit=visit, manifest=ours)
    await served.app[MAILROOM].announce(counsellor, announced)
    of_a_print = wire.Print | wire.PrintCancel | wire.PrintSeen | wire.PrintKeep | wire.PrintStatus
    return [
        message.model_copy(
            update={"printed" if isinstance(message, wire.PrintKeep) else "document": "p1"}
        )
        if isinstance(message, of_a_print)
        else message
        for message in tries
    ]


async def all_reach(ear: Ear, tries: list[wire.Message]) -> None:
    """Each is heard as somebody's own business: refused at most because of the moment."""
    ends = wire.VisitEnd, wire.Hangup, wire.CallTaken, wire.ResidentLeft
    tries = [message for message in tries if not isinstance(message, OF_WHO_IS_ASKED)]
    for message in sorted(tries, key=lambda each: isinstance(each, ends)):
        codes = await refusals(ear, message)
        assert not codes & {"not_found", "not_allowed"}, (message, codes)


@pytest.mark.parametrize("whose", ["own", "other"])
async def test_a_console_is_heard_for_its_own_organisation_and_no_other(whose: str) -> None:
    async with serving() as served:
        appointment, visit, call, console, _ = await somebody_else_s_call(served)
        await console.say(wire.GuestInvite(call=call))
        guest = (await console.expect(wire.GuestLink)).guest
        login = "conseil.msa" if whose == "own" else "conseil.caf"
        stranger, welcome = await served.console(login)
        if whose == "other":
            assert (welcome.appointments, welcome.visits, welcome.call) == ((), (), None)
        printed = a_manifest(wire.DocumentKind.PRINT)
        tries: list[wire.Message] = [
            wire.AppointmentReceived(appointment=appointment),
            wire.AppointmentAccept(appointment=appointment),
            wire.AppointmentPropose(appointment=appointment, at=SOON),
            wire.AppointmentHeld(appointment=appointment),
            wire.AppointmentMissed(appointment=appointment),
            wire.AppointmentWithdraw(appointment=appointment, why=wire.Withdrawal.AWAY),
            wire.RelayWanted(visit=visit),
            wire.CallStart(visit=visit, sdp=SDP),
            wire.CallRepair(call=call, repair=1, sdp=SDP),
            wire.RelayWanted(visit=visit),
            wire.Hangup(call=call),
            wire.RelayWanted(visit=visit),
            wire.GuestInvite(call=call),
            wire.GuestAdmit(guest=guest),
            wire.GuestOffer(guest=guest, number=1, sdp=SDP),
            wire.GuestRemove(guest=guest),
            wire.GuestAnswer(guest=guest, number=1, sdp=SDP),
            wire.GuestLeave(guest=guest),
            wire.ColleaguesWanted(call=call),
            wire.ColleagueAsk(call=call, organisation="mission-locale"),
            wire.ColleagueReply(guest=guest, accept=True),
            wire.CallHandOver(guest=guest),
            wire.CallTake(call=call, sdp=SDP),
            wire.Scan(visit=visit, scan="s1"),
            wire.ScanKeep(visit=visit, document="d1", pages=(wire.KeptPage(scan="s1"),)),
            wire.Print(visit=visit, document="d1"),
            wire.PrintCancel(visit=visit, document="d1"),
            wire.PrintSeen(visit=visit, document="d1"),
            wire.PrintKeep(visit=visit, printed="d1", document="d9"),
            wire.VisitEnd(visit=visit),
            wire.HostCall(visit=visit),
            wire.ResidentStays(visit=visit),
            wire.HostDismiss(visit=visit),
            wire.CallByPhone(visit=visit),
            wire.DocumentAnnounce(visit=visit, manifest=printed),
            wire.DocumentDone(document="d1"),
            wire.ResidentTake(visit=visit),
            wire.NotesWanted(appointment=appointment),
            wire.NoteWrite(appointment=appointment, heading="Situation", text="Exemple"),
            wire.NextWanted(visit=visit),
            wire.AppointmentNext(visit=visit, at="2026-12-08T10:30"),
        ]
        of_oneself = {wire.ConsoleHello, wire.AvailabilityChosen, wire.QueueTake, wire.Error}
        every = set(get_args(wire.FromConsole)) - of_oneself
        assert {type(message) for message in tries} == every
        if whose == "own":
            await all_reach(stranger, await with_a_print(served, visit, tries))
            return
        for message in tries:
            await stranger.say(message)
            assert (await stranger.expect(wire.Error)).code == "not_found", message
        assert stranger.heard == []
        await nothing_changed(served, visit, call)


@pytest.mark.parametrize("whose", ["own", "other"])
async def test_a_kiosk_is_heard_for_its_own_visit_and_no_other(whose: str) -> None:
    async with serving() as served:
        _, visit, call, console, its = await somebody_else_s_call(served)
        kiosk = its if whose == "own" else await served.enrolled()
        other, _ = await served.connect(kiosk)
        free = await free_access_of(served, its)
        tries: list[wire.Message] = [
            wire.EarlyAnswer(call=call, sdp=SDP),
            wire.Answer(call=call, sdp=SDP),
            wire.RepairAnswer(call=call, repair=1, sdp=SDP),
            wire.RepairWanted(call=call),
            wire.RingRefused(call=call, code="busy"),
            wire.CompanyTold(call=call, guests=("g1",)),
            wire.TakeAnswer(call=call, sdp=SDP),
            wire.CallTaken(call=call),
            wire.Hangup(call=call),
            wire.CallTold(call=call, mood=wire.Grade.FAIR, seconds=60),
            wire.ScanStatus(visit=visit, scan="s1", state=wire.ScanState.DONE),
            wire.KeepStatus(visit=visit, document="d1", state=wire.KeepState.DONE),
            wire.PrintStatus(visit=visit, document="d1", state=wire.PrintState.OUT),
            wire.DocumentAnnounce(visit=visit, manifest=a_manifest(wire.DocumentKind.SCAN)),
            wire.DocumentDone(document="d1"),
            wire.PaperLeft(visit=visit, places=(wire.Place.GLASS,)),
            wire.Wiped(visit=visit),
            wire.ResidentGone(visit=visit, gone=True),
            wire.ResidentLeft(visit=visit),
            wire.FreeStatus(free=free, stage=wire.FreeStage.GUIDING),
            wire.FreeWiped(free=free),
        ]
        its_own = {wire.KioskHello, wire.LightsChanged, wire.QueueJoin, wire.Error}
        its_own |= {wire.RoomSeen, wire.CheckIn}
        its_own |= {wire.Examined, wire.ServiceChanged}
        assert {type(message) for message in tries} == set(get_args(wire.FromKiosk)) - its_own
        if whose == "own":
            tries = await with_a_print(served, visit, tries)
            done = wire.DocumentDone(document="p1")
            await all_reach(other, [done if isinstance(m, wire.DocumentDone) else m for m in tries])
            return
        for message in tries:
            await other.say(message)
            assert (await other.expect(wire.Error)).code == "not_found", message
        assert other.heard == []
        assert not {"scan_status", "keep_status", "print_status", "paper_left", "hangup"} & {
            m["type"] for m in console.heard
        }
        await nothing_changed(served, visit, call)
