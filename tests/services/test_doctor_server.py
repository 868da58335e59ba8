"""The doctor before the real server, and before servers that should not be trusted."""

import asyncio
import json
import os
import ssl
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import web

from devices.doctor import examine
from devices.findings import Finding, Level
from kiosk.identity import Identity
from kiosk.remembered import Remembered
from kiosk.settings import KioskSettings
from kiosk.setup.checks import server_checks
from signaling.app import create_app, listening
from signaling.auth.kiosks import enrol, open_enrolment
from signaling.keys import OFFICE
from signaling.protocol import Light, enrolment_bytes
from signaling.settings import Settings
from signaling.store import places
from signaling.store.records import Relay

from .certificates import Authority

ROOM = Relay("relay-wassigny", "PEL de Wassigny", "Wassigny", "1 place d'essai", "0300000000")


@pytest.fixture(autouse=True)
def own_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("VISAVIS_KIOSK_CONFIG", str(tmp_path / "kiosk.toml"))
    monkeypatch.setenv("VISAVIS_CONFIG", str(tmp_path / "visavis.toml"))


@asynccontextmanager
async def serving(folder: Path) -> AsyncIterator[tuple[web.Application, KioskSettings]]:
    """The real server, and the settings of a kiosk that trusts it."""
    settings = Settings(host="127.0.0.1", port=0, data_dir=folder / "server")
    app = create_app(settings)
    async with listening(app) as port:
        yield app, kiosk_settings(folder, port, settings.tls_dir / "authority.pem")


def kiosk_settings(
    folder: Path, port: int, authority: Path, host: str = "localhost"
) -> KioskSettings:
    server = f"https://{host}:{port}"
    return KioskSettings(server=server, authority=authority, state_directory=folder / "kiosk")


@asynccontextmanager
async def pretending(context: ssl.SSLContext | None, late: float = 0.0) -> AsyncIterator[int]:
    """A server that answers /health alone, its clock `late` seconds behind."""
    app = web.Application()

    async def health(_: web.Request) -> web.Response:
        date = time.strftime("%a, %d %b %Y %H:%M:%S GMT", time.gmtime(time.time() - late))
        return web.json_response({"status": "ok"}, headers={"Date": date})

    app.router.add_get("/health", health)
    runner = web.AppRunner(app)
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", 0, ssl_context=context)
        await site.start()
        yield runner.addresses[0][1]
    finally:
        await runner.cleanup()


async def examined(settings: KioskSettings) -> dict[str, Finding]:
    findings = await asyncio.to_thread(examine, server_checks(settings))
    return {finding.id: finding for finding in findings}


async def let_in(app: web.Application, identity: Identity) -> None:
    """Enrol the kiosk's key, as the administrator and the kiosk do together."""
    store, now = app[OFFICE].store, time.time()
    async with store.writing() as tx:
        await places.insert(tx, ROOM)
    code = await open_enrolment(store, "server", "relay-wassigny", "Borne d'essai", now, 900)
    await enrol(store, code, identity.public, identity.sign(enrolment_bytes(code)), now)


async def test_a_kiosk_that_the_server_knows_is_all_well(tmp_path: Path) -> None:
    async with serving(tmp_path) as (app, settings):
        await let_in(app, Identity.create(settings.key_file))
        found = await examined(settings)
    assert {k: f.level for k, f in found.items() if f.level != Level.OK} == {
        "server.relay": Level.ABSENT  # this server has none
    }
    assert list(found) == [
        *("server.reach", "server.certificate", "server.clock", "server.socket", "server.key"),
        "server.relay",
    ]
    assert found["server.key"].sentence == "Le serveur reconnaît ce guichet."


async def test_a_kiosk_without_a_key_is_told_to_enrol(tmp_path: Path) -> None:
    async with serving(tmp_path) as (_, settings):
        found = await examined(settings)
    assert found["server.socket"].level == Level.OK
    assert found["server.key"].level == Level.FAULT
    assert found["server.key"].sentence.startswith("Le guichet n’est pas enrôlé")


async def test_a_key_that_the_server_does_not_know_is_told(tmp_path: Path) -> None:
    async with serving(tmp_path) as (_, settings):
        Identity.create(settings.key_file)
        found = await examined(settings)
    assert found["server.key"].level == Level.FAULT
    assert found["server.key"].sentence.startswith("Le serveur ne reconnaît pas ce guichet")


async def test_the_link_of_a_kiosk_in_service_is_left_alone(tmp_path: Path) -> None:
    """The newest socket of a kiosk wins: an examination must not take a visit's place."""
    async with serving(tmp_path) as (app, settings):
        await let_in(app, Identity.create(settings.key_file))
        read, write = os.pipe()
        program = tmp_path / "visavis.py"
        program.write_text("import sys; sys.stdin.read()")
        running = await asyncio.create_subprocess_exec("python3", program, "kiosk", stdin=read)
        os.close(read)
        try:
            found = await examined(settings)
        finally:
            os.close(write)
            await running.wait()
    assert found["server.key"].level == Level.OK
    assert "n’a pas été redemandée" in found["server.key"].sentence
    assert found["server.relay"].sentence == "Le prochain examen du guichet l’essaiera."


async def test_a_key_that_others_can_read_is_a_warning(tmp_path: Path) -> None:
    async with serving(tmp_path) as (app, settings):
        await let_in(app, Identity.create(settings.key_file))
        settings.key_file.chmod(0o644)
        found = await examined(settings)
    assert found["server.key"].level == Level.WARNING
    assert "chmod 600" in found["server.key"].remedy


async def test_a_key_that_systemd_keeps_is_not_missed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISAVIS_SEALED_KEY", "yes")
    async with serving(tmp_path) as (_, settings):
        settings.state_directory.mkdir(exist_ok=True)
        Remembered("2026-11-26", Light.GREEN, Light.RED).keep(settings.state_directory)
        found = await examined(settings)
    assert found["server.key"].level == Level.OK
    assert "scellée" in found["server.key"].sentence
    relay = found["server.relay"]
    assert (relay.level, relay.sentence) == (
        Level.FAULT,
        "Le dernier examen du guichet ne l’a pas joint.",
    )


async def test_a_key_file_that_is_damaged_is_told(tmp_path: Path) -> None:
    async with serving(tmp_path) as (_, settings):
        settings.state_directory.mkdir()
        settings.key_file.write_bytes(b"\0not a key")
        found = await examined(settings)
    assert found["server.key"].sentence == "La clé du guichet est abîmée."


async def test_a_server_that_nobody_started_is_told(tmp_path: Path) -> None:
    authority = Authority(tmp_path)
    async with pretending(authority.context()) as port:
        pass
    found = await examined(kiosk_settings(tmp_path, port, authority.file))
    assert found["server.reach"].level == Level.FAULT
    assert found["server.reach"].sentence.endswith("mais le serveur n’y répond pas.")
    assert "server.socket" not in found


async def test_a_name_that_does_not_exist_is_told(tmp_path: Path) -> None:
    authority = Authority(tmp_path)
    found = await examined(kiosk_settings(tmp_path, 443, authority.file, "guichet.invalid"))
    assert found["server.reach"].sentence == "Le nom « guichet.invalid » est introuvable."


@pytest.mark.parametrize(
    ("certificate", "sentence"),
    [
        ({"ends": -1, "begins": -30}, "est périmé"),
        ({"begins": 3}, "n’est pas encore valable"),
        ({"host": "autre.example"}, "n’est pas au nom de « localhost »"),
    ],
)
async def test_a_wrong_certificate_is_explained(
    tmp_path: Path, certificate: dict[str, int], sentence: str
) -> None:
    authority = Authority(tmp_path)
    async with pretending(authority.context(**certificate)) as port:
        found = await examined(kiosk_settings(tmp_path, port, authority.file))
    assert found["server.certificate"].level == Level.FAULT
    assert sentence in found["server.certificate"].sentence


async def test_a_certificate_of_an_unknown_authority_is_explained(tmp_path: Path) -> None:
    ours, other = Authority(tmp_path), Authority(tmp_path, "autre")
    async with pretending(other.context()) as port:
        found = await examined(kiosk_settings(tmp_path, port, ours.file))
    assert "aucune autorité connue" in found["server.certificate"].sentence
    assert "authority" in found["server.certificate"].remedy


async def test_an_authority_file_that_is_missing_is_told(tmp_path: Path) -> None:
    found = await examined(kiosk_settings(tmp_path, 443, tmp_path / "nowhere.pem"))
    assert "ne se lit pas" in found["server.certificate"].sentence


async def test_a_certificate_near_its_end_is_a_warning(tmp_path: Path) -> None:
    authority = Authority(tmp_path)
    async with pretending(authority.context(ends=5)) as port:
        found = await examined(kiosk_settings(tmp_path, port, authority.file))
    assert found["server.certificate"].level == Level.WARNING


async def test_a_server_without_https_is_told(tmp_path: Path) -> None:
    authority = Authority(tmp_path)
    async with pretending(None) as port:
        found = await examined(kiosk_settings(tmp_path, port, authority.file))
    assert found["server.reach"].sentence.endswith("mais pas en HTTPS.")


async def test_clocks_that_disagree_are_told_with_the_way(tmp_path: Path) -> None:
    authority = Authority(tmp_path)
    async with pretending(authority.context(), late=7200) as port:
        found = await examined(kiosk_settings(tmp_path, port, authority.file))
    assert found["server.clock"].level == Level.FAULT
    assert "avance de 2 heures" in found["server.clock"].sentence


async def test_a_proxy_that_blocks_websockets_is_told(tmp_path: Path) -> None:
    authority = Authority(tmp_path)
    async with pretending(authority.context()) as port:
        found = await examined(kiosk_settings(tmp_path, port, authority.file))
    assert found["server.reach"].level == Level.OK
    assert "WebSocket" in found["server.socket"].sentence


async def test_a_name_that_the_server_does_not_have_is_told(tmp_path: Path) -> None:
    """The server only listens to kiosks under its own names: a signature is made for a name."""
    folder = tmp_path / "server"
    settings = Settings(host="127.0.0.1", port=0, data_dir=folder, hostnames=("guichet.example",))
    authority = Authority(tmp_path)
    context = authority.context()
    assert context
    server = Settings(
        **{
            **settings.model_dump(),
            "certificate": tmp_path / "server.pem",
            "certificate_key": tmp_path / "server.pem",
        }
    )
    async with listening(create_app(server)) as port:
        found = await examined(kiosk_settings(tmp_path, port, authority.file))
    assert found["server.socket"].level == Level.FAULT
    assert "« localhost »" in found["server.socket"].sentence
    assert "hostnames" in found["server.socket"].remedy
    assert json.dumps(found["server.socket"].details)
