#!/usr/bin/env python3
"""The command `visavis`, and the wiring: this file alone may import everything.

Each verb is one short function; what it does lives in the folder of its name.
"""

import argparse
import asyncio
import errno
import logging
import os
import signal
import socket
import ssl
import sys
import tomllib
from collections.abc import Callable, Coroutine
from contextlib import suppress
from pathlib import Path
from typing import Any

log = logging.getLogger("visavis")


# -- systemd ----------------------------------------------------------------------------------


def notify(state: str) -> None:
    """Tell the service manager (sd_notify(3)), if there is one."""
    address = os.environ.get("NOTIFY_SOCKET")
    if not address:
        return
    if address.startswith("@"):
        address = "\0" + address[1:]
    with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.connect(address)
        manager.sendall(state.encode())


async def watchdog() -> None:
    """Say that the loop turns, twice as often as the service manager asks."""
    usec = int(os.environ.get("WATCHDOG_USEC", "0"))
    while usec:
        notify("WATCHDOG=1")
        await asyncio.sleep(usec / 2_000_000)


def run_service(service: Callable[[], Coroutine[Any, Any, None]]) -> int:
    """Run until SIGTERM or SIGINT; leave everything closed."""

    async def until_signal() -> None:
        loop = asyncio.get_running_loop()
        task = asyncio.ensure_future(service())
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, task.cancel)
        beat = asyncio.ensure_future(watchdog())
        try:
            with suppress(asyncio.CancelledError):
                await task
        finally:
            notify("STOPPING=1")
            beat.cancel()

    asyncio.run(until_signal())
    return 0


# -- the verbs --------------------------------------------------------------------------------


def serve(_: argparse.Namespace) -> int:
    from signaling.app import create_app, listening
    from signaling.settings import Settings

    async def service() -> None:
        async with listening(create_app(Settings())) as port:
            log.info("serving on port %s", port)
            notify("READY=1")
            await asyncio.Event().wait()

    return run_service(service)


def kiosk(_: argparse.Namespace) -> int:
    from kiosk.app import Kiosk
    from kiosk.enrolment import trust
    from kiosk.identity import Identity
    from kiosk.media import prepare_process
    from kiosk.settings import KioskSettings
    from kiosk.undumped import undumped
    from kiosk.wiped import few_heaps, keep

    undumped()
    few_heaps()
    settings = KioskSettings()
    prepare_process(settings.packet_reports)
    try:
        identity = Identity.load(settings.key_file)
    except FileNotFoundError:
        print("Ce guichet n’est pas enrôlé : « sudo visavis enroll CODE ».", file=sys.stderr)
        return 2
    except ValueError:
        print(f"La clé du guichet ne se lit pas : {settings.key_file}", file=sys.stderr)
        return 2

    if settings.authority is not None:
        # aioice takes OpenSSL's own authorities for a relay on TLS: the server's is one here.
        os.environ["SSL_CERT_FILE"] = str(settings.authority)

    async def service() -> None:
        here = Kiosk(settings, identity, trust(settings))
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(here.run())
            await here.shown.wait()
            if here.desk is None:  # without a screen that takes long, and someone may be there
                await asyncio.to_thread(keep)
            notify("READY=1")

    return run_service(service)


def enroll(options: argparse.Namespace) -> int:
    import aiohttp

    from kiosk.enrolment import EnrolmentRefused, enrol
    from kiosk.settings import KioskSettings

    try:
        digits = asyncio.run(enrol(KioskSettings(), options.code))
    except EnrolmentRefused as refused:
        print(refused, file=sys.stderr)
        return 1
    except aiohttp.ClientSSLError:
        print(
            "Le certificat du serveur n’est pas reconnu : le réglage « authority » doit nommer "
            "celui de son autorité locale.",
            file=sys.stderr,
        )
        return 1
    except (aiohttp.ClientError, TimeoutError) as error:
        print(f"Serveur injoignable ({type(error).__name__}).", file=sys.stderr)
        return 1
    print(f"Guichet enrôlé. Chiffres à comparer avec la page de l’administrateur : {digits}")
    return 0


def doctor(options: argparse.Namespace) -> int:
    from kiosk.setup.doctor import main, report, unreadable

    if "--server" not in options.rest:
        return main(options.rest)
    from signaling.doctor import examine
    from signaling.settings import Settings

    try:
        findings: list[Any] = asyncio.run(examine(Settings()))
    except (ValueError, OSError, TypeError) as error:  # the settings cannot be read
        findings = [unreadable(error)]
    return report(findings, "server", "examen du serveur", "--json" in options.rest, sys.stdout)


def technician(options: argparse.Namespace) -> int:
    from kiosk.control import main

    return main(options.rest)


def setup(options: argparse.Namespace) -> int:
    from kiosk.setup.assistant import main

    return main(options.rest)


def demo(options: argparse.Namespace) -> int:
    if options.visit:
        from demo.visit import main

        return main(Path(options.evidence))
    from demo.show import main as show

    return show()


def database(_: argparse.Namespace) -> int:
    from signaling.settings import Settings
    from signaling.store import migrate

    migrate.upgrade(Settings().database_url)
    print("Base de données à jour.")
    return 0


def relay_config(options: argparse.Namespace) -> int:
    from signaling.settings import Settings
    from signaling.turn_config import NoRelay, write

    try:
        write(Settings(), Path(options.file))
    except NoRelay as missing:
        what = "Le passage du son et de l’image"
        print(f"{what} n’a pas son réglage « {missing} ».", file=sys.stderr)
        return 1
    return 0


def form(options: argparse.Namespace) -> int:
    from kiosk.paper.form_words import main

    return main(Path(options.file))


def accounts(options: argparse.Namespace) -> int:
    from signaling import accounts_cli

    return asyncio.run(accounts_cli.main(options.rest))


def main(arguments: list[str] | None = None) -> int:
    level = os.environ.get("VISAVIS_LOG", "INFO")
    logging.basicConfig(level=level, format="%(levelname)s %(name)s: %(message)s")
    # Libraries that would write addresses, descriptions of calls or statements.
    for name in ("aioice", "aiortc", "aiosqlite", "alembic", "pikepdf", "PIL"):
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    options = _parser().parse_args(arguments)
    try:
        code: int = options.act(options)
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        sentence = trouble(error)
        if sentence is None or log.isEnabledFor(logging.DEBUG):
            raise  # ours, or somebody looks for it
        print(sentence, file=sys.stderr)
        return 1
    return code


def trouble(error: BaseException) -> str | None:
    """What the technician can mend, in French; none for what is no fault of theirs."""
    from pydantic import ValidationError
    from pydantic_settings import SettingsError

    from signaling.store import DatabaseError

    match error:
        case BaseExceptionGroup(exceptions=(first, *_)):
            return trouble(first)
        case ValidationError():
            names = sorted({str(line["loc"][0]) for line in error.errors() if line["loc"]})
            return f"Réglages refusés : {', '.join(names)}. docs/reglages.md les décrit."
        case tomllib.TOMLDecodeError() | UnicodeDecodeError() | SettingsError():
            return f"Le fichier de réglages ne se lit pas : {error}."
        case DatabaseError():
            return f"La base de données ne répond pas ({type(error).__name__})."
        case ssl.SSLError():
            return f"Un certificat ou sa clé ne se lit pas ({type(error).__name__})."
        case OSError(errno=errno.EADDRINUSE):
            return "Le port est déjà pris par un autre programme (« ss -ltnp » le nomme)."
        case OSError(filename=str() | Path() as file):
            return f"{_FILE_TROUBLES.get(error.errno or 0, 'Fichier inutilisable')} : {file}"
        case _:
            return None


_FILE_TROUBLES = {
    errno.ENOENT: "Fichier introuvable",
    errno.EACCES: "Accès refusé",
    errno.EROFS: "Disque en lecture seule",
    errno.ENOSPC: "Disque plein",
}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("visavis", description="Le guichet vidéo du village.")
    verbs = parser.add_subparsers(required=True, metavar="VERBE")

    def verb(name: str, act: Callable[..., int], said: str) -> argparse.ArgumentParser:
        found = verbs.add_parser(name, help=said, description=said)
        found.set_defaults(act=act)
        return found

    verb("serve", serve, "démarre le serveur")
    verb("kiosk", kiosk, "démarre le guichet de cette machine")
    verb("enroll", enroll, "enrôle ce guichet avec un code à usage unique").add_argument("code")
    verb("db", database, "met la base de données à jour").add_argument("do", choices=["upgrade"])
    relay = verb("relay-config", relay_config, "écrit ce que coturn doit savoir pour relayer")
    relay.add_argument("file", metavar="FICHIER")
    words = verb("form", form, "écrit le début du fichier qui nomme les cases d’un formulaire")
    words.add_argument("file", metavar="PDF")
    shown = verb("demo", demo, "démarre tout le produit sur des appareils virtuels")
    shown.add_argument("--visit", action="store_true", help="joue une visite entière et s’arrête")
    shown.add_argument("--evidence", default="demo-evidence", help="dossier de ses preuves")
    for name, act, said in (
        ("doctor", doctor, "vérifie chaque appareil et chaque service"),
        ("technician", technician, "prend ce guichet pour un technicien, ou le fait s’examiner"),
        ("setup", setup, "trouve les appareils, les essaie et écrit les réglages"),
        ("accounts", accounts, "lieux, comptes et codes de guichet, sur le serveur"),
    ):
        # Everything after the verb, options too, is for its own parser.
        found = verbs.add_parser(name, help=said, add_help=False, prefix_chars="\0")
        found.add_argument("rest", nargs="*")
        found.set_defaults(act=act)
    return parser


if __name__ == "__main__":
    sys.exit(main())
