"""The reply pad: what the resident writes back to the counsellor, as the kiosk holds it. Pure.

Opened by the counsellor for this call alone, where the screen is touched or a keyboard is enrolled.
Each letter goes as it is typed; nothing is kept: it goes when the pad closes.
"""

from dataclasses import dataclass

from signaling import protocol as wire

ERASE, SPACE, NEW_LINE = "erase", "space", "new_line"

FRENCH_KEYS = ("1234567890@", "AZERTYUIOPÊ", "QSDFGHJKLMÙ", "WXCVBNÉÈÀÇÔ", "’-,.?Î")
"As on every French keyboard; a finger finds the letters with signs where there is room."
ARABIC_KEYS = (
    "1234567890أ",
    "ضصثقفغعهخحج",
    "شسيبلاتنمكط",
    "ئءؤرىةوزظدذ",
    "إآ،.؟-",
)
"As on Arabic keyboards, the digits those of the papers that are filled in here."
KEYS = {"ar": ARABIC_KEYS}
"By the first part of a language's code; French for every other."
WRITES = {SPACE: " ", NEW_LINE: "\n"}
ENDS = ".?!؟\n"


@dataclass(frozen=True)
class Key:
    """Of the screen: what it writes, or what it does, and how many columns it has."""

    id: str
    columns: int = 1


def rows(language: str = "fr") -> tuple[tuple[Key, ...], ...]:
    """Five rows of eleven columns, as who speaks it writes; from the left, as on a keyboard."""
    *letters, signs = KEYS.get(language.partition("-")[0], FRENCH_KEYS)
    last = (*map(Key, signs), Key(SPACE, 3), Key(ERASE, 2))
    return (*(tuple(map(Key, row)) for row in letters), last)


class ReplyPad:
    def __init__(self, touch: bool, keyboard: bool) -> None:
        self.touch, self.keyboard = touch, keyboard
        self.open = False
        self.text = ""
        self.language = "fr"

    def ask(self, wanted: bool, language: str = "fr") -> bool:
        """Whether something changed; a kiosk with nothing to write with opens none. `language`: of
        what the resident reads, and writes."""
        wanted = wanted and (self.touch or self.keyboard)
        if wanted is self.open:
            return False
        self.open, self.text, self.language = wanted, "", language
        return True

    def touched(self, key: str) -> wire.ReplyText | None:
        """A key of the screen; capitals are written small, but where a sentence begins."""
        known = {each.id for row in rows(self.language) for each in row}
        if not self.touch or key not in known:
            return None
        return self._key(key if len(key) > 1 or self._begins() else key.lower())

    def typed(self, key: str) -> wire.ReplyText | None:
        """Of the enrolled keyboard: a letter as it is, or a key's name."""
        return self._key(key) if self.keyboard else None

    def whole(self) -> wire.ReplyText | None:
        """For a channel that is new."""
        return wire.ReplyText(keep=0, put=self.text) if self.open and self.text else None

    def state(self) -> wire.ReplyPadState:
        return wire.ReplyPadState(open=self.open, touch=self.touch, keyboard=self.keyboard)

    def _key(self, key: str) -> wire.ReplyText | None:
        if not self.open:
            return None
        if key == ERASE:
            return self._erase()
        put = WRITES.get(key, key)
        at = len(self.text)
        if len(put) != 1 or at >= wire.MAX_REPLY_TEXT:
            return None
        self.text += put
        return wire.ReplyText(keep=at, put=put)

    def _erase(self) -> wire.ReplyText | None:
        if not self.text:
            return None
        self.text = self.text[:-1]
        return wire.ReplyText(keep=len(self.text), put="")

    def _begins(self) -> bool:
        before = self.text.rstrip(" ")
        return not before or (before[-1] in ENDS and before != self.text) or before[-1] == "\n"
