"""Examines the server: its database, its folder, its certificate, its clock, its service.

    findings = await examine(Settings())

It never raises: each check has its limit in time, and one that fails becomes a finding. The
shape is that of `devices/findings.py`, which shows it; it stands here again because the server
imports nothing of the kiosk's side (a test compares the two).
"""

import asyncio
import ctypes
import http.client
import logging
import os
import shutil
import socket
import ssl
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from cryptography import x509

from .settings import Settings
from .store import Store, migrate
from .tls import LocalAuthority
from .turn import credentials
from .turn_probe import Told, ask

log = logging.getLogger(__name__)

SECONDS = 15.0
RELAY_SECONDS = 3.0
"For each of its addresses."
MB = 1024 * 1024
DISK_FAULT, DISK_LOW = 200 * MB, 1024 * MB
DAYS_LEFT = 14
UNSYNCHRONISED = 0x40
"STA_UNSYNC of adjtimex(2)."


class Level(StrEnum):
    OK = "ok"
    WARNING = "warning"
    FAULT = "fault"
    ABSENT = "absent"


@dataclass(frozen=True)
class Finding:
    id: str
    title: str
    level: Level
    sentence: str
    remedy: str = ""
    details: dict[str, Any] = field(default_factory=dict)


async def examine(settings: Settings) -> list[Finding]:
    """Everything, one after the other."""
    checks: list[tuple[str, str, Callable[[Settings], Finding]]] = [
        ("server.folder", "Dossier des données", check_folder),
        ("server.disk", "Disque", check_disk),
        ("server.certificate", "Certificat", check_certificate),
        ("server.clock", "Horloge", check_clock),
        ("server.service", "Service", check_service),
        ("server.relay", "Passage du son et de l’image", check_relay),
    ]
    found = [await _guarded("server.database", "Base de données", check_database(settings))]
    for id, title, check in checks:
        found.append(await _guarded(id, title, asyncio.to_thread(check, settings)))
    return found


async def _guarded(id: str, title: str, work: Any) -> Finding:
    try:
        async with asyncio.timeout(SECONDS):
            finding: Finding = await work
            return finding
    except TimeoutError:
        sentence = f"Pas de réponse en {SECONDS:.0f} secondes."
        remedy = (
            "Redémarrez le serveur ; si cela revient, regardez « journalctl -u visavis-server »."
        )
        return Finding(id, title, Level.FAULT, sentence, remedy, {"code": "check_timed_out"})
    except Exception as error:  # noqa: BLE001 - the supervised border: any fault is a finding
        kind = type(error).__name__
        log.warning("check %s failed: %s", id, kind)
        sentence = f"L’examen s’est arrêté ({kind})."
        remedy = "Recommencez ; si cela revient, signalez ce message."
        details = {"code": "check_failed", "detail": kind}
        return Finding(id, title, Level.FAULT, sentence, remedy, details)


async def check_database(settings: Settings) -> Finding:
    id, title = "server.database", "Base de données"
    file = settings.data_dir / "visavis.db"
    # SQLite would make an empty file of what it is asked to open.
    if settings.database is None and not await asyncio.to_thread(file.exists):
        sentence = f"La base de données n’existe pas encore ({file})."
        return Finding(id, title, Level.FAULT, sentence, "Créez-la : « visavis db upgrade ».")
    async with Store(settings.database_url) as store:
        try:
            async with store.reading() as tx:
                query = "PRAGMA quick_check(1)" if store.sqlite else "SELECT 'ok'"
                told = (await tx.exec_driver_sql(query)).scalar()
        except Exception as error:  # noqa: BLE001 - any driver's: what matters is that it fails
            return _no_database(type(error).__name__)
    if told != "ok":
        sentence = "La base de données est abîmée."
        remedy = "Arrêtez le serveur et remettez la dernière sauvegarde."
        return Finding(id, title, Level.FAULT, sentence, remedy)
    late = await asyncio.to_thread(migrate.differences, settings.database_url)
    if late:
        sentence = "La base de données n’est pas au format de cette version."
        remedy = "Mettez-la à jour : « visavis db upgrade »."
        details = {"differences": len(late)}
        return Finding(id, title, Level.FAULT, sentence, remedy, details)
    return Finding(id, title, Level.OK, "Elle répond, et elle est à jour.")


def _no_database(detail: str) -> Finding:
    return Finding(
        "server.database",
        "Base de données",
        Level.FAULT,
        "La base de données ne répond pas.",
        "Vérifiez son adresse (« database ») et qu’elle est en marche.",
        {"detail": detail},
    )


def check_folder(settings: Settings) -> Finding:
    id, title, folder = "server.folder", "Dossier des données", settings.data_dir
    details: dict[str, Any] = {"folder": str(folder)}
    try:
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".doctor-") as file:
            file.write(b"essai")
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        sentence = f"On ne peut pas écrire dans {folder}."
        remedy = f"Rendez-le au compte du serveur : « chown -R visavis: {folder} »."
        details["detail"] = type(error).__name__
        return Finding(id, title, Level.FAULT, sentence, remedy, details)
    if folder.stat().st_mode & 0o077:
        sentence = f"D’autres comptes peuvent entrer dans {folder}."
        return Finding(id, title, Level.WARNING, sentence, f"« chmod 700 {folder} ».", details)
    return Finding(id, title, Level.OK, "On peut y écrire, et personne d’autre.", "", details)


def check_disk(settings: Settings) -> Finding:
    place = settings.data_dir.absolute()
    while not place.exists():
        place = place.parent
    return judge_disk(shutil.disk_usage(place).free)


def judge_disk(free: int) -> Finding:
    id, title, details = "server.disk", "Disque", {"free_mb": free // MB}
    if free < DISK_LOW:
        level = Level.FAULT if free < DISK_FAULT else Level.WARNING
        sentence = f"Le disque est presque plein : il reste {free // MB} Mo."
        remedy = "Faites de la place : « journalctl --vacuum-size=200M », « apt clean »."
        return Finding(id, title, level, sentence, remedy, details)
    size = f"{free / 1024 / MB:.1f}".replace(".", ",")
    return Finding(id, title, Level.OK, f"{size} Go libres.", "", details)


def check_certificate(settings: Settings) -> Finding:
    id, title = "server.certificate", "Certificat"
    if not settings.tls:
        said = "Le HTTPS est confié à un mandataire."
        return Finding(id, title, Level.ABSENT, said)
    local = LocalAuthority(settings.tls_dir)
    chain = settings.certificate or local.chain
    key = (settings.certificate_key or chain) if settings.certificate else local.key
    if settings.certificate is None and not chain.exists():
        said = "Le serveur fera son certificat à son premier démarrage."
        return Finding(id, title, Level.ABSENT, said)
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(chain, key)
        leaf = x509.load_pem_x509_certificate(chain.read_bytes())
    except (OSError, ValueError) as error:
        sentence = f"Le certificat {chain} ou sa clé ne se lit pas, ou ils ne vont pas ensemble."
        remedy = "Corrigez « certificate » et « certificate_key » dans les réglages."
        details = {"detail": type(error).__name__}
        return Finding(id, title, Level.FAULT, sentence, remedy, details)
    return judge_certificate(leaf, datetime.now(UTC), chain)


def judge_certificate(leaf: x509.Certificate, now: datetime, chain: Path) -> Finding:
    id, title = "server.certificate", "Certificat"
    days = (leaf.not_valid_after_utc - now).days
    details = {"file": str(chain), "days_left": days}
    if leaf.not_valid_before_utc > now:
        sentence = "Le certificat n’est pas encore valable : l’horloge retarde-t-elle ?"
        return Finding(id, title, Level.FAULT, sentence, "Vérifiez la date (« date »).", details)
    if days < DAYS_LEFT:
        level = Level.FAULT if leaf.not_valid_after_utc <= now else Level.WARNING
        sentence = "Le certificat est périmé."
        if level == Level.WARNING:
            sentence = f"Le certificat expire dans {days} jours."
        remedy = "Renouvelez-le, puis « systemctl restart visavis-server »."
        return Finding(id, title, level, sentence, remedy, details)
    return Finding(id, title, Level.OK, f"Valable encore {days} jours.", "", details)


def check_clock(_: Settings) -> Finding:
    """adjtimex(2): the kernel knows it, whichever program keeps the time."""
    timex = (ctypes.c_long * 64)()  # larger than struct timex; modes = 0 only reads
    if ctypes.CDLL(None, use_errno=True).adjtimex(timex) < 0:
        raise OSError(ctypes.get_errno(), "adjtimex")
    if timex[5] & UNSYNCHRONISED:
        sentence = "L’horloge n’est pas synchronisée : elle peut dériver."
        remedy = "Installez et activez systemd-timesyncd : « timedatectl set-ntp true »."
        return Finding("server.clock", "Horloge", Level.WARNING, sentence, remedy)
    return Finding("server.clock", "Horloge", Level.OK, "À l’heure.")


def check_service(settings: Settings) -> Finding:
    """Does it answer on its own port? Trust is not the question here."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(settings.host, settings.host)
    link: http.client.HTTPConnection
    if settings.tls:
        context = ssl.create_default_context()
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        link = http.client.HTTPSConnection(host, settings.port, timeout=5, context=context)
    else:
        link = http.client.HTTPConnection(host, settings.port, timeout=5)
    try:
        link.request("GET", "/health")
        status = link.getresponse().status
    except (OSError, http.client.HTTPException, socket.gaierror) as error:
        return judge_service(None, type(error).__name__)
    finally:
        link.close()
    return judge_service(status, "")


def judge_service(status: int | None, detail: str) -> Finding:
    id, title = "server.service", "Service"
    if status == http.HTTPStatus.OK:
        return Finding(id, title, Level.OK, "Il répond.")
    details = {"status": status, "detail": detail}
    if status is None:
        sentence, remedy = "Le serveur n’est pas en marche.", "« systemctl start visavis-server »."
        return Finding(id, title, Level.WARNING, sentence, remedy, details)
    sentence = f"Le serveur répond, mais il va mal ({status})."
    remedy = "Regardez « journalctl -u visavis-server »."
    return Finding(id, title, Level.FAULT, sentence, remedy, details)


def check_relay(settings: Settings) -> Finding:
    """Every address that a call is given, with what it is given to open it."""
    id, title = "server.relay", "Passage du son et de l’image"
    if not settings.turn_urls:
        said = "Aucun : un appel sans chemin direct n’aboutit pas."
        return Finding(id, title, Level.ABSENT, said)
    if settings.turn_secret is None:
        sentence = "Le secret partagé avec le passage (« turn_secret ») manque."
        remedy = "Il doit être dans /etc/credstore/turn_secret : « make install ROLE=server »."
        return Finding(id, title, Level.FAULT, sentence, remedy)
    context = ssl.create_default_context()
    authority = LocalAuthority(settings.tls_dir).authority
    if settings.certificate is None and authority.exists():
        context.load_verify_locations(authority)
    access = credentials(settings.turn_secret.get_secret_value(), "doctor", time.time())
    told: dict[str, Told | str] = {}
    for url in settings.turn_urls:
        try:
            told[url] = ask(url, *access, context, RELAY_SECONDS)
        except OSError as error:
            told[url] = type(error).__name__
    return judge_relay(told)


def judge_relay(told: dict[str, Told | str]) -> Finding:
    """By address: what the relay said, or the class of what went wrong."""
    id, title = "server.relay", "Passage du son et de l’image"
    answers = [each for each in told.values() if isinstance(each, Told)]
    silent = [url for url, each in told.items() if not isinstance(each, Told)]
    details = {url: each if isinstance(each, str) else each.code for url, each in told.items()}
    level, sentence, remedy = Level.FAULT, "", ""
    if not answers:
        sentence = "Le passage ne répond pas."
        remedy = "« systemctl start visavis-relay », puis le pare-feu : port 3478, UDP et TCP."
    elif refused := [each.code for each in answers if each.code != http.HTTPStatus.OK]:
        sentence = f"Le passage refuse les accès que ce serveur donne ({refused[0]})."
        remedy = "« systemctl restart visavis-relay visavis-server » : ils partagent un secret."
    elif not all(each.joins for each in answers):
        sentence = "Le passage ne laisse pas les deux bouts d’un appel s’y rejoindre."
        remedy = "Corrigez « turn_addresses » dans les réglages : ce sont ses propres adresses."
    elif any(each.strays for each in answers):
        sentence = "Le passage laisse joindre d’autres machines que lui."
        remedy = "N’employez que visavis-relay : « systemctl disable --now coturn »."
    elif silent:
        level, sentence = Level.WARNING, f"Le passage ne répond pas à {', '.join(silent)}."
        remedy = "Vérifiez le pare-feu, et haproxy pour le port 443 (docs/exploitation.md)."
    else:
        level, sentence = Level.OK, "Il répond, et ses accès ouvrent un chemin."
    return Finding(id, title, level, sentence, remedy, details)
