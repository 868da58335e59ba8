"""What is written and said while a technician works at a kiosk."""

from .sentence import Sentences

FRENCH_SERVICE: dict[str, Sentences] = {
    "service": Sentences(
        title="Entretien",
        subtitle="Un technicien travaille ici",
        shown="Un technicien s’occupe de cet appareil. Demandez à la personne de l’accueil.",
        spoken="Un technicien s’occupe de cet appareil. Demandez à la personne de l’accueil.",
    ),
}
