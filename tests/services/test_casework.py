"""Notes of a case and the next appointment, over real sockets."""

import asyncio
from pathlib import Path
from typing import Any

from signaling import protocol as wire
from signaling.core.person import Role
from signaling.protocol import AppointmentState
from signaling.store import appointments, journal, visits

from .serving import NOON, PASSWORD, Ear, Served, serving

DAY = 24 * 3600.0
CANARY = "Quetsche-Canari élève des brebis."


async def note(console: Ear, appointment: str, heading: str, text: str) -> wire.CaseNotes:
    """Write it, then read them all."""
    await console.say(wire.NoteWrite(appointment=appointment, heading=heading, text=text))
    await console.expect(wire.NotesChanged)
    return await read(console, appointment)


async def read(console: Ear, appointment: str) -> wire.CaseNotes:
    await console.say(wire.NotesWanted(appointment=appointment))
    return await console.expect(wire.CaseNotes)


async def told(served: Served, appointment: str) -> list[str]:
    async with served.store.reading() as tx:
        return [line.what for line in await journal.about(tx, appointment)]


async def in_visit(served: Served, **fields: Any) -> tuple[Ear, str, str]:
    """Console, visit and appointment of a resident in front of a kiosk."""
    kiosk = await served.enrolled()
    await served.connect(kiosk)
    console, _ = await served.console()
    visit = await served.installed(kiosk, **fields)
    async with served.store.reading() as tx:
        known = await visits.by_id(tx, visit)
    assert known is not None
    return console, visit, known.appointment


async def test_a_note_is_kept_under_its_heading_and_colleagues_read_it() -> None:
    async with serving() as served:
        admin = await served.person("admin")
        await served.registry.open_account(
            admin, "collegue.msa", "Camille Collègue", PASSWORD, {Role.COUNSELLOR}, "msa"
        )
        console, _ = await served.console()
        other, _ = await served.console("collegue.msa")
        appointment = (await served.registered()).id
        assert (await read(console, appointment)).notes == ()
        await note(console, appointment, "Reste à faire", "Envoyer le RIB.")
        found = await note(console, appointment, "Situation", "Deux enfants.\n\n\n\nSeule.")
        assert [(each.heading, each.text) for each in found.notes] == [
            ("Situation", "Deux enfants.\n\nSeule."),
            ("Reste à faire", "Envoyer le RIB."),
        ]
        assert found.notes[0].by == "Dominique Exemple"
        assert found.notes[0].until == "2027-02-20"
        assert (await other.expect(wire.NotesChanged)).appointment == appointment
        assert (await read(other, appointment)).notes == found.notes
        assert (await note(other, appointment, "Situation", " ")).notes == found.notes[1:]
        assert await told(served, appointment) == [
            "appointment_sent",
            *["note_written", "notes_read"] * 2,
            "notes_read",
            "note_removed",
            "notes_read",
        ]


async def test_a_heading_of_nobody_and_a_social_security_number_are_refused() -> None:
    async with serving() as served:
        console, _ = await served.console()
        appointment = (await served.registered()).id
        for heading, text, code in (
            ("Santé", "Rien.", "unknown_heading"),
            ("Situation", "N° 1 84 12 02 345 678 90", "note_refused"),
        ):
            await console.say(wire.NoteWrite(appointment=appointment, heading=heading, text=text))
            assert (await console.expect(wire.Error)).code == code
        assert (await read(console, appointment)).notes == ()


async def test_a_note_is_erased_after_its_days_to_the_last_byte() -> None:
    async with serving(note_days=20) as served:
        console, _ = await served.console()
        appointment = (await served.registered(at=NOON + 60 * DAY)).id
        await note(console, appointment, "Situation", CANARY)
        assert CANARY.encode() in bytes_of(served.folder)
        served.clock.now = NOON + 21 * DAY
        assert await served.watch.keep_house(served.clock.now)
        assert CANARY.encode() not in bytes_of(served.folder)
        assert (await told(served, appointment))[-1] == "note_erased"


async def test_a_note_dies_with_the_last_appointment_of_its_case() -> None:
    async with serving() as served:
        console, _ = await served.console()
        appointment = (await served.registered()).id
        await note(console, appointment, "Situation", CANARY)
        served.clock.now = NOON + 31 * DAY
        assert await served.watch.keep_house(served.clock.now)
        assert CANARY.encode() not in bytes_of(served.folder)


async def test_the_next_appointment_is_accepted_waits_with_the_others_and_keeps_the_notes() -> None:
    async with serving() as served:
        console, visit, appointment = await in_visit(served)
        await note(console, appointment, "Situation", CANARY)
        await console.say(wire.AppointmentNext(visit=visit, at="2026-12-08T10:30"))
        seen = await another(console, appointment)
        assert (seen.state, seen.at) == (AppointmentState.ACCEPTED, "2026-12-08T10:30+01:00")
        assert (seen.name, seen.motive, seen.counsellor) == (
            "Exemple",
            "Demande de retraite",
            "Dominique Exemple",
        )
        assert [each.text for each in (await read(console, seen.id)).notes] == [CANARY]
        await console.say(wire.AppointmentNext(visit=visit, at="2026-12-09T14:00"))
        moved = (await console.expect(wire.AppointmentChanged)).appointment
        assert (moved.id, moved.at) == (seen.id, "2026-12-09T14:00+01:00")
        assert (await told(served, seen.id))[:1] == ["appointment_next_taken"]
        assert "appointment_moved" in await told(served, seen.id)


async def test_the_notes_outlive_the_first_appointment_of_the_case() -> None:
    async with serving() as served:
        console, visit, appointment = await in_visit(served)
        await note(console, appointment, "Situation", CANARY)
        await console.say(wire.AppointmentNext(visit=visit, at="2027-01-20T10:30"))
        seen = await another(console, appointment)
        await console.say(wire.VisitEnd(visit=visit))
        async with asyncio.timeout(10):
            while (await console.expect(wire.VisitChanged)).visit.state != "closing":
                pass
        served.clock.now += 62.0
        await served.watch.tick()
        host = await served.person("secretaire.hannapes")
        await served.desk.cancel(host, appointment)
        served.clock.now = NOON + 32 * DAY
        await served.watch.keep_house(served.clock.now)
        async with served.store.reading() as tx:
            assert await appointments.by_id(tx, appointment) is None
        again, _ = await served.console()
        assert [each.text for each in (await read(again, seen.id)).notes] == [CANARY]


async def another(console: Ear, than: str) -> wire.AppointmentView:
    """The next appointment that is told and is not this one."""
    async with asyncio.timeout(10):
        while (seen := (await console.expect(wire.AppointmentChanged)).appointment).id == than:
            pass
    return seen


def bytes_of(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
