"""What a person reads when something is refused or missing; programs get JSON elsewhere."""

from dataclasses import dataclass

from aiohttp import web

from ..auth.web import person_of
from ..errors import Refusal
from .rendering import page
from .rooms import rooms_of


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
    408: Apology("Envoi trop lent", "La page n’est pas arrivée en entier. Recommencez.", "clock"),
    409: Apology("Ce n’est plus possible", "Cela a changé entre-temps. Revenez à votre page."),
    413: Apology("Envoi trop grand", "Ce qui a été envoyé dépasse la taille admise.", "alert"),
    429: Apology("Trop d’essais", "Attendez quelques minutes, puis recommencez.", "clock"),
    503: Apology("Un instant", "Beaucoup de personnes se connectent. Recommencez.", "clock"),
}
FAILURE = Apology(
    "Une panne est survenue",
    "Ce n’est pas de votre fait. Recommencez ; si cela dure, prévenez l’administrateur.",
    "alert",
)


def error_page(request: web.Request, status: int, refusal: Refusal) -> web.StreamResponse:
    """For :data:`signaling.refusals.ERROR_PAGE`."""
    apology = APOLOGIES.get(status, APOLOGIES[400] if status < 500 else FAILURE)
    person = person_of(request)
    return page(
        request,
        "pages/error.html",
        status,
        person=person,
        rooms=() if person is None else rooms_of(person),
        apology=apology,
        way_out="/connexion" if person is None else "/",
        way_out_name="Aller à la connexion" if person is None else "Revenir à ma page",
    )
