"""Recovery codes: ten on a sheet of paper, each good once. Pure but for chance."""

import secrets
import unicodedata

from .tokens import hash_of

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
"Without the letters and figures that are taken for one another (i, l, o, 0, 1)."
HOW_MANY = 10


def in_groups(length: int = 16) -> str:
    """Groups of four: 79 bits in sixteen letters, easy to copy by hand."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(length))
    return "-".join(letters[at : at + 4] for at in range(0, length, 4))


def new_codes() -> list[str]:
    return [in_groups() for _ in range(HOW_MANY)]


def hash_of_code(typed: str) -> str:
    """However it was typed: capitals, spaces, any dash."""
    plain = unicodedata.normalize("NFKC", typed).lower()
    # 79 random bits cannot be searched: a plain digest is enough, as for tokens.
    return hash_of("".join(letter for letter in plain if letter in ALPHABET))
