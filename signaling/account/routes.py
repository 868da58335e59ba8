"""One's own account and one-time links, by their addresses."""

from aiohttp import web

from . import invited, own
from .own import HERE

LINK = invited.HERE + "/{token:[A-Za-z0-9_-]{8,64}}"

ROUTES = (
    web.get(HERE, own.show),
    web.post(f"{HERE}/cles/demande", own.ask_passkey),
    web.post(f"{HERE}/cles", own.add_passkey),
    web.get(HERE + "/cles/{id}/retirer", own.ask_remove_passkey),
    web.post(HERE + "/cles/{id}/retirer", own.remove_passkey),
    web.post(f"{HERE}/application/debut", own.begin_application),
    web.get(f"{HERE}/application", own.show_application),
    web.post(f"{HERE}/application", own.confirm_application),
    web.get(f"{HERE}/application/retirer", own.ask_remove_application),
    web.post(f"{HERE}/application/retirer", own.remove_application),
    web.post(f"{HERE}/codes", own.new_codes),
    web.get(f"{HERE}/mot-de-passe", own.show_password),
    web.post(f"{HERE}/mot-de-passe", own.set_password),
    web.get(LINK, invited.show),
    web.post(LINK, invited.by_password),
    web.post(f"{LINK}/cle/demande", invited.ask_passkey),
    web.post(f"{LINK}/cle", invited.by_passkey),
)
