"""What is answered when something is refused or missing: a page to people, JSON to programs.

Never a traceback, never personal data: a status, a stable code, a French sentence.
"""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from urllib.parse import quote

from aiohttp import web

from ..auth.errors import (
    Crowded,
    ForeignOrigin,
    LinkOver,
    NotFresh,
    SecondMissing,
    Throttled,
    WrongCode,
    WrongRole,
)
from ..auth.web import person_of
from ..errors import (
    BadMessage,
    Conflict,
    NotAllowed,
    NotFound,
    NotSignedIn,
    Refusal,
    TooFast,
    TooLarge,
)
from ..keys import REGISTRY
from .permissions import Explained, explained
from .rendering import page
from .rooms import rooms_of, see_other

log = logging.getLogger(__name__)

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

STATUS: tuple[tuple[type[Refusal], int], ...] = (
    (NotSignedIn, 401),
    (ForeignOrigin, 403),
    (WrongCode, 403),
    (NotAllowed, 403),
    (NotFound, 404),
    (LinkOver, 410),
    (Conflict, 409),
    (TooLarge, 413),
    (TooFast, 429),
    (Throttled, 429),
    (Crowded, 503),
)
"The first that fits; anything else is 400."


class TooSlow(BadMessage):
    code = "too_slow"
    sentence = "L’envoi n’est pas arrivé en entier."


class Failed(Refusal):
    code = "failed"
    sentence = "Le serveur a rencontré une panne. Recommencez dans un instant."


@dataclass(frozen=True)
class Apology:
    title: str
    sentence: str
    symbol: str = "info"


APOLOGIES: dict[int, Apology] = {
    400: Apology("Demande mal comprise", "La page a envoyé quelque chose d’inattendu."),
    401: Apology("Connexion terminée", "Connectez-vous de nouveau pour continuer.", "key"),
    403: Apology("Accès réservé", "Votre compte ne donne pas accès à cette page.", "key"),
    404: Apology("Page introuvable", "Cette page n’existe pas, ou n’existe plus."),
    405: Apology("Page introuvable", "Cette adresse ne se visite pas directement."),
    408: Apology("Envoi trop lent", "La page n’est pas arrivée en entier. Recommencez.", "clock"),
    409: Apology("Ce n’est plus possible", "Cela a changé entre-temps. Revenez à votre page."),
    410: Apology(
        "Ce lien n’est plus valable",
        "Il a déjà servi, ou il a expiré. Demandez-en un autre à qui vous l’a donné.",
        "key",
    ),
    413: Apology("Envoi trop grand", "Ce qui a été envoyé dépasse la taille admise.", "alert"),
    429: Apology("Trop d’essais", "Attendez quelques minutes, puis recommencez.", "clock"),
    500: Apology(
        "Une panne est survenue",
        "Ce n’est pas de votre fait. Recommencez ; si cela dure, prévenez l’administrateur.",
        "alert",
    ),
    503: Apology("Un instant", "Beaucoup de personnes se connectent. Recommencez.", "clock"),
}


@web.middleware
async def errors(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Outermost but for the headers: what is raised below becomes an answer here."""
    try:
        return await handler(request)
    except Refusal as refusal:
        return await _answer(request, status_of(refusal), refusal)
    except TimeoutError:
        return await _answer(request, 408, TooSlow())
    except web.HTTPException as error:
        if error.status < 400:
            raise
        return await _answer(request, error.status, _refusal_for(error.status))
    except ConnectionError:
        raise  # the other end left
    except Exception as error:  # noqa: BLE001 - the border between a handler and the server
        # Its message may quote a resident's data: the class and the place are enough.
        log.error("%s in %s", type(error).__name__, _place_of(error))
        return await _answer(request, 500, Failed())


def status_of(refusal: Refusal) -> int:
    return next((code for kind, code in STATUS if isinstance(refusal, kind)), 400)


def wants_page(request: web.Request) -> bool:
    return "text/html" in request.headers.get("Accept", "")


def _refusal_for(status: int) -> Refusal:
    """aiohttp's own errors, in our words."""
    by_status: dict[int, type[Refusal]] = {404: NotFound, 405: NotFound, 413: TooLarge}
    return by_status.get(status, BadMessage if status < 500 else Failed)("http")


async def _answer(request: web.Request, status: int, refusal: Refusal) -> web.Response:
    if not wants_page(request):
        body = {"code": refusal.code, "sentence": refusal.sentence}
        return web.json_response(body, status=status)
    if isinstance(refusal, SecondMissing):
        return see_other("/compte?dit=manque")
    if isinstance(refusal, NotFresh):
        return see_other("/connexion?suite=/compte&confirmer=1")
    if isinstance(refusal, NotSignedIn):
        back = f"?suite={quote(request.path)}" if request.method == "GET" else ""
        return see_other(f"/connexion{back}")
    return _page(request, status, await _explained(request, refusal))


async def _explained(request: web.Request, refusal: Refusal) -> Explained | None:
    """For a page that belongs to other roles than one's own."""
    person = person_of(request)
    if person is None or not isinstance(refusal, WrongRole):
        return None
    names = await request.app[REGISTRY].contacts(person, refusal.needed)
    return explained(person, refusal.needed, names)


def _page(request: web.Request, status: int, why: Explained | None) -> web.Response:
    person = person_of(request)
    return page(
        request,
        "pages/error.html",
        status,
        person=person,
        rooms=() if person is None else rooms_of(person),
        why=why,
        apology=APOLOGIES.get(status, APOLOGIES[400 if status < 500 else 500]),
        way_out="/connexion" if person is None else "/",
        way_out_name="Aller à la connexion" if person is None else "Revenir à ma page",
    )


def _place_of(error: BaseException) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return "?"
    return f"{trace.tb_frame.f_code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno}"
