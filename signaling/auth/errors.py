"""Why somebody does not come in. Leaves of :exc:`signaling.errors.Refusal`."""

from ..core.person import Role
from ..errors import Conflict, NotAllowed, NotSignedIn, Refusal


class WrongPassword(NotSignedIn):
    """Also for an unknown or closed account: the answer and its delay tell no difference."""

    code = "wrong_password"
    sentence = "L’identifiant ou le mot de passe n’est pas le bon."


class Throttled(Refusal):
    """Too many failures for this account or from this address; wait."""

    code = "throttled"
    sentence = "Trop d’essais. Attendez quelques minutes, puis recommencez."


class Crowded(Refusal):
    """More people sign in at this moment than passwords can be checked."""

    code = "crowded"
    sentence = "Beaucoup de personnes se connectent. Recommencez dans un instant."


class WrongRole(NotAllowed):
    """The page belongs to :attr:`needed`; the answer says so, and whom to ask."""

    def __init__(self, needed: tuple[Role, ...]) -> None:
        super().__init__("role")
        self.needed = needed


class WrongPasskey(NotSignedIn):
    """Unknown, forged, cloned, of another site, or its question was already answered."""

    code = "wrong_passkey"
    sentence = "Cette clé d’accès n’a pas été reconnue. Recommencez."


class WrongSecond(NotSignedIn):
    """A code that is wrong, late or used; the password was right."""

    code = "wrong_second"
    sentence = "Ce code n’est pas le bon, ou il a déjà servi."


class StepOver(NotSignedIn):
    """Too long ago, or done already: begin again."""

    code = "step_over"
    sentence = "Cette étape a expiré. Recommencez la connexion."


class NotFresh(NotSignedIn):
    """One changes one's ways in only just after having come in."""

    code = "not_fresh"
    sentence = "Pour changer vos accès, connectez-vous de nouveau."


class SecondMissing(NotAllowed):
    """The settings ask a second factor of this role, and the account has none yet."""

    code = "second_missing"
    sentence = "Votre rôle demande une clé d’accès ou un second facteur : ajoutez-le d’abord."


class LastWayIn(Conflict):
    """Without it the account would have no way in, or none that its role allows."""

    code = "last_way_in"
    sentence = "C’est votre dernier accès : ajoutez-en un autre avant de le retirer."


class LinkOver(Refusal):
    """Unknown, late or used."""

    code = "link_over"
    sentence = "Ce lien n’est plus valable : demandez-en un autre."


class WrongCode(Refusal):
    code = "wrong_code"
    sentence = "Ce code d’enrôlement n’est pas valable : demandez-en un autre."


class ForeignOrigin(Refusal):
    code = "foreign_origin"
    sentence = "La demande vient d’une autre page : rechargez celle-ci."
