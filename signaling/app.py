"""The server, put together. `create_app` wires the parts; `listening` serves them."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress

from aiohttp import web

from . import document_routes, enrolment_routes, files, free_routes, line_routes, metrics
from .agenda.calendar import load
from .agenda.feeds import FEEDS, Feeds
from .agenda.furnishing import FURNISHING, Furnishing
from .agenda.occupancy import OCCUPANCY, Occupancy
from .agenda.own import OWN_ABSENCES, OwnAbsences
from .agenda.planner import PLANNER, Planner
from .agenda.publishing import PUBLISHING, Publishing
from .agenda.touring import TOURING, Touring
from .arrivals import ARRIVALS, Arrivals
from .auth import headers
from .auth.door import Door
from .auth.invitations import Invitations
from .auth.passwords import Passwords
from .auth.second import Second
from .auth.vault import Vault
from .auth.ways import Ways
from .auth.web import DOOR, NAMES, SETTINGS, guard
from .backplane.local import LocalBackplane
from .bell import BellRinger
from .casework import Casework
from .company import Company
from .daybook import DAYBOOK, Daybook
from .desk import Desk
from .dropin.crier import CRIER, DROP_IN, Crier
from .dropin.queue import DropIn
from .forms import routes as forms
from .forms.shelf import Shelf
from .free import FREE, FreeAccess
from .free_letters import Letters
from .keys import (
    BELL,
    CASEWORK,
    COMPANY,
    DESK,
    INVITATIONS,
    LEDGER,
    MAILROOM,
    OFFICE,
    POST,
    RECEPTION,
    REGISTRY,
    SECOND,
    SETTLEMENT,
    SHELF,
    SWITCHBOARD,
    TRANSFERS,
    WATCH,
    WAYS,
)
from .languages.reviewing import REVIEWING, Reviewing
from .ledger import Ledger
from .mailroom import Mailroom
from .metrics import METRICS, Metrics
from .next_appointment import NEXT, NextAppointments
from .office import Office
from .pages import routes as pages
from .pages.errors import errors
from .post.postman import postman
from .reception import Reception
from .registry import Registry
from .settings import Settings
from .settlement import Settlement
from .sockets import LINES, Lines, close_all
from .sockets_console import console
from .sockets_guest import guest
from .sockets_kiosk import kiosk
from .store import Store, migrate
from .store.chunks import ChunkFiles
from .switchboard import Switchboard
from .tls import context_for, served_names
from .transfer import Transfers
from .voices import VOICES, Voices
from .voices import routes as voice_routes
from .waking import WAKING, Waking
from .watch import Watch

KEEPALIVE_SECONDS = 15.0
"Also how long a half-sent header is held (RFC 9112, 9.5 leaves it to us)."
HANDSHAKE_SECONDS = 10.0


def create_app(
    settings: Settings,
    clock: Callable[[], float] = time.time,
    passwords: Passwords | None = None,
) -> web.Application:
    """Everything but the listening socket. The database opens when the application starts."""
    app = web.Application(middlewares=[errors, guard], client_max_size=document_routes.MAX_BODY)
    store = Store(settings.database_url)
    hashing = passwords or Passwords()
    chunks = ChunkFiles(settings.documents_dir)
    before = settings.reminder_hours * 3600
    calendar = load(settings.calendar, settings.school_zone)
    office = Office(store, LocalBackplane(), chunks, clock, remind_before=before, calendar=calendar)
    app[SETTINGS], app[NAMES] = settings, _names(settings)
    app[PLANNER], app[FEEDS] = Planner(office, calendar), Feeds(office)
    app[DROP_IN] = DropIn(office, app[PLANNER])
    app[CRIER] = Crier(app[DROP_IN])
    app[NEXT] = NextAppointments(app[PLANNER])
    app[PUBLISHING], app[TOURING] = Publishing(office, calendar), Touring(office)
    app[FURNISHING] = Furnishing(office)
    app[OFFICE], app[DESK], app[LINES] = office, Desk(office), Lines()
    app[SWITCHBOARD], app[MAILROOM] = Switchboard(office, settings.relay), Mailroom(office)
    app[COMPANY] = Company(office, settings.relay)
    app[TRANSFERS] = Transfers(office, settings.relay)
    app[REGISTRY] = Registry(office, hashing, settings.enrolment_minutes * 60)
    hours = settings.session_hours * 3600, settings.session_idle_hours * 3600
    app[DOOR] = Door(store, hashing, clock, *hours, frozenset(settings.second_factor))
    app[SETTLEMENT], app[SHELF] = Settlement(office), Shelf(office)
    vault = Vault(settings.vault_file)
    app[SECOND], app[ARRIVALS] = Second(app[DOOR], vault), Arrivals(office, vault)
    app[WAYS] = Ways(app[SECOND])
    app[INVITATIONS] = Invitations(app[WAYS], settings.invitation_hours * 3600)
    app[BELL], app[CASEWORK] = BellRinger(office), Casework(office, settings.note_days)
    app[POST] = postman(settings, office)
    days = settings.retention_days, settings.note_days
    app[DAYBOOK], app[OWN_ABSENCES] = Daybook(office), OwnAbsences(office)
    app[OCCUPANCY] = Occupancy(office)
    app[RECEPTION], app[LEDGER] = Reception(office), Ledger(office)
    app[VOICES], app[WAKING] = Voices(office), Waking(office)
    app[REVIEWING] = Reviewing(office)
    app[FREE] = FreeAccess(office, Letters(office, app[POST].smtp))
    parts = app[MAILROOM], app[COMPANY], app[TRANSFERS], app[DOOR], app[BELL], app[RECEPTION]
    app[WATCH] = Watch(office, *parts, app[PLANNER], app[CRIER], app[FREE], app[ARRIVALS], *days)
    app[METRICS] = Metrics(office)
    served = files, document_routes, enrolment_routes, forms, free_routes, voice_routes
    for routes in (*served, line_routes, metrics):
        routes.add_routes(app)
    pages.setup(app)
    app.router.add_get("/ws/console", console)
    app.router.add_get("/ws/kiosk", kiosk)
    app.router.add_get("/ws/guest", guest)
    app.router.add_get("/health", health)
    app.on_response_prepare.append(headers.add)
    app.on_shutdown.extend((close_all, _close_feeds))
    app.cleanup_ctx.extend((_open_store, _hash_passwords, _keep_watch, _carry_post))
    return app


async def health(request: web.Request) -> web.Response:
    """For a supervisor: the database answers."""
    await request.app[OFFICE].store.ping()
    return web.json_response({"status": "ok"})


@asynccontextmanager
async def listening(app: web.Application) -> AsyncIterator[int]:
    """Serve `app` until the context ends; gives the port."""
    settings = app[SETTINGS]
    context = await asyncio.to_thread(context_for, settings)
    runner = web.AppRunner(
        app, access_log=None, keepalive_timeout=KEEPALIVE_SECONDS, shutdown_timeout=5.0
    )
    await runner.setup()
    # Not aiohttp's TCPSite: it would wait a minute for a handshake that does not come.
    patience = HANDSHAKE_SECONDS if context is not None else None
    assert runner.server is not None
    try:
        server = await asyncio.get_running_loop().create_server(
            runner.server,
            settings.host,
            settings.port,
            ssl=context,
            ssl_handshake_timeout=patience,
            backlog=512,
        )
        try:
            yield int(server.sockets[0].getsockname()[1])
        finally:
            server.close()
    finally:
        await runner.cleanup()


def _names(settings: Settings) -> frozenset[str]:
    return frozenset(name.strip("[]").lower() for name in served_names(settings))


async def _open_store(app: web.Application) -> AsyncIterator[None]:
    settings, store = app[SETTINGS], app[OFFICE].store
    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    settings.documents_dir.mkdir(exist_ok=True, mode=0o700)
    if store.sqlite:
        await asyncio.to_thread(migrate.upgrade, settings.database_url)
    yield
    await store.close()


async def _hash_passwords(app: web.Application) -> AsyncIterator[None]:
    yield
    app[REGISTRY].passwords.close()


async def _keep_watch(app: web.Application) -> AsyncIterator[None]:
    watching = asyncio.create_task(app[WATCH].run(), name="watch")
    yield
    watching.cancel()
    with suppress(asyncio.CancelledError):
        await watching


async def _carry_post(app: web.Application) -> AsyncIterator[None]:
    carrying = asyncio.create_task(app[POST].run(), name="post")
    yield
    carrying.cancel()
    with suppress(asyncio.CancelledError):
        await carrying
    await app[FREE].letters.close()


async def _close_feeds(app: web.Application) -> None:
    app[DESK].close()
