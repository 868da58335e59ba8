"""Where a handler finds the server's parts: ``request.app[DESK]``."""

from aiohttp import web

from .auth.invitations import Invitations
from .auth.second import Second
from .auth.ways import Ways
from .bell import BellRinger
from .casework import Casework
from .company import Company
from .desk import Desk
from .forms.shelf import Shelf
from .ledger import Ledger
from .mailroom import Mailroom
from .office import Office
from .post.postman import Postman
from .reception import Reception
from .registry import Registry
from .settlement import Settlement
from .switchboard import Switchboard
from .transfer import Transfers
from .watch import Watch

OFFICE: web.AppKey[Office] = web.AppKey("office", Office)
RECEPTION: web.AppKey[Reception] = web.AppKey("reception", Reception)
DESK: web.AppKey[Desk] = web.AppKey("desk", Desk)
SWITCHBOARD: web.AppKey[Switchboard] = web.AppKey("switchboard", Switchboard)
COMPANY: web.AppKey[Company] = web.AppKey("company", Company)
LEDGER: web.AppKey[Ledger] = web.AppKey("ledger", Ledger)
MAILROOM: web.AppKey[Mailroom] = web.AppKey("mailroom", Mailroom)
REGISTRY: web.AppKey[Registry] = web.AppKey("registry", Registry)
SECOND: web.AppKey[Second] = web.AppKey("second", Second)
WAYS: web.AppKey[Ways] = web.AppKey("ways", Ways)
INVITATIONS: web.AppKey[Invitations] = web.AppKey("invitations", Invitations)
SETTLEMENT: web.AppKey[Settlement] = web.AppKey("settlement", Settlement)
TRANSFERS: web.AppKey[Transfers] = web.AppKey("transfers", Transfers)
SHELF: web.AppKey[Shelf] = web.AppKey("shelf", Shelf)
WATCH: web.AppKey[Watch] = web.AppKey("watch", Watch)
BELL: web.AppKey[BellRinger] = web.AppKey("bell", BellRinger)
CASEWORK: web.AppKey[Casework] = web.AppKey("casework", Casework)
POST: web.AppKey[Postman] = web.AppKey("post", Postman)
