"""Who reaches what: every route, by every role, for what is one's own and for what is not.

The table is :mod:`.rows`. Each case is asked of a real server; what belongs to another mairie,
relay, organisation or person answers as what does not exist.
"""

import hashlib
from dataclasses import dataclass, field
from datetime import date

import aiohttp
import pytest

from signaling import protocol as wire
from signaling.core.agenda.feeds import Feed, FeedKind
from signaling.core.agenda.permanences import Absence, Hours, Permanence
from signaling.core.agenda.tour import Stop
from signaling.core.agenda.wall import Span
from signaling.core.person import Person, Role
from signaling.core.summons import Summons
from signaling.edition import of
from signaling.files import STATIC
from signaling.forms.intake import Found
from signaling.free import FREE, Opening
from signaling.keys import MAILROOM
from signaling.parties import AtKiosk
from signaling.protocol import FreeDeed, SummonsReason
from signaling.store import (
    brought,
    dropins,
    factors,
    feeds,
    motives,
    permanences,
    places,
    rooms,
    summonses,
    tours,
)
from signaling.store.brought import BroughtForm
from signaling.store.dropins import Waiting
from signaling.store.factors import Passkey
from signaling.store.records import Relay

from .rows import ROWS, Row
from .serving import PASSWORD, RELAY, Form, Served, serving

LOGINS = {
    Role.SECRETARY: "secretaire.hannapes",
    Role.HOST: "hote.wassigny",
    Role.COUNSELLOR: "conseil.msa",
    Role.SUPERVISOR: "supervision.msa",
    Role.TECHNICIAN: "technique",
    Role.ADMINISTRATOR: "admin",
}
ELSEWHERE = "pel-guise"
SEALED = b"seventeen letters"
SHA = hashlib.sha256(SEALED).hexdigest()
ENDS = ("desactiver", "revoquer", "terminer", "absent", "annuler", "retirer")
"Asked last: after them the thing is gone."
SKIPPED = "POST /deconnexion"
"It would end the session that the next ones need."


@dataclass
class World:
    """The same things twice: those of Hannapes, Wassigny and the MSA, and those of others."""

    own: dict[str, str] = field(default_factory=dict)
    other: dict[str, str] = field(default_factory=dict)

    def address(self, path: str, key: str, own: bool) -> str:
        ids = self.own if own else self.other
        path = path.replace("{visit}", ids["visit"]).replace("{document}", ids.get(key, ""))
        path = path.replace("{id}", ids.get(key, "unknown")).replace("{free}", ids["free"])
        path = path.replace("{kind}", "mairies").replace("{motive}", ids["motive"])
        path = path.replace("{permanence}", ids["permanence"]).replace("{absence}", ids["absence"])
        path = path.replace("{language}/{line}", "fr/printing").replace("{language}", "ar")
        path = path.replace("{stop}", f"stop-{ids['relay']}")
        path = path.replace("{room}", f"room-{ids['relay']}")
        path = path.replace("{token}", "unknown-token").replace("{sha256}", SHA)
        path = (
            path.replace("{secret}", "0" * 22)
            .replace("/formulaires/{form}", f"/formulaires/{ids['form']}")
            .replace("{form}", "cerfa_13753_04")
            .replace("{fingerprint}", "0" * 64)
        )
        path = path.replace("{edition}/{path}", f"{of(STATIC).name}/app.js")
        path = path.replace("{guide}", "accueil")
        path = path.replace("{path}", "pdfjs@5.6.205/pdf.min.mjs")
        return "/static/app.js" if path == "/static" else path

    def body(self, name: str, own: bool) -> bytes | dict[str, str]:
        """What the form of a route names, or a chunk."""
        ids = self.own if own else self.other
        if name == "POST /relais/installer":
            return {part: ids[part] for part in ("appointment", "kiosk")}
        return SEALED if name.startswith("PUT") else {}


async def world(served: Served, role: Role | None) -> World:
    found, admin = World(), await served.person("admin")
    async with served.store.writing() as tx:
        await places.insert(tx, Relay(ELSEWHERE, "PEL de Guise", "Guise", "", ""))
    held = {"secretaire.etreux": (Role.SECRETARY, {"mairie": "etreux"})}
    held["hote.guise"] = (Role.HOST, {"relay": ELSEWHERE})
    for login, (given, place) in held.items():
        await served.registry.open_account(admin, login, login, PASSWORD, [given], **place)
    for ids, relay, secretary, host, body, account in (
        (found.own, RELAY, "secretaire.hannapes", "hote.wassigny", "msa", "conseil.msa"),
        (found.other, ELSEWHERE, "secretaire.etreux", "hote.guise", "caf", "conseil.caf"),
    ):
        kiosk = await served.enrolled(relay)
        await served.connect(kiosk)
        form = Form(organisation=body, relay=relay)
        registers, installs = await served.person(secretary), await served.person(host)
        waiting = await served.desk.register_appointment(registers, form)
        seated = await served.desk.register_appointment(registers, form)
        visit = await served.desk.install(installs, seated.id, kiosk.id)
        ids |= {"kiosk": kiosk.id, "appointment": waiting.id, "organisation": body}
        ids |= {"visit": visit.id, "scan": f"scan-{body}", "print": f"print-{body}"}
        counsellor, mailroom = await served.person(account), served.app[MAILROOM]
        here = AtKiosk(kiosk.id)
        for sender, name in ((here, ids["scan"]), (counsellor, ids["print"])):
            manifest = a_manifest(name, scan=sender is here)
            await mailroom.announce(
                sender, wire.DocumentAnnounce(visit=visit.id, manifest=manifest)
            )
        await mailroom.store(here, visit.id, ids["scan"], SHA, SEALED)
        async with served.store.reading() as tx:
            ids["motive"] = (await motives.of_organisation(tx, body))[0].id
        ids["mairie"], ids["relay"] = registers.mairie or "", relay
        ids["free"] = await free_access(served, relay, installs)
        reasons, now = (SummonsReason.COUNSELLOR,), served.clock.now
        async with served.store.writing() as tx:
            await summonses.insert(tx, Summons(f"summons-{body}", visit.id, kiosk.id, reasons, now))
            ids["form"] = f"form-{body}"
            await brought.add(tx, a_form(ids["form"], body), b"%PDF-1.7")
            ids["waiting"] = f"waiting-{body}"
            waits = Waiting(ids["waiting"], body, relay, "2026-11-22", 1, now, name="Exemple")
            await dropins.insert(tx, waits)
            ids |= {"permanence": f"permanence-{body}", "absence": f"absence-{body}"}
            open_at = Hours(540, 720), date(2026, 11, 1)
            held = Permanence(ids["permanence"], body, frozenset({0}), *open_at)
            await permanences.publish(tx, held)
            morning = date(2099, 12, 1), Hours(540, 720)
            await tours.insert_stop(tx, Stop(f"stop-{relay}", relay, *morning, "Guise", "Halle"))
            await rooms.open_room(tx, f"room-{relay}", relay, "Salle")
            away = Absence(body, Span(now, now + 3600))
            await permanences.be_absent(tx, ids["absence"], away)
            ids["away"] = f"away-{body}"
            mine = Absence(body, Span(now, now + 3600), counsellor.account)
            await permanences.be_absent(tx, ids["away"], mine)
        ids["account"] = counsellor.account
    await passkeys(served, found, role)
    return found


async def free_access(served: Served, relay: str, host: Person) -> str:
    """At another kiosk of the room, which awaits a file."""
    kiosk = await served.enrolled(relay)
    await served.connect(kiosk)
    return (await served.app[FREE].open(host, kiosk.id, Opening(FreeDeed.PRINT))).id


def a_form(id: str, organisation: str) -> BroughtForm:
    """A blank form with one field that its author named."""
    one = {"name": "nom", "label": "Nom", "kind": "text", "page": 1}
    found = Found.model_validate({"pages": 1, "fingerprint": "f" * 64, "fields": [one]})
    words = {"title": "Une demande", "number": "", "motives": (), "calculates": False}
    said = {"found": found.model_dump_json(), "fingerprint": found.fingerprint, "size": 8}
    return BroughtForm(id, organisation, added_at=0.0, **words, **said)  # type: ignore[arg-type]


def a_manifest(document: str, scan: bool) -> wire.Manifest:
    """A document of one chunk."""
    return wire.Manifest(
        document=document,
        kind=wire.DocumentKind.SCAN if scan else wire.DocumentKind.PRINT,
        media_type="application/pdf",
        nonce="AAAAAAAAAAA=",
        chunks=(wire.Chunk(sha256=SHA, size=len(SEALED)),),
    )


async def passkeys(served: Served, found: World, role: Role | None) -> None:
    """One of who asks, one of the host of another relay; a calendar of each too."""
    asks = LOGINS[role] if role is not None else "admin"
    async with served.store.writing() as tx:
        for ids, login in ((found.own, asks), (found.other, "hote.guise")):
            account, id = (await served.person(login)).account, f"passkey-{login}"
            await factors.insert_passkey(tx, Passkey(id, account, id, "AA", 0, "Clé", 0.0))
            feed = Feed(f"feed-{login}", FeedKind.COUNSELLOR, account, account, id, 0.0)
            await feeds.insert(tx, feed)
            ids |= {"passkey": id, "feed": feed.id}


async def verdict(
    browser: aiohttp.ClientSession, method: str, address: str, body: bytes | dict[str, str]
) -> str:
    async with browser.request(method, address, data=body, allow_redirects=False) as answer:
        if answer.status in (401, 403) and answer.content_type != "text/html":
            return "shut"
        return "hidden" if answer.status == 404 else "open"


def expected(row: Row, role: Role | None, own: bool) -> str:
    if role not in row.who:
        return "shut"
    if row.key and not own and role not in row.all_of:
        return "hidden"
    return "open"


@pytest.mark.timeout(180)
@pytest.mark.parametrize("role", [None, *Role])
async def test_every_route_is_open_to_its_roles_for_what_is_theirs(role: Role | None) -> None:
    async with serving() as served:
        # Signed in first: a second factor of theirs would be asked for afterwards.
        browser = served.browser() if role is None else await served.signed_in(LOGINS[role])
        there, wrong = await world(served, role), []
        for own in (False, True):
            for name in sorted(
                ROWS, key=lambda name: name.startswith("POST") + name.endswith(ENDS)
            ):
                row, (method, path) = ROWS[name], name.split(" ")
                if name == SKIPPED or (not own and not row.key):
                    continue
                address, body = there.address(path, row.key, own), there.body(name, own)
                found = await verdict(browser, method, address, body)
                if not row.key and found == "hidden":
                    found = "open"  # it names nothing of anybody: a form that is not in the library
                if found != expected(row, role, own):
                    wrong.append((name, "own" if own else "other", found))
        assert wrong == []


async def test_every_route_has_its_row_and_every_row_its_route() -> None:
    async with serving() as served:
        routes = {
            f"{route.method} {route.resource.canonical}"
            for route in served.app.router.routes()
            if route.resource is not None and route.method != "HEAD"
        }
    assert routes - set(ROWS) == set(), "add its row to tests/services/rows.py"
    assert set(ROWS) - routes == set()


def test_an_address_that_names_a_thing_says_by_which_key_it_is_held() -> None:
    of_nobody = {
        "{language}",
        "{line}",
        "{kind}",
        "{secret}",
        "{path}",
        "{edition}",
        "{guide}",
        "{token}",
        "{form}",
        "{fingerprint}",
    }
    for name, row in ROWS.items():
        named = {
            part
            for part in name.replace(".pdf", "").replace(".ics", "").split("/")
            if part.startswith("{")
        }
        assert row.key or not named - of_nobody, name
