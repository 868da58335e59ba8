"""A French keyboard: the kernel's key codes in, letters out (input-event-codes.h). Pure."""

from .reply_pad import ERASE, NEW_LINE, SPACE

UP, DOWN, AGAIN = 0, 1, 2
"Of a key that is held the kernel says AGAIN."

SHIFTS, ALT_GR, CAPS = frozenset({42, 54}), 100, 58
ACTS = {14: ERASE, 28: NEW_LINE, 57: SPACE, 96: NEW_LINE}

_PLAIN = (
    (range(2, 14), "&é\"'(-è_çà)="),
    (range(16, 28), "azertyuiop^$"),
    (range(30, 42), "qsdfghjklmù²"),
    (range(43, 44), "*"),
    (range(44, 54), "wxcvbn,;:!"),
    (range(86, 87), "<"),
)
_SHIFTED = (
    (range(2, 14), "1234567890°+"),
    (range(16, 28), "AZERTYUIOP¨£"),
    (range(30, 41), "QSDFGHJKLM%"),
    (range(43, 44), "µ"),
    (range(44, 54), "WXCVBN?./§"),
    (range(86, 87), ">"),
)
_ALT_GR = ((range(3, 14), "~#{[|`\\^@]}"), (range(18, 19), "€"))
_PAD = {79 + n: digit for n, digit in enumerate("1230.")} | dict(
    zip((71, 72, 73, 75, 76, 77), "789456", strict=True)
)
_DEAD = {
    "^": dict(zip("aeiouAEIOU", "âêîôûÂÊÎÔÛ", strict=True)),
    "¨": dict(zip("aeiouyAEIOU", "äëïöüÿÄËÏÖÜ", strict=True)),
}
"Typed before the letter that they go on."


def _table(*parts: tuple[range, str]) -> dict[int, str]:
    return {code: letter for codes, row in parts for code, letter in zip(codes, row, strict=True)}


PLAIN, SHIFTED, THIRD = _table(*_PLAIN) | _PAD, _table(*_SHIFTED) | _PAD, _table(*_ALT_GR)


class Azerty:
    """One for each time that a keyboard is heard."""

    def __init__(self) -> None:
        self._held: set[int] = set()
        self._capitals = False
        self._dead = ""

    def key(self, code: int, value: int) -> str | None:
        """What that key writes or does; none for one that only changes what others do."""
        if code in SHIFTS or code == ALT_GR:
            (self._held.discard if value == UP else self._held.add)(code)
            return None
        if value not in (DOWN, AGAIN):
            return None
        if code == CAPS:
            self._capitals ^= value == DOWN
            return None
        if code in ACTS:
            self._dead = ""
            return ACTS[code]
        return self._letter(code)

    def _letter(self, code: int) -> str | None:
        letter = self._table().get(code)
        if letter is not None and self._capitals and not self._held:
            letter = letter.upper()
        dead, self._dead = self._dead, ""
        if letter in _DEAD and ALT_GR not in self._held and not dead:
            self._dead = letter
            return None
        return _DEAD[dead].get(letter or "", letter) if dead else letter

    def _table(self) -> dict[int, str]:
        if ALT_GR in self._held:
            return THIRD
        return SHIFTED if self._held & SHIFTS else PLAIN
