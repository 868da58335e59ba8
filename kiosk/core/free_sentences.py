"""What the kiosk writes and says in free access: nobody is on the screen, the host is near."""

from .sentence import NBSP, Sentences

FREE: dict[str, Sentences] = {
    "free.copy": Sentences(
        title="Photocopie",
        subtitle="Écoutez la voix",
        shown="Nous faisons une photocopie.",
        spoken="Nous faisons une photocopie.",
    ),
    "free.print": Sentences(
        title="Impression",
        subtitle="Attendez un" + NBSP + "peu",
        shown="Votre papier va s’imprimer. Attendez un" + NBSP + "peu.",
        spoken="Votre papier va s’imprimer. Attendez un peu. Vous n’avez rien à toucher.",
    ),
    "free.email": Sentences(
        title="Courriel",
        subtitle="Écoutez la voix",
        shown="Nous envoyons vos papiers par courriel.",
        spoken="Nous envoyons vos papiers par courriel.",
    ),
    "free.page": Sentences(
        shown="La feuille est lue. Reprenez-la sur la vitre.",
        spoken="La feuille est lue. Reprenez votre feuille sur la vitre. "
        "Attendez avant de poser une autre feuille.",
    ),
    "free.making": Sentences(
        shown="La machine prépare vos pages. Attendez un" + NBSP + "peu.",
        spoken="La machine prépare vos pages. Attendez un peu.",
    ),
    "free.copied": Sentences(
        shown="C’est prêt. Prenez la copie. Reprenez aussi votre papier.",
        spoken="C’est prêt. Prenez la copie dans l’imprimante. "
        "N’oubliez pas votre papier, dans le scanner.",
    ),
    "free.sending": Sentences(
        shown="Vos pages partent par courriel. Attendez un" + NBSP + "peu.",
        spoken="Vos pages partent par courriel. Attendez un peu.",
    ),
    "free.sent": Sentences(
        shown="C’est envoyé. Reprenez votre papier.",
        spoken="C’est envoyé par courriel. N’oubliez pas votre papier, dans le scanner.",
    ),
    "free.failed": Sentences(
        shown="Cela n’a pas marché. L’accueil va vous aider.",
        spoken="Cela n’a pas marché. La personne de l’accueil va vous aider. "
        "Vous n’avez rien à faire.",
    ),
    "free.yield": Sentences(
        title="Merci",
        subtitle="Le guichet est attendu",
        shown="C’est fini" + NBSP + ": une personne a rendez-vous. Reprenez vos papiers.",
        spoken="C’est fini pour le moment, une personne a rendez-vous ici. "
        "Reprenez vos papiers, sur la vitre et dans l’imprimante. Merci.",
    ),
}
