"""What the organisations of the demonstration publish: mornings and afternoons of nobody real."""

from datetime import timedelta

from ..core.agenda.permanences import Permanence
from ..core.agenda.wall import Hours, day_of
from . import permanences
from .database import Store

MORNING, AFTERNOON = Hours(9 * 60, 12 * 60), Hours(14 * 60, 17 * 60)
WORKING_DAYS = frozenset(range(5))
PUBLISHED = (
    ("msa", WORKING_DAYS, MORNING, "account-conseil-msa"),
    ("msa", frozenset({1, 3}), AFTERNOON, "account-conseil-msa"),
    ("mission-locale", frozenset({2}), AFTERNOON, "account-conseil-missionlocale"),
)


async def publish(store: Store, now: float) -> None:
    """Write what is missing. Slots are offered once a kiosk is in service."""
    monday = day_of(now) - timedelta(days=day_of(now).weekday())
    async with store.writing() as tx:
        for number, (organisation, days, hours, account) in enumerate(PUBLISHED, 1):
            known = Permanence(
                f"permanence-demo-{number}",
                organisation,
                days,
                hours,
                monday,
                counsellors=frozenset({account}),
            )
            if await permanences.by_id(tx, known.id) is None:
                await permanences.publish(tx, known)
