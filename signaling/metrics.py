"""``GET /metrics``: what a supervisor counts, as Prometheus reads it. Rooms and lines, nobody.

Only for who holds `metrics_token`; without that setting there is no such page.
"""

import hmac

from aiohttp import web
from prometheus_client import CollectorRegistry, Gauge, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_1_0_0

from .auth.web import SETTINGS
from .call_figures import CallFigures
from .errors import NotFound, NotSignedIn
from .office import Office
from .protocol import CallTold, Light
from .store import calls, dropins, kiosks, visits

DEVICES = (
    *("camera", "microphone", "speaker", "printer", "scanner", "card"),
    *("face_screen", "document_screen", "examined", "relay"),
)


class Metrics:
    """Counted since the server started; what is open now is read when it is asked."""

    def __init__(self, office: Office) -> None:
        self._office = office
        ours = self._registry = CollectorRegistry()
        self._calls = CallFigures(ours)

        def gauge(name: str, what: str, *labels: str) -> Gauge:
            return Gauge(f"visavis_{name}", what, labels, registry=ours)

        self._up = gauge("kiosk_up", "The kiosk is connected", "kiosk", "name")
        self._lights = gauge("kiosk_light", "1 green, 0 red, by device", "kiosk", "name", "device")
        self._consoles = gauge("consoles", "Counsellors whose console is open")
        self._visits = gauge("visits_open", "Residents in front of a kiosk")
        self._talking = gauge("calls_open", "Calls that ring or go on")
        self._waiting = gauge("waiting", "Residents who wait without appointment")

    def call_ended(self, told: CallTold) -> None:
        self._calls.ended(told)

    async def text(self) -> bytes:
        there = self._office.presence
        async with self._office.store.reading() as tx:
            known = [kiosk for kiosk in await kiosks.all_kiosks(tx) if kiosk.revoked_at is None]
            self._visits.set(len(await visits.all_open(tx)))
            self._talking.set(len(await calls.all_open(tx)))
            self._waiting.set(len(await dropins.every(tx)))
        self._consoles.set(there.counsellors)
        self._up.clear()
        self._lights.clear()
        for kiosk in known:
            self._up.labels(kiosk.id, kiosk.name).set(there.is_there(kiosk.id))
            if not there.is_there(kiosk.id):
                continue
            lights = there.lights(kiosk.id)
            for device in DEVICES:
                light = getattr(lights, device)
                if light in (Light.GREEN, Light.RED):
                    self._lights.labels(kiosk.id, kiosk.name, device).set(light is Light.GREEN)
        return generate_latest(self._registry)


METRICS: web.AppKey[Metrics] = web.AppKey("metrics", Metrics)


def add_routes(app: web.Application) -> None:
    app.router.add_get("/metrics", show, allow_head=False)


async def show(request: web.Request) -> web.Response:
    token = request.app[SETTINGS].metrics_token
    if token is None:
        raise NotFound("metrics")
    scheme, _, said = request.headers.get("Authorization", "").partition(" ")
    wanted = token.get_secret_value().encode()
    if scheme.lower() != "bearer" or not hmac.compare_digest(_bytes(said), wanted):
        raise NotSignedIn("metrics token")
    body = await request.app[METRICS].text()
    return web.Response(body=body, headers={"Content-Type": CONTENT_TYPE_PLAIN_1_0_0})


def _bytes(header: str) -> bytes:
    """aiohttp reads what is no UTF-8 so."""
    return header.encode("utf-8", "surrogateescape")
