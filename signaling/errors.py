"""Everything that can be refused, with a stable code and a French sentence.

::

    Refusal
     ├── BadMessage          the message could not be read
     │    ├── TooLarge
     │    ├── TooFast
     │    └── UnsupportedVersion
     ├── NotSignedIn
     ├── NotAllowed          the sender may not do this
     ├── NotFound
     ├── Conflict            it is allowed, but not now
     │    ├── KioskBusy
     │    ├── KioskAbsent
     │    ├── KioskInService
     │    ├── KioskUnwiped
     │    ├── ConsoleBusy
     │    ├── TooManyGuests
     │    └── LinkInUse
     ├── LinkOver            an invitation that is worth nothing any more
     ├── BadMoment           neither to come nor within a year
     └── BadDocument

A shell catches :exc:`Refusal`, answers the sender with :attr:`Refusal.code` and
:attr:`Refusal.sentence`, and goes on: nothing else is disturbed.
"""

from typing import ClassVar


class Refusal(Exception):
    """Base of all refusals. `detail` is for the journal, never personal data."""

    code: ClassVar[str] = "refused"
    sentence: ClassVar[str] = "La demande a été refusée."

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail)
        self.detail = detail

    def __str__(self) -> str:
        return f"{self.code}: {self.detail}" if self.detail else self.code


class BadMessage(Refusal):
    code = "bad_message"
    sentence = "Le message n’a pas été compris."


class TooLarge(BadMessage):
    code = "too_large"
    sentence = "Le message est trop grand."


class TooFast(BadMessage):
    code = "too_fast"
    sentence = "Trop de messages en peu de temps."


class UnsupportedVersion(BadMessage):
    code = "unsupported_version"
    sentence = "Cette page est trop ancienne : rechargez-la."


class NotSignedIn(Refusal):
    code = "not_signed_in"
    sentence = "Connectez-vous pour continuer."


class NotAllowed(Refusal):
    code = "not_allowed"
    sentence = "Vous n’avez pas le droit de faire cela."


class NotFound(Refusal):
    code = "not_found"
    sentence = "Cet élément n’existe pas ou n’existe plus."


class Conflict(Refusal):
    code = "conflict"
    sentence = "Ce n’est pas possible en ce moment."


class KioskBusy(Conflict):
    code = "kiosk_busy"
    sentence = "Le guichet est déjà occupé."


class KioskAbsent(Conflict):
    code = "kiosk_absent"
    sentence = "Le guichet n’est pas connecté."


class KioskInService(Conflict):
    code = "kiosk_in_service"
    sentence = "Un technicien travaille sur ce guichet."


class KioskUnwiped(Conflict):
    code = "kiosk_unwiped"
    sentence = "Le guichet n’a pas fini d’effacer la visite d’avant."


class ConsoleBusy(Conflict):
    code = "console_busy"
    sentence = "Vous êtes déjà en appel."


class TooManyGuests(Conflict):
    code = "too_many_guests"
    sentence = "Un appel compte au plus quatre invités. Retirez-en un d’abord."


class LinkInUse(Conflict):
    code = "link_in_use"
    sentence = "Ce lien est déjà ouvert sur un autre appareil. Fermez-le là-bas, ou demandez-en un."


class LinkOver(Refusal):
    code = "link_over"
    sentence = (
        "Ce lien ne sert plus : l’appel est terminé. Demandez-en un autre à votre conseiller."
    )


class BadMoment(Refusal):
    code = "bad_moment"
    sentence = "Choisissez un jour et une heure à venir, dans l’année."


class BadDocument(Refusal):
    code = "bad_document"
    sentence = "Le document n’a pas pu être lu."
