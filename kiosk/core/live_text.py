"""What the counsellor writes to the resident, letter by letter, as the kiosk holds it. Pure.

Nothing of it is kept: it goes with the call.
"""

import unicodedata

from signaling import protocol as wire

NOT_WRITTEN = frozenset({"Cc", "Cs", "Co", "Cn"})
"Categories of what no screen can show: controls, halves of pairs, what Unicode does not know."


class LiveText:
    def __init__(self) -> None:
        self.text = ""
        self.n = -1
        "Of the last message heard."

    def hear(self, message: wire.LiveText) -> bool:
        """False, and nothing changes, where what comes before it never came."""
        if message.at > len(self.text):
            return False
        # One for one: positions count characters.
        put = "".join(_shown(letter) for letter in message.put)
        self.text = (self.text[: message.at] + put)[: wire.MAX_LIVE_TEXT]
        self.n = message.n
        return True

    def forget(self) -> None:
        self.text, self.n = "", -1


def _shown(letter: str) -> str:
    if letter == "\n" or unicodedata.category(letter) not in NOT_WRITTEN:
        return letter
    return " "
