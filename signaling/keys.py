"""Where a handler finds the server's parts: ``request.app[DESK]``."""

from aiohttp import web

from .bell import BellRinger
from .casework import Casework
from .company import Company
from .desk import Desk
from .ledger import Ledger
from .mailroom import Mailroom
from .office import Office
from .post.postman import Postman
from .reception import Reception
from .registry import Registry
from .switchboard import Switchboard
from .watch import Watch

OFFICE: web.AppKey[Office] = web.AppKey("office", Office)
RECEPTION: web.AppKey[Reception] = web.AppKey("reception", Reception)
DESK: web.AppKey[Desk] = web.AppKey("desk", Desk)
SWITCHBOARD: web.AppKey[Switchboard] = web.AppKey("switchboard", Switchboard)
COMPANY: web.AppKey[Company] = web.AppKey("company", Company)
LEDGER: web.AppKey[Ledger] = web.AppKey("ledger", Ledger)
MAILROOM: web.AppKey[Mailroom] = web.AppKey("mailroom", Mailroom)
REGISTRY: web.AppKey[Registry] = web.AppKey("registry", Registry)
WATCH: web.AppKey[Watch] = web.AppKey("watch", Watch)
BELL: web.AppKey[BellRinger] = web.AppKey("bell", BellRinger)
CASEWORK: web.AppKey[Casework] = web.AppKey("casework", Casework)
POST: web.AppKey[Postman] = web.AppKey("post", Postman)
