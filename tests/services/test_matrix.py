"""Who reaches what: every route by every role, every message by a stranger.

A new route or message without a row here fails.
"""

from datetime import UTC, datetime
from typing import get_args

import pytest

from signaling import protocol as wire
from signaling.core.person import Role
from signaling.protocol import CallState
from signaling.store import calls, visits

from .serving import SDP, Ear, Served, serving

SOON = datetime(2026, 11, 23, 10, 30, tzinfo=UTC)
ANYBODY = frozenset({*Role, None})
"None is somebody who is not signed in."
LOGINS = {
    Role.SECRETARY: "secretaire.hannapes",
    Role.HOST: "hote.wassigny",
    Role.COUNSELLOR: "conseil.msa",
    Role.SUPERVISOR: "supervision.msa",
    Role.TECHNICIAN: "technique",
    Role.ADMINISTRATOR: "admin",
}
DOCUMENT = "/documents/{visit}/{document}/{sha256}"
BY_PREFIX = {
    "/static": ANYBODY,
    "/vendor/": ANYBODY,
    "/health": ANYBODY,
    "/connexion": ANYBODY,
    "/deconnexion": ANYBODY,
    "/ws/kiosk": ANYBODY,
    "/ws/guest": ANYBODY,
    "/invitation": ANYBODY,
    "/kiosk/enrol": ANYBODY,
    "/console": {Role.COUNSELLOR},
    "/ws/console": {Role.COUNSELLOR},
    DOCUMENT: {Role.COUNSELLOR},
    "/forms": {Role.COUNSELLOR},
    "/secretariat": {Role.SECRETARY},
    "/relais": {Role.HOST},
    "/administration/guichets": {Role.ADMINISTRATOR, Role.TECHNICIAN},
    "/administration/comptes": {Role.ADMINISTRATOR, Role.SUPERVISOR},
    "/administration/lieux": {Role.ADMINISTRATOR, Role.SUPERVISOR},
    "/administration/organismes": {Role.ADMINISTRATOR, Role.SUPERVISOR},
    "/administration/statistiques": {Role.ADMINISTRATOR, Role.SUPERVISOR},
    "/administration/distances": {Role.ADMINISTRATOR},
    "/administration/journal": {Role.ADMINISTRATOR},
    "/administration": {Role.ADMINISTRATOR, Role.TECHNICIAN},
    "/compte": frozenset(Role),
    "/agenda/": ANYBODY,
}
"Who gets past the door; what they find behind it is another matter."


def allowed(path: str) -> frozenset[Role | None]:
    if path == "/":
        return ANYBODY
    rows = [who for prefix, who in BY_PREFIX.items() if path.startswith(prefix)]
    assert rows, f"{path} has no row"
    return frozenset(rows[0])


def address(path: str) -> str:
    for name in (
        "visit",
        "document",
        "id",
        "account",
        "kiosk",
        "appointment",
        "permanence",
        "absence",
    ):
        path = path.replace("{" + name + "}", "unknown")
    path = path.replace("{secret}", "0" * 22)
    path = path.replace("{form}", "cerfa_13753_04").replace("{fingerprint}", "0" * 64)
    return path.replace("{sha256}", "0" * 64).replace("{path}", "pdfjs/pdf.min.mjs")


@pytest.mark.parametrize("role", [None, *Role])
async def test_every_route_is_open_to_its_roles_alone(role: Role | None) -> None:
    async with serving() as served:
        routes = [(route.method, route.resource) for route in served.app.router.routes()]
        browser = served.browser() if role is None else await served.signed_in(LOGINS[role])
        wrong = []
        for method, resource in routes:
            assert resource is not None
            path = resource.canonical
            if path == "/deconnexion":
                continue  # it would end the session that the next ones need
            asked = address(path) + ("/app.js" if path == "/static" else "")
            async with browser.request(method, asked, allow_redirects=False) as answer:
                door_shut = answer.status in (401, 403)
            if door_shut is (role in allowed(path)):
                wrong.append((method, path, answer.status))
        assert wrong == []
        assert len(routes) > 20


async def somebody_else_s_call(served: Served) -> tuple[str, str, str, Ear]:
    """A visit of the MSA in a call: appointment, visit, call, and its console."""
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
    return appointment.id, visit, ring.call, console


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


async def test_a_console_of_another_organisation_does_and_hears_nothing() -> None:
    async with serving() as served:
        appointment, visit, call, console = await somebody_else_s_call(served)
        await console.say(wire.GuestInvite(call=call))
        guest = (await console.expect(wire.GuestLink)).guest
        stranger, welcome = await served.console("conseil.caf")
        assert (welcome.appointments, welcome.visits, welcome.call) == ((), (), None)
        printed = a_manifest(wire.DocumentKind.PRINT)
        tries: list[wire.Message] = [
            wire.AppointmentReceived(appointment=appointment),
            wire.AppointmentAccept(appointment=appointment),
            wire.AppointmentPropose(appointment=appointment, at=SOON),
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
            wire.Scan(visit=visit, scan="s1"),
            wire.ScanKeep(visit=visit, document="d1", pages=(wire.KeptPage(scan="s1"),)),
            wire.Print(visit=visit, document="d1"),
            wire.PrintCancel(visit=visit, document="d1"),
            wire.PrintSeen(visit=visit, document="d1"),
            wire.PrintKeep(visit=visit, printed="d1", document="d9"),
            wire.VisitEnd(visit=visit),
            wire.HostCall(visit=visit),
            wire.HostDismiss(visit=visit),
            wire.CallByPhone(visit=visit),
            wire.DocumentAnnounce(visit=visit, manifest=printed),
            wire.DocumentDone(document="d1"),
            wire.ResidentTake(visit=visit),
            wire.NotesWanted(appointment=appointment),
            wire.NoteWrite(appointment=appointment, heading="Situation", text="Exemple"),
            wire.AppointmentNext(visit=visit, at="2026-12-08T10:30"),
        ]
        of_oneself = {wire.ConsoleHello, wire.AvailabilityChosen, wire.Error}
        every = set(get_args(wire.FromConsole)) - of_oneself
        assert {type(message) for message in tries} == every
        for message in tries:
            await stranger.say(message)
            assert (await stranger.expect(wire.Error)).code == "not_found", message
        assert stranger.heard == []
        await nothing_changed(served, visit, call)


async def test_another_kiosk_does_and_hears_nothing() -> None:
    async with serving() as served:
        _, visit, call, console = await somebody_else_s_call(served)
        other, _ = await served.connect(await served.enrolled())
        tries: list[wire.Message] = [
            wire.Answer(call=call, sdp=SDP),
            wire.RepairAnswer(call=call, repair=1, sdp=SDP),
            wire.RepairWanted(call=call),
            wire.RingRefused(call=call, code="busy"),
            wire.CompanyTold(call=call, guests=("g1",)),
            wire.Hangup(call=call),
            wire.ScanStatus(visit=visit, scan="s1", state=wire.ScanState.DONE),
            wire.KeepStatus(visit=visit, document="d1", state=wire.KeepState.DONE),
            wire.PrintStatus(visit=visit, document="d1", state=wire.PrintState.OUT),
            wire.DocumentAnnounce(visit=visit, manifest=a_manifest(wire.DocumentKind.SCAN)),
            wire.DocumentDone(document="d1"),
            wire.PaperLeft(visit=visit, places=(wire.Place.GLASS,)),
            wire.Wiped(visit=visit),
        ]
        its_own = {wire.KioskHello, wire.LightsChanged, wire.Error}
        assert {type(message) for message in tries} == set(get_args(wire.FromKiosk)) - its_own
        for message in tries:
            await other.say(message)
            assert (await other.expect(wire.Error)).code == "not_found", message
        assert other.heard == []
        assert not {"scan_status", "keep_status", "print_status", "paper_left", "hangup"} & {
            m["type"] for m in console.heard
        }
        await nothing_changed(served, visit, call)
