"""Reads what a printer answers (RFC 8010 3.1), trusting none of its lengths. Pure.

Not pyipp's reader: it takes lengths as signed, and walks backwards for ever on a negative one.
Collections are passed over: nothing that we ask for is in one.
"""

from dataclasses import dataclass

Value = int | bool | str | None
Attributes = dict[str, list[Value]]

JOB_GROUP, PRINTER_GROUP = 0x02, 0x04
_END_OF_ATTRIBUTES = 0x03
_FIRST_VALUE_TAG = 0x10
_INTEGER, _BOOLEAN, _ENUM = 0x21, 0x22, 0x23
_BEGIN_COLLECTION, _END_COLLECTION = 0x34, 0x37
_WITH_LANGUAGE = (0x35, 0x36)
_OCTETS = 0x30
_STRINGS = range(0x41, 0x4A)


class BadAnswer(ValueError):
    """No IPP, or cut short."""


@dataclass(frozen=True)
class Answer:
    status: int
    groups: list[tuple[int, Attributes]]

    @property
    def refused(self) -> bool:
        """RFC 8011 B.1: statuses from 0x0400 on are errors."""
        return self.status >= 0x0400

    def of(self, group: int) -> list[Attributes]:
        return [attributes for tag, attributes in self.groups if tag == group]


def read(data: bytes) -> Answer:
    try:
        return Answer(int.from_bytes(_take(data, 2, 2), "big"), _groups(data, 8))
    except (IndexError, UnicodeDecodeError) as error:
        raise BadAnswer(type(error).__name__) from None


def _groups(data: bytes, at: int) -> list[tuple[int, Attributes]]:
    groups: list[tuple[int, Attributes]] = []
    values: list[Value] = []
    depth = 0
    while (tag := data[at]) != _END_OF_ATTRIBUTES:
        at += 1
        if tag < _FIRST_VALUE_TAG:
            groups.append((tag, {}))
            continue
        name, at = _field(data, at)
        value, at = _field(data, at)
        depth += (tag == _BEGIN_COLLECTION) - (tag == _END_COLLECTION)
        if not groups or depth < 0:
            raise BadAnswer("out of place")
        if name and depth == 0:  # without a name it is one more value of the same attribute
            values = groups[-1][1].setdefault(name.decode(), [])
        if depth == 0 and tag != _END_COLLECTION:
            values.append(_value(tag, value))
    return groups


def _field(data: bytes, at: int) -> tuple[bytes, int]:
    length = int.from_bytes(_take(data, at, 2), "big")
    return _take(data, at + 2, length), at + 2 + length


def _take(data: bytes, at: int, length: int) -> bytes:
    if at + length > len(data):
        raise BadAnswer("cut short")
    return data[at : at + length]


def _value(tag: int, value: bytes) -> Value:
    if tag in (_INTEGER, _ENUM) and len(value) == 4:
        return int.from_bytes(value, "big", signed=True)
    if tag == _BOOLEAN and len(value) == 1:
        return value == b"\x01"
    if tag in _WITH_LANGUAGE:
        _, at = _field(value, 0)
        return _field(value, at)[0].decode(errors="replace")
    if tag == _OCTETS or tag in _STRINGS:
        return value.decode(errors="replace")
    return None
