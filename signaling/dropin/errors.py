"""Why somebody does not join a queue, or why nobody is received from it."""

from ..errors import Conflict


class Closed(Conflict):
    """Nobody receives without appointment now. Carries when somebody does, and the next slot."""

    code = "queue_closed"
    sentence = "Cet organisme ne reçoit pas sans rendez-vous en ce moment."

    def __init__(self, opens: float | None = None, slot: float | None = None) -> None:
        super().__init__("closed")
        self.opens, self.slot = opens, slot


class Full(Conflict):
    code = "queue_full"
    sentence = "Trop de personnes attendent déjà pour cet organisme."


class NoMairie(Conflict):
    code = "no_mairie"
    sentence = "Ce relais n’est rattaché à aucune mairie : demandez-le à l’administrateur."


class NobodyWaits(Conflict):
    code = "nobody_waits"
    sentence = "Personne n’attend sans rendez-vous : un collègue vient peut-être de recevoir."


class NoFreeKiosk(Conflict):
    code = "no_free_kiosk"
    sentence = "Aucun guichet n’est libre là où l’on attend. Réessayez dans un moment."


class StillInVisit(Conflict):
    code = "still_in_visit"
    sentence = "Un usager est déjà installé pour vous : recevez-le d’abord."
