"""What a kiosk shows while nobody is received: closed, out of order, kept waiting, made ready.

Data like :mod:`.scenes`. Of who waits an hour is known, and no name.
"""

from . import grammar
from .ahead import Today, with_board
from .ahead import written as hour_written
from .opening import Closed, Kept
from .pictures import Picture
from .scene import Scene, SceneId
from .sentences import FRENCH, Language
from .text import Name, together
from .wording import filled, standing, still


def closed(relay: str, told: Closed, language: Language = FRENCH) -> Scene:
    """Outside the hours: when it opens again, if that is known."""
    names: dict[str, Name] = {"relay": together(relay)}
    if told.opens:
        names["opens"] = lambda tongue: grammar.moment(tongue.grammar, told.opens, told.near)
        names["opens_written"] = lambda tongue: grammar.moment(
            tongue.grammar, told.opens, told.near, clock="hour"
        )
    key = "closed.opens" if told.opens else "closed"
    return _scene(SceneId.CLOSED, key, Picture.NIGHT, Picture.CLOSED, names, language, bright=False)


def out_of_order(
    away: bool = False,
    telephone: str = "",
    today: Today | None = None,
    language: Language = FRENCH,
) -> Scene:
    """No visit can be held; `away`: the devices are well, the server is out of reach.

    The hours of `today` stay: who is expected sees that they are.
    """
    key = ".".join(
        part
        for part, said in (
            ("out_of_order", True),
            ("away", away),
            ("telephone", bool(telephone)),
        )
        if said
    )
    names: dict[str, Name] = {"telephone": together(telephone)}
    behind, picture = Picture.VILLAGE, Picture.OUT_OF_ORDER
    scene = _scene(SceneId.OUT_OF_ORDER, key, behind, picture, names, language)
    return with_board(scene, today, language)


def kept(one: Kept, place: int, language: Language = FRENCH) -> Scene:
    """Who checked in and waits: that they were seen, their place, what is left of the wait."""
    key = "kept.time" if place <= 1 else "kept.place"
    if one.minutes <= 0:
        key = "kept.soon" if one.minutes == 0 else "kept.late"
    names: dict[str, Name] = {
        "hour": hour_written(one.hour),
        "Before": lambda tongue: grammar.capital(grammar.before(tongue.grammar, place)),
        "left": lambda tongue: grammar.left(tongue.grammar, one.minutes),
    }
    return _scene(SceneId.KEPT, key, Picture.VILLAGE, Picture.KEPT, names, language)


def preparing(language: Language = FRENCH) -> Scene:
    """Who sat down waits for a device, or for the visit before to be wiped."""
    return still(SceneId.PREPARING, Picture.VILLAGE, Picture.PREPARING, language)


def every_closed(relay: str) -> tuple[Scene, ...]:
    opens = Closed("2026-11-26T10:15", "today"), Closed("2026-11-27T10:15", "tomorrow")
    far = Closed("2026-11-30T10:15")
    return tuple(closed(relay, told) for told in (Closed(), *opens, far))


def every_out_of_order(telephone: str) -> tuple[Scene, ...]:
    today = Today("Hannapes, Place de la mairie", ("09:30", "10:15"))
    return (
        out_of_order(),
        out_of_order(telephone=telephone),
        out_of_order(away=True),
        out_of_order(away=True, telephone=telephone),
        out_of_order(away=True, telephone=telephone, today=today),
    )


def every_kept() -> tuple[Scene, ...]:
    waits = (Kept("10:15", minutes) for minutes in (20, 60, 90, 0, -1))
    return (*(kept(one, 1) for one in waits), kept(Kept("10:15", 40), 2))


def _scene(
    id: SceneId,
    key: str,
    behind: Picture,
    picture: Picture,
    names: dict[str, Name],
    language: Language,
    bright: bool = True,
) -> Scene:
    words, line = filled(key, language, names)
    return standing(id, words, line, behind, picture, language, bright)
