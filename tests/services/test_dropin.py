"""Without appointment, through the real server: who is next, and what each end is told."""

import asyncio
from datetime import date

import pytest

from signaling import protocol as wire
from signaling.core.agenda.durations import ENOUGH, one
from signaling.core.agenda.permanences import Kind, Permanence
from signaling.core.agenda.wall import Hours, day_of, moment
from signaling.core.person import Person, Role
from signaling.dropin.errors import Closed, NobodyWaits, NoMairie, StillInVisit
from signaling.errors import Conflict, ConsoleBusy, NotFound
from signaling.store import counters, dropins, lengths, permanences, places
from signaling.store.dropins import WaitingState
from signaling.store.records import Relay

from .queueing import add, camille, colleague, name_of, places_of, queue, teach
from .serving import NOON, SDP, Ear, Served, serving

ELSEWHERE = "pel-guise"


async def test_consoles_see_the_queue_and_the_first_come_is_received_first() -> None:
    async with serving() as served:
        kiosk = await served.enrolled()
        ear, _ = await served.connect(kiosk)
        console, _ = await served.console()
        first, _ = await add(served, "Première", "Deuxième")
        await served.watch.tick()
        said = await places_of(console, "Première", "Deuxième")
        assert [(one.ticket, one.place, one.kiosk_free) for one in said.waiting] == [
            (1, 1, True),
            (2, 2, True),
        ]
        await console.say(wire.QueueTake())
        visit = (await console.expect(wire.QueueTaken)).visit
        assert await name_of(served, visit) == "Première"
        called = await ear.expect(wire.Install)
        assert (called.visit, called.ticket, called.counsellor) == (visit, 1, "Dominique Exemple")
        left = await places_of(console, "Deuxième")
        assert [(one.place, one.kiosk_free) for one in left.waiting] == [(1, False)]
        async with served.store.reading() as tx:
            gone = await dropins.by_id(tx, first)
        assert gone is not None
        assert (gone.state, gone.name, gone.first_name) == (WaitingState.CALLED, "", "")
        # The usual flow goes on: the counsellor calls, the kiosk answers.
        await console.say(wire.CallStart(visit=visit, sdp=SDP))
        ring = await ear.expect(wire.Ring)
        await ear.say(wire.Answer(call=ring.call, sdp=SDP))
        await console.expect(wire.Answer)


async def test_who_cannot_wait_goes_first_and_nobody_else_is_passed() -> None:
    async with serving() as served:
        kiosk = await served.enrolled()
        await served.connect(kiosk)
        _console, _ = await served.console()
        await add(served, "A", "B")
        await add(served, "Pressée", cannot_wait=True)
        counsellor = await served.person("conseil.msa")
        order = []
        for _ in range(3):
            visit = await queue(served).take(counsellor)
            order.append(await name_of(served, visit))
            await served.desk.end_visit(counsellor, visit)
            await wiped(served, visit)
        assert order == ["Pressée", "A", "B"]


async def wiped(served: Served, visit: str) -> None:
    """The kiosk forgot everything, without being asked in this test."""
    served.clock.now += 600
    await served.watch.tick()


async def test_two_counsellors_at_once_receive_two_different_people() -> None:
    async with serving() as served:
        kiosks = [await served.enrolled() for _ in range(3)]
        for kiosk in kiosks:
            await served.connect(kiosk)
        consoles = [(await served.console())[0]]
        consoles += [await colleague(served, f"collegue.{n}") for n in range(2)]
        await add(served, "A", "B")
        for console in consoles:
            await console.say(wire.QueueTake())
        answers = await asyncio.gather(*(answer(console) for console in consoles))
        visits = [said.visit for said in answers if isinstance(said, wire.QueueTaken)]
        refused = [said for said in answers if isinstance(said, wire.Error)]
        assert {await name_of(served, visit) for visit in visits} == {"A", "B"}
        assert [(each.code, each.about) for each in refused] == [("nobody_waits", "queue_take")]
        assert "collègue" in refused[0].sentence


async def answer(console: Ear) -> wire.QueueTaken | wire.Error:
    taken = asyncio.ensure_future(console.socket.receive_json())
    while True:
        said = await taken
        if said["type"] == "queue_taken":
            return wire.QueueTaken.model_validate(said)
        if said["type"] == "error":
            return wire.Error.model_validate(said)
        taken = asyncio.ensure_future(console.socket.receive_json())


async def test_one_receives_one_at_a_time() -> None:
    async with serving() as served:
        kiosks = [await served.enrolled() for _ in range(2)]
        for kiosk in kiosks:
            await served.connect(kiosk)
        console, _ = await served.console()
        await add(served, "A", "B")
        counsellor = await served.person("conseil.msa")
        visit = await queue(served).take(counsellor)
        with pytest.raises(StillInVisit):
            await queue(served).take(counsellor)
        await console.say(wire.CallStart(visit=visit, sdp=SDP))
        await console.expect(wire.CallChanged)
        with pytest.raises(ConsoleBusy):
            await queue(served).take(counsellor)


async def test_nobody_is_called_where_no_kiosk_is_free() -> None:
    async with serving() as served:
        kiosk = await served.enrolled()
        console, _ = await served.console()
        await add(served, "A")
        await console.say(wire.QueueTake())
        assert (await console.expect(wire.Error)).code == "no_free_kiosk"
        await served.connect(kiosk)
        await served.installed(kiosk)
        await console.say(wire.QueueTake())
        assert (await console.expect(wire.Error)).code == "no_free_kiosk"


async def test_only_a_place_is_said_until_twenty_visits_taught_how_long_they_last() -> None:
    async with serving() as served:
        kiosk = await served.enrolled()
        await served.connect(kiosk)
        await served.installed(kiosk)
        console, _ = await served.console()
        await teach(served, ENOUGH - 1)
        await add(served, "A")
        await served.watch.tick()
        (mine,) = (await places_of(console, "A")).waiting
        assert (mine.place, mine.low, mine.high) == (1, None, None)
        await teach(served, 1)
        served.clock.now += 60
        await served.watch.tick()
        (mine,) = (await places_of(console, "A")).waiting
        assert mine.low is not None
        assert mine.high is not None
        assert mine.low % 5 == mine.high % 5 == 0
        assert 5 <= mine.high - mine.low <= 30
        assert mine.low <= 25 <= mine.high + 5


async def test_a_visit_from_the_queue_teaches_how_long_one_waits_and_how_long_it_lasts() -> None:
    async with serving() as served:
        kiosk = await served.enrolled()
        ear, _ = await served.connect(kiosk)
        console, _ = await served.console()
        await add(served, "A", motive="motive-msa-1")
        served.clock.now += 1200  # since the number was given
        await console.say(wire.QueueTake())
        visit = (await console.expect(wire.QueueTaken)).visit
        served.clock.now += 60
        await console.say(wire.CallStart(visit=visit, sdp=SDP))
        ring = await ear.expect(wire.Ring)
        await ear.say(wire.Answer(call=ring.call, sdp=SDP))
        await console.expect(wire.Answer)
        served.clock.now += 900
        await served.desk.end_visit(await served.person("conseil.msa"), visit)
        async with served.store.reading() as tx:
            learnt = (await lengths.pasts(tx)).of("msa").by_motive
            (count,) = await counters.all_counts(tx)
        assert learnt == {"motive-msa-1": one(900)}
        assert (count.waited, count.seconds) == (1260, 900)


async def test_closed_hours_say_when_somebody_receives_again() -> None:
    async with serving() as served:
        host, today = await served.person("hote.wassigny"), day_of(NOON)
        with pytest.raises(Closed) as nobody:
            await queue(served).add(host, camille())
        assert (nobody.value.opens, nobody.value.slot) == (None, None)
        tuesday = Permanence(
            "p1",
            "msa",
            frozenset({1}),
            Hours(540, 660),
            today,
            kind=Kind.DROP_IN,
            counsellors=frozenset({"account-conseil-msa"}),
        )
        async with served.store.writing() as tx:
            await permanences.publish(tx, tuesday)
        with pytest.raises(Closed) as shut:
            await queue(served).add(host, camille())
        assert shut.value.opens == moment(date(2026, 11, 24), 540)
        served.clock.now = moment(date(2026, 11, 24), 600)
        assert (await queue(served).add(host, camille())).ticket == 1


async def test_the_host_withdraws_those_of_the_own_room_and_no_others() -> None:
    async with serving() as served:
        _console, _ = await served.console()
        (id,) = await add(served, "A")
        stranger = Person("x", "x", frozenset({Role.HOST}), relay=ELSEWHERE)
        with pytest.raises(NotFound):
            await queue(served).remove(stranger, id, gone=True)
        host = await served.person("hote.wassigny")
        await queue(served).remove(host, id, gone=True)
        with pytest.raises(Conflict):
            await queue(served).remove(host, id, gone=False)
        with pytest.raises(NobodyWaits):
            await queue(served).take(await served.person("conseil.msa"))


async def test_a_night_ends_every_queue_and_numbers_begin_again() -> None:
    async with serving() as served:
        _console, _ = await served.console()
        (id,) = await add(served, "A")
        served.clock.now += 24 * 3600
        await served.watch.tick()
        async with served.store.reading() as tx:
            assert await dropins.by_id(tx, id) is None
        host = await served.person("hote.wassigny")
        assert (await queue(served).add(host, camille("B"))).ticket == 1


async def test_a_room_of_no_mairie_says_so() -> None:
    async with serving() as served:
        _console, _ = await served.console()
        async with served.store.writing() as tx:
            await places.insert(tx, Relay(ELSEWHERE, "Bus", "", "", ""))
        host = Person("account-hote-wassigny", "x", frozenset({Role.HOST}), relay=ELSEWHERE)
        with pytest.raises(NoMairie):
            await queue(served).add(host, camille())


async def test_the_host_adds_somebody_by_the_page_and_reads_where_they_stand() -> None:
    async with serving() as served:
        console, _ = await served.console()
        browser = await served.signed_in("hote.wassigny")
        async with browser.get("/relais/file") as answer:
            assert answer.status == 200
            assert "Ajouter à la file" in await answer.text()
        async with browser.post("/relais/file", data={"name": "", "what": "msa"}) as answer:
            assert answer.status == 422
            assert "Écrivez le nom." in await answer.text()
        form = {"name": "Exemple", "first_name": "Camille", "what": "msa/motive-msa-1"}
        async with browser.post("/relais/file", data=form) as answer:
            page = await answer.text()
        assert "Donnez-lui le numéro 1" in page.replace("\N{NBSP}", " ")
        assert "MSA de Picardie" in page
        assert "<strong>1er</strong>" in page
        (mine,) = (await places_of(console, "Exemple")).waiting
        assert mine.motive
        async with browser.post("/relais/file", data=form | {"what": "caf"}) as answer:
            assert answer.status == 409
            assert "ne reçoit pas sans rendez-vous" in (await answer.text()).replace(
                "\N{NBSP}", " "
            )
        async with browser.post(f"/relais/file/{mine.id}/retirer") as answer:
            assert "n’attend plus" in (await answer.text()).replace("\N{NBSP}", " ")
        await places_of(console)
