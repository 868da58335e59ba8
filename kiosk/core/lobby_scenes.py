"""Scenes for who comes without appointment: a button each organisation, a number, an honest wait.

Data like :mod:`.scenes`, which has all of them. No name enters here: a resident is a number.
"""

from collections.abc import Mapping
from datetime import datetime

from signaling import protocol as wire

from .ahead import Today, with_board
from .lobby_sentences import FRENCH_DAYS, FRENCH_MONTHS, before, wait
from .pictures import Picture
from .scene import Button, DocumentScene, FaceScene, Scene, SceneId, VoiceLine
from .sentence import Sentences
from .sentences import FRENCH, NBSP, Language, speakable, together

Buttons = tuple[Button, ...]


def buttons_of(bodies: tuple[wire.Body, ...]) -> Buttons:
    return tuple(Button(body.id, body.name.replace("'", "’")) for body in bodies)


def welcome(
    relay: str, buttons: Buttons, today: Today | None = None, language: Language = FRENCH
) -> Scene:
    """Where the screen is touched: sit down, or press."""
    names = {"relay": together(relay)}
    scene = _scene(
        SceneId.WELCOME, "welcome.touch", Picture.VILLAGE, Picture.SIT, names, buttons, language
    )
    return with_board(scene, today, language)


def waiting(ticket: wire.Ticket, buttons: Buttons = (), language: Language = FRENCH) -> Scene:
    """The place, always; a time only where the server knows one."""
    names = _names(ticket.ticket, ticket.organisation, language)
    words = before(ticket.place)
    names |= {"before": words, "Before": words[:1].upper() + words[1:]}
    key = "waiting.place"
    if ticket.low is not None and ticket.high is not None:
        key = "waiting.time"
        names["wait"] = wait(ticket.low, ticket.high)
    return _scene(SceneId.WAITING, key, Picture.WAITING, Picture.WAITING, names, buttons, language)


def called(
    ticket: int, kiosk_name: str, buttons: Buttons = (), language: Language = FRENCH
) -> Scene:
    """To another kiosk of the room."""
    names = {"ticket": str(ticket), "kiosk": together(kiosk_name)}
    return _scene(
        SceneId.QUEUE_CALLED, "queue_called", Picture.PERSON, Picture.SIT, names, buttons, language
    )


def shut(told: wire.QueueShut, buttons: Buttons = (), language: Language = FRENCH) -> Scene:
    """No number is given: why, and when there will be one."""
    kind = "full" if told.reason == "full" else "closed"
    names = _names(0, told.organisation, language)
    if told.reason == "closed" and (told.opens or told.slot):
        kind = "opens" if told.opens else "slot"
        names["opens"] = moment(told.opens or told.slot or "")
    return _shut(kind, names, buttons, language)


def away(buttons: Buttons = (), language: Language = FRENCH) -> Scene:
    """The server cannot be asked."""
    return _shut("away", {}, buttons, language)


def installed(
    ticket: int, organisation: str, counsellor: str, language: Language = FRENCH
) -> Scene:
    """A number is called to this kiosk, and sits down."""
    names = _names(ticket, organisation, language) | {"counsellor": together(counsellor)}
    return _scene(
        SceneId.INSTALLED, "installed.ticket", Picture.PERSON, Picture.SIT, names, (), language
    )


def moment(at: str) -> str:
    """ "mardi 24 novembre à 9 heures", of a wall time of the wire; an hour has its minutes."""
    when = datetime.fromisoformat(at)
    day = "1er" if when.day == 1 else str(when.day)
    minutes = f" {when.minute}" if when.minute else ""
    date = f"{FRENCH_DAYS[when.weekday()]} {day} {FRENCH_MONTHS[when.month - 1]}"
    return f"{date} à {when.hour} heures{minutes}" if when.hour > 1 else f"{date} à {when.hour} h"


def every(
    relay: str, organisation: str, counsellor: str, language: Language = FRENCH
) -> tuple[Scene, ...]:
    """One of each."""
    buttons = (Button("one", organisation.replace("'", "’")), Button("two", "CAF"))
    placed = wire.Ticket(ticket=12, place=3, organisation=organisation)
    timed = placed.model_copy(update={"place": 1, "low": 10, "high": 25})
    shuts = (
        wire.QueueShut(organisation=organisation, opens="2026-11-24T09:00+01:00"),
        wire.QueueShut(organisation=organisation, slot="2026-11-24T10:30+01:00"),
        wire.QueueShut(organisation=organisation),
        wire.QueueShut(organisation=organisation, reason="full"),
    )
    return (
        welcome(relay, buttons, None, language),
        welcome(relay, buttons, Today("Hannapes, Place de la mairie", (f"9{NBSP}h",)), language),
        waiting(placed, buttons, language),
        waiting(timed, (), language),
        called(12, relay, (), language),
        *(shut(told, buttons, language) for told in shuts),
        away(buttons, language),
        installed(12, organisation, counsellor, language),
    )


def _shut(kind: str, names: Mapping[str, str], buttons: Buttons, language: Language) -> Scene:
    return _scene(
        SceneId.QUEUE_SHUT,
        f"queue_shut.{kind}",
        Picture.NIGHT,
        Picture.CLOSED,
        names,
        buttons,
        language,
        bright=False,
    )


def _names(ticket: int, organisation: str, language: Language) -> dict[str, str]:
    return {
        "ticket": str(ticket),
        "organisation": together(language.of_organisation(organisation)) if organisation else "",
        "organisation_name": organisation.replace("'", "’"),
    }


def _scene(
    id: SceneId,
    key: str,
    behind: Picture,
    picture: Picture,
    names: Mapping[str, str],
    buttons: Buttons,
    language: Language,
    bright: bool = True,
) -> Scene:
    template = language.sentences[key]
    words = Sentences(
        shown=template.shown.format_map(names),
        spoken=template.spoken.format_map(names),
        title=template.title.format_map(names),
        subtitle=template.subtitle.format_map(names),
    )
    line = VoiceLine(key, speakable(words.spoken), words.spoken != template.spoken)
    return Scene(
        id,
        FaceScene(behind, words.title, words.subtitle, bright=bright),
        DocumentScene(picture, words.shown, buttons=buttons),
        line,
        language.code,
    )
