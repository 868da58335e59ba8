"""French spaces: a colon, a question mark or an hour never starts a line alone.

Lexique des règles typographiques en usage à l'Imprimerie nationale, "Ponctuation".
"""

import re

BEFORE = re.compile(r" (?=[:;?!»])")
AFTER = re.compile(r"(?<=«) ")
HOUR = re.compile(r"(?<=\d) h(?: (?=\d\d))?\b")


def typeset(french: str) -> str:
    """The same sentence, its spaces unbreakable where French wants them so."""
    glued = AFTER.sub("\N{NBSP}", BEFORE.sub("\N{NBSP}", french))
    return HOUR.sub(lambda found: found[0].replace(" ", "\N{NBSP}"), glued)
