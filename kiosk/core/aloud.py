"""What the counsellor writes, read by the kiosk's voice, sentence by sentence. Pure.

A sentence is finished by its mark and a space, by the end of a line, or by a hand that rests. What
was read and then corrected is read again, from the sentence that changed.
"""

import re
from itertools import pairwise

from .language import speakable
from .scene import VoiceLine

REST_SECONDS, MARKED_SECONDS = 3.0, 1.0
"Without a key: in the middle of words, and after a mark, which a digit or a quote may follow."
VOICE = "live_text"
"The name of its lines: nobody records them, and they stay in the language that was written."
ARABIC = re.compile(r"[\u0600-\u06ff]")
END = re.compile(r"(?<!\b[A-Z])[.!?…؟]+(?=\s)|\n")
"A capital alone is an initial, or « M. »."
MARKED = re.compile(r"[.!?…؟]\s*$")


class Aloud:
    """Hand it the whole text after each key; :attr:`deadline` is as the attendant's."""

    def __init__(self) -> None:
        self.text = ""
        self._read = ""
        "The beginning of the text that was read."
        self.deadline: float | None = None

    def written(self, text: str, now: float) -> list[str]:
        """The sentences that it finished."""
        if not text.startswith(self._read):
            self._read = _whole(text, self._read)
        self.text = text
        done = [end.end() for end in END.finditer(text, len(self._read))]
        found = self._take(done[-1]) if done else []
        rest = text[len(self._read) :].strip()
        pause = MARKED_SECONDS if MARKED.search(rest) else REST_SECONDS
        self.deadline = now + pause if rest else None
        return found

    def rested(self, now: float) -> list[str]:
        if self.deadline is None or now < self.deadline:
            return []
        self.deadline = None
        return self._take(len(self.text))

    def last(self) -> str:
        """The sentence that stands last, finished or not."""
        return next(reversed(_sentences(self.text)), "")

    def _take(self, end: int) -> list[str]:
        found = _sentences(self.text[len(self._read) : end])
        self._read = self.text[:end]
        return found


def line(said: str, slow: bool = False) -> VoiceLine:
    language = "ar" if ARABIC.search(said) else "fr"
    return VoiceLine(VOICE, speakable(said), variable=True, language=language, slow=slow)


def _sentences(text: str) -> list[str]:
    starts = [0, *(end.end() for end in END.finditer(text)), len(text)]
    parts = (text[a:b].strip() for a, b in pairwise(starts))
    return [part for part in parts if any(letter.isalnum() for letter in part)]


def _whole(text: str, read: str) -> str:
    """What of `read` still stands in `text`, to the end of its last whole sentence."""
    same = next((n for n, (a, b) in enumerate(zip(text, read, strict=False)) if a != b), None)
    common = min(len(text), len(read)) if same is None else same
    ends = [end.end() for end in END.finditer(text) if end.end() <= common]
    return text[: ends[-1]] if ends else ""
