"""What each role reads of an appointment once it is handed over. Pure.

The mairie and the host need to know who comes, when, where; why they come belongs to the
organisation. What a role may not read never leaves the desk: a page cannot show it by mistake.
"""

from .person import Role

OF_RESIDENT: dict[Role, frozenset[str]] = {
    Role.SECRETARY: frozenset({"name", "first_name", "telephone"}),
    Role.HOST: frozenset({"name", "first_name"}),
    Role.COUNSELLOR: frozenset({"name", "first_name", "telephone", "motive"}),
    Role.SUPERVISOR: frozenset(),
    Role.TECHNICIAN: frozenset(),
    Role.ADMINISTRATOR: frozenset(),
}
"Fields of the resident, by the names of the table's columns."


def readable(roles: frozenset[Role]) -> frozenset[str]:
    """What somebody with these roles reads of an appointment that they may see."""
    return frozenset().union(*(OF_RESIDENT[role] for role in roles))
