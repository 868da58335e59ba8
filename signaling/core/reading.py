"""What each role reads of an appointment once it is handed over. Pure.

The mairie and the host need to know who comes, when, where; why they come belongs to the
organisation. What a role may not read never leaves the desk: a page cannot show it by mistake.
"""

from .person import Role

RECEPTION = frozenset({"birth_date", "papers", "needs", "language", "kiosk_language"})
"How somebody is found and received."
OF_RESIDENT: dict[Role, frozenset[str]] = {
    # To correct what it wrote, to print the slip, to call back. Never why they come.
    Role.SECRETARY: frozenset({"name", "first_name", "telephone", "email"}) | RECEPTION,
    Role.HOST: frozenset({"name", "first_name", "kiosk_language"}),
    Role.COUNSELLOR: frozenset({"name", "first_name", "telephone", "motive"}) | RECEPTION,
    Role.SUPERVISOR: frozenset(),
    Role.TECHNICIAN: frozenset(),
    Role.ADMINISTRATOR: frozenset(),
}
"Fields of the resident, by the names of the table's columns."
EVERY = frozenset().union(*OF_RESIDENT.values())


def readable(roles: frozenset[Role]) -> frozenset[str]:
    """What somebody with these roles reads of an appointment that they may see."""
    return frozenset().union(*(OF_RESIDENT[role] for role in roles))
