"""Scenes for who comes without appointment: a button each organisation, a number, an honest wait.

Data like :mod:`.scenes`, which has all of them. No name enters here: a resident is a number.
"""

from collections.abc import Iterable, Mapping

from signaling import protocol as wire

from .ahead import Today, with_board
from .grammar import before, capital, moment, wait
from .pictures import Picture
from .scene import Button, DocumentScene, FaceScene, Scene, SceneId
from .sentences import FRENCH, Language
from .text import Name, of_organisation, together
from .wording import filled

Buttons = tuple[Button, ...]
LANGUAGE = "language:"
"Before the code of a language, in the identifier of its button."


def buttons_of(bodies: tuple[wire.Body, ...]) -> Buttons:
    return tuple(Button(body.id, body.name.replace("'", "’")) for body in bodies)


def buttons_in(languages: Iterable[Language]) -> Buttons:
    """One each, by the name that those who speak it call it: no flag, a language is no country."""
    return tuple(Button(LANGUAGE + one.code, one.name, language=True) for one in languages)


def language_in(button: str) -> str | None:
    """The code of the language of which this is the button."""
    return button.removeprefix(LANGUAGE) if button.startswith(LANGUAGE) else None


def welcome(
    relay: str, buttons: Buttons, today: Today | None = None, language: Language = FRENCH
) -> Scene:
    """Where the screen is touched: sit down, or press."""
    names: dict[str, Name] = {"relay": together(relay)}
    scene = _scene(
        SceneId.WELCOME, "welcome.touch", Picture.VILLAGE, Picture.SIT, names, buttons, language
    )
    return with_board(scene, today, language)


def waiting(ticket: wire.Ticket, buttons: Buttons = (), language: Language = FRENCH) -> Scene:
    """The place, always; a time only where the server knows one."""
    names = _names(ticket.ticket, ticket.organisation)
    place, low, high = ticket.place, ticket.low, ticket.high
    names["before"] = lambda tongue: before(tongue.grammar, place)
    names["Before"] = lambda tongue: capital(before(tongue.grammar, place))
    key = "waiting.place"
    if low is not None and high is not None:
        key = "waiting.time"
        names["wait"] = lambda tongue: wait(tongue.grammar, low, high)
    return _scene(SceneId.WAITING, key, Picture.WAITING, Picture.WAITING, names, buttons, language)


def called(
    ticket: int, kiosk_name: str, buttons: Buttons = (), language: Language = FRENCH
) -> Scene:
    """To another kiosk of the room."""
    names: dict[str, Name] = {"ticket": str(ticket), "kiosk": together(kiosk_name)}
    return _scene(
        SceneId.QUEUE_CALLED, "queue_called", Picture.PERSON, Picture.SIT, names, buttons, language
    )


def shut(told: wire.QueueShut, buttons: Buttons = (), language: Language = FRENCH) -> Scene:
    """No number is given: why, and when there will be one."""
    kind = "full" if told.reason == "full" else "closed"
    names = _names(0, told.organisation)
    if told.reason == "closed" and (told.opens or told.slot):
        kind = "opens" if told.opens else "slot"
        at = told.opens or told.slot or ""
        names["opens"] = lambda tongue: moment(tongue.grammar, at)
    return _shut(kind, names, buttons, language)


def away(buttons: Buttons = (), language: Language = FRENCH) -> Scene:
    """The server cannot be asked."""
    return _shut("away", {}, buttons, language)


def installed(
    ticket: int, organisation: str, counsellor: str, language: Language = FRENCH
) -> Scene:
    """A number is called to this kiosk, and sits down."""
    names = _names(ticket, organisation) | {"counsellor": together(counsellor)}
    return _scene(
        SceneId.INSTALLED, "installed.ticket", Picture.PERSON, Picture.SIT, names, (), language
    )


_OFFERED = (
    Button(LANGUAGE + "en", "English", language=True),
    Button(LANGUAGE + "ar", "العربية", language=True),
)


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
        welcome(relay, (*buttons, *_OFFERED), None, language),
        welcome(relay, buttons, Today("Hannapes, Place de la mairie", ("09:00",)), language),
        waiting(placed, buttons, language),
        waiting(timed, (), language),
        called(12, relay, (), language),
        *(shut(told, buttons, language) for told in shuts),
        away(buttons, language),
        installed(12, organisation, counsellor, language),
    )


def _shut(kind: str, names: Mapping[str, Name], buttons: Buttons, language: Language) -> Scene:
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


def _names(ticket: int, organisation: str) -> dict[str, Name]:
    return {
        "ticket": str(ticket),
        "organisation": of_organisation(organisation),
        "organisation_name": organisation.replace("'", "’"),
    }


def _scene(
    id: SceneId,
    key: str,
    behind: Picture,
    picture: Picture,
    names: Mapping[str, Name],
    buttons: Buttons,
    language: Language,
    bright: bool = True,
) -> Scene:
    words, line = filled(key, language, names)
    return Scene(
        id,
        FaceScene(behind, words.title, words.subtitle, bright=bright),
        DocumentScene(picture, words.shown, buttons=buttons),
        line,
        language.code,
    )
