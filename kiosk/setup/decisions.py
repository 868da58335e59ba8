"""Which questions to ask about what was found, and what the answers make of the settings. Pure."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from devices import edid
from devices.checks.screens import Screen

from .discovery import Device, Found
from .questions import Answer, Choice, Entry, Option, Question, YesNo
from .settings_file import Values

NONE = ""
NEW_QUEUE = "new:"
"Before the address of a printer that has no queue yet."
QUEUE = "borne"
DEVICE_QUESTIONS = {
    "camera": ("Quelle caméra filme la personne assise ?", "aucune caméra"),
    "microphone": ("Quel micro entend la personne ?", "le micro par défaut du système"),
    "speaker": ("Quel haut-parleur entend-elle ?", "le haut-parleur par défaut du système"),
    "scanner": ("Quel scanner ?", "aucun scanner"),
}
OUTLET_QUESTIONS = {
    "handset": ("À quelle sortie de son est branché le combiné ?", "pas de combiné"),
    "handset_microphone": ("Quel micro est celui du combiné ?", "celui du guichet"),
    "induction_loop": (
        "À quelle sortie de son est branché l’amplificateur de la boucle magnétique ?",
        "pas de boucle magnétique",
    ),
}
SCANNER_QUESTIONS = {
    "scanner_corner": (
        "À quel coin de la vitre se pose la feuille, vu de la personne assise ?",
        {
            "top_left": "au fond à gauche",
            "top_right": "au fond à droite",
            "bottom_left": "devant à gauche",
            "bottom_right": "devant à droite",
        },
    ),
    "scanner_feeder": (
        "Ce scanner a-t-il un chargeur de feuilles ?",
        {
            "": "non, une vitre seulement",
            "up": "oui, la feuille y va le texte vers le haut",
            "down": "oui, la feuille y va le texte vers le bas",
        },
    ),
}


def server_questions(current: Values) -> list[Question]:
    server = str(current.get("server", "") or "https://localhost:8443")
    return [
        Entry("server", "Adresse du serveur (https://...)", server, wrong_server),
        Entry(
            "authority",
            "Fichier du certificat de l’autorité locale du serveur "
            "(rien si le certificat est public, « - » pour l’effacer)",
            str(current.get("authority", "") or ""),
        ),
    ]


def wrong_server(address: str) -> str | None:
    try:
        parts = urlsplit(address)
        known = parts.scheme == "https" and bool(parts.hostname) and (parts.port or 443) > 0
    except ValueError:
        known = False
    if not known or parts.path not in ("", "/") or parts.query:
        return "L’adresse commence par https:// et n’a pas de chemin : https://guichet.example.fr"
    return None


def device_questions(found: Found, current: Values) -> list[Question]:
    """One a device, the present setting detected when it is still plugged in."""
    lists = {
        "camera": found.cameras,
        "microphone": found.microphones,
        "speaker": found.speakers,
        "scanner": found.scanners,
    }
    questions: list[Question] = [
        choose(id, devices, str(current.get(id, "") or ""), *DEVICE_QUESTIONS[id])
        for id, devices in lists.items()
    ]
    questions.append(printer_question(found, str(current.get("printer", "") or "")))
    questions.append(
        YesNo("card_reader", "Un lecteur de cartes sert-il à ce guichet ?", found.card_reader)
    )
    questions.append(touch_question(found, current))
    if len(found.screens) > 1:
        questions.append(face_question(found, str(current.get("face_screen", "") or "")))
    return questions


def scanner_questions(values: Values) -> list[Question]:
    """How a sheet lies in the scanner that was chosen: what the kiosk shows and says of it."""
    if not values.get("scanner"):
        return []
    return [
        _listed(id, text, labels, str(values.get(id, "")))
        for id, (text, labels) in SCANNER_QUESTIONS.items()
    ]


def outlet_questions(found: Found, values: Values) -> list[Question]:
    """Where else than to the loudspeaker the sound goes; nobody is asked who has a single outlet.
    A handset is out of its socket most of the time: the one of the settings stays."""
    asked = [_outlet(id, found.speakers, values, "speaker") for id in ("handset", "induction_loop")]
    return [question for question in asked if len(question.options) > 1]


def handset_questions(found: Found, values: Values) -> list[Question]:
    """Once there is one."""
    if not values.get("handset"):
        return []
    asked = _outlet("handset_microphone", found.microphones, values, "microphone")
    return [asked] if len(asked.options) > 1 else []


def _outlet(id: str, devices: Sequence[Device], values: Values, of_the_room: str) -> Choice:
    now, taken = str(values.get(id, "") or ""), str(values.get(of_the_room, "") or "")
    text, none = OUTLET_QUESTIONS[id]
    options = [
        Option(device.value, device.label)
        for device in devices
        if device.value != taken and (taken or not device.preferred)
    ]
    if now and now not in [option.value for option in options]:
        options.append(Option(now, f"{now} (débranché)"))
    options.append(Option(NONE, none))
    return Choice(id, text, tuple(options), now)


def _listed(id: str, text: str, labels: Mapping[str, str], now: str) -> Choice:
    options = tuple(Option(value, label) for value, label in labels.items())
    return Choice(id, text, options, _best((), options, now))


def choose(id: str, devices: Sequence[Device], now: str, text: str, none: str) -> Choice:
    """A file played as a camera is never found, and stays if it is set."""
    options = [Option(device.value, device.label) for device in devices]
    if now.startswith("file:"):
        options.insert(0, Option(now, f"la vidéo {now.removeprefix('file:')}"))
    options.append(Option(NONE, none))
    return Choice(id, text, tuple(options), _best(devices, options, now))


def _best(devices: Sequence[Device], options: Sequence[Option], now: str) -> str:
    if now and now in [option.value for option in options]:
        return now
    preferred = [device.value for device in devices if device.preferred]
    return (preferred or [option.value for option in options])[0]


def printer_question(found: Found, now: str) -> Choice:
    options = [Option(queue.value, f"la file {queue.label}") for queue in found.queues]
    options += [
        Option(NEW_QUEUE + printer.uri, f"{printer.label} (une file sera créée)")
        for printer in found.printers
    ]
    options.append(Option(NONE, "aucune imprimante"))
    return Choice(
        "printer", "Quelle imprimante ?", tuple(options), _best(found.queues, options, now)
    )


def touch_question(found: Found, current: Values) -> YesNo:
    """A touch screen that the technician once said is none stays none."""
    said = f"Trouvé : {', '.join(found.touch)}. " if found.touch else ""
    text = "L’écran des documents est-il tactile, pour prendre un numéro sans rendez-vous ?"
    return YesNo("touch", said + text, bool(found.touch) and bool(current.get("touch", True)))


def face_question(found: Found, now: str) -> Choice:
    """A screen that was chosen is the same one wherever it is plugged in now."""
    options = tuple(
        Option(screen.written, _called(screen), also=screen.name) for screen in found.screens
    )
    text = "Quel écran montre le visage du conseiller ? (l’autre montre les documents)"
    known = edid.meant([now], [option.value for option in options])[0]
    return Choice("face_screen", text, options, _best((), options, known or ""))


def _called(screen: Screen) -> str:
    size = f"{screen.width} × {screen.height}"
    if not screen.model:
        return f"{screen.name} ({size})"
    return f"{screen.model}, branché sur {screen.name} ({size})"


def settle(
    current: Values, found: Found, answers: Mapping[str, Answer]
) -> tuple[Values, str | None]:
    """The new settings, and the address of a printer whose queue is to be made.

    What was not asked stays as it is.
    """
    values = {**current, **answers}
    if values.get("authority") in ("", "-", None):
        values.pop("authority", None)
    if "server" in values:
        values["server"] = str(values["server"]).rstrip("/")
    if "face_screen" in answers:
        other = document_screen(found, str(answers["face_screen"]))
        values["document_screen"] = other.written if other is not None else ""
    if "printer" not in answers:
        return values, None
    printer = str(answers["printer"])
    if printer.startswith(NEW_QUEUE):
        uri = printer.removeprefix(NEW_QUEUE)
        return {**values, "printer": QUEUE, "printer_uri": uri}, uri
    uris = {queue.value: queue.uri for queue in found.queues}
    kept = str(current.get("printer_uri", "") or "") if printer == current.get("printer") else ""
    values["printer_uri"] = uris.get(printer) or kept
    return values, None


def face_screen(found: Found, face: str) -> Screen | None:
    """Where two screens are: on a single one nobody is shown life size."""
    there = [screen.written for screen in found.screens]
    taken = edid.meant([face], there)[0]
    known = [screen for screen in found.screens if screen.written == taken]
    return known[0] if known and len(found.screens) > 1 else None


def document_screen(found: Found, face: str) -> Screen | None:
    """The one that shows the documents, when `face` shows the face."""
    there = [screen.written for screen in found.screens]
    taken = edid.meant([face], there)[0]
    others = [screen for screen in found.screens if screen.written != taken]
    return next(iter(others or found.screens), None)
