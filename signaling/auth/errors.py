"""Why somebody does not come in. Leaves of :exc:`signaling.errors.Refusal`."""

from ..core.person import Role
from ..errors import NotAllowed, NotSignedIn, Refusal


class WrongPassword(NotSignedIn):
    """Also for an unknown or closed account: the answer and its delay tell no difference."""

    code = "wrong_password"
    sentence = "L'identifiant ou le mot de passe n'est pas le bon."


class Throttled(Refusal):
    """Too many failures for this account or from this address; wait."""

    code = "throttled"
    sentence = "Trop d'essais. Attendez quelques minutes, puis recommencez."


class Crowded(Refusal):
    """More people sign in at this moment than passwords can be checked."""

    code = "crowded"
    sentence = "Beaucoup de personnes se connectent. Recommencez dans un instant."


class WrongRole(NotAllowed):
    """The page belongs to :attr:`needed`; the answer says so, and whom to ask."""

    def __init__(self, needed: tuple[Role, ...]) -> None:
        super().__init__("role")
        self.needed = needed


class WrongCode(Refusal):
    code = "wrong_code"
    sentence = "Ce code d'enrôlement n'est pas valable : demandez-en un autre."


class ForeignOrigin(Refusal):
    code = "foreign_origin"
    sentence = "La demande vient d'une autre page : rechargez celle-ci."
