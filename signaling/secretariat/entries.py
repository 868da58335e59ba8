"""One line of a form at a time: a name, a telephone, a day, as people write them."""

import re
from collections.abc import Callable, Container
from datetime import date, time

from ..core.nir import holds_nir
from ..pages.forms import sentence, tidy

OVERSEAS = ("262", "590", "594", "596")
"Réunion and Mayotte, Guadeloupe, Guyane, Martinique: +262 262 12 34 56 is 02 62 12 34 56."
# WHATWG HTML, "valid e-mail address": what browsers accept, no header can be made of it.
EMAIL = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
    r"(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)+"
)
OLDEST = 1900


def line(missing: str, longest: int) -> Callable[[str], str]:
    def check(text: str) -> str:
        kept = tidy(text)
        if not kept:
            raise sentence(missing)
        return short(kept, longest)

    return check


def short(text: str, longest: int) -> str:
    kept = tidy(text)
    if len(kept) > longest:
        raise sentence(f"C’est trop long : {longest} caractères au plus.")
    return kept


def without_nir(text: str) -> str:
    if holds_nir(text):
        raise sentence("N’écrivez pas de numéro de sécurité sociale : il n’est pas nécessaire.")
    return text


def language_of(code: str, offered: Container[str]) -> str:
    """Of the kiosk, or none. One whose mark was taken back meanwhile is told, not silently left
    for French."""
    if code and code not in offered:
        raise sentence("Cette langue n’est plus proposée : choisissez-en une autre.")
    return code


def telephone(text: str) -> str:
    """``06 12 34 56 78``, from any usual way of writing it; empty if the person has none."""
    digits = re.sub(r"[\s.\-/()_]", "", tidy(text).replace("(0)", ""))
    if not digits:
        return ""
    national = _national(digits)
    if not re.fullmatch(r"0[1-9]\d{8}", national):
        raise sentence("Un numéro français a 10 chiffres, comme 06 12 34 56 78.")
    return " ".join(national[at : at + 2] for at in range(0, 10, 2))


def _national(digits: str) -> str:
    international = re.sub(r"^00", "+", digits)
    for prefix in OVERSEAS:
        if re.fullmatch(rf"\+{prefix}0?\d{{9}}", international):
            return "0" + international[-9:]
    return re.sub(r"^\+33", "", international).zfill(10) if international[:3] == "+33" else digits


def email(text: str) -> str:
    kept = tidy(text)
    if kept and (len(kept) > 254 or not EMAIL.fullmatch(kept)):
        raise sentence("Écrivez l’adresse comme prenom.nom@exemple.fr.")
    return kept


def birth(text: str, today: date) -> str:
    """ISO 8601."""
    day = read_day(text)
    if day is None:
        raise sentence("Écrivez la date de naissance, comme 24/11/1958.")
    if not date(OLDEST, 1, 1) <= day <= today:
        raise sentence("Cette date de naissance n’est pas possible.")
    return day.isoformat()


def read_day(text: str) -> date | None:
    """``2026-11-24`` as browsers send it, ``24/11/2026``, ``24.11.26``."""
    parts = re.split(r"[-/. ]+", tidy(text))
    if len(parts) != 3 or not all(part.isascii() and part.isdigit() for part in parts):
        return None
    year, month, day = map(int, parts if len(parts[0]) == 4 else reversed(parts))
    try:
        return date(year + 2000 if year < 100 else year, month, day)
    except ValueError:
        return None


def read_hour(text: str) -> time | None:
    """``14:30`` as browsers send it, ``14h30``, ``14 h``, ``9.05``."""
    match = re.fullmatch(r"([0-9]{1,2}) ?(?:[:hH.] ?([0-9]{2})?(?::[0-9]{2})?)?", tidy(text))
    if match is None:
        return None
    hour, minute = int(match[1]), int(match[2] or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None
