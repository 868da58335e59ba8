"""The session cookie, and what a handler asks of a request.

Call :func:`install` once on the application; then, in any handler::

    person = require(request, Role.SECRETARY)
"""

from collections.abc import Awaitable, Callable
from ipaddress import ip_address
from urllib.parse import urlsplit

from aiohttp import web

from ..core.person import Person, Role
from ..errors import NotSignedIn
from ..settings import Settings
from .door import Door, Known
from .errors import ForeignOrigin, NotFresh, SecondMissing, WrongRole
from .passkeys import Site

COOKIE = "__Host-visavis"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})

DOOR: web.AppKey[Door] = web.AppKey("door", Door)
SETTINGS: web.AppKey[Settings] = web.AppKey("settings", Settings)

NAMES: web.AppKey[frozenset[str]] = web.AppKey("names", frozenset)
"Under which the server may be reached, in lower case, without brackets or port."

PERSON: web.RequestKey[Person] = web.RequestKey("person", Person)
KNOWN: web.RequestKey[Known] = web.RequestKey("known", Known)

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def person_of(request: web.Request) -> Person | None:
    """Who is signed in, or none."""
    return request.get(PERSON)


def require(request: web.Request, *roles: Role) -> Person:
    """Who is signed in, with at least one of `roles` (any role when none is given).

    Raises :exc:`NotSignedIn`, :exc:`SecondMissing` or :exc:`WrongRole`; the error pages answer
    them.
    """
    known = signed_in(request)
    if known.restricted:
        raise SecondMissing()
    person = known.person
    if roles and not any(person.is_a(role) for role in roles):
        raise WrongRole(roles)
    return person


def signed_in(request: web.Request, fresh: bool = False) -> Known:
    """Who is signed in, even without the second factor that is asked of them: "my account" alone
    calls it, and the guides, which tell of nobody. With `fresh` they must have come in a moment ago
    (:exc:`NotFresh`)."""
    known: Known | None = request.get(KNOWN)
    if known is None:
        raise NotSignedIn()
    if fresh and not known.fresh:
        raise NotFresh()
    return known


def site_of(request: web.Request) -> Site:
    """For passkeys: the name under which we were reached, and the pages that may ask."""
    if not known_host(request):
        raise ForeignOrigin()
    name = urlsplit(f"//{request.host}").hostname or ""
    # A browser asks a passkey only on HTTPS, ours or the proxy's.
    return Site(name, (f"https://{request.host}".lower(), *request.app[SETTINGS].origins))


def set_cookie(response: web.StreamResponse, token: str) -> None:
    # RFC 6265bis 4.1.3.2: "__Host-" asks for Secure, Path=/ and no Domain.
    response.set_cookie(COOKIE, token, path="/", secure=True, httponly=True, samesite="Strict")


def clear_cookie(response: web.StreamResponse) -> None:
    response.del_cookie(COOKIE, path="/", secure=True, httponly=True, samesite="Strict")


def address_of(request: web.Request) -> str:
    """Who is at the other end; the last proxy's word is taken only if we trust that proxy."""
    peer = request.remote or ""
    proxies = request.app[SETTINGS].proxies
    forwarded = request.headers.get("X-Forwarded-For", "").split(",")[-1].strip()
    try:
        trusted = any(ip_address(peer) in network for network in proxies)
        return str(ip_address(forwarded)) if trusted and forwarded else peer
    except ValueError:
        return peer


def same_origin(request: web.Request) -> bool:
    """Does the request come from a page of ours?

    Kiosks and scripts send neither header and carry no cookie; browsers send at least one
    (Fetch, 3.2 "Origin" on every unsafe method; Fetch Metadata, 2.2 "Sec-Fetch-Site").
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site == "same-origin":
        return True
    if site is not None and site != "none":
        return False
    origin = request.headers.get("Origin")
    return origin is None or origin_allowed(request, origin)


def origin_allowed(request: web.Request, origin: str) -> bool:
    """Is it a page of ours: a name of ours, the port that was reached, HTTPS where we serve it?"""
    settings = request.app[SETTINGS]
    if origin in settings.origins:
        return True
    scheme, _, netloc = origin.partition("://")
    if scheme != "https" and not (scheme == "http" and not settings.tls):
        return False
    return known_host(request) and netloc.lower() == request.host.lower()


def known_host(request: web.Request) -> bool:
    """Was the server reached under a name of its own? (A stranger may point any name at us.)"""
    try:
        name = urlsplit(f"//{request.host}").hostname or ""
    except ValueError:
        return False
    return name in request.app[NAMES]


@web.middleware
async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuses what another site sends; puts who is signed in into the request."""
    if request.method not in SAFE and not same_origin(request):
        raise ForeignOrigin()
    token = request.cookies.get(COOKIE)
    if token is not None:
        known = await request.app[DOOR].known(token)
        if known is not None:
            request[PERSON], request[KNOWN] = known.person, known
    return await handler(request)
