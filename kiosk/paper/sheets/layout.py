"""From the words of a sheet to a PDF: which sheet is laid out by whom, on what page."""

import io

from pydantic import ValidationError
from reportlab.lib.pagesizes import A4
from reportlab.platypus import Flowable, SimpleDocTemplate
from reportlab.platypus.doctemplate import LayoutError

from signaling import protocol as wire
from signaling.protocol import Cv, Letter, Message, OutcomeSheet

from . import cv, letter, outcome
from .letters import MARGIN


def typeset(data: bytes) -> tuple[int, bytes]:
    """Pages and PDF of a sheet as the wire writes it. Raises ValueError for what is none."""
    try:
        sheet = wire.sheet.validate_json(data)
    except ValidationError as error:
        raise ValueError(f"{error.error_count()} faults") from None
    flow, title = _laid_out(sheet)
    return _built(flow, title)


def _laid_out(sheet: Message) -> tuple[list[Flowable], str]:
    match sheet:
        case OutcomeSheet():
            return outcome.flow(sheet), "Votre visite"
        case Letter():
            return letter.flow(sheet), "Lettre"
        case Cv():
            return cv.flow(sheet), "CV"
    raise ValueError("no sheet")


def _built(flow: list[Flowable], title: str) -> tuple[int, bytes]:
    """Without a clock or chance: neither is at hand in the sandbox."""
    file, side = io.BytesIO(), MARGIN - 6  # a frame has six points of its own on each side
    page = SimpleDocTemplate(
        file,
        pagesize=A4,
        leftMargin=side,
        rightMargin=side,
        topMargin=side,
        bottomMargin=side,
        title=title,
        lang="fr-FR",
        invariant=1,
    )
    try:
        page.build(flow)
    except LayoutError as error:
        raise ValueError(type(error).__name__) from None
    return int(page.page), file.getvalue()
