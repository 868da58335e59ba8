"""Who may use a kiosk freely, and why not: as in :mod:`.rules`, a rule returns or refuses."""

from ..errors import Conflict, KioskBusy, NotFound
from ..protocol import FreeDeed, FreeStage
from .free import Free, FreeState
from .person import Person, Role
from .visit import Visit

HOUR, LETTERS_AN_HOUR = 3600.0, 40
"More than two hosts can scan for."


class VisitThere(KioskBusy):
    sentence = "Une visite est en cours à ce guichet : le libre accès s’ouvre entre deux visites."


class VisitBeside(KioskBusy):
    sentence = (
        "Une visite a lieu dans la même salle : le libre accès s’ouvre quand elle est terminée."
    )


class AlreadyOpen(KioskBusy):
    sentence = "Ce guichet est déjà ouvert en libre accès."


class BeingWiped(KioskBusy):
    sentence = "Le guichet finit d’effacer ce qui précède. Recommencez dans un instant."


class NoPost(Conflict):
    code = "no_post"
    sentence = "L’envoi par courriel n’est pas réglé sur ce serveur."


class TooManyLetters(Conflict):
    code = "too_many_letters"
    sentence = (
        "Trop de courriels sont partis de ce relais depuis une heure. Imprimez plutôt, ou attendez."
    )


class FileNotAwaited(Conflict):
    code = "file_not_awaited"
    sentence = "Le guichet n’attend pas de fichier en ce moment."


def may_see(person: Person, relay: str) -> None:
    """The host of the room where the kiosk stands; of another room there is nothing."""
    if not person.is_a(Role.HOST) or person.relay != relay:
        raise NotFound("kiosk of another relay")


def may_open(person: Person, relay: str, visit: Visit | None, going_on: Free | None) -> None:
    """`visit` and `going_on` are those of the kiosk that have not ended."""
    may_see(person, relay)
    if visit is not None:
        raise VisitThere()
    if going_on is not None:
        raise AlreadyOpen() if going_on.state is FreeState.OPEN else BeingWiped()


def may_write(letters: int) -> None:
    """`letters` were asked for at this relay since :data:`HOUR`: a session that was stolen is no
    machine for unwanted letters."""
    if letters >= LETTERS_AN_HOUR:
        raise TooManyLetters()


def may_give_file(person: Person, free: Free) -> None:
    may_see(person, free.relay)
    if free.state is not FreeState.OPEN or free.stage is not FreeStage.FILE:
        raise FileNotAwaited()


def kiosk_may(kiosk: str, free: Free | None) -> Free:
    """A kiosk speaks of its own free access, of no other."""
    if free is None or free.kiosk != kiosk:
        raise NotFound("free access of another kiosk")
    return free


def kiosk_may_send(kiosk: str, free: Free | None) -> Free:
    """A letter, while there is an address to send it to."""
    known = kiosk_may(kiosk, free)
    if known.deed is not FreeDeed.EMAIL or known.state is not FreeState.OPEN:
        raise Conflict("no letter is awaited")
    return known
