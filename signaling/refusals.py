"""How a refusal is answered over HTTP: its status, its code, its sentence; never a traceback."""

import json
import logging
from collections.abc import Awaitable, Callable
from urllib.parse import quote

from aiohttp import web

from .auth.errors import Crowded, ForeignOrigin, Throttled, WrongCode
from .errors import (
    BadDocument,
    BadMessage,
    Conflict,
    NotAllowed,
    NotFound,
    NotSignedIn,
    Refusal,
    TooLarge,
)

log = logging.getLogger(__name__)

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
ErrorPage = Callable[[web.Request, int, Refusal], web.StreamResponse]

ERROR_PAGE: web.AppKey[ErrorPage] = web.AppKey("error_page", Callable)  # type: ignore[arg-type]
"Set by the pages: how a person, not a program, is told."

STATUS: tuple[tuple[type[Refusal], int], ...] = (
    (NotSignedIn, 401),
    (ForeignOrigin, 403),
    (WrongCode, 403),
    (NotAllowed, 403),
    (NotFound, 404),
    (Conflict, 409),
    (TooLarge, 413),
    (Throttled, 429),
    (Crowded, 503),
    (BadMessage, 400),
    (BadDocument, 400),
)


class Internal(Refusal):
    code = "internal"
    sentence = "Le serveur a rencontré une erreur. Recommencez dans un instant."


@web.middleware
async def answer(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Outermost but for the headers: what is raised below becomes an answer here."""
    try:
        return await handler(request)
    except Refusal as refusal:
        return _answer(request, status_of(refusal), refusal)
    except TimeoutError:
        return _answer(request, 408, BadMessage("too slow"))
    except web.HTTPNotFound:
        return _answer(request, 404, NotFound("route"))
    except web.HTTPException:
        raise
    except Exception as error:  # noqa: BLE001 the border: told by class name, never by content
        log.error("%s on %s", type(error).__name__, request.method)
        return _answer(request, 500, Internal())


def status_of(refusal: Refusal) -> int:
    return next((status for kind, status in STATUS if isinstance(refusal, kind)), 400)


def wants_page(request: web.Request) -> bool:
    return "text/html" in request.headers.get("Accept", "")


def _answer(request: web.Request, status: int, refusal: Refusal) -> web.StreamResponse:
    if wants_page(request):
        if isinstance(refusal, NotSignedIn) and request.method == "GET":
            back = quote(request.path_qs, safe="/")
            return web.Response(status=303, headers={"Location": f"/connexion?suite={back}"})
        if (page := request.app.get(ERROR_PAGE)) is not None:
            return page(request, status, refusal)
    body = json.dumps({"code": refusal.code, "sentence": refusal.sentence}, ensure_ascii=False)
    return web.Response(status=status, text=body, content_type="application/json")
