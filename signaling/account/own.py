"""My account: what my roles may do, how I come in, and changing that."""

from typing import Any

from aiohttp import web

from ..auth.door import Known
from ..auth.errors import LastWayIn, StepOver, Throttled, WrongPasskey, WrongSecond
from ..auth.web import signed_in, site_of
from ..errors import NotFound
from ..keys import OFFICE, REGISTRY, WAYS
from ..pages.errors import status_of
from ..pages.forms import Reading, read
from ..pages.permissions import told
from ..pages.posted import posted
from ..pages.qr import svg
from ..pages.rooms import Notice, bad, good, room_page, see_other
from ..pages.sign_in import SAID as REFUSED
from ..pages.sign_in import asked
from ..store import accounts
from .forms import FirstCode, NewKey, NewPassword

HERE = "/compte"
SAID = {
    "manque": bad(
        "Votre rôle demande plus qu’un mot de passe. Ajoutez une clé d’accès, ou une application "
        "de codes : le reste s’ouvrira aussitôt."
    ),
    "cle": good("La clé d’accès est ajoutée. Imprimez aussi des codes de secours."),
    "cle-retiree": good("La clé d’accès est retirée."),
    "application": good("L’application est installée. Imprimez aussi des codes de secours."),
    "application-retiree": good("L’application est retirée."),
    "dernier": bad("C’est votre dernier accès : ajoutez-en un autre avant de le retirer."),
    "refusee": bad("La clé d’accès n’a pas été enregistrée. Recommencez."),
    "mot-de-passe": good("Le mot de passe est changé. Vos autres connexions sont fermées."),
}


async def show(request: web.Request) -> web.Response:
    known = signed_in(request)
    notice = SAID.get(request.query.get("dit", ""))
    return await _page(request, known, Reading(), notice)


# -- passkeys ---------------------------------------------------------------------------------


async def ask_passkey(request: web.Request) -> web.Response:
    """For passkeys.js."""
    known = signed_in(request, fresh=True)
    async with request.app[OFFICE].store.reading() as tx:
        account = await accounts.by_id(tx, known.person.account)
    if account is None:
        raise NotFound("account")
    return asked(await request.app[WAYS].ask_passkey(account, site_of(request)))


async def add_passkey(request: web.Request) -> web.Response:
    known, fields = signed_in(request, fresh=True), await posted(request)
    reading = read(NewKey, fields)
    if (form := reading.form) is None:
        return await _page(request, known, reading, status=422)
    step, answer = fields.get("asked", ""), fields.get("answer", "")
    try:
        await request.app[WAYS].add_own_passkey(known, step, answer, form.label, site_of(request))
    except (WrongPasskey, StepOver):
        return see_other(f"{HERE}?dit=refusee")
    return see_other(f"{HERE}?dit=cle")


async def ask_remove_passkey(request: web.Request) -> web.Response:
    known, id = signed_in(request, fresh=True), request.match_info["id"]
    ways = await request.app[WAYS].of(known.person)
    for key in ways.passkeys:
        if key.id == id:
            return _confirm(
                request,
                known,
                question="Retirer cette clé d’accès ?",
                about=key.label,
                consequence="Elle n’ouvrira plus votre compte. Retirez-la aussi de l’appareil.",
                yes="Oui, retirer la clé",
            )
    raise NotFound("passkey")


async def remove_passkey(request: web.Request) -> web.Response:
    known = signed_in(request, fresh=True)
    try:
        await request.app[WAYS].remove_passkey(known.person, request.match_info["id"])
    except LastWayIn:
        return see_other(f"{HERE}?dit=dernier")
    return see_other(f"{HERE}?dit=cle-retiree")


# -- an application of codes ------------------------------------------------------------------


async def begin_application(request: web.Request) -> web.Response:
    known = signed_in(request, fresh=True)
    await request.app[WAYS].begin_application(known.person)
    return see_other(f"{HERE}/application")


async def show_application(request: web.Request) -> web.Response:
    return await _application(request, signed_in(request, fresh=True), Reading())


async def confirm_application(request: web.Request) -> web.Response:
    known = signed_in(request, fresh=True)
    reading = read(FirstCode, await posted(request))
    if (form := reading.form) is None:
        return await _application(request, known, reading, status=422)
    try:
        await request.app[WAYS].confirm_application(known, form.code)
    except (WrongSecond, Throttled) as refusal:
        wrong = Reading[FirstCode]({}, {"code": REFUSED[type(refusal)]})
        return await _application(request, known, wrong, status_of(refusal))
    return see_other(f"{HERE}?dit=application")


async def ask_remove_application(request: web.Request) -> web.Response:
    return _confirm(
        request,
        signed_in(request, fresh=True),
        question="Retirer l’application de codes ?",
        about="Application de codes",
        consequence="Ses codes n’ouvriront plus votre compte.",
        yes="Oui, retirer l’application",
    )


async def remove_application(request: web.Request) -> web.Response:
    known = signed_in(request, fresh=True)
    try:
        await request.app[WAYS].remove_application(known.person)
    except LastWayIn:
        return see_other(f"{HERE}?dit=dernier")
    return see_other(f"{HERE}?dit=application-retiree")


# -- paper and password -----------------------------------------------------------------------


async def new_codes(request: web.Request) -> web.Response:
    """The only page where the codes are read, and printed."""
    known = signed_in(request, fresh=True)
    codes = await request.app[WAYS].new_codes(known.person)
    made_at = request.app[OFFICE].clock()
    values: dict[str, Any] = {"codes": codes, "made_at": made_at, "host": request.host}
    return room_page(request, "account/codes.html", known.person, here=HERE, **values)


async def show_password(request: web.Request) -> web.Response:
    return _password(request, signed_in(request, fresh=True), Reading())


async def set_password(request: web.Request) -> web.Response:
    known = signed_in(request, fresh=True)
    reading = read(NewPassword, await posted(request))
    if (form := reading.form) is None:
        return _password(request, known, reading, status=422)
    await request.app[WAYS].set_own_password(known, form.password)
    return see_other(f"{HERE}?dit=mot-de-passe")


# -- inside -----------------------------------------------------------------------------------


async def _page(
    request: web.Request,
    known: Known,
    reading: Reading[NewKey],
    notice: Notice | None = None,
    status: int = 200,
) -> web.Response:
    person = known.person
    values: dict[str, Any] = {
        "ways": await request.app[WAYS].of(person),
        "restricted": known.restricted,
        "reading": reading,
        "notice": notice,
        "duties": told(person.roles),
        "contacts": await request.app[REGISTRY].contacts(person, person.roles),
    }
    return room_page(request, "account/page.html", person, status, here=HERE, **values)


async def _application(
    request: web.Request, known: Known, reading: Reading[FirstCode], status: int = 200
) -> web.Response:
    secret = await request.app[WAYS].secret(known.person)
    if secret is None:
        return see_other(HERE)
    code = svg(secret.address, "Code QR à photographier avec l’application")
    letters = " ".join(secret.text[at : at + 4] for at in range(0, len(secret.text), 4))
    values = {"qr": code, "letters": letters, "reading": reading}
    person = known.person
    return room_page(request, "account/application.html", person, status, here=HERE, **values)


def _password(
    request: web.Request, known: Known, reading: Reading[NewPassword], status: int = 200
) -> web.Response:
    values = {"reading": reading}
    return room_page(request, "account/password.html", known.person, status, here=HERE, **values)


def _confirm(request: web.Request, known: Known, **values: str) -> web.Response:
    kept = {"action": request.path, "back": HERE, "here": HERE, "harmless": False}
    shown: dict[str, Any] = {**kept, **values}
    return room_page(request, "admin/confirm.html", known.person, **shown)
