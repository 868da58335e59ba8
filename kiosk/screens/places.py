"""Where parts of the document screen go beside or over each other. Rectangles, no paint."""

from PySide6.QtCore import QRectF

from kiosk.core.scenes import DocumentScene

from . import letters
from .palette import MIN_SENTENCE_PX

LOW = 3.5
"Of a place's height, past which its width has room for a sentence beside buttons."


def make_room(picture: QRectF, words: QRectF, said: str, gap: float) -> None:
    """A sentence that names many people takes of the picture's place."""
    wide = picture.width()
    for part in (0.7, 0.45):
        if letters.fits(words, said, MIN_SENTENCE_PX):
            return
        picture.setWidth(wide * part)
        words.setLeft(picture.right() + gap)


def own_beside(words: QRectF, wide: bool) -> QRectF:
    """Takes its place from that of the words."""
    if wide:
        own = QRectF(0, 0, words.width(), words.width() * 0.75)
        own.moveBottomRight(words.bottomRight())
        words.setBottom(own.top() - words.width() * 0.08)
    else:
        own = QRectF(0, 0, words.height() / 0.75, words.height())
        own.moveBottomRight(words.bottomRight())
        words.setRight(own.left() - words.height() * 0.12)
    return own


def words_and_buttons(inner: QRectF, margin: float, said: str) -> tuple[QRectF, QRectF]:
    """Of a low place: the sentence's, empty where it is said elsewhere or would not be read, and
    that of the buttons."""
    words, foot = QRectF(inner), QRectF(inner)
    if inner.width() > inner.height() * LOW:
        words.setWidth(inner.width() * 0.42)
        foot.setLeft(words.right() + margin * 2)
    else:
        words.setHeight(inner.height() * 0.4)
        foot.setTop(words.bottom() + margin)
    if said and letters.fits(words, said, MIN_SENTENCE_PX):
        return words, foot
    return QRectF(), QRectF(inner)


def side_by_side(
    inner: QRectF, margin: float, scene: DocumentScene
) -> tuple[QRectF, QRectF, QRectF | None]:
    picture = QRectF(inner)
    part = 0.36 if scene.buttons else 0.5
    picture.setWidth(min(inner.width() * part, inner.height()))
    words = QRectF(inner)
    words.setLeft(picture.right() + margin)
    own = None
    if scene.own_picture:
        width = words.width() * 0.5
        own = QRectF(0, 0, width, width * 0.75)
        own.moveBottomRight(inner.bottomRight())
        words.setBottom(own.top() - margin * 0.5)
    return picture, words, own


def stacked(
    inner: QRectF, margin: float, scene: DocumentScene
) -> tuple[QRectF, QRectF, QRectF | None]:
    picture = QRectF(inner)
    share = 0.46 if scene.own_picture else 0.3 if scene.board else 0.55
    picture.setHeight(inner.height() * share)
    words = QRectF(inner)
    words.setTop(picture.bottom() + margin)
    own = None
    if scene.own_picture:
        height = min(inner.height() * 0.2, inner.width() * 0.4)
        own = QRectF(0, 0, height / 0.75, height)
        own.moveBottomRight(inner.bottomRight())
        words.setBottom(own.top() - margin * 0.5)
    return picture, words, own
