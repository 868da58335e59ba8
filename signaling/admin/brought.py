"""The forms that an organisation brings: sent here, checked, listed by their fields, withdrawn."""

from dataclasses import dataclass
from typing import Annotated, Any

from aiohttp import BodyPartReader, web
from pydantic import AfterValidator, BaseModel, ConfigDict

from ..auth.web import SETTINGS
from ..core.person import Person
from ..errors import BadMessage, NotFound, TooLarge
from ..forms.intake import LARGEST
from ..forms.library import Library
from ..forms.shelf import NotTaken, found_in
from ..keys import SHELF
from ..pages.forms import Reading, read, sentence, tidy
from ..pages.rooms import see_other
from ..secretariat.entries import line, short
from ..store.records import Organisation
from .frame import HERE, PEOPLE, allowed, confirm, organisations, tab

PATH = HERE + "/organismes/{id}/formulaires"
MOST_WORDS, LONGEST_FIELD = 8, 4000
NO_FILE = "Choisissez un fichier PDF."
MOST_READ = 4 * LARGEST
"Past it nothing is read any more; up to it, a page says that the file is too large."
KINDS = {"text": "texte", "check": "case à cocher", "radio": "choix", "choice": "liste"}


def _motives(text: str) -> str:
    found = list(dict.fromkeys(filter(None, map(tidy, text.splitlines()))))
    if len(found) > MOST_WORDS or any(len(one) > 60 for one in found):
        raise sentence(f"{MOST_WORDS} lignes au plus, de 60 caractères.")
    return "\n".join(found)


class BroughtSettings(BaseModel):
    model_config = ConfigDict(frozen=True)

    title: Annotated[str, AfterValidator(line("Écrivez le titre du formulaire.", 120))]
    number: Annotated[str, AfterValidator(lambda text: short(text, 60))]
    motives: Annotated[str, AfterValidator(_motives)]


async def show(request: web.Request) -> web.Response:
    person, body = await _asked(request)
    return await _page(request, person, body, Reading())


async def bring(request: web.Request) -> web.Response:
    person, body = await _asked(request)
    sent = await _sent(request)
    reading = read(BroughtSettings, sent.fields)
    errors = dict(reading.errors)
    if not sent.file:
        errors["pdf"] = NO_FILE
    if (form := reading.form) is not None and not errors:
        words = tuple(form.motives.splitlines())
        try:
            brought = await request.app[SHELF].bring(
                person, body.id, sent.file, form.title, form.number, words
            )
        except NotTaken as why:
            errors["pdf"] = str(why)
        else:
            return see_other(f"{_here(body)}/{brought.id}?dit=formulaire")
    refused = Reading[BroughtSettings](reading.values, errors)
    return await _page(request, person, body, refused, 422)


async def show_one(request: web.Request) -> web.Response:
    person, body = await _asked(request)
    form = await request.app[SHELF].one(person, body.id, request.match_info["form"])
    values: dict[str, Any] = {"organisation": body, "form": form, "kinds": KINDS}
    values |= {"found": found_in(form), "known": _is_known(request, form.fingerprint)}
    return tab(request, "admin/brought_form.html", f"{HERE}/lieux", **values)


async def ask_withdraw(request: web.Request) -> web.Response:
    person, body = await _asked(request)
    form = await request.app[SHELF].one(person, body.id, request.match_info["form"])
    return confirm(
        request,
        question="Retirer ce formulaire ?",
        about=form.title,
        consequence="Les conseillers ne le verront plus. Un appel qui le remplit continue.",
        yes="Oui, retirer le formulaire",
        back=_here(body),
    )


async def withdraw(request: web.Request) -> web.Response:
    person, body = await _asked(request)
    await request.app[SHELF].withdraw(person, body.id, request.match_info["form"])
    return see_other(f"{_here(body)}?dit=formulaire-retire")


ROUTES = (
    web.get(PATH, show),
    web.post(PATH, bring),
    web.get(PATH + "/{form}", show_one),
    web.get(PATH + "/{form}/retirer", ask_withdraw),
    web.post(PATH + "/{form}/retirer", withdraw),
)


@dataclass(frozen=True)
class _Sent:
    fields: dict[str, str]
    file: bytes


async def _sent(request: web.Request) -> _Sent:
    """Read part by part: a form is larger than what other pages may post.

    Raises :exc:`BadMessage` or :exc:`TooLarge`.
    """
    fields: dict[str, str] = {}
    file = b""
    try:
        async for part in await request.multipart():
            if not isinstance(part, BodyPartReader):
                raise BadMessage("form")
            if part.name == "pdf":
                file = (await _bounded(part, MOST_READ))[: LARGEST + 1]
            elif part.name in BroughtSettings.model_fields:
                fields[part.name] = (await _bounded(part, LONGEST_FIELD)).decode()
    except (ValueError, LookupError, RuntimeError, AssertionError):
        raise BadMessage("form") from None
    return _Sent(fields, file)


async def _bounded(part: BodyPartReader, most: int) -> bytes:
    data = bytearray()
    while piece := await part.read_chunk():
        data += piece
        if len(data) > most:
            raise TooLarge("form")
    return bytes(data)


async def _asked(request: web.Request) -> tuple[Person, Organisation]:
    person, id = allowed(request, *PEOPLE), request.match_info["id"]
    for body in await organisations(request, person):
        if body.id == id:
            return person, body
    raise NotFound("organisation")


def _is_known(request: web.Request, fingerprint: str) -> bool:
    """The library has better words for it."""
    return Library(request.app[SETTINGS].forms_dir).mapping(fingerprint) is not None


async def _page(
    request: web.Request,
    person: Person,
    body: Organisation,
    reading: Reading[BroughtSettings],
    status: int = 200,
) -> web.Response:
    values: dict[str, Any] = {
        "organisation": body,
        "reading": reading,
        "forms": await request.app[SHELF].brought(person, body.id),
        "library": Library(request.app[SETTINGS].forms_dir).of(body.id),
    }
    return tab(request, "admin/brought.html", f"{HERE}/lieux", status, **values)


def _here(body: Organisation) -> str:
    return f"{HERE}/organismes/{body.id}/formulaires"
