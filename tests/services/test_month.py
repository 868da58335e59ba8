"""A month in the Thiérache, played visit by visit, whose figures are right to the unit.

Three relays (Wassigny, Guise, Marly-Gomont) and their communes; nobody real.
"""

import csv
import io
from datetime import datetime

import aiohttp
import pytest

from signaling.core.figures import FAULT
from signaling.core.person import Person, Role
from signaling.core.visit import CallAnswered, CallFinished, CallPlaced, KioskWiped
from signaling.deeds import Deed
from signaling.keys import OFFICE
from signaling.presence import Link
from signaling.protocol import Lights, Opinion, SummonsReason, VisitOutcome
from signaling.store import counters, kiosks, places, visits
from signaling.store.records import Kiosk, Mairie, Relay
from signaling.views import PARIS

from .serving import NOON, PASSWORD, Form, Served, serving

WASSIGNY, GUISE, MARLY = "pel-wassigny", "pel-guise", "pel-marly"
RELAYS = (
    Relay(GUISE, "PEL de Guise", "Guise", "1 rue de l'Essai, 02120 Guise", "03 23 00 00 01"),
    Relay(MARLY, "PEL de Marly-Gomont", "Marly-Gomont", "2 rue de l'Essai", "03 23 00 00 02"),
)
COMMUNES = {
    "guise": "Guise",
    "vadencourt": "Vadencourt",
    "marly-gomont": "Marly-Gomont",
    "englancourt": "Englancourt",
    "erloy": "Erloy",
}
"Besides those of the demonstration, around Wassigny."
DISTANCES = {
    "hannapes": {WASSIGNY: (7, 10), "msa": (38, 45)},
    "venerolles": {WASSIGNY: (5, 8), "msa": (36, 42)},
    "etreux": {WASSIGNY: (4, 6), "caf": (34, 40)},
    "guise": {GUISE: (1, 3), "mission-locale": (20, 25)},
    "vadencourt": {GUISE: (6, 8), "msa": (30, 36)},
    "marly-gomont": {MARLY: (1, 2), "msa": (44, 50), "caf": (44, 50)},
    "englancourt": {MARLY: (3, 5), "msa": (46, 53)},
}
"One way, kilometres and minutes; of Erloy nobody wrote any."
VISITS = (
    # commune, relay, organisation, how many, minutes waited, minutes talked, faults of paper,
    # what they said of it, one letter each
    ("hannapes", WASSIGNY, "msa", 6, 2, 20, 5, "ggggfp"),
    ("venerolles", WASSIGNY, "msa", 3, 5, 35, 0, "gg"),
    ("etreux", WASSIGNY, "caf", 5, 1, 10, 0, "ggffp"),
    ("vadencourt", GUISE, "msa", 5, 4, 18, 0, ""),
    ("guise", GUISE, "mission-locale", 3, 2, 15, 0, "p"),
    ("marly-gomont", MARLY, "msa", 4, 3, 30, 1, "ggf"),
    ("englancourt", MARLY, "msa", 4, 3, 30, 0, "fpg"),
    ("erloy", MARLY, "msa", 2, 8, 20, 0, ""),
    ("marly-gomont", MARLY, "caf", 2, 1, 11, 0, "gg"),
)
SAID = {"g": Opinion.GOOD, "f": Opinion.FAIR, "p": Opinion.POOR}
ABSENT = (("hannapes", WASSIGNY, "msa", 5), ("vadencourt", GUISE, "msa", 6))
CANCELLED = (("hannapes", WASSIGNY, "msa", 2), ("erloy", MARLY, "msa", 5))

FEW, UNTOLD = "moins de 5", "non montré"
GUISE_, MARLY_, WASSIGNY_ = "PEL de Guise", "PEL de Marly-Gomont", "PEL de Wassigny"
CAF, MSA, MISSION = "CAF de l’Aisne", "MSA de Picardie", "Mission locale de Thiérache"
EXPECTED = [
    # visits, waited, talked, absent, cancelled, faults, kilometres, hours, opinions, content
    [GUISE_, MSA, "5", "4", "18", "6", "0", "0", "240", "5", "0", "–"],
    [GUISE_, MISSION, FEW, *[UNTOLD] * 2, *"000", *[UNTOLD] * 2, FEW, UNTOLD],
    [MARLY_, CAF, FEW, *[UNTOLD] * 2, *"000", *[UNTOLD] * 2, FEW, UNTOLD],
    [MARLY_, MSA, "10", "4", "28", "0", "5", FEW, "688", "13", "6", "67"],
    [WASSIGNY_, CAF, "5", "1", "10", "0", "0", "0", "300", "6", "5", "60"],
    [WASSIGNY_, MSA, "9", "3", "25", "5", FEW, "5", "558", "10", "8", "81"],
    # One and two said something at Guise and Marly-Gomont: the whole would tell those three.
    ["Ensemble", "", "34", "3", "21", "11", UNTOLD, UNTOLD, "2072", "39", UNTOLD, UNTOLD],
]
UNHEARD = "–"
"How clear their calls were: none of these had a picture to lose."
ENDED = {"hannapes": VisitOutcome.DONE, "vadencourt": VisitOutcome.FOLLOWED}
"A counsellor ended the visits of these communes, and said how; hosts ended the others."
ENDS = {(WASSIGNY_, MSA): "60000", (GUISE_, MSA): "05000", ("Ensemble", ""): "65000"}
OCTOBER = datetime(2026, 10, 30, 10, 0, tzinfo=PARIS).timestamp()


async def places_and_kiosks(served: Served) -> None:
    async with served.store.writing() as tx:
        for relay in RELAYS:
            await places.insert(tx, relay)
        for id, commune in COMMUNES.items():
            await places.insert(tx, Mairie(id, f"Mairie, {commune}", commune))
        for relay_id in (WASSIGNY, GUISE, MARLY):
            kiosk = Kiosk(f"k-{relay_id}", relay_id, "Guichet", f"key-{relay_id}", 0.0)
            await kiosks.insert(tx, kiosk)
            link = Link(kiosk.id, "no token", Lights(), lambda: None)
            served.app[OFFICE].presence.kiosk_came(link)


def secretary(mairie: str) -> Person:
    roles = frozenset({Role.SECRETARY})
    return Person("account-secretaire-hannapes", "Secrétariat", roles, mairie=mairie)


def host(relay: str) -> Person:
    return Person("account-hote-wassigny", "Accueil", frozenset({Role.HOST}), relay=relay)


async def registered(served: Served, mairie: str, relay: str, organisation: str) -> str:
    form = Form(organisation=organisation, relay=relay, at=served.clock.now)
    return (await served.desk.register_appointment(secretary(mairie), form)).id


def counsellor(organisation: str) -> Person:
    roles = frozenset({Role.COUNSELLOR})
    return Person(f"account-conseil-{organisation}", "Conseil", roles, organisation=organisation)


async def a_visit(
    served: Served,
    place: tuple[str, str, str],
    waited: int,
    talked: int,
    fault: bool,
    said: Opinion | None = None,
) -> None:
    appointment = await registered(served, *place)
    installed = await served.desk.install(host(place[1]), appointment, f"k-{place[1]}")
    served.clock.now += waited * 60

    async def talk(deed: Deed) -> None:
        for event in (CallPlaced("c"), CallAnswered("c"), CallFinished("c")):
            await deed.visit(installed.id, event)

    async def wipe(deed: Deed) -> None:
        await deed.visit(installed.id, KioskWiped(said))

    async def fail(deed: Deed) -> None:
        visit = await visits.by_id(deed.tx, installed.id)
        assert visit is not None
        await deed.call_host(visit, SummonsReason.PAPER)

    office = served.app[OFFICE]
    await office.do("server", talk)
    if fault:
        await office.do("server", fail)
    served.clock.now += talked * 60
    outcome = ENDED.get(place[0])
    ends = host(place[1]) if outcome is None else counsellor(place[2])
    await served.desk.end_visit(ends, installed.id, outcome=outcome)
    await office.do("server", wipe)
    served.clock.now += 60


async def november(served: Served) -> None:
    for mairie, relay, organisation, number, waited, talked, faults, opinions in VISITS:
        for each in range(number):
            place, said = (mairie, relay, organisation), SAID.get(opinions[each : each + 1])
            await a_visit(served, place, waited, talked, each < faults, said)
    for mairie, relay, organisation, number in ABSENT:
        for _ in range(number):
            id = await registered(served, mairie, relay, organisation)
            await served.desk.resident_absent(secretary(mairie), id)
    for mairie, relay, organisation, number in CANCELLED:
        for _ in range(number):
            id = await registered(served, mairie, relay, organisation)
            await served.desk.cancel(secretary(mairie), id)


async def written(browser: aiohttp.ClientSession) -> None:
    """The distances, typed by an administrator."""
    for mairie, goals in DISTANCES.items():
        fields = {f"km-{goal}": str(km) for goal, (km, _) in goals.items()}
        fields |= {f"min-{goal}": str(minutes) for goal, (_, minutes) in goals.items()}
        address = f"/administration/distances/{mairie}"
        async with browser.post(address, data=fields, allow_redirects=False) as answer:
            assert answer.status == 303, await answer.text()


async def read(browser: aiohttp.ClientSession, path: str) -> str:
    async with browser.get(path, headers={"Accept": "text/html"}) as answer:
        assert answer.status == 200, path
        return (await answer.read()).decode("utf-8-sig")


def rows_of(text: str) -> list[list[str]]:
    heading, *rows = csv.reader(io.StringIO(text), delimiter=";")
    assert heading[:3] == ["Mois", "Relais", "Organisme"]
    assert {row[0] for row in rows} <= {"2026-11"}
    return [row[1:] for row in rows]


@pytest.mark.timeout(240)
async def test_the_figures_of_a_month_are_right_to_the_unit() -> None:
    async with serving() as served:
        await places_and_kiosks(served)
        served.clock.now = OCTOBER
        await a_visit(served, ("hannapes", WASSIGNY, "msa"), 1, 50, fault=False)
        served.clock.now = NOON
        await november(served)
        admin = await served.signed_in("admin")
        await written(admin)
        file = await read(admin, "/administration/statistiques.csv?mois=2026-11")
        assert rows_of(file) == [
            [*row, UNHEARD, *ENDS.get((row[0], row[1]), "00000")] for row in EXPECTED
        ]
        page = await read(admin, "/administration/statistiques?mois=2026-11")
        assert "Statistiques de novembre 2026" in page
        assert "Quelques visites viennent de communes dont les distances" in page
        assert "Octobre 2026" in page
        async with served.store.reading() as tx:
            counts = await counters.all_counts(tx)
        assert sum(count.visits for count in counts if count.outcome == FAULT) == 6

        assert "Écrire les distances" in page
        supervisor = await served.signed_in("supervision.msa")
        page = await read(supervisor, "/administration/statistiques?mois=2026-11")
        assert "communes dont les distances" in page
        assert "/administration/distances" not in page, "a page that is not theirs"
        file = await read(supervisor, "/administration/statistiques.csv?mois=2026-11")
        assert {row[1] for row in rows_of(file)} == {"MSA de Picardie", ""}


async def test_a_place_that_is_named_as_a_formula_is_a_text_in_the_file() -> None:
    async with serving() as served:
        await places_and_kiosks(served)
        async with served.store.writing() as tx:
            await places.insert(tx, Relay("evil", "=cmd|' /C calc'!A0", "Guise", "", ""))
            kiosk = Kiosk("k-evil", "evil", "Guichet", "key-evil", 0.0)
            await kiosks.insert(tx, kiosk)
        link = Link("k-evil", "no token", Lights(), lambda: None)
        served.app[OFFICE].presence.kiosk_came(link)
        for _ in range(5):
            await a_visit(served, ("hannapes", "evil", "msa"), 1, 10, fault=False)
        admin = await served.signed_in("admin", PASSWORD)
        month = f"{datetime.fromtimestamp(served.clock.now, PARIS):%Y-%m}"
        file = await read(admin, f"/administration/statistiques.csv?mois={month}")
        assert rows_of(file)[0][0] == "'=cmd|' /C calc'!A0"
