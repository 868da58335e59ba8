"""The way in, the way out, and home: each role has its page."""

import re
from typing import Annotated, Any

from aiohttp import web
from pydantic import AfterValidator, BaseModel

from ..auth.errors import Crowded, Throttled, WrongPassword
from ..auth.web import COOKIE, DOOR, address_of, clear_cookie, person_of, set_cookie
from ..errors import Refusal
from .errors import status_of
from .forms import Reading, read, sentence, tidy
from .posted import posted
from .rendering import page
from .rooms import home_of, see_other

SAID = {
    WrongPassword: "L’identifiant ou le mot de passe n’est pas le bon. Vérifiez les deux.",
    Throttled: "Trop d’essais. Attendez quelques minutes, puis recommencez.",
    Crowded: "Beaucoup de personnes se connectent. Recommencez dans un instant.",
}


def _login(text: str) -> str:
    if not (kept := tidy(text)):
        raise sentence("Écrivez votre identifiant.")
    return kept


def _password(text: str) -> str:
    if not text:
        raise sentence("Écrivez votre mot de passe.")
    return text


class SignIn(BaseModel):
    login: Annotated[str, AfterValidator(_login)]
    password: Annotated[str, AfterValidator(_password)]


async def home(request: web.Request) -> web.Response:
    person = person_of(request)
    return see_other("/connexion" if person is None else home_of(person))


async def show(request: web.Request) -> web.Response:
    person = person_of(request)
    if person is not None and home_of(person) != "/connexion":
        return see_other(home_of(person))
    reading: Reading[SignIn] = Reading()
    return _page(request, reading, next=inside(request.query.get("suite", "")))


async def sign_in(request: web.Request) -> web.Response:
    fields = await posted(request)
    next = inside(fields.get("suite"))
    reading = read(SignIn, fields)
    if reading.form is None:
        return _page(request, reading, status=422, next=next)
    try:
        person, token = await request.app[DOOR].sign_in(
            reading.form.login, reading.form.password, address_of(request)
        )
    except (WrongPassword, Throttled, Crowded) as refusal:
        return _page(request, reading, refusal, status=status_of(refusal), next=next)
    if before := request.cookies.get(COOKIE):
        await request.app[DOOR].sign_out(before)  # a shared computer: nobody stays in behind
    answer = see_other(next or home_of(person))
    set_cookie(answer, token)
    return answer


async def sign_out(request: web.Request) -> web.Response:
    if token := request.cookies.get(COOKIE):
        await request.app[DOOR].sign_out(token)
    answer = see_other("/connexion?sortie=1")
    clear_cookie(answer)
    return answer


def inside(path: Any) -> str:
    """`path` if it is a page of ours, never an address elsewhere (open redirect)."""
    plain = path.partition("?")[0] if isinstance(path, str) else ""
    return plain if re.fullmatch(r"/[A-Za-z0-9_-][A-Za-z0-9_/-]*", plain) else ""


def _page(
    request: web.Request,
    reading: Reading[SignIn],
    refusal: Refusal | None = None,
    status: int = 200,
    next: str = "",
) -> web.Response:
    return page(
        request,
        "pages/sign_in.html",
        status,
        reading=reading,
        sentence="" if refusal is None else SAID[type(refusal)],
        throttled=isinstance(refusal, Throttled | Crowded),
        signed_out="sortie" in request.query,
        next=next,
    )
