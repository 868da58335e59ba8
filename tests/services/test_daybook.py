"""What happened at a relay without a network arrives once, whatever was cut on its way."""

import asyncio
import json
import re
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from sqlalchemy import func, select

from signaling import protocol as wire
from signaling.agenda import following
from signaling.agenda.touring import TOURING
from signaling.core.agenda.tour import Stop
from signaling.core.agenda.wall import Hours, day_of, moment
from signaling.core.daybook import OLDEST_SECONDS
from signaling.core.person import Role
from signaling.files import STATIC
from signaling.host import daybook as host_daybook
from signaling.host.daybook import PARTS
from signaling.protocol import AppointmentState, Mode
from signaling.requests import Requests
from signaling.store import AlreadyThere, appointments, journal, places, schema
from signaling.store.records import Appointment, Relay

from .serving import NOON, PASSWORD, RELAY, Form, Served, serving

SHELL = Path(host_daybook.__file__).parent / "templates" / "daybook.html"
BASE = STATIC.parents[1] / "signaling" / "pages" / "templates" / "base.html"
LINKED = re.compile(r'"/static/(styles/[^"]+|daybook/[^"]+)"')
IMPORTED = re.compile(r'^import .*? from "(\.[^"]+)";', re.MULTILINE)
SECRETARY = "secretaire.hannapes"
DAYS, ENTRIES = "/relais/carnet/jours", "/relais/carnet/faits"
TODAY = day_of(NOON)
CALLER = {
    "name": "Exemple",
    "first_name": "Andrea",
    "telephone": "06 00 00 00 00",
    "organisation": "caf",
}


def an_entry(kind: str, n: int = 0, **more: Any) -> dict[str, Any]:
    return {"id": f"entry-0123456789-{kind}-{n}", "kind": kind, "at": NOON - 600} | more


async def sent(host: aiohttp.ClientSession, *entries: dict[str, Any]) -> dict[str, Any]:
    async with host.post(ENTRIES, json={"entries": entries}) as answer:
        assert answer.status == 200, await answer.text()
        found: dict[str, Any] = await answer.json()
        return found


async def by_id(served: Served, id: str) -> Appointment:
    async with served.store.reading() as tx:
        found = await appointments.by_id(tx, id)
    assert found is not None
    return found


async def steps(served: Served, id: str) -> list[str]:
    async with served.store.reading() as tx:
        return [line.what for line in await journal.about(tx, id)]


async def how_many(served: Served) -> int:
    async with served.store.reading() as tx:
        query = select(func.count()).select_from(schema.appointment)
        return int((await tx.execute(query)).scalar_one())


async def test_a_host_takes_today_and_tomorrow_along_without_why_people_come() -> None:
    async with serving() as served:
        host = await served.signed_in("hote.wassigny")
        first = await served.registered(name="Premier", at=NOON + 3600)
        tomorrow = await served.registered(name="Demain", at=NOON + 86_400)
        await served.registered(name="Plustard", at=NOON + 2 * 86_400)
        await served.registered(name="Chezsoi", at=NOON + 3600, mode=Mode.TELEPHONE)
        async with host.get(DAYS) as answer:
            told, text = await answer.json(), await answer.text()
        assert [day["day"] for day in told["days"]] == ["2026-11-22", "2026-11-23"]
        assert [day["residents"][0]["id"] for day in told["days"]] == [first.id, tomorrow.id]
        assert told["days"][0]["residents"][0]["hour"] == "14:00"
        for secret in ("Plustard", "Chezsoi", "Demande de retraite", "03 23 00 00 01"):
            assert secret not in text


async def test_what_a_host_noted_is_done_and_told() -> None:
    async with serving() as served:
        host, (console, _) = await served.signed_in("hote.wassigny"), await served.console()
        came = await served.registered(at=NOON)
        absent, excused = await served.registered(at=NOON), await served.registered(at=NOON)
        said = await sent(
            host,
            an_entry("came", appointment=came.id),
            an_entry("left", appointment=came.id, at=NOON - 60),
            an_entry("no_show", appointment=absent.id),
            an_entry("excused", appointment=excused.id),
        )
        assert (len(said["done"]), said["refused"]) == (4, {})
        seen = await by_id(served, came.id)
        assert (seen.state, seen.came_at, seen.left_at) == ("sent", NOON - 600, NOON - 60)
        told = await console.expect(wire.AppointmentChanged)
        while told.appointment.came is None:
            told = await console.expect(wire.AppointmentChanged)
        assert told.appointment.came == "2026-11-22T12:50+01:00"
        assert (await by_id(served, absent.id)).state is AppointmentState.NO_SHOW
        assert (await by_id(served, excused.id)).state is AppointmentState.CANCELLED
        assert (await steps(served, came.id))[-2:] == ["resident_came", "resident_left"]


async def test_an_entry_that_comes_twenty_times_at_once_is_done_once() -> None:
    async with serving() as served:
        host, record = await served.signed_in("hote.wassigny"), await served.registered(at=NOON)
        came, caller = an_entry("came", appointment=record.id), an_entry("drop_in", caller=CALLER)
        before = await how_many(served)
        answers = await asyncio.gather(*(sent(host, came, caller) for _ in range(20)))
        assert all(
            answer == {"done": [came["id"], caller["id"]], "refused": {}} for answer in answers
        )
        assert await how_many(served) == before + 1
        assert (await steps(served, record.id)).count("resident_came") == 1


@pytest.mark.timeout(180)
async def test_a_line_cut_at_any_point_loses_nothing_and_doubles_nothing() -> None:
    """The request is cut after so many bytes, or its answer is never read; then it comes again."""
    async with serving() as served:
        host = await served.signed_in("hote.wassigny")
        cookie = "; ".join(f"{c.key}={c.value}" for c in host.cookie_jar)
        before, cuts = await how_many(served), 0
        whole = request_of(served, cookie, an_entry("drop_in", 0, caller=CALLER))
        for at in range(1, len(whole) + 1, 41):
            entry = an_entry("drop_in", cuts, caller=CALLER)
            await cut(served, request_of(served, cookie, entry)[:at])
            assert entry["id"] in (await sent(host, entry))["done"]
            cuts += 1
        entry = an_entry("drop_in", cuts, caller=CALLER)
        await cut(served, request_of(served, cookie, entry))  # all of it, and nobody listens
        assert entry["id"] in (await sent(host, entry))["done"]
        assert cuts >= 10
        assert await how_many(served) == before + cuts + 1


def request_of(served: Served, cookie: str, entry: dict[str, Any]) -> bytes:
    body = json.dumps({"entries": [entry]}).encode()
    lines = (
        f"POST {ENTRIES} HTTP/1.1",
        f"Host: {served.origin.removeprefix('https://')}",
        f"Cookie: {cookie}",
        "Sec-Fetch-Site: same-origin",
        "Content-Type: application/json",
        f"Content-Length: {len(body)}",
    )
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


async def cut(served: Served, some: bytes) -> None:
    host, _, port = served.origin.removeprefix("https://").partition(":")
    _, writer = await asyncio.open_connection(host, int(port), ssl=served.tls, server_hostname=host)
    writer.write(some)
    await writer.drain()
    writer.transport.abort()


async def test_what_fails_half_way_is_not_done_and_comes_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with serving() as served:
        host, record = await served.signed_in("hote.wassigny"), await served.registered(at=NOON)
        entry = an_entry("came", appointment=record.id)

        async def broken(*_: Any) -> None:
            raise OSError("disk")

        with monkeypatch.context() as patched:
            patched.setattr(appointments, "save", broken)
            async with host.post(ENTRIES, json={"entries": [entry]}) as answer:
                assert answer.status == 500
        assert (await by_id(served, record.id)).came_at is None
        assert (await sent(host, entry))["done"] == [entry["id"]]
        assert (await by_id(served, record.id)).came_at == NOON - 600


async def test_a_slot_that_is_taken_meanwhile_does_not_lose_the_entry(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What it frees is offered to somebody; if that fails, it is not said to be done."""
    async with serving() as served:
        host, record = await served.signed_in("hote.wassigny"), await served.registered(at=NOON)
        entry = an_entry("excused", appointment=record.id)

        async def taken(*_: Any) -> None:
            raise AlreadyThere("hold")

        with monkeypatch.context() as patched:
            patched.setattr(following, "_free", taken)
            async with host.post(ENTRIES, json={"entries": [entry]}) as answer:
                assert answer.status == 500
        assert (await by_id(served, record.id)).state is AppointmentState.SENT
        assert (await sent(host, entry))["done"] == [entry["id"]]
        assert (await by_id(served, record.id)).state is AppointmentState.CANCELLED


async def test_what_somebody_settled_meanwhile_is_refused_for_good_and_the_rest_is_done() -> None:
    async with serving() as served:
        host = await served.signed_in("hote.wassigny")
        gone, waits = await served.registered(at=NOON), await served.registered(at=NOON)
        await served.desk.cancel(await served.person("secretaire.hannapes"), gone.id)
        late = an_entry("no_show", 1, appointment=gone.id)
        good = an_entry("came", 2, appointment=waits.id)
        wrong = an_entry("drop_in", 3, caller=CALLER | {"telephone": "12"})
        said = await sent(host, late, good, wrong, {"id": "x"})
        assert said["done"] == [good["id"]]
        assert set(said["refused"]) == {late["id"], wrong["id"], "x"}
        assert "10 chiffres" in said["refused"][wrong["id"]]


async def test_what_was_moved_meanwhile_is_not_missed_at_its_new_hour() -> None:
    async with serving() as served:
        host, secretary = await served.signed_in("hote.wassigny"), await served.person(SECRETARY)
        record = await served.registered(at=NOON + 3600)
        async with host.get(DAYS) as answer:
            (read,) = (await answer.json())["days"][0]["residents"]
        told = {"appointment": record.id, "expected": read["at"]}
        form = Form(at=NOON + 7 * 86_400)
        await Requests(served.desk.office).correct(secretary, record.id, form)
        late, came = an_entry("no_show", 1, **told), an_entry("came", 2, **told)
        said = await sent(host, late, came)
        assert said["done"] == []
        assert "déplacé entre-temps" in said["refused"][late["id"]]
        assert (await by_id(served, record.id)).state is AppointmentState.SENT
        again = an_entry("excused", 3, appointment=record.id, expected=form.at)
        assert (await sent(host, again))["done"] == [again["id"]]


async def test_a_host_notes_nothing_of_another_room() -> None:
    async with serving() as served:
        async with served.store.writing() as tx:
            await places.insert(tx, Relay("guise", "PEL de Guise", "Guise", "", ""))
        admin, host = await served.person("admin"), {Role.HOST}
        await served.registry.open_account(
            admin, "hote.guise", "hote.guise", PASSWORD, host, relay="guise"
        )
        record, stranger = await served.registered(at=NOON), await served.signed_in("hote.guise")
        entry = an_entry("no_show", appointment=record.id)
        assert (await sent(stranger, entry))["done"] == []
        assert (await by_id(served, record.id)).state is AppointmentState.SENT
        async with stranger.get(DAYS) as answer:
            assert record.id not in await answer.text()


async def test_a_clock_that_is_wrong_writes_nothing_in_the_future_nor_ages_ago() -> None:
    async with serving() as served:
        host = await served.signed_in("hote.wassigny")
        one, other = await served.registered(at=NOON), await served.registered(at=NOON)
        ahead = an_entry("came", 1, appointment=one.id, at=NOON + 9e6)
        behind = an_entry("came", 2, appointment=other.id, at=0)
        await sent(host, ahead, behind)
        assert (await by_id(served, one.id)).came_at == NOON
        assert (await by_id(served, other.id)).came_at == NOON - OLDEST_SECONDS


async def test_who_came_without_an_appointment_is_asked_to_be_called_back() -> None:
    """Of the commune where the van stood."""
    async with serving() as served:
        async with served.store.writing() as tx:
            etreux = await places.mairie(tx, "etreux")
        assert etreux is not None
        admin, hours = await served.person("admin"), Hours(660, 780)
        stop = Stop("", RELAY, TODAY, hours, etreux.commune, "Place")
        await served.app[TOURING].stand(admin, stop)
        console, _ = await served.console("conseil.caf")
        host = await served.signed_in("hote.wassigny")
        await sent(host, an_entry("drop_in", caller=CALLER))
        told = (await console.expect(wire.AppointmentChanged)).appointment
        assert (told.name, told.mode) == ("Exemple", Mode.TELEPHONE)
        assert told.telephone == CALLER["telephone"]
        assert (await by_id(served, told.id)).mairie == "etreux"


async def test_a_kiosk_is_told_its_week_in_hours_and_places_and_no_name() -> None:
    async with serving() as served:
        kiosk = await served.enrolled()
        ear, _ = await served.connect(kiosk)
        assert (await ear.expect(wire.DaysAhead)).days == ()
        record = await served.registered(name="Canari", at=moment(TODAY, 15 * 60))
        counsellor = await served.person("conseil.msa")
        at_home = await served.registered(mode=Mode.TELEPHONE, at=moment(TODAY, 16 * 60))
        await served.desk.accept(counsellor, at_home.id)
        await served.desk.accept(counsellor, record.id)
        told = await ear.expect(wire.DaysAhead)
        while not told.days:
            told = await ear.expect(wire.DaysAhead)
        assert told.days == (wire.DayAhead(day="2026-11-22", hours=("15:00",)),)
        stop = Stop("", RELAY, TODAY, Hours(840, 960), "Hannapes", "Place de la mairie")
        await served.app[TOURING].stand(await served.person("admin"), stop)
        told = await ear.expect(wire.DaysAhead)
        assert told.days[0].places == ("Hannapes, Place de la mairie",)
        await served.desk.cancel(await served.person("secretaire.hannapes"), record.id)
        while (await ear.expect(wire.DaysAhead)).days[0].hours:
            pass  # said again for another reason
        assert "Canari" not in "\n".join(ear.record)


async def test_all_that_the_page_keeps_is_there_and_holds_nothing_of_anybody() -> None:
    async with serving() as served:
        host = await served.signed_in("hote.wassigny")
        await served.registered(name="Canari", at=NOON + 60)
        async with host.get("/relais/carnet/programme.js") as answer:
            assert answer.content_type == "text/javascript"
            assert answer.headers["Service-Worker-Allowed"] == "/relais/carnet"
            first = (await answer.text()).splitlines()[0]
        kept = json.loads(first.removeprefix("self.KEPT = ").removesuffix(";"))
        assert len(kept["version"]) == 16
        for address in kept["addresses"]:
            async with host.get(address, allow_redirects=False) as answer:
                assert answer.status == 200, address
                assert b"Canari" not in await answer.read()


async def test_every_file_that_the_page_loads_is_kept_with_it() -> None:
    """Modules that import one another, styles that name fonts, the page that links them."""
    linked = LINKED.findall(SHELL.read_text() + BASE.read_text())
    wanted, seen = list(linked), set[str]()
    while wanted:
        part = wanted.pop()
        if part in seen or part.endswith(".webmanifest"):
            continue
        seen.add(part)
        if part.endswith(".js"):
            text = (STATIC / part).read_text()
            there = (STATIC / part).parent
            found = [there.joinpath(each).resolve() for each in IMPORTED.findall(text)]
            wanted += [str(each.relative_to(STATIC)) for each in found]
    assert seen <= set(PARTS)
