"""The database: what it keeps, what it refuses, and that migrations make the schema in code."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from signaling.core.call import Call
from signaling.core.person import Role
from signaling.core.visit import Visit
from signaling.protocol import CallState, VisitState
from signaling.store import (
    AlreadyThere,
    Stale,
    Store,
    accounts,
    appointments,
    calls,
    counters,
    demo,
    journal,
    kiosks,
    migrate,
    visits,
)
from signaling.store.chunks import ChunkFiles
from signaling.store.records import Appointment, Count, Kiosk

from .serving import NOON, PASSWORD, RELAY, light_passwords


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    store = Store.at(tmp_path / "visavis.db")
    await asyncio.to_thread(migrate.upgrade, store.url)
    passwords = light_passwords()
    await demo.seed(store, passwords, {p.login: PASSWORD for p in demo.ACCOUNTS}, NOON)
    async with store.writing() as tx:
        await kiosks.insert(tx, Kiosk("k1", RELAY, "Guichet", "key", NOON))
        await kiosks.insert(tx, Kiosk("k2", RELAY, "Guichet", "key2", NOON))
        for id in ("a1", "a2"):
            await appointments.insert(tx, an_appointment(id))
        await visits.insert(tx, Visit("v1", "a1", "k1", "msa", NOON))
    yield store
    passwords.close()
    await store.close()


def an_appointment(id: str) -> Appointment:
    return Appointment(
        id=id,
        state=appointments.AppointmentState.SENT,
        organisation="msa",
        mairie="hannapes",
        relay=RELAY,
        name="Exemple",
        first_name="Camille",
        telephone="",
        motive="Retraite",
        at=None,
        registered_by="account-secretaire-hannapes",
        created_at=NOON,
        updated_at=NOON,
    )


def test_migrations_make_the_schema_in_code(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'new.db'}"
    assert migrate.differences(url) != []
    migrate.upgrade(url)
    assert migrate.differences(url) == []
    migrate.upgrade(url)


async def test_what_was_counted_before_mairies_were_is_kept(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'old.db'}"
    await asyncio.to_thread(migrate.upgrade, url, "hosts")
    async with Store(url) as old, old.writing() as tx:
        await tx.exec_driver_sql("INSERT INTO organisation (id, name) VALUES ('msa', 'MSA')")
        await tx.exec_driver_sql(
            "INSERT INTO relay (id, name, commune, address, telephone) "
            "VALUES ('w', 'W', '', '', '')"
        )
        await tx.exec_driver_sql(
            "INSERT INTO counter VALUES ('2026-10', 'msa', 'w', 'honoured', 7, 4200)"
        )
    await asyncio.to_thread(migrate.upgrade, url)
    async with Store(url) as new, new.reading() as tx:
        (count,) = await counters.all_counts(tx)
    assert count == Count("2026-10", "msa", "w", "honoured", 7, 4200, mairie="", waited=0)


async def test_sqlite_is_set_to_survive_a_power_cut_and_to_forget(store: Store) -> None:
    for read in (store.reading, store.writing):
        async with read() as tx:
            for pragma, value in (
                ("journal_mode", "wal"),
                ("synchronous", 2),
                ("secure_delete", 1),
                ("foreign_keys", 1),
                ("busy_timeout", 5000),
            ):
                assert (await tx.exec_driver_sql(f"PRAGMA {pragma}")).scalar() == value


async def test_what_is_written_comes_back_the_same(store: Store) -> None:
    async with store.reading() as tx:
        assert await appointments.by_id(tx, "a1") == an_appointment("a1")
        assert await visits.by_id(tx, "v1") == Visit("v1", "a1", "k1", "msa", NOON)
        account = await accounts.by_login(tx, "conseil.msa")
    assert account is not None
    assert (account.person.organisation, account.roles) == ("msa", {Role.COUNSELLOR})


async def test_only_the_version_that_was_loaded_is_saved(store: Store) -> None:
    async with store.reading() as tx:
        one, other = await visits.by_id(tx, "v1"), await visits.by_id(tx, "v1")
    assert one is not None
    assert other is not None
    one.state = VisitState.IN_CALL
    async with store.writing() as tx:
        await visits.save(tx, one)
    assert one.version == 1
    other.state = VisitState.CLOSING
    with pytest.raises(Stale):
        async with store.writing() as tx:
            await visits.save(tx, other)
    async with store.reading() as tx:
        kept = await visits.by_id(tx, "v1")
    assert kept == one


async def test_an_appointment_saved_by_somebody_else_is_stale(store: Store) -> None:
    machine = appointments.machine(an_appointment("a1"))
    async with store.writing() as tx:
        await appointments.save(tx, appointments.machine(an_appointment("a1")), NOON)
    with pytest.raises(Stale):
        async with store.writing() as tx:
            await appointments.save(tx, machine, NOON)


async def test_a_kiosk_has_one_open_visit(store: Store) -> None:
    with pytest.raises(AlreadyThere):
        async with store.writing() as tx:
            await visits.insert(tx, Visit("v2", "a2", "k1", "msa", NOON))
    async with store.writing() as tx:
        visit = await visits.by_id(tx, "v1")
        assert visit is not None
        visit.state = VisitState.ENDED
        await visits.save(tx, visit)
        await visits.insert(tx, Visit("v2", "a2", "k1", "msa", NOON))


async def test_neither_a_kiosk_nor_a_console_is_in_two_calls(store: Store) -> None:
    async with store.writing() as tx:
        await visits.insert(tx, Visit("v2", "a2", "k2", "msa", NOON))
        await calls.insert(tx, Call("c1", "v1", "k1", "account-conseil-msa"))
    for call in (
        Call("c2", "v1", "k1", "account-conseil-caf"),
        Call("c3", "v2", "k2", "account-conseil-msa"),
    ):
        with pytest.raises(AlreadyThere):
            async with store.writing() as tx:
                await calls.insert(tx, call)
    async with store.writing() as tx:
        first = await calls.by_id(tx, "c1")
        assert first is not None
        first.state = CallState.ENDED
        await calls.save(tx, first)
        await calls.insert(tx, Call("c3", "v2", "k2", "account-conseil-msa"))


async def test_an_error_rolls_everything_back(store: Store) -> None:
    async def fail() -> None:
        async with store.writing() as tx:
            await journal.write(tx, NOON, "server", "something", "a1")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    async with store.reading() as tx:
        assert await journal.about(tx, "a1") == []


async def test_the_journal_cannot_be_changed(store: Store) -> None:
    async with store.writing() as tx:
        await journal.write(tx, NOON, "server", "something", "a1")
    for gesture in ("UPDATE journal SET who = 'nobody'", "DELETE FROM journal"):
        with pytest.raises((AlreadyThere, IntegrityError)):
            async with store.writing() as tx:
                await tx.exec_driver_sql(gesture)
    async with store.reading() as tx:
        (line,) = await journal.about(tx, "a1")
    assert (line.who, line.what) == ("server", "something")


async def test_counters_add_up_by_month_place_and_outcome(store: Store) -> None:
    async with store.writing() as tx:
        for seconds in (60, 90):
            await counters.add(tx, Count("2026-11", "msa", RELAY, "honoured", 1, seconds))
        await counters.add(tx, Count("2026-12", "msa", RELAY, "honoured", 1, 30))
    async with store.reading() as tx:
        assert [(c.month, c.visits, c.seconds) for c in await counters.all_counts(tx)] == [
            ("2026-11", 2, 150),
            ("2026-12", 1, 30),
        ]


async def test_two_writers_at_once_wait_for_each_other(store: Store) -> None:
    async def add() -> None:
        async with store.writing() as tx:
            await counters.add(tx, Count("2026-11", "msa", RELAY, "honoured", 1, 1))

    await asyncio.gather(*(add() for _ in range(20)))
    async with store.reading() as tx:
        (count,) = await counters.all_counts(tx)
    assert count.visits == 20


async def test_a_reader_does_not_wait_for_a_writer(store: Store) -> None:
    async with store.writing() as writing:
        await journal.write(writing, NOON, "server", "something", "a1")
        async with asyncio.timeout(5), store.reading() as reading:
            assert await journal.about(reading, "a1") == []


async def test_seeding_again_changes_passwords_and_nothing_else(store: Store) -> None:
    passwords = light_passwords()
    await demo.seed(store, passwords, {p.login: "un autre mot" for p in demo.ACCOUNTS}, NOON)
    async with store.reading() as tx:
        everyone = await accounts.all_accounts(tx)
    assert len(everyone) == len(demo.ACCOUNTS)
    assert await passwords.matches(everyone[0].password_hash, "un autre mot")
    passwords.close()


def test_a_chunk_is_whole_or_absent_and_goes_with_its_visit(tmp_path: Path) -> None:
    files = ChunkFiles(tmp_path)
    assert files.read("v1", "d1", "0" * 64) is None
    files.write("v1", "d1", "0" * 64, b"sealed")
    files.write("v1", "d1", "0" * 64, b"sealed")
    assert files.read("v1", "d1", "0" * 64) == b"sealed"
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["0" * 64]
    files.erase("v1")
    files.erase("v1")
    assert list(tmp_path.iterdir()) == []


def test_a_chunk_cannot_leave_its_folder(tmp_path: Path) -> None:
    files = ChunkFiles(tmp_path / "documents")
    for visit, document in (("..", "d"), ("v", "../../d"), ("", "d"), ("v/..", "d")):
        with pytest.raises(ValueError, match="not an identifier"):
            files.write(visit, document, "0" * 64, b"x")
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_leaves_no_half_chunk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    files = ChunkFiles(tmp_path)
    monkeypatch.setattr("signaling.store.chunks.os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        files.write("v1", "d1", "0" * 64, b"sealed")
    assert files.read("v1", "d1", "0" * 64) is None
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


async def test_an_error_of_the_database_quotes_no_value(store: Store) -> None:
    with pytest.raises(Exception, match="no such column") as told:
        async with store.reading() as tx:
            await tx.exec_driver_sql("SELECT absent FROM account WHERE login = ?", ("Exemple",))
    assert "Exemple" not in str(told.value)
