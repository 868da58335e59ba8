"""What a form looks like on the document screen, and how it sounds. Pure.

The page itself is drawn blank; over it :func:`lit` lays what is written and the light of the field
that the counsellor is at. :func:`sentence` is what the kiosk says of a field: by the words that
people use for it, never by its technical name.
"""

from collections.abc import Iterator, Mapping

from signaling.protocol import FormMapping, MappedField

from . import lectern
from .form import Blank, Field, Form, Kind
from .lectern import FieldState

LARGEST_LETTERS = 12.0
"Points, as on paper."
TICK = "X"
STATE_BYTES = 40_000
"Of values in a message; the channel takes 64 KiB."


WORDS_A_SECOND, WORDS_AT_ONCE = 100.0, 2_000.0
"Nobody types so fast; a console that comes back says every field at once."


class Patience:
    """So many words a second are heard, and a burst; `now` is in seconds of any steady clock."""

    def __init__(self, rate: float = WORDS_A_SECOND, burst: float = WORDS_AT_ONCE) -> None:
        self._rate, self._burst = rate, burst
        self._left, self._at = burst, 0.0

    def hears(self, now: float) -> bool:
        back = max(0.0, now - self._at) * self._rate
        self._left, self._at = min(self._burst, self._left + back), now
        if self._left < 1:
            return False
        self._left -= 1
        return True


class Words:
    """What people call the fields of one form."""

    def __init__(self, mapping: FormMapping | None) -> None:
        self.mapping = mapping
        self._by_name: dict[str, MappedField] = {}
        if mapping is not None:
            self._by_name = {one.name: one for one in mapping.fields}

    def of(self, field: str) -> MappedField | None:
        return self._by_name.get(field)


def lit(form: Form, names: list[str] | None = None) -> Iterator[lectern.Field]:
    """Every field as it stands on the screen, or those of these names."""
    wanted = None if names is None else set(names)
    for number, one in enumerate(form.blank.fields):
        if wanted is None or one.name in wanted:
            yield from _places(form, number, one)


def _places(form: Form, number: int, field: Field) -> Iterator[lectern.Field]:
    value = form.values.get(field.name, "")
    for at, place in enumerate(field.places):
        text = _text(field, place.state, value) if not field.read_only else ""  # the page shows it
        height = form.blank.pages[place.page].height
        yield lectern.Field(
            id=f"{number}-{at}",
            page=place.page + 1,
            rectangle=(place.left, place.top, place.right, place.bottom),
            text=text,
            state=_state(form.focus == field.name, text),
            size=LARGEST_LETTERS / height if not place.state else 0.0,
            comb=(field.max_length or 0) if field.comb else 0,
            centred=bool(place.state),
            wrapped=field.lines,
        )


def _text(field: Field, state: str, value: str) -> str:
    if state:
        return TICK if value == state else ""
    if field.kind is Kind.CHOICE:
        return next((one.shown for one in field.options if one.value == value), value)
    return value


def _state(focused: bool, text: str) -> FieldState:
    if focused:
        return FieldState.LIT
    return FieldState.FILLED if text else FieldState.IDLE


def middle(blank: Blank, field: Field) -> tuple[int, float]:
    """The page of a field, from 1, and how far down its first box is, as a part of it."""
    place = field.places[0]
    return place.page + 1, (place.top + place.bottom) / 2


def sentence(form: Form, words: Words, name: str, group_said: str | None) -> str | None:
    """The field aloud; its group before the first of it. None without words for it."""
    field, known = form.field(name), words.of(name)
    if field is None or known is None:
        return None
    value = form.values.get(name, "")
    begin = f"{known.group}. " if known.group and known.group != group_said else ""
    said = _said(field, known, value)
    return f"{begin}{known.label} : {said}." if said else f"{begin}{known.label}."


def _said(field: Field, known: MappedField, value: str) -> str:
    if not value:
        return ""
    choices = known.choices or {}
    if field.kind in (Kind.CHECK, Kind.RADIO):
        return choices.get(value, "oui")
    if field.kind is Kind.CHOICE:
        shown = next((one.shown for one in field.options if one.value == value), value)
        return choices.get(value, shown)
    if field.comb and len(value) > 2 and any(sign.isdigit() for sign in value):
        return " ".join(value)  # a number is said digit by digit, a name is not spelled
    return value.replace("\n", ", ")


def parcels(values: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """All values, in messages that the channel takes; one at least."""
    parcel: dict[str, str] = {}
    size = 0
    for name, value in values.items():
        more = len(name.encode()) + 2 * len(value.encode()) + 8
        if parcel and size + more > STATE_BYTES:
            yield parcel
            parcel, size = {}, 0
        parcel[name] = value
        size += more
    yield parcel
