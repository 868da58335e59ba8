"""Which screen is which: the face on one, the document on the other, or both on one.

Pure. A role goes with a screen, so that it survives a swap, an unplug and a return: with what the
screen says of itself (its EDID: maker, model, serial number), whatever it is plugged into; a screen
that says nothing, or the same as another one, is known by its connector.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum


class Role(StrEnum):
    FACE = "face"
    DOCUMENT = "document"
    SHARED = "shared"
    "Both on the only screen."


@dataclass(frozen=True)
class Roles:
    face: str | None = None
    "Name of the screen that holds the face, from settings or from the first time."
    document: str | None = None

    def known_as(self, marks: Mapping[str, str]) -> "Roles":
        """Settings name connectors; from the first time it is the screen itself that has the role.

        `marks`: that of each connector, by :func:`marked`.
        """
        face, document = (marks.get(role or "", role) for role in (self.face, self.document))
        return Roles(face, document)

    def learn(self, screens: list[str]) -> "Roles":
        """Give the roles that nobody has yet to the screens that are there, in their order."""
        roles = self
        for name in screens:
            if roles.face is None and name != roles.document:
                roles = replace(roles, face=name)
            elif roles.document is None and name != roles.face:
                roles = replace(roles, document=name)
        return roles

    def assign(self, screens: list[str]) -> dict[Role, str]:
        """Role by screen, for what is plugged in now; empty without any screen."""
        if not screens:
            return {}
        if len(screens) == 1:
            return {Role.SHARED: screens[0]}
        face = self.face if self.face in screens else None
        document = self.document if self.document in screens and self.document != face else None
        left = [name for name in screens if name not in (face, document)]
        face = face or left.pop(0)
        return {Role.FACE: face, Role.DOCUMENT: document or left.pop(0)}


@dataclass(frozen=True)
class Plugged:
    """A screen that is there."""

    name: str
    "Of its connector."
    maker: str = ""
    model: str = ""
    serial: str = ""


def marked(screens: Iterable[Plugged]) -> dict[str, str]:
    """What each is known by, by its connector, in the same order."""
    there = list(screens)
    said = {one.name: " ".join((one.maker, one.model, one.serial)).strip() for one in there}
    twins = Counter(said.values())
    return {
        one.name: said[one.name] if one.serial and twins[said[one.name]] == 1 else one.name
        for one in there
    }
