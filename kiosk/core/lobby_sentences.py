"""What a kiosk says to who comes without appointment, in French, as :mod:`.sentences`.

Besides the fields told there: ``{ticket}``, the number; ``{before}``, who goes first; ``{wait}``,
how long one waits; ``{kiosk}``, where to go; ``{opens}``, a day and an hour.
"""

from .sentence import Sentences

NBSP = "\N{NO-BREAK SPACE}"

FRENCH_LOBBY: dict[str, Sentences] = {
    "welcome.touch": Sentences(
        title="Bienvenue",
        subtitle="{relay}",
        shown=f"Pas de rendez-vous{NBSP}? Touchez un bouton.",
        spoken=f"Bonjour et bienvenue. Vous avez rendez-vous{NBSP}? Installez-vous. "
        f"Vous n’avez pas de rendez-vous{NBSP}? Touchez un bouton de l’écran.",
    ),
    "waiting.place": Sentences(
        title=f"Numéro{NBSP}{{ticket}}",
        subtitle="{organisation_name}",
        shown=f"Numéro{NBSP}{{ticket}}{NBSP}: {{before}} avant vous.",
        spoken="Numéro {ticket}, pour {organisation_name}. {Before} avant vous. "
        "Nous vous dirons quand c’est à vous.",
    ),
    "waiting.time": Sentences(
        title=f"Numéro{NBSP}{{ticket}}",
        subtitle="{organisation_name}",
        shown=f"Numéro{NBSP}{{ticket}}{NBSP}: {{wait}}. {{Before}} avant vous.",
        spoken="Numéro {ticket}, pour {organisation_name}. Vous attendez {wait}. "
        "{Before} avant vous. Nous vous appellerons.",
    ),
    "queue_called": Sentences(
        title=f"Numéro{NBSP}{{ticket}}",
        subtitle="{kiosk}",
        shown=f"Numéro{NBSP}{{ticket}}, c’est à vous. Allez à l’autre guichet{NBSP}: {{kiosk}}.",
        spoken="Numéro {ticket}, c’est à vous. Allez à l’autre guichet, {kiosk}.",
    ),
    "queue_shut.opens": Sentences(
        title="Fermé maintenant",
        subtitle="{organisation_name}",
        shown="Revenez {opens}.",
        spoken="Sans rendez-vous, {organisation_name} ne reçoit personne maintenant. "
        "Revenez {opens}.",
    ),
    "queue_shut.slot": Sentences(
        title="Sur rendez-vous",
        subtitle="{organisation_name}",
        shown="Un rendez-vous est possible {opens}. Demandez à la mairie.",
        spoken="{organisation_name} reçoit sur rendez-vous. Un rendez-vous est possible {opens}. "
        "Demandez à la mairie.",
    ),
    "queue_shut.closed": Sentences(
        title="Fermé maintenant",
        subtitle="{organisation_name}",
        shown="Personne ne peut répondre maintenant. Demandez à la personne de l’accueil.",
        spoken="Pour {organisation_name}, personne ne peut répondre maintenant. "
        "Demandez à la personne de l’accueil.",
    ),
    "queue_shut.full": Sentences(
        title="Trop de monde",
        subtitle="{organisation_name}",
        shown="Beaucoup de personnes attendent déjà. Demandez à la personne de l’accueil.",
        spoken="Pour {organisation_name}, beaucoup de personnes attendent déjà. "
        "Demandez à la personne de l’accueil.",
    ),
    "queue_shut.away": Sentences(
        title="Un instant",
        subtitle="La liaison est coupée",
        shown="La liaison est coupée. Touchez encore dans un moment.",
        spoken="La liaison est coupée. Touchez encore dans un moment.",
    ),
    "installed.ticket": Sentences(
        title=f"Numéro{NBSP}{{ticket}}",
        subtitle="{counsellor}",
        shown=f"Numéro{NBSP}{{ticket}}, asseyez-vous. {{counsellor}} va vous appeler.",
        spoken="Numéro {ticket}, c’est à vous. Asseyez-vous. {counsellor}, {organisation}, "
        "va vous appeler.",
    ),
}
