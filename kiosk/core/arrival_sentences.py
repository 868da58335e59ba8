"""What a kiosk says to who comes in, in French, as :mod:`.sentences`.

Besides the fields told there: ``{hour}``, of an appointment, as people say it ("10 h 15").
"""

from .sentence import NBSP, Sentences

FRENCH_ARRIVAL: dict[str, Sentences] = {
    "someone_there": Sentences(
        title="Bonjour",
        subtitle="{relay}",
        shown="Asseyez-vous. Vous n’avez rien à toucher.",
        spoken="Bonjour. Asseyez-vous devant les écrans. Vous n’avez rien à toucher.",
    ),
    "appointment_found": Sentences(
        title="Bonjour",
        subtitle=f"Rendez-vous de{NBSP}{{hour}}",
        shown="Nous avons trouvé votre rendez-vous. Asseyez-vous.",
        spoken="Bonjour. Nous avons trouvé votre rendez-vous de {hour}. Asseyez-vous. "
        "Une personne va vous appeler.",
    ),
    "appointment_found.early": Sentences(
        title="Bonjour",
        subtitle=f"Rendez-vous à{NBSP}{{hour}}",
        shown="Vous êtes en avance. Asseyez-vous et attendez.",
        spoken="Bonjour. Nous avons trouvé votre rendez-vous. Il est à {hour}. "
        "Vous êtes en avance. Asseyez-vous et attendez.",
    ),
    "appointment_unknown": Sentences(
        title="Bonjour",
        subtitle="{relay}",
        shown="Nous ne trouvons pas votre rendez-vous. Demandez à la personne de l’accueil.",
        spoken="Nous ne trouvons pas votre rendez-vous. Demandez à la personne de l’accueil. "
        "Elle va vous aider.",
    ),
    "card_useless": Sentences(
        title="Votre carte",
        subtitle="Elle ne sert pas ici",
        shown="Reprenez votre carte. Elle ne sert pas ici.",
        spoken="Reprenez votre carte, s’il vous plaît. Elle ne sert pas ici. "
        "Nous ne l’avons pas lue.",
    ),
}
