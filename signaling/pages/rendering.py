"""Templates: one environment, autoescaped; each room keeps its own beside its handlers."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import aiohttp_jinja2
import jinja2
from aiohttp import web

from . import dates, words
from .typography import typeset

ROOMS = ("pages", "secretariat", "host", "admin", "account", "agenda", "help")
FILTERS: dict[str, Callable[..., str]] = {
    "hour": dates.hour,
    "day": dates.day,
    "iso": dates.iso,
    "date": dates.date,
    "stamp": dates.stamp,
    "typeset": typeset,
}


def setup(app: web.Application) -> None:
    here = Path(__file__).parent.parent
    loaders = {room: jinja2.FileSystemLoader(here / room / "templates") for room in ROOMS}
    templates = aiohttp_jinja2.setup(
        app,
        loader=jinja2.PrefixLoader(loaders),
        filters=FILTERS,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.globals.update(person=None, place="", rooms=(), here="")
    templates.globals.update(rings=(), late="", in_console=False)
    templates.globals.update(calls=words.CALL)


def page(request: web.Request, template: str, status: int = 200, **values: Any) -> web.Response:
    """An HTML answer that no browser keeps: it may show a resident's name."""
    html = aiohttp_jinja2.render_string(template, request, values)
    headers = {"Cache-Control": "no-store"}
    return web.Response(text=html, status=status, content_type="text/html", headers=headers)
