"""The file of school holidays and closed days: the product's, or the administrator's own."""

from pathlib import Path

from ..core.agenda.days import BadCalendar, Calendar, read_calendar

PRODUCT = Path(__file__).parent / "calendar.toml"


def load(path: Path | None, zone: str) -> Calendar:
    """Raises :exc:`BadCalendar`, whose words name the file."""
    file = path or PRODUCT
    try:
        return read_calendar(file.read_text(encoding="utf-8"), zone)
    except (OSError, UnicodeDecodeError) as error:
        raise BadCalendar(f"{file} : ce fichier ne se lit pas ({type(error).__name__}).") from None
    except BadCalendar as error:
        raise BadCalendar(f"{file} : {error}") from None
