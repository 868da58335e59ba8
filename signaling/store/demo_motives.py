"""Why people come to the organisations of the demonstration, and the papers that they bring.

Taken from what these bodies ask on their public pages; an administrator writes their own.
"""

from .records import Motive

IDENTITY = "Pièce d’identité"
BANK = "RIB"
HOME = "Justificatif de domicile"
TAX = "Avis d’imposition"

ASKED: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "msa": (
        ("Retraite", (IDENTITY, "Relevé de carrière", BANK, TAX)),
        ("Santé, carte Vitale", (IDENTITY, BANK)),
        ("Prime d’activité, RSA", (IDENTITY, "Bulletins de salaire", BANK)),
        ("Famille et logement", (IDENTITY, "Livret de famille", "Bail", BANK)),
        ("Exploitation agricole", (IDENTITY, "Relevé parcellaire", "Dernier appel de cotisations")),
    ),
    "mission-locale": (
        ("Premier accueil", (IDENTITY, HOME, "CV")),
        ("Recherche d’emploi", (IDENTITY, "CV")),
        ("Formation", (IDENTITY, "CV", "Diplômes")),
        ("Contrat d’engagement jeune", (IDENTITY, "Carte Vitale", BANK)),
        ("Logement ou permis de conduire", (IDENTITY, BANK, "Bulletins de salaire")),
    ),
    "caf": (
        ("Aide au logement (APL)", (IDENTITY, "Bail", BANK)),
        ("Prime d’activité", (IDENTITY, "Bulletins de salaire", BANK)),
        ("RSA", (IDENTITY, HOME, BANK)),
        ("Naissance, garde d’enfant", (IDENTITY, "Livret de famille", BANK)),
        ("Séparation", (IDENTITY, "Livret de famille", "Jugement ou convention")),
        ("Trop-perçu", ("Courrier de la CAF", BANK)),
    ),
    "cpam": (
        ("Carte Vitale", (IDENTITY, "Photo d’identité")),
        ("Complémentaire santé solidaire", (IDENTITY, TAX, "Attestation de la CAF")),
        ("Arrêt de travail", (IDENTITY, "Arrêt de travail", "Bulletins de salaire")),
        ("Changement de situation", (IDENTITY, HOME, BANK)),
    ),
    "sous-prefecture": (
        ("Carte grise", (IDENTITY, HOME, "Carte grise", "Contrôle technique")),
        ("Permis de conduire", (IDENTITY, HOME, "Permis de conduire", "Photo d’identité")),
        ("Titre de séjour", ("Passeport", "Titre de séjour", HOME, "Photo d’identité")),
        ("Association", ("Statuts", "Procès-verbal de l’assemblée", IDENTITY)),
    ),
}

MOTIVES = tuple(
    Motive(f"motive-{organisation}-{position}", organisation, name, papers, position)
    for organisation, asked in ASKED.items()
    for position, (name, papers) in enumerate(asked, 1)
)
