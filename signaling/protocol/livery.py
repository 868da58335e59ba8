"""The community's name, colour and logo, which its kiosks show; of nobody in particular.

A kiosk keeps them, to show them when its link is away.
"""

from typing import Annotated, Literal

from pydantic import Field

from .base import Message, Sha256, Text

MAX_LOGO_BYTES = 200_000

__all__ = ["MAX_LOGO_BYTES", "Livery", "LogoFile"]

Colour = Annotated[str, Field(pattern=r"^#[0-9a-f]{6}$")]


class LogoFile(Message):
    """``GET /logo.png``: PNG, of no more than 1600 by 800 pixels."""

    sha256: Sha256
    size: Annotated[int, Field(ge=1, le=MAX_LOGO_BYTES)]


class Livery(Message):
    """Said after the welcome, and again when something changes; absent is none."""

    type: Literal["livery"] = "livery"
    name: Text | None = None
    colour: Colour | None = None
    "As it was chosen: the kiosk makes a shade of it that can be read."
    logo: LogoFile | None = None
