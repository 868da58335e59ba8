"""How a free access goes, as its host reads it: a state, what to do, what may be pressed. Pure."""

from collections.abc import Callable
from dataclasses import dataclass

from ..core.free import Free, FreeState
from ..pages.words import Word
from ..protocol import Fault, FreeDeed, FreeEnd, FreePress, FreeStage

OPEN = Word("Libre accès", "paper", "calm")
WIPING = Word("S’efface", "out", "wait")
DEED = {
    FreeDeed.COPY: "Photocopie",
    FreeDeed.PRINT: "Impression d’un fichier",
    FreeDeed.EMAIL: "Envoi par courriel",
}
MEND = {
    Fault.NO_PAPER: "Il n’y a plus de papier. Remettez-en dans le bac.",
    Fault.JAM: "Le papier est coincé. Ouvrez l’imprimante et retirez-le sans le déchirer.",
    Fault.COVER_OPEN: "L’imprimante est ouverte. Refermez-la.",
    Fault.TONER_EMPTY: "Il n’y a plus d’encre. Changez la cartouche.",
    Fault.TRAY_MISSING: "Le bac à papier est retiré. Remettez-le.",
    Fault.PAUSED: "L’imprimante est en pause. Remettez-la en marche sur son écran.",
    Fault.OFF: "L’imprimante est éteinte. Allumez-la.",
    Fault.UNREACHABLE: "L’imprimante ne répond pas. Est-elle allumée et branchée ?",
}
ENDED = {
    FreeEnd.CLOSED: "Le libre accès est fermé.",
    FreeEnd.IDLE: "Le libre accès s’est fermé seul : rien ne s’y passait plus.",
    FreeEnd.VISIT: "Le libre accès a laissé la place à l’usager que vous avez installé.",
    FreeEnd.BOOKING: "Le libre accès s’est fermé : c’est l’heure du prochain rendez-vous.",
    FreeEnd.REVOKED: "Le guichet a été retiré du service.",
}


@dataclass(frozen=True)
class Button:
    press: FreePress
    text: str
    second: bool = False


@dataclass(frozen=True)
class FreeView:
    """All that the page shows of one."""

    title: str
    word: Word
    said: str
    "What happens."
    todo: str = ""
    "What the host does about it."
    buttons: tuple[Button, ...] = ()
    gives_file: bool = False
    over: bool = False


def view_of(free: Free) -> FreeView:
    title = DEED[free.deed]
    if free.state is not FreeState.OPEN:
        why = ENDED[free.why or FreeEnd.CLOSED]
        wiped = free.state is FreeState.ENDED
        word = Word("Fermé", "check", "plain") if wiped else WIPING
        todo = "Tout est effacé du guichet." if wiped else "Le guichet efface tout."
        return FreeView(title, word, why, todo, over=True)
    return STAGES[free.stage](title, free)


def short_of(free: Free) -> str:
    """For the list of the room's kiosks."""
    view = view_of(free)
    return f"{view.title}. {view.said}"


def sheets(count: int, word: str = "page") -> str:
    return f"{count} {word}{'s' if count > 1 else ''}"


def _file(title: str, free: Free) -> FreeView:
    said = "Le guichet attend un fichier."
    return FreeView(title, Word("En attente", "clock", "wait"), said, gives_file=True)


def _guiding(title: str, free: Free) -> FreeView:
    number = "la feuille" if free.page == 0 else f"la feuille {free.page + 1}"
    buttons = [Button(FreePress.START, "La feuille est posée")]
    if free.feeder:
        buttons += [Button(FreePress.FEEDER, "Utiliser le chargeur", second=True)]
    said = f"Le guichet dit où poser {number}."
    todo = "La lecture part seule, dès que la voix a fini."
    return FreeView(title, Word("À poser", "paper", "calm"), said, todo, tuple(buttons))


def _scanning(title: str, free: Free) -> FreeView:
    done = f" ({sheets(free.page, 'feuille')} déjà)" if free.page else ""
    return FreeView(title, Word("Lecture", "scanner", "calm"), f"La machine lit la feuille{done}.")


def _page(title: str, free: Free) -> FreeView:
    count = sheets(free.page)
    finish = f"Imprimer {count}" if free.deed is FreeDeed.COPY else f"Envoyer {count}"
    read = "1 feuille est lue." if free.page < 2 else f"{free.page} feuilles sont lues."
    buttons = (
        Button(FreePress.MORE, "Encore une feuille", second=True),
        Button(FreePress.FINISH, finish),
    )
    todo = "Faites reprendre la feuille, puis choisissez."
    return FreeView(title, Word("À vous", "clock", "wait"), read, todo, buttons)


def _making(title: str, free: Free) -> FreeView:
    what = "vérifie le fichier" if free.deed is FreeDeed.PRINT else "prépare les pages"
    return FreeView(title, Word("Prépare", "clock", "calm"), f"Le guichet {what}.")


def _printing(title: str, free: Free) -> FreeView:
    where = f", page {free.page} sur {free.pages}" if free.page and free.pages else ""
    return FreeView(title, Word("Imprime", "printer", "calm"), f"L’imprimante imprime{where}.")


def _fault(title: str, free: Free) -> FreeView:
    said = MEND[free.fault] if free.fault is not None else "L’imprimante a un souci."
    todo = "L’impression reprend seule ensuite."
    return FreeView(title, Word("En panne", "alert", "bad"), said, todo)


def _sending(title: str, free: Free) -> FreeView:
    said = f"{sheets(free.pages)} part{'ent' if free.pages > 1 else ''} à {free.email}."
    return FreeView(title, Word("Envoi", "sent", "calm"), said)


def _done(title: str, free: Free) -> FreeView:
    count = free.pages or free.page
    if free.deed is FreeDeed.EMAIL:
        said = f"C’est envoyé : {sheets(count)}."
        todo = "L’adresse est déjà oubliée. Faites reprendre les papiers."
        return FreeView(title, Word("Envoyé", "check", "good"), said, todo)
    said = f"C’est imprimé : {sheets(count)}."
    todo = "Faites prendre les papiers, sur la vitre et dans l’imprimante."
    again = Button(FreePress.AGAIN, "Recommencer", second=True)
    return FreeView(title, Word("Imprimé", "check", "good"), said, todo, (again,))


def _failed(title: str, free: Free) -> FreeView:
    said = free.sentence or "Cela n’a pas marché."
    word = Word("Échec", "alert", "bad")
    if free.code == "letter_not_sent":
        todo = f"Adresse : {free.email}. Si elle est fausse, fermez et recommencez."
        return FreeView(title, word, said, todo, (Button(FreePress.AGAIN, "Envoyer de nouveau"),))
    return FreeView(title, word, said, buttons=(Button(FreePress.AGAIN, "Recommencer"),))


STAGES: dict[FreeStage, Callable[[str, Free], FreeView]] = {
    FreeStage.FILE: _file,
    FreeStage.GUIDING: _guiding,
    FreeStage.SCANNING: _scanning,
    FreeStage.PAGE: _page,
    FreeStage.MAKING: _making,
    FreeStage.PRINTING: _printing,
    FreeStage.FAULT: _fault,
    FreeStage.SENDING: _sending,
    FreeStage.DONE: _done,
    FreeStage.FAILED: _failed,
}
