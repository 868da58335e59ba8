"""Which screen is which: the face on one, the document on the other, or both on one.

Pure. A role goes with the name of a screen, so that it survives a swap, an unplug and a return.
"""

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
