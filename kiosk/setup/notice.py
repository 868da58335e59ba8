"""May the camera see who comes? Only where the people of the room can read that it does. Pure.

::

    no camera                         -> nothing is asked
    the technician says no            -> `presence` is off
    yes, and the notice hangs there   -> `presence` is on
    yes, and it does not hang (yet)   -> `presence` is off, and how to come back to it is said

Until the last answer `presence` stays as it was: who leaves half-way turned nothing on.
"""

from .questions import YesNo
from .settings_file import Values

ABOUT = (
    "La caméra peut voir s’il y a quelqu’un devant le guichet. Les écrans s’allument alors pour "
    "qui vient, l’usager peut montrer le code de sa fiche, et à l’heure d’un rendez-vous le "
    "conseiller lit « arrivé ». Elle ne reconnaît personne ; aucune image n’est gardée ni envoyée. "
    "Une affiche doit le dire dans la salle : l’assistant l’imprimera (docs/affiche-camera.html)."
)
REMINDER = (
    "Complétez les deux lignes du bas (le responsable, le délégué à la protection des données), "
    "puis accrochez l’affiche près du guichet, à hauteur des yeux."
)
WITHOUT = (
    "La caméra ne dira pas s’il y a quelqu’un : l’accueil installe l’usager, et le conseiller le "
    "voit à l’appel. Une fois l’affiche accrochée, relancez « visavis setup »."
)


def presence_question(values: Values) -> YesNo | None:
    """None without a camera. What nobody chose is no: it is theirs to want it."""
    if not values.get("camera"):
        return None
    text = "La caméra doit-elle voir s’il y a quelqu’un devant le guichet ?"
    return YesNo("presence", text, bool(values.get("presence", False)))


def print_question(was_on: bool) -> YesNo:
    """A room that has its notice needs no other."""
    return YesNo("print_notice", "Imprimer l’affiche de la salle ?", not was_on)


def hung_question(was_on: bool) -> YesNo:
    return YesNo("notice_hung", "L’affiche est-elle accrochée dans la salle ?", was_on)
