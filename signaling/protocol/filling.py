"""What console and kiosk tell each other of a form that is filled together, on the call's channel.

A value travels alone, at each key: the page does not. The kiosk holds all of them for the visit and
says them again on every new channel; between two values of a field the newest counts. The server
hears nothing of it.
"""

from typing import Annotated, Literal

from pydantic import Field

from .base import Id, Message, Sha256, Text
from .forms import FieldName
from .vocabulary import Manifest

MAX_FORM_VALUE = 2000
"Letters in a field."

FormText = Annotated[str, Field(max_length=MAX_FORM_VALUE)]
"What is written, or the name of the box that is ticked; empty for none."


# -- the console says -------------------------------------------------------------------------


class FormOpen(Message):
    """Begin to fill a form, or go on. The kiosk shows it and answers by :class:`FormState`."""

    type: Literal["form_open"] = "form_open"
    document: Id
    form: Id | None = None
    "One of the server's library; without it, `document` was sent to be shown."


class FormEdit(Message):
    """A key in a long text: only what changed travels. Places count letters (code points)."""

    type: Literal["form_edit"] = "form_edit"
    document: Id
    field: FieldName
    at: Annotated[int, Field(ge=0, le=MAX_FORM_VALUE)]
    cut: Annotated[int, Field(ge=0, le=MAX_FORM_VALUE)]
    "So many letters go, from there."
    put: Annotated[FormText, Field(repr=False)]
    "These come instead."
    length: Annotated[int, Field(ge=0, le=MAX_FORM_VALUE)]
    "Of what is in the field then: where it is not, the kiosk says what it holds."


class FormFocus(Message):
    """The counsellor is at this field: it lights up on the document screen."""

    type: Literal["form_focus"] = "form_focus"
    document: Id
    field: FieldName | None = None


class FormSpeak(Message):
    """Read a field aloud at the kiosk, by what people call it, with what is in it."""

    type: Literal["form_speak"] = "form_speak"
    document: Id
    field: FieldName


class FormMake(Message):
    """Make the filled PDF, with all that was said on this channel before."""

    type: Literal["form_make"] = "form_make"
    document: Id
    into: Id
    "Chosen by the console: what the PDF is called from then on."
    keep: bool
    "True: it comes to the console as a kept scan does. False: it is there to be printed."


class FormClose(Message):
    """The form is done with: its values are forgotten."""

    type: Literal["form_close"] = "form_close"
    document: Id


# -- both say ---------------------------------------------------------------------------------


class FormValue(Message):
    """From the console: this is in the field now. From the kiosk: no, this is what it holds."""

    type: Literal["form_value"] = "form_value"
    document: Id
    field: FieldName
    value: Annotated[FormText, Field(repr=False)]


# -- the kiosk says ---------------------------------------------------------------------------


class FormState(Message):
    """A form that is open at the kiosk, with all that is in it."""

    type: Literal["form_state"] = "form_state"
    document: Id
    form: Id | None = None
    "As in :class:`FormOpen`."
    manifest: Manifest | None = None
    "Of a document that was sent: a reloaded console fetches it again."
    mapping: Sha256 | None = None
    "Fingerprint of the words for its fields; without them nothing is read aloud."
    scripts: bool | None = None
    "It would calculate something by itself."
    values: Annotated[dict[FieldName, FormText], Field(repr=False)]
    goes_on: bool | None = None
    "More values of the form of the message before."
    more: bool | None = None
    "Another message of this form follows."


class FormRefused(Message):
    type: Literal["form_refused"] = "form_refused"
    document: Id
    code: str
    "As for a document that may not be printed, `document_no_fields`, or `form_not_here`."
    sentence: Text
