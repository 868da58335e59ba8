"""What is written and said while nobody is received, in French, as :mod:`.sentences`.

Besides the fields told there: ``{opens}``, a day and an hour, and
``{opens_written}``, shorter; ``{telephone}``, of the relay;
``{hour}``, of an appointment; ``{before}``, who goes first; ``{left}``, how long until then.
"""

from .sentence import NBSP, Sentences

FRENCH_ROOM: dict[str, Sentences] = {
    "closed": Sentences(
        title="C’est fermé",
        subtitle="{relay}",
        shown=f"Le guichet est fermé. À bientôt{NBSP}!",
        spoken=f"Le guichet est fermé pour le moment. À bientôt{NBSP}!",
    ),
    "closed.opens": Sentences(
        title="C’est fermé",
        subtitle="{relay}",
        shown="Le guichet est fermé. Il ouvre {opens_written}.",
        spoken=f"Le guichet est fermé. Il ouvre {{opens}}. À bientôt{NBSP}!",
    ),
    "out_of_order": Sentences(
        title="En panne",
        subtitle="Demandez à l’accueil",
        shown="Cet appareil est en panne. Demandez à la personne de l’accueil.",
        spoken="Cet appareil est en panne. Demandez à la personne de l’accueil. "
        "Elle va vous aider.",
    ),
    "out_of_order.telephone": Sentences(
        title="En panne",
        subtitle="{telephone}",
        shown=f"Cet appareil est en panne. Demandez à l’accueil, ou appelez le{NBSP}{{telephone}}.",
        spoken="Cet appareil est en panne. Demandez à la personne de l’accueil. "
        f"Personne n’est là{NBSP}? Appelez le {{telephone}}.",
    ),
    "out_of_order.away": Sentences(
        title="Pas d’appel",
        subtitle="Demandez à l’accueil",
        shown="La liaison est coupée. Demandez à la personne de l’accueil.",
        spoken="La liaison est coupée depuis un moment. Demandez à la personne de l’accueil. "
        "Elle va vous aider.",
    ),
    "out_of_order.away.telephone": Sentences(
        title="Pas d’appel",
        subtitle="{telephone}",
        shown=f"La liaison est coupée. Demandez à l’accueil, ou appelez le{NBSP}{{telephone}}.",
        spoken="La liaison est coupée depuis un moment. Demandez à la personne de l’accueil. "
        f"Personne n’est là{NBSP}? Appelez le {{telephone}}.",
    ),
    "kept.time": Sentences(
        title="Vous êtes là",
        subtitle=f"Rendez-vous de{NBSP}{{hour}}",
        shown="Nous savons que vous êtes là. C’est à vous dans {left}.",
        spoken="Rendez-vous de {hour}. Nous savons que vous êtes là. C’est à vous dans {left}. "
        "Nous vous appellerons.",
    ),
    "kept.place": Sentences(
        title="Vous êtes là",
        subtitle=f"Rendez-vous de{NBSP}{{hour}}",
        shown="Nous savons que vous êtes là. {Before} avant vous.",
        spoken="Rendez-vous de {hour}. Nous savons que vous êtes là. {Before} avant vous. "
        "C’est à vous dans {left}.",
    ),
    "kept.soon": Sentences(
        title="Vous êtes là",
        subtitle=f"Rendez-vous de{NBSP}{{hour}}",
        shown="Nous savons que vous êtes là. C’est bientôt à vous.",
        spoken="Rendez-vous de {hour}. Nous savons que vous êtes là. C’est bientôt à vous. "
        "Nous vous appellerons.",
    ),
    "kept.late": Sentences(
        title="En retard",
        subtitle=f"Rendez-vous de{NBSP}{{hour}}",
        shown="Nous avons du retard. Nous ne vous oublions pas.",
        spoken="Rendez-vous de {hour}. Nous avons du retard, excusez-nous. "
        "Nous ne vous oublions pas. Nous vous appellerons.",
    ),
    "preparing": Sentences(
        title="Un instant",
        subtitle="Nous préparons l’appareil",
        shown="Nous préparons l’appareil pour vous. Attendez un" + NBSP + "peu.",
        spoken="Nous préparons l’appareil pour vous. Attendez un peu. Vous n’avez rien à toucher.",
    ),
}
