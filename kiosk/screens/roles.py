"""Which screen is which: the face on one, the document on the other, or both on one.

Pure. A role goes with a screen, so that it survives a swap, an unplug, a return and a start: with
what the screen says of itself (:mod:`devices.edid`), whatever it is plugged into; one that says
nothing, or the same as another one, is known by its connector.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from devices import edid


class Role(StrEnum):
    FACE = "face"
    DOCUMENT = "document"
    SHARED = "shared"
    "Both on the only screen."


@dataclass(frozen=True)
class Roles:
    face: str | None = None
    "The screen that holds the face, as it is written, from settings or from the first time."
    document: str | None = None

    def known_as(self, screens: Iterable[str]) -> "Roles":
        """Settings may name connectors, and screens move: those that are there, by their name now.

        One that is not there keeps the name it had.
        """
        face, document = edid.meant((self.face, self.document), screens)
        return Roles(face or self.face, document or self.document)

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
    mark: str = ""
    "What the kernel read of it; :attr:`devices.edid.Edid.mark`."
    maker: str = ""
    "What the display says of it, where the kernel knows nothing."
    model: str = ""
    serial: str = ""


def marked(screens: Iterable[Plugged]) -> dict[str, str]:
    """How each is written, by its connector, in the same order."""
    return {one.name: edid.written(one.mark or _said(one), one.name) for one in screens}


def _said(screen: Plugged) -> str:
    return " ".join((screen.maker, screen.model, screen.serial)).strip() if screen.serial else ""
