"""The reply pad of this kiosk: what the counsellor opens, what hands write, what the screens show.

While it is closed, no hand is heard: the screens have no key, and the keyboard is not even open.
"""

from collections.abc import Callable
from typing import Any

from signaling import protocol as wire

from .core.azerty import Azerty
from .core.reply_pad import ReplyPad, rows
from .core.scene import VoiceLine
from .core.sentences import FRENCH, Language
from .display import Display
from .hardware import Hardware
from .languages import languages


class Replying:
    """One per visit. `say` goes to the console, on the data channel; `read` to the voice."""

    def __init__(
        self,
        hardware: Hardware,
        display: Display,
        say: Callable[[wire.Message], None],
        read: Callable[[VoiceLine], None],
    ) -> None:
        self._hardware, self._display, self._say, self._read = hardware, display, say, read
        self.pad = ReplyPad(hardware.touch, hardware.keyboard.enrolled)

    def hear(self, message: wire.ReplyPad) -> None:
        """On hold none is opened: nobody would read it."""
        opens = message.open and not self._hardware.outgoing.held
        if self.pad.ask(opens, self._display.language):
            self._turn()
        else:
            self.tell()

    def close(self) -> None:
        """On hold, at the call's end, and with the visit: what was written goes."""
        if self.pad.ask(False):
            self._turn()

    def renew(self) -> None:
        """Another channel."""
        self.tell()
        if (said := self.pad.whole()) is not None:
            self._say(said)

    def tell(self) -> None:
        self._say(self.pad.state())

    def _turn(self) -> None:
        if self.pad.open:
            azerty = Azerty()
            self._display.typed = lambda key: self._wrote(self.pad.touched(key))
            self._hardware.keyboard.listen(lambda code, value: self._typed(azerty.key(code, value)))
            self._read(self._line())
        else:
            self._display.typed = lambda _: None
            self._hardware.keyboard.leave()
        self._show()
        self.tell()

    def _typed(self, key: str | None) -> None:
        if key is not None:
            self._wrote(self.pad.typed(key))

    def _wrote(self, said: wire.ReplyText | None) -> None:
        if said is not None:
            self._show()
            self._say(said)

    def _show(self) -> None:
        self._display.show_pad(self._seen() if self.pad.open else None)

    def _seen(self) -> dict[str, Any]:
        words = self._language().sentence
        keys = rows(self.pad.language) if self.pad.touch else ()
        return {
            "text": self.pad.text,
            "prompt": words(self._key()).shown,
            "keys": [[(key.id, key.columns) for key in row] for row in keys],
            "words": {id: words(f"reply_pad.{id}").shown for id in ("erase", "space")},
        }

    def _line(self) -> VoiceLine:
        language = self._language()
        spoken = language.sentence(self._key()).spoken
        return VoiceLine(self._key(), spoken, language=language.code)

    def _key(self) -> str:
        return "reply_pad" if self.pad.touch else "reply_pad.keyboard"

    def _language(self) -> Language:
        """That of what is on the screens now."""
        known = {language.code: language for language in languages()}
        return known.get(self._display.language, FRENCH)
