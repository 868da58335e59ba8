"""One screen of one scene, painted once: what stands still, and where the rest goes.

A window paints its plate again only when scene, page or size change; motion, the counsellor's video
and the resident's own picture go over it.
"""

from dataclasses import dataclass, field, replace

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from kiosk.core.scenes import DocumentScene, FaceScene, Picture, Scene

from . import board, buttons, caption, drawings, letters, livery, places, shapes
from . import pad as pads
from .drawings import Moving
from .letters import TextBox
from .motion import STILL_PHASE
from .pad import Pad
from .palette import DESK, INK, MIN_SENTENCE_PX, PETROL_DARK, SAND, SKY, WHITE
from .roles import Role

LANDSCAPES = (Picture.VILLAGE, Picture.NIGHT)
LANDSCAPE, RIGHT_OF_SKY = 16 / 9, 0.35
"Of their drawing, width to height, and its part on the right with the steeple, which is never cut."
LECTERN_WIDE, LECTERN_HIGH = 0.74, 0.82
"Part of the document screen that a shown document has, beside its sentence or above it."
NARROW = 640
"Pixels under which a board of hours and a sentence do not stand beside each other."
SHARED_FACE = 0.6
"Part of a single screen's width that the face has."


@dataclass
class Plate:
    image: QImage
    texts: list[TextBox] = field(default_factory=list)
    moving: list[Moving] = field(default_factory=list)
    video: QRectF | None = None
    "Where the counsellor's picture goes; the plate holds what waits for it."
    own: QRectF | None = None
    "Where the resident's own picture goes, with round corners."
    lectern: QRectF | None = None
    "Where the counsellor's document goes."
    window: QRectF | None = None
    "Where a window of the counsellor's computer goes."
    screen: QRectF | None = None
    "The document screen, or what stands in for it."
    buttons: list[tuple[str, QRectF]] = field(default_factory=list)
    "Where a press counts, on a screen that is touched."
    caption: QRectF | None = None
    "Where what the counsellor writes goes, under all the rest."
    ground: str = SKY.name()
    "Under a drawing."
    said: str = ""
    "What is there while nobody writes."
    pad: QRectF | None = None
    "Where the resident writes back, at the foot of all."
    keys: list[tuple[str, QRectF]] = field(default_factory=list)
    "Of the pad, where a finger counts."

    def rest(self, painter: QPainter) -> None:
        "What would move stays where it is best understood."
        for part in self.moving:
            part.paint_still(painter, STILL_PHASE)
        self.moving.clear()


def compose(
    scene: Scene,
    role: Role,
    size: QSize,
    page: QImage | None = None,
    written: bool = False,
    still: bool = False,
    pad: Pad | None = None,
    wears: livery.Livery = livery.PLAIN,
) -> Plate:
    """`written`: the counsellor writes, and that has its own place; so has what the kiosk says, for
    who hears badly. `still`: nothing moves. `pad`: the resident may write back. `wears`: the
    community's colours."""
    plate = Plate(QImage(size, QImage.Format.Format_RGB32))
    painter = QPainter(plate.image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    if scene.right_to_left:
        painter.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    whole = QRectF(plate.image.rect())
    if role is not Role.DOCUMENT:
        _face(painter, plate, _face_part(whole, role), scene.face)
    if role is not Role.FACE:
        place = _document_part(whole, role)
        if pad is not None:
            plate.pad, place = pads.share(place, pad)
            plate.keys, drawn = pads.paint_keys(painter, plate.pad, pad)
            plate.texts += drawn
        plate.screen = place
        shown = scene.document
        if shown.band and not written:
            shown = _said(plate, place, shown, alone=role is Role.SHARED or pad is not None)
        elif written:
            plate.caption = caption.band(place)
        if plate.caption is not None:
            place = place.adjusted(0, 0, 0, -plate.caption.height())
        if livery.is_worn(scene.id, wears):
            plate.ground = wears.tint
            place = livery.head(painter, place, wears, plate.texts)
        if plate.pad is not None and place.width() > place.height() * 1.5:
            _strip(painter, plate, place, shown, page)
        else:
            _document(painter, plate, place, shown, page)
    if still:
        plate.rest(painter)
    painter.end()
    if wears.has_head and not all(text.fits for text in plate.texts):
        return compose(scene, role, size, page, written, still, pad, wears.bare())
    return plate


def _said(plate: Plate, place: QRectF, shown: DocumentScene, alone: bool) -> DocumentScene:
    """The line in its band; a place that is half a screen has it in place of the sentence, or the
    sentence where the whole line would be too small to be read."""
    part = caption.SAID_ALONE if alone else caption.SAID_PART
    plate.said = shown.band
    if alone and not caption.fits(place, shown.band, part):
        plate.said = shown.sentence
    plate.caption = caption.band(place, plate.said, part)
    return replace(shown, sentence="") if alone else shown


def _face_part(whole: QRectF, role: Role) -> QRectF:
    if role is Role.FACE:
        return whole
    if whole.width() >= whole.height():
        return QRectF(0, 0, round(whole.width() * SHARED_FACE), whole.height())
    return QRectF(0, 0, whole.width(), round(whole.height() * 0.5))


def _document_part(whole: QRectF, role: Role) -> QRectF:
    if role is Role.DOCUMENT:
        return whole
    face = _face_part(whole, role)
    if whole.width() >= whole.height():
        return whole.adjusted(face.width(), 0, 0, 0)
    return whole.adjusted(0, face.height(), 0, 0)


# -- the face screen --------------------------------------------------------------------------


def _face(painter: QPainter, plate: Plate, place: QRectF, scene: FaceScene) -> None:
    plate.video = place if scene.video else None
    if scene.picture in LANDSCAPES:
        _landscape(painter, place, scene.picture)
        sky = letters.flipped(painter, _sky_part(place), place)
        from_right = letters.from_right(painter)  # with more room between lines
        part = 0.54 if from_right and not _wide(place) else 0.62
        return _heading(painter, plate, sky, scene, Qt.AlignmentFlag.AlignLeft, part)
    drawings.cover(painter, place, Picture.HILLS if scene.bright else Picture.HILLS_DARK)
    _person(painter, plate, place, scene)


def _landscape(painter: QPainter, place: QRectF, picture: Picture) -> None:
    """Over all of a wide place; at the foot of a narrow one, under more of the same sky."""
    if _wide(place):
        drawings.cover(painter, place, picture)
        return
    painter.fillRect(place, QColor("#082B36") if picture is Picture.NIGHT else QColor("#FDF6E9"))
    foot = QRectF(place)
    foot.setTop(place.top() + place.height() * 0.3)
    drawings.cover(painter, foot, picture)


def _sky_part(place: QRectF) -> QRectF:
    """Where words stand, clear of steeple and sun."""
    width, height = place.width(), place.height()
    left = width * 0.07
    if _wide(place):
        steeple = width - max(width, height * LANDSCAPE) * RIGHT_OF_SKY
        wide, high = steeple - left, height * 0.36
    else:
        wide, high = width * 0.86, height * 0.24
    return QRectF(place.left() + left, place.top() + height * 0.09, wide, high)


def _wide(place: QRectF) -> bool:
    return place.width() > place.height() * 1.5


def _person(painter: QPainter, plate: Plate, place: QRectF, scene: FaceScene) -> None:
    """The counsellor's place, before their picture is there."""
    margin = min(place.width(), place.height()) * 0.08
    inner = place.adjusted(margin, margin, -margin, -margin)
    if not scene.title:
        _picture(painter, plate, shapes.middle(inner, 0.62), scene.picture)
    elif place.width() > place.height() * 1.2:
        side = min(inner.height() * 0.86, inner.width() * 0.4)
        left = QRectF(inner.left(), place.center().y() - side / 2, side, side)
        right = QRectF(inner)
        right.setLeft(left.right() + margin)
        left, right = (letters.flipped(painter, part, inner) for part in (left, right))
        _picture(painter, plate, left, scene.picture)
        _heading(painter, plate, right, scene, Qt.AlignmentFlag.AlignLeft, 0.54)
    else:
        side = min(inner.width() * 0.72, inner.height() * 0.58)
        top = QRectF(inner.center().x() - side / 2, inner.top(), side, side)
        _picture(painter, plate, top, scene.picture)
        below = QRectF(inner)
        below.setTop(top.bottom())
        _heading(painter, plate, below, scene, Qt.AlignmentFlag.AlignHCenter)


def _heading(
    painter: QPainter,
    plate: Plate,
    place: QRectF,
    scene: FaceScene,
    align: Qt.AlignmentFlag,
    part: float = 0.62,
) -> None:
    """A few very large words in the upper `part`, and a line under them."""
    title = PETROL_DARK if scene.bright else WHITE
    below = INK if scene.bright else QColor("#CFE3E3")
    cut = place.height() * (part if scene.subtitle else 1.0)
    upper = QRectF(place.left(), place.top(), place.width(), cut)
    bottom, top = Qt.AlignmentFlag.AlignBottom, Qt.AlignmentFlag.AlignTop
    large = round(min(place.height() * 0.4, place.width() * 0.2))
    if scene.title:
        middle = bottom if scene.subtitle else Qt.AlignmentFlag.AlignVCenter
        plate.texts.append(
            letters.draw(painter, upper, scene.title, title, large, 36, True, align, middle)
        )
    if scene.subtitle:
        gap = place.height() * (0.09 if letters.from_right(painter) else 0.02)
        lower = QRectF(place.left(), upper.bottom() + gap, place.width(), 0)
        lower.setBottom(place.bottom())
        plate.texts.append(
            letters.draw(
                painter, lower, scene.subtitle, below, round(large * 0.5), 28, False, align, top
            )
        )


# -- the document screen ----------------------------------------------------------------------


def _document(
    painter: QPainter, plate: Plate, place: QRectF, scene: DocumentScene, page: QImage | None
) -> None:
    painter.fillRect(place, SAND)
    if scene.lectern or scene.window:
        _shared(painter, plate, place, scene)
        return
    margin = min(place.width(), place.height()) * 0.06
    inner = place.adjusted(margin, margin, -margin, -margin)
    if scene.buttons:
        foot = buttons.foot(inner, scene.buttons)
        plate.buttons, drawn = buttons.paint(painter, foot, scene.buttons)
        plate.texts += drawn
        inner.setBottom(foot.top() - margin * 0.7)
    if scene.board and scene.buttons and inner.width() < NARROW:
        picture, words, own = *board.over(inner, margin), None
    elif inner.width() > inner.height() * 1.15:
        picture, words, own = places.side_by_side(inner, margin, scene)
    else:
        picture, words, own = places.stacked(inner, margin, scene)
    picture, words = (letters.flipped(painter, part, inner) for part in (picture, words))
    if own is not None:
        plate.own = own = letters.flipped(painter, own, inner)
    if scene.page and page is not None:
        shapes.sheet(painter, picture, page)
    elif scene.board and scene.buttons:  # they leave no room for a picture too
        plate.texts += board.paint(painter, picture, scene.board, scene.hours)
    else:
        shapes.panel(painter, picture, QColor(plate.ground))
        _picture(painter, plate, shapes.middle(picture, 0.84), scene.picture)
    if scene.board and not scene.buttons:
        words, below = board.share(words, margin)
        plate.texts += board.paint(painter, below, scene.board, scene.hours)
    high = place.height() if not scene.buttons else inner.height() * 1.6
    largest = round(min(high * 0.115, words.width() * 0.16))
    _sentence(painter, plate, words, scene.sentence, largest)
    if own is not None:
        _waiting_own(painter, own)


def _strip(
    painter: QPainter, plate: Plate, place: QRectF, scene: DocumentScene, page: QImage | None
) -> None:
    """A low place, over the pad: picture, sentence and own picture beside each other."""
    painter.fillRect(place, SAND)
    margin = min(place.width(), place.height()) * 0.06
    inner = place.adjusted(margin, margin, -margin, -margin)
    if scene.buttons:  # what is touched takes the place of what is only seen
        words, foot = places.words_and_buttons(inner, margin, scene.sentence)
        words, foot = (letters.flipped(painter, part, inner) for part in (words, foot))
        plate.buttons, drawn = buttons.paint(painter, foot, scene.buttons)
        plate.texts += drawn
        said = "" if words.isEmpty() else scene.sentence
        _sentence(painter, plate, words, said, round(place.height() * 0.2))
        return
    shows = scene.lectern or scene.window
    picture, words, own = QRectF(inner), QRectF(inner), None
    picture.setWidth(inner.width() * 0.6 if shows else min(inner.height(), inner.width() * 0.4))
    words.setLeft(picture.right() + margin * 2)
    if scene.own_picture and words.width() > inner.height() * 2.5:
        own = QRectF(0, 0, inner.height() / 0.75, inner.height())
        own.moveBottomRight(inner.bottomRight())
        words.setRight(own.left() - margin)
        own = letters.flipped(painter, own, inner)
        _waiting_own(painter, own)
    plate.own = own
    if not shows:
        places.make_room(picture, words, scene.sentence, margin * 2)
    picture, words = (letters.flipped(painter, part, inner) for part in (picture, words))
    if shows:
        painter.fillRect(picture, DESK)
        plate.window, plate.lectern = (picture, None) if scene.window else (None, picture)
    elif scene.page and page is not None:
        shapes.sheet(painter, picture, page)
    else:
        shapes.panel(painter, picture, QColor(plate.ground))
        _picture(painter, plate, shapes.middle(picture, 0.84), scene.picture)
    _sentence(painter, plate, words, scene.sentence, round(place.height() * 0.2))


def _sentence(painter: QPainter, plate: Plate, words: QRectF, said: str, largest: int) -> None:
    """None where the band says it."""
    if said:
        plate.texts.append(letters.draw(painter, words, said, INK, largest, MIN_SENTENCE_PX, True))


def _shared(painter: QPainter, plate: Plate, place: QRectF, scene: DocumentScene) -> None:
    """The document has all that a sentence and the own picture leave."""
    wide = place.width() > place.height() * 1.15
    area, beside = QRectF(place), QRectF(place)
    if wide:
        area.setWidth(round(place.width() * LECTERN_WIDE))
        beside.setLeft(area.right())
    else:
        area.setHeight(round(place.height() * LECTERN_HIGH))
        beside.setTop(area.bottom())
    margin = min(beside.width(), beside.height()) * 0.08
    words = beside.adjusted(margin, margin, -margin, -margin)
    own = places.own_beside(words, wide)
    area, words, own = (letters.flipped(painter, part, place) for part in (area, words, own))
    painter.fillRect(area, DESK)
    largest = round(min(words.width() * 0.14, words.height() * 0.5))
    _sentence(painter, plate, words, scene.sentence, largest)
    _waiting_own(painter, own)
    plate.own = own
    if scene.window:
        plate.window = area
    else:
        plate.lectern = area


def _waiting_own(painter: QPainter, place: QRectF) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(SKY)
    painter.drawPath(shapes.rounded(place))
    drawings.draw(painter, shapes.middle(place, 0.7), Picture.RESIDENT)


# -- shared -----------------------------------------------------------------------------------


def _picture(painter: QPainter, plate: Plate, place: QRectF, picture: Picture) -> None:
    moving = drawings.draw(painter, place, picture)
    if moving is not None:
        plate.moving.append(moving)
