"""``POST /kiosk/enrol``: a kiosk shows its one-time code and proves the key that it made."""

from typing import Annotated

from aiohttp import web
from pydantic import BaseModel, Field, ValidationError

from .auth.errors import Throttled
from .auth.kiosks import enrol, key_digits
from .auth.throttle import Throttle
from .auth.web import address_of
from .errors import BadMessage
from .keys import OFFICE
from .protocol import Base64

TRIES: web.AppKey[Throttle] = web.AppKey("enrolment_tries", Throttle)


class Enrolling(BaseModel):
    """The body, in JSON."""

    token: Annotated[str, Field(min_length=16, max_length=64)]
    key: Base64
    "Ed25519 public key, 32 bytes."
    signature: Base64
    "By that key, over :func:`signaling.protocol.enrolment_bytes` of the token."


class Enrolled(BaseModel):
    """The answer, in JSON."""

    kiosk: str
    name: str
    digits: str
    "Six digits of the key: the administrator sees the same ones."


def add_routes(app: web.Application) -> None:
    app[TRIES] = Throttle(burst=10, seconds=30.0)
    app.router.add_post("/kiosk/enrol", post)


async def post(request: web.Request) -> web.Response:
    office, tries, address = request.app[OFFICE], request.app[TRIES], address_of(request)
    now = office.clock()
    if not tries.admits(address, now):
        raise Throttled()
    tries.failed(address, now)
    try:
        asked = Enrolling.model_validate_json(await request.read())
    except ValidationError:
        raise BadMessage("enrolment") from None
    kiosk = await enrol(office.store, asked.token, asked.key, asked.signature, now)
    tries.succeeded(address)
    answer = Enrolled(kiosk=kiosk.id, name=kiosk.name, digits=key_digits(kiosk.key))
    return web.Response(status=201, text=answer.model_dump_json(), content_type="application/json")
