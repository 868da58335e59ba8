"""The two screens as data: what every state of the kiosk shows and says.

A state has one picture, one sentence and one voice line, always all three: nothing is said in
text alone, for those who do not read, and nothing by voice alone, for those who hear badly. The
counsellor's name is shown; a resident's never is. Colours, sizes and motion are the painter's.

Ask a function for a scene (``welcome("Relais de Wassigny")``), send ``scene.to_json()`` to the
screens' process and give ``scene.voice`` to the voice. All of them, state by state:
:mod:`.registry`.
"""

from collections.abc import Iterable
from dataclasses import replace

from .ahead import Today, with_board
from .pictures import CORNER_PICTURES
from .pictures import CORNERS as CORNERS
from .pictures import FAULTS as FAULTS
from .pictures import Picture as Picture
from .scene import DocumentScene as DocumentScene
from .scene import FaceScene as FaceScene
from .scene import Scene as Scene
from .scene import SceneId as SceneId
from .scene import VoiceLine as VoiceLine
from .scene import from_dict as from_dict
from .sentences import FRENCH, Language
from .wording import still as _still
from .wording import worded as _words
from .wording import work as _work

# -- before the call --------------------------------------------------------------------------


def welcome(relay: str, today: Today | None = None, language: Language = FRENCH) -> Scene:
    """`today`: what is expected in this room; nothing of it is said aloud."""
    scene = _still(SceneId.WELCOME, Picture.VILLAGE, Picture.SIT, language, relay=relay)
    return with_board(scene, today, language)


def installed(organisation: str, counsellor: str | None, language: Language = FRENCH) -> Scene:
    """The resident sits there: who will answer is shown and said."""
    key = SceneId.INSTALLED.value if counsellor else "installed.anyone"
    words, line = _words(SceneId.INSTALLED, language, organisation, counsellor, key=key)
    return Scene(
        SceneId.INSTALLED,
        FaceScene(Picture.PERSON, words.title, words.subtitle),
        DocumentScene(Picture.PERSON, words.shown),
        line,
        language.code,
    )


def announcing(
    organisation: str, counsellor: str, language: Language = FRENCH, again: bool = False
) -> Scene:
    """The call is announced; the kiosk answers by itself after it. `again`: of who was cut off a
    moment ago, in few words, that are over when the picture comes."""
    key = "announcing.again" if again else ""
    words, line = _words(SceneId.ANNOUNCING, language, organisation, counsellor, key=key)
    return Scene(
        SceneId.ANNOUNCING,
        FaceScene(Picture.RINGING, words.title, words.subtitle, bright=False),
        DocumentScene(Picture.RINGING, words.shown),
        line,
        language.code,
    )


# -- in the call ------------------------------------------------------------------------------


def in_call(organisation: str, counsellor: str, language: Language = FRENCH) -> Scene:
    words, line = _words(SceneId.IN_CALL, language, organisation, counsellor)
    return Scene(
        SceneId.IN_CALL,
        FaceScene(Picture.PERSON, words.title, words.subtitle, video=True, bright=False),
        DocumentScene(Picture.TALK, words.shown, own_picture=True),
        line,
        language.code,
    )


def back(organisation: str, counsellor: str, language: Language = FRENCH) -> VoiceLine:
    """After a hold, whatever is shown then: the counsellor is there again."""
    return _words(SceneId.IN_CALL, language, organisation, counsellor, key="in_call.back")[1]


def on_hold(organisation: str, counsellor: str, language: Language = FRENCH) -> Scene:
    """Nobody sees or hears the other: neither video nor the resident's own picture."""
    words, line = _words(SceneId.ON_HOLD, language, organisation, counsellor)
    return Scene(
        SceneId.ON_HOLD,
        FaceScene(Picture.VILLAGE, words.title, words.subtitle),
        DocumentScene(Picture.HOLD, words.shown),
        line,
        language.code,
    )


def opinion(language: Language = FRENCH) -> Scene:
    """Three faces; the answer is given to the counsellor, who is heard."""
    return _work(SceneId.OPINION, Picture.OPINION, language)


def scan_gesture(corner: str = "", language: Language = FRENCH) -> Scene:
    """`corner` of the glass, as the resident sees it; an unknown one is "the marked corner"."""
    key = f"scan_gesture.{corner}"
    if key not in language.sentences:
        key = SceneId.SCAN_GESTURE.value
    picture = CORNER_PICTURES.get(corner, Picture.PLACE_SHEET)
    return _work(SceneId.SCAN_GESTURE, picture, language, key=key)


def sign_gesture(language: Language = FRENCH) -> Scene:
    """The sheet that was just printed: signed first, then laid on the glass."""
    picture = Picture.SIGN_SHEET
    return _work(SceneId.SCAN_GESTURE, picture, language, key="sign_gesture")


def feed_gesture(face: str = "up", language: Language = FRENCH) -> Scene:
    """`face`: which way up this feeder wants the print, "up" or "down"."""
    if face == "down":
        down = Picture.FEED_SHEETS_DOWN
        return _work(SceneId.FEED_GESTURE, down, language, key="feed_gesture.down")
    return _work(SceneId.FEED_GESTURE, Picture.FEED_SHEETS, language)


def scanning(language: Language = FRENCH) -> Scene:
    return _work(SceneId.SCANNING, Picture.SCANNING, language)


def snapshot(language: Language = FRENCH) -> Scene:
    """Nobody is photographed without being told."""
    return _work(SceneId.SNAPSHOT, Picture.SNAPSHOT, language)


def page_shown(language: Language = FRENCH) -> Scene:
    return _work(SceneId.PAGE_SHOWN, Picture.SHEET, language, page=True)


def photo_shown(language: Language = FRENCH) -> Scene:
    key = "page_shown.snapshot"
    return _work(SceneId.PAGE_SHOWN, Picture.SNAPSHOT, language, page=True, key=key)


def shared(language: Language = FRENCH) -> Scene:
    """The counsellor shows a document; the sentence stands beside it."""
    return _work(SceneId.SHARED, Picture.SHEET, language, lectern=True)


def window(language: Language = FRENCH) -> Scene:
    """The counsellor shows a window of their own computer, as they show a document."""
    scene = shared(language)
    words, line = _words(SceneId.WINDOW, language)
    document = replace(scene.document, sentence=words.shown, lectern=False, window=True)
    return replace(scene, id=SceneId.WINDOW, document=document, voice=line)


def printing(language: Language = FRENCH) -> Scene:
    return _work(SceneId.PRINTING, Picture.PRINTING, language)


def print_out(language: Language = FRENCH) -> Scene:
    return _work(SceneId.PRINT_OUT, Picture.TAKE_SHEET, language)


def paper_fault(fault: str = "", language: Language = FRENCH) -> Scene:
    """`fault` is a code of the wire (``no_paper``, ``jam``...); an unknown one has its words."""
    key = f"paper_fault.{fault}"
    if key not in language.sentences:
        key = SceneId.PAPER_FAULT.value
    picture = FAULTS.get(fault, Picture.PAPER_FAULT)
    return _work(SceneId.PAPER_FAULT, picture, language, key=key)


def link_lost(language: Language = FRENCH) -> Scene:
    return _still(SceneId.LINK_LOST, Picture.PERSON, Picture.LINK_LOST, language, bright=False)


def host(coming: bool, in_call: bool = False, language: Language = FRENCH) -> Scene:
    """The host of the room was called, then is `coming`; the counsellor stays in sight."""
    key = "host.coming" if coming else "host.called"
    picture = Picture.HOST_COMING if coming else Picture.HOST_CALLED
    if in_call:
        return _work(SceneId.HOST_IN_CALL, picture, language, key=key)
    return _still(SceneId.HOST, picture, picture, language, key=key)


def by_phone(organisation: str, counsellor: str | None, language: Language = FRENCH) -> Scene:
    """The telephone will ring; papers go on here."""
    key = SceneId.BY_PHONE.value if counsellor else "by_phone.anyone"
    words, line = _words(SceneId.BY_PHONE, language, organisation, counsellor, key=key)
    return Scene(
        SceneId.BY_PHONE,
        FaceScene(Picture.TELEPHONE, words.title, words.subtitle),
        DocumentScene(Picture.TELEPHONE, words.shown),
        line,
        language.code,
    )


# -- after it ---------------------------------------------------------------------------------


def goodbye(language: Language = FRENCH) -> Scene:
    return _still(SceneId.GOODBYE, Picture.VILLAGE, Picture.GOODBYE, language)


def taken_back(language: Language = FRENCH) -> Scene:
    """What was forgotten is in the resident's hands again."""
    return _still(
        SceneId.GOODBYE, Picture.VILLAGE, Picture.GOODBYE, language, key="goodbye.taken_back"
    )


def forgotten(places: Iterable[str] = ("glass",), language: Language = FRENCH) -> Scene:
    """`places` by the wire's words: the ``glass``, the printer's ``tray``, or both."""
    key = ".".join((SceneId.FORGOTTEN.value, *sorted(places)))
    picture = Picture.FORGOTTEN if "glass" in key else Picture.TAKE_SHEET
    return _still(SceneId.FORGOTTEN, Picture.VILLAGE, picture, language, key=key)
