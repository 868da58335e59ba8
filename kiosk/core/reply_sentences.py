"""What the kiosk writes and says of the reply pad, in French, as :mod:`.sentences`."""

from .sentence import Sentences

FRENCH_REPLY: dict[str, Sentences] = {
    "reply_pad": Sentences(
        shown="Écrivez ici. On vous lit en même temps.",
        spoken="Vous pouvez répondre en écrivant. Touchez les lettres de l’écran. "
        "On vous lit en même temps. Rien n’est gardé.",
    ),
    "reply_pad.keyboard": Sentences(
        shown="Écrivez avec le clavier. On vous lit en même temps.",
        spoken="Vous pouvez répondre en écrivant avec le clavier. "
        "On vous lit en même temps. Rien n’est gardé.",
    ),
    "reply_pad.erase": Sentences(shown="Effacer", spoken=""),
    "reply_pad.space": Sentences(shown="Espace", spoken=""),
}
