"""The way in, the way out, and home: each role has its page."""

import json
import re
from typing import Annotated, Any

from aiohttp import web
from pydantic import AfterValidator, BaseModel

from ..auth.door import Entered, Halfway
from ..auth.errors import (
    Crowded,
    NotFresh,
    StepOver,
    Throttled,
    WrongPasskey,
    WrongPassword,
    WrongSecond,
)
from ..auth.second import Question
from ..auth.web import (
    COOKIE,
    DOOR,
    address_of,
    clear_cookie,
    person_of,
    set_cookie,
    site_of,
)
from ..errors import Refusal
from ..keys import SECOND, SETTLEMENT
from .errors import status_of
from .forms import Reading, read, sentence, tidy
from .posted import posted
from .rendering import page
from .rooms import home_of, see_other

SAID = {
    WrongPassword: "L’identifiant ou le mot de passe n’est pas le bon. Vérifiez les deux.",
    Throttled: "Trop d’essais. Attendez quelques minutes, puis recommencez.",
    Crowded: "Beaucoup de personnes se connectent. Recommencez dans un instant.",
    WrongPasskey: "Cette clé d’accès n’a pas été reconnue. Recommencez, ou entrez autrement.",
    WrongSecond: "Ce code n’est pas le bon, ou il a déjà servi. Attendez le suivant.",
    StepOver: "Cette étape a expiré. Recommencez la connexion.",
    NotFresh: "Pour changer vos accès, connectez-vous de nouveau.",
}
WAITS = (Throttled, Crowded, NotFresh)


def _login(text: str) -> str:
    if not (kept := tidy(text)):
        raise sentence("Écrivez votre identifiant.")
    return kept


def _password(text: str) -> str:
    if not text:
        raise sentence("Écrivez votre mot de passe.")
    return text


def _code(text: str) -> str:
    if not (kept := tidy(text)):
        raise sentence("Écrivez le code.")
    return kept[:80]


class SignIn(BaseModel):
    login: Annotated[str, AfterValidator(_login)]
    password: Annotated[str, AfterValidator(_password)]


class SecondStep(BaseModel):
    code: Annotated[str, AfterValidator(_code)]


async def home(request: web.Request) -> web.Response:
    person = person_of(request)
    return see_other("/connexion" if person is None else home_of(person))


async def show(request: web.Request) -> web.Response:
    person, again = person_of(request), "confirmer" in request.query
    stays = again or "prolonger" in request.query
    if person is not None and home_of(person) != "/connexion" and not stays:
        return see_other(home_of(person))
    reading: Reading[SignIn] = Reading()
    why = NotFresh() if again and person is not None else None
    return await _page(request, reading, why, next=inside(request.query.get("suite", "")))


async def sign_in(request: web.Request) -> web.Response:
    fields = await posted(request)
    next = inside(fields.get("suite"))
    reading = read(SignIn, fields)
    if reading.form is None:
        return await _page(request, reading, status=422, next=next)
    try:
        found = await request.app[DOOR].sign_in(
            reading.form.login, reading.form.password, address_of(request)
        )
    except (WrongPassword, Throttled, Crowded) as refusal:
        return await _page(request, reading, refusal, status=status_of(refusal), next=next)
    if isinstance(found, Halfway):
        return await _second_page(request, Reading(), found.step, next)
    return await come_in(request, found, next)


async def show_second(request: web.Request) -> web.Response:
    """That page is the answer to a password; its address alone leads back to the beginning."""
    return see_other("/connexion")


async def second(request: web.Request) -> web.Response:
    """The code that follows the password."""
    fields = await posted(request)
    next, step = inside(fields.get("suite")), fields.get("step", "")
    reading = read(SecondStep, fields)
    if reading.form is None:
        return await _second_page(request, reading, step, next, status=422)
    try:
        found = await request.app[SECOND].by_code(step, reading.form.code, address_of(request))
    except StepOver as refusal:
        return await _page(request, Reading(), refusal, status=status_of(refusal), next=next)
    except (WrongSecond, Throttled) as refusal:
        blank: Reading[SecondStep] = Reading()
        return await _second_page(request, blank, step, next, refusal, status_of(refusal))
    return await come_in(request, found, next)


async def ask_passkey(request: web.Request) -> web.Response:
    """For passkeys.js: the question, to any key or to those of whom is half way."""
    step = (await posted(request)).get("step", "")
    question = await request.app[SECOND].ask(site_of(request), address_of(request), step)
    return asked(question)


async def passkey(request: web.Request) -> web.Response:
    fields = await posted(request)
    next, answer = inside(fields.get("suite")), fields.get("answer", "")
    try:
        found = await request.app[SECOND].by_passkey(
            fields.get("asked", ""), answer, site_of(request), address_of(request)
        )
    except (WrongPasskey, StepOver, Throttled) as refusal:
        return await _page(request, Reading(), refusal, status=status_of(refusal), next=next)
    return await come_in(request, found, next)


async def come_in(request: web.Request, found: Entered, next: str = "") -> web.Response:
    """The cookie of a new session, and the page that was wanted."""
    if before := request.cookies.get(COOKIE):
        await request.app[DOOR].sign_out(before)  # a shared computer: nobody stays in behind
    answer = see_other(next or home_of(found.person))
    set_cookie(answer, found.token)
    return answer


def asked(question: Question) -> web.Response:
    body = {"asked": question.step, "options": json.loads(question.options)}
    return web.json_response(body)


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


async def _page(
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
        throttled=isinstance(refusal, WAITS),
        signed_out="sortie" in request.query,
        chosen="choisi" in request.query,
        longer="prolonger" in request.query,
        house=await request.app[SETTLEMENT].house(),
        next=next,
    )


async def _second_page(
    request: web.Request,
    reading: Reading[SecondStep],
    step: str,
    next: str,
    refusal: Refusal | None = None,
    status: int = 200,
) -> web.Response:
    try:
        offers = await request.app[SECOND].offers(step)
    except StepOver as over:
        return await _page(request, Reading(), over, status=status_of(over), next=next)
    return page(
        request,
        "account/second.html",
        status,
        reading=reading,
        sentence="" if refusal is None else SAID[type(refusal)],
        waits=isinstance(refusal, WAITS),
        offers=offers,
        step=step,
        next=next,
    )
