"""The letters with which a form is filled: Atkinson Hyperlegible, carried in the PDF itself.

Each form brings its own fonts, often without accents, sometimes only as a name. What is written
here looks alike in every reader and on paper. One simple TrueType font (ISO 32000-1, 9.6.3) in
WinAnsiEncoding; letters that it lacks (ł, ș...) take codes that it does not use.

:func:`lettering` reads the font's file once, before the sandbox closes.
"""

import io
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import pikepdf
from PIL import ImageFont

FONT = (
    Path(__file__).parents[1] / "screens" / "assets" / "fonts" / "AtkinsonHyperlegible-Regular.ttf"
)
ASCENT, DESCENT, CAPITAL = 0.95, -0.29, 0.668
"Parts of the size: the font's own."
EM = 1000
SMALL = 20
"Pixels: large enough to tell a letter from the mark of one that the font lacks."
MORE = "".join(map(chr, range(0x100, 0x180))) + "ȘșȚțẞ−‒―′″№"
"Letters past WinAnsi that names and places of Europe are written with."
FREE_CODES = (*range(1, 9), *range(14, 32), 127, 129, 141, 143, 144, 157)
NONSYMBOLIC = 32
UNKNOWN = "?"


@dataclass(frozen=True)
class Lettering:
    """What of the font a form needs: its bytes, and how wide each letter is."""

    file: bytes
    widths: dict[str, float]
    "In thousandths of the size, by letter that the font has."

    def has(self, letter: str) -> bool:
        return letter in self.widths


@lru_cache(maxsize=1)
def lettering() -> Lettering:
    file = FONT.read_bytes()
    font = ImageFont.truetype(io.BytesIO(file), EM, layout_engine=ImageFont.Layout.BASIC)
    small = font.font_variant(size=SMALL)
    missing = bytes(small.getmask("\uffff"))
    candidates = [code.decode("cp1252", "ignore") for code in (bytes([n]) for n in range(32, 256))]
    letters = {one for one in (*candidates, *MORE) if one}
    widths = {
        letter: font.getlength(letter)
        for letter in sorted(letters)
        if letter.isspace() or bytes(small.getmask(letter)) != missing
    }
    return Lettering(file, widths)


@dataclass
class Hand:
    """Writes in one document: gives codes to letters, and in the end the font's dictionary."""

    letters: Lettering = field(default_factory=lettering)
    _codes: dict[str, int] = field(default_factory=dict)
    "Of letters past WinAnsi."

    def spell(self, text: str) -> str:
        """The same with what the font has: without an accent that it lacks, else a mark."""
        return "".join(self._letter(sign) for sign in unicodedata.normalize("NFC", text))

    def _letter(self, sign: str) -> str:
        if self.letters.has(sign) and self._code(sign) is not None:
            return sign
        if unicodedata.combining(sign):
            return ""
        bare = "".join(
            one for one in unicodedata.normalize("NFKD", sign) if not unicodedata.combining(one)
        )
        fits = bare and all(self.letters.has(one) and _winansi(one) for one in bare)
        return bare if fits else UNKNOWN

    def _code(self, sign: str) -> int | None:
        common = _winansi(sign)
        if common is not None:
            return common
        if sign not in self._codes and len(self._codes) < len(FREE_CODES):
            self._codes[sign] = FREE_CODES[len(self._codes)]
        return self._codes.get(sign)

    def width(self, text: str) -> float:
        """Of a spelled text, in parts of the size."""
        return sum(self.letters.widths[sign] for sign in text) / EM

    def codes(self, text: str) -> bytes:
        """Of a spelled text, as a string of a content stream (ISO 32000-1, 7.3.4.3)."""
        return b"<" + bytes(self._code(sign) or 0x3F for sign in text).hex().encode() + b">"

    def font(self, document: pikepdf.Pdf) -> Any:
        """Made last: it knows then which letters were written."""
        by_code = {code: sign for sign, code in self._codes.items()}
        for code in range(32, 256):
            sign = bytes([code]).decode("cp1252", "ignore")
            by_code.setdefault(code, sign)
        widths = [round(self.letters.widths.get(by_code.get(code, ""), 0)) for code in range(256)]
        descriptor = pikepdf.Dictionary(
            Type=pikepdf.Name.FontDescriptor,
            FontName=pikepdf.Name("/AtkinsonHyperlegible-Regular"),
            Flags=NONSYMBOLIC,
            FontBBox=[-200, -300, 1300, 1000],
            ItalicAngle=0,
            Ascent=round(ASCENT * EM),
            Descent=round(DESCENT * EM),
            CapHeight=round(CAPITAL * EM),
            StemV=80,
            FontFile2=document.make_indirect(
                document.make_stream(self.letters.file, Length1=len(self.letters.file))
            ),
        )
        return document.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Font,
                Subtype=pikepdf.Name.TrueType,
                BaseFont=pikepdf.Name("/AtkinsonHyperlegible-Regular"),
                FirstChar=0,
                LastChar=255,
                Widths=pikepdf.Array(widths),
                FontDescriptor=document.make_indirect(descriptor),
                Encoding=self._encoding(),
            )
        )

    def _encoding(self) -> Any:
        if not self._codes:
            return pikepdf.Name.WinAnsiEncoding
        differences = pikepdf.Array()
        for sign, code in sorted(self._codes.items(), key=lambda one: one[1]):
            differences.append(code)
            # Adobe Glyph List, 2: uniXXXX names a letter by its code point.
            differences.append(pikepdf.Name(f"/uni{ord(sign):04X}"))
        return pikepdf.Dictionary(
            Type=pikepdf.Name.Encoding,
            BaseEncoding=pikepdf.Name.WinAnsiEncoding,
            Differences=differences,
        )


def _winansi(sign: str) -> int | None:
    try:
        code = sign.encode("cp1252")[0]
    except UnicodeEncodeError:
        return None
    return code if code >= 32 else None
