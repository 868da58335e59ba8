"""Who reads which field of a resident: canaries in all of them, through a whole visit.

Pages, streams and messages of every role are searched, whatever they are for. A personal column
without a row here fails, and so does one that somebody reads beyond their row.
"""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, field

import aiohttp
import pytest
from sqlalchemy import Table, update

from signaling import protocol as wire
from signaling.core.person import Role
from signaling.core.reading import EVERY, OF_RESIDENT
from signaling.dropin.crier import DROP_IN
from signaling.dropin.queue import Arrival
from signaling.store import motives, schema, schema_free
from signaling.store.records import Motive
from signaling.store.schema_arrivals import relay_card
from signaling.store.schema_dropin import waiting

from .serving import PASSWORD, SDP, Kiosk, Served, serving

CANARIES = {
    column.name: f"canari-{column.name}"
    for column in schema.appointment.columns
    if column.info.get("personal")
}
NEEDS = {"needs": "handset,wheelchair"}
CANARIES["kiosk_language"] = "qaa-canari"
"A code of no language: the kiosk is not told it, see test_kiosk_languages."
CANARIES["needs"] = '["handset","wheelchair"]'
"A closed set: the one canary is that it is told on the wire."
NOTE = "canari-note"
"What a counsellor writes of the case."
READ = {str(role): fields for role, fields in OF_RESIDENT.items()} | {
    "counsellor": OF_RESIDENT[Role.COUNSELLOR] | {"note"},
    "stranger": frozenset[str](),
    "kiosk": frozenset({"needs", "kiosk_language"}),
}
"Who sees what in the end. A kiosk knows what helps a resident; a stranger is of another place."
CAN_BE_READ_NOW = frozenset({"name", "first_name"})
"What the pages of mairie and relay show today; a telephone number may be, and is not."
OF_AGENTS = {"absence", "account", "guest", "passkey", "voice"}
"Tables about those who work here, and those who join a call."
NO_PAGES = ("/static", "/vendor", "/ws/", "/documents", "/forms")
Browsers = list[tuple[str, aiohttp.ClientSession]]
"By who reads."


@dataclass
class Seen:
    """All that each kind of reader was told, word for word."""

    texts: dict[str, list[str]] = field(default_factory=dict)

    def add(self, who: str, *texts: str) -> None:
        self.texts.setdefault(who, []).extend(texts)

    def fields(self, who: str) -> frozenset[str]:
        told = "\n".join(self.texts[who]).casefold()
        words = CANARIES | {"note": NOTE}
        return frozenset(name for name, word in words.items() if word.casefold() in told)


def personal(table: Table) -> set[str]:
    return {column.name for column in table.columns if column.info.get("personal")}


def test_every_personal_field_of_a_resident_has_its_row() -> None:
    tables = {table.name for table in schema.metadata.sorted_tables if personal(table)}
    kept = {"appointment", "note", "waiting", "free_access", "relay_card"}
    assert tables - OF_AGENTS == kept, "what else is of a resident needs its canaries"
    assert personal(schema.note) == {"text"}
    assert personal(waiting) == {"name", "first_name", "motive_id", "kiosk_language"}, (
        "see the last test"
    )
    assert personal(schema_free.free_access) == {"email"}, "see test_free_email"
    assert personal(relay_card) == {"code"}, "no name: a salted hash, that no page shows"
    assert OF_RESIDENT.keys() == set(Role)
    assert set(CANARIES) == EVERY, "signaling/core/reading.py says who reads"


async def read_pages(browser: aiohttp.ClientSession, paths: Iterable[str]) -> list[str]:
    told = []
    for path in paths:
        async with browser.get(path, headers={"Accept": "text/html"}) as answer:
            told.append(await words(answer))
    return told


def pages(served: Served, ids: Iterable[str]) -> list[str]:
    """Every page that a browser can get, with each of the identifiers in its place."""
    routes = [route for route in served.app.router.routes() if route.method == "GET"]
    paths = [route.resource.canonical for route in routes if route.resource is not None]
    read = [path for path in paths if not path.startswith(NO_PAGES)]
    return sorted(set().union(*(addresses(path, ids) for path in read)))


def addresses(path: str, ids: Iterable[str]) -> set[str]:
    found = set()
    for id in ids:
        filled = path
        while "{" in filled:
            name = filled[filled.index("{") + 1 : filled.index("}")]
            filled = filled.replace("{" + name + "}", id)
        found.add(filled)
    return found


async def words(answer: aiohttp.ClientResponse) -> str:
    """Of a stream, what it says first: it never ends."""
    if answer.content_type == "text/event-stream":
        async with asyncio.timeout(10):
            return (await answer.content.readuntil(b"\n\n")).decode()
    return await answer.text()


LOGINS = {
    Role.SECRETARY: "secretaire.hannapes",
    Role.HOST: "hote.wassigny",
    Role.COUNSELLOR: "conseil.msa",
    Role.SUPERVISOR: "supervision.msa",
    Role.TECHNICIAN: "technique",
    Role.ADMINISTRATOR: "admin",
}
STRANGERS = ("secretaire.etreux", "hote.guise", "conseil.caf")


async def look(served: Served, browsers: Browsers, seen: Seen, *ids: str) -> None:
    paths = pages(served, ids)
    for who, browser in browsers:
        seen.add(who, *await read_pages(browser, paths))


async def signed_in(served: Served) -> Browsers:
    logins = [(str(role), login) for role, login in LOGINS.items()]
    logins += [("stranger", login) for login in STRANGERS]
    browsers = []
    for who, login in logins:
        # Kept open: it reads dozens of pages, time and again.
        browser = aiohttp.ClientSession(
            served.origin, connector=aiohttp.TCPConnector(ssl=served.tls)
        )
        async with browser.post("/connexion", data={"login": login, "password": PASSWORD}):
            browsers.append((who, browser))
    return browsers


async def strangers(served: Served) -> None:
    """Of another mairie, of another relay; the CAF's console is there already."""
    admin = await served.person("admin")
    async with served.store.writing() as tx:
        values = {"id": "guise", "name": "PEL de Guise", "commune": "Guise", "address": ""}
        await tx.execute(schema.relay.insert().values(**values, telephone="03 23 00 00 99"))
    for login, role, place in (
        ("secretaire.etreux", Role.SECRETARY, {"mairie": "etreux"}),
        ("hote.guise", Role.HOST, {"relay": "guise"}),
    ):
        await served.registry.open_account(admin, login, login, PASSWORD, {role}, **place)


async def a_visit(served: Served, browsers: Browsers, seen: Seen) -> None:
    """From the mairie to the end of the visit; everybody looks at everything at three moments."""
    appointment = (await served.registered()).id
    async with served.store.writing() as tx:
        await tx.execute(update(schema.appointment).values(**CANARIES | NEEDS))
    await look(served, browsers, seen, appointment)
    kiosk = await served.enrolled()
    visit = await in_call(served, seen, kiosk, appointment)
    await look(served, browsers, seen, appointment, visit, kiosk.id)
    await served.desk.end_visit(await served.person("conseil.msa"), visit)
    ear, _ = await served.connect(kiosk)  # nobody listened to its socket meanwhile
    await ear.expect(wire.VisitClose)
    console, _ = await served.console()
    await ear.say(wire.Wiped(visit=visit))
    await console.expect(wire.VisitChanged)
    seen.add("kiosk", *ear.record)
    seen.add("counsellor", *console.record)
    await look(served, browsers, seen, appointment, visit)


async def in_call(served: Served, seen: Seen, kiosk: Kiosk, appointment: str) -> str:
    ear, _ = await served.connect(kiosk)
    console, _ = await served.console()
    other, _ = await served.console("conseil.caf")
    await console.say(wire.AppointmentAccept(appointment=appointment))
    await console.expect(wire.AppointmentChanged)
    written = wire.NoteWrite(appointment=appointment, heading="Situation", text=NOTE)
    await console.say(written)
    await console.expect(wire.NotesChanged)
    await console.say(wire.NotesWanted(appointment=appointment))
    await console.expect(wire.CaseNotes)
    await other.say(wire.NotesWanted(appointment=appointment))
    await other.expect(wire.Error)
    host = await served.person("hote.wassigny")
    visit = (await served.desk.install(host, appointment, kiosk.id)).id
    await console.say(wire.CallStart(visit=visit, sdp=SDP))
    ring = await ear.expect(wire.Ring)
    await ear.say(wire.Answer(call=ring.call, sdp=SDP))
    await console.expect(wire.Answer)
    await other.say(wire.VisitEnd(visit=visit))
    await other.expect(wire.Error)  # whatever it was told came before
    for who, end in (("counsellor", console), ("stranger", other), ("kiosk", ear)):
        seen.add(who, *end.record)
    return visit


@pytest.mark.timeout(180)
async def test_nobody_reads_a_field_beyond_their_row() -> None:
    async with serving() as served:
        await strangers(served)
        browsers, seen = await signed_in(served), Seen()
        try:
            await a_visit(served, browsers, seen)
        finally:
            for _, browser in browsers:
                await browser.close()
        assert seen.texts.keys() == READ.keys()
        for who, may in READ.items():
            assert seen.fields(who) <= may, who
        assert seen.fields("counsellor") == READ["counsellor"], "the canaries sing"
        for role in (Role.SECRETARY, Role.HOST):
            assert seen.fields(str(role)) >= CAN_BE_READ_NOW


WAITS = {"name": "canari-nom", "first_name": "canari-prenom", "motive": "canari-motif"}
WAITS["kiosk_language"] = "qab-canari"
NAMES_OF_WAITING = {"name", "first_name"}
READ_OF_WAITING = {
    "counsellor": frozenset(WAITS) - {"kiosk_language"},
    str(Role.HOST): frozenset({"name", "first_name", "kiosk_language"}),
}


@pytest.mark.timeout(180)
async def test_who_waits_is_named_to_the_host_and_the_organisation_alone() -> None:
    async with serving() as served:
        await strangers(served)
        async with served.store.writing() as tx:
            await motives.insert(tx, Motive("canari", "msa", WAITS["motive"], ()))
        kiosk = await served.enrolled()
        ear, _ = await served.connect(kiosk)
        console, _ = await served.console()
        other, _ = await served.console("conseil.caf")
        host = await served.person("hote.wassigny")
        arrival = Arrival(
            "msa", WAITS["name"], WAITS["first_name"], "canari", False, WAITS["kiosk_language"]
        )
        await served.app[DROP_IN].add(host, arrival)
        await served.watch.tick()
        await console.expect(wire.QueueChanged)
        await other.say(wire.QueueTake())
        await other.expect(wire.Error)
        browsers, seen = await signed_in(served), Seen()
        try:
            # The forms list the motives of every organisation, whoever waits.
            paths = [path for path in pages(served, ["unknown"]) if path != "/relais/file"]
            for who, browser in browsers:
                seen.add(who, *await read_pages(browser, paths))
        finally:
            for _, browser in browsers:
                await browser.close()
        await ear.expect(wire.QueueHere)
        seen.add("kiosk", *ear.record)
        seen.add("counsellor", *console.record)
        seen.add("stranger", *other.record)
        for who, texts in seen.texts.items():
            told = "\n".join(texts)
            searched = set(WAITS) if who in (*READ_OF_WAITING, "kiosk") else NAMES_OF_WAITING
            found = {name for name in searched if WAITS[name] in told}
            assert found == READ_OF_WAITING.get(who, frozenset()), who
