"""The fields of a posted form, or the refusal of what is not one."""

from collections.abc import Mapping

from aiohttp import web

from ..errors import BadMessage


async def posted(request: web.Request) -> Mapping[str, str]:
    """Text fields by name, the first of each; files are left out.

    Raises :exc:`BadMessage`: aiohttp reports a broken body by ValueError (boundary, letters),
    LookupError (unknown charset) or RuntimeError (unknown transfer encoding).
    """
    try:
        fields = await request.post()
    except (ValueError, LookupError, RuntimeError):
        raise BadMessage("form") from None
    return {name: text for name in fields if isinstance(text := fields[name], str)}
