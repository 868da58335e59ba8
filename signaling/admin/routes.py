"""The pages of administration by their addresses; the journal, which is only read."""

from aiohttp import web

from ..keys import DESK, REGISTRY
from . import (
    accounts,
    agenda,
    brought,
    distances,
    figures,
    headings,
    house,
    kiosks,
    languages,
    naming,
    organisations,
    people,
    places,
    shared_rooms,
    tour,
    voices,
    waking,
)
from . import journal as lines
from .frame import HERE, administrator, tab


async def journal(request: web.Request) -> web.Response:
    person, registry = administrator(request), request.app[REGISTRY]
    names = {each.id: each.login for each in await registry.accounts(person)}
    names |= {each.id: each.name for each in await registry.kiosks(person)}
    names |= {each.id: each.name for each in await request.app[DESK].relays()}
    rows = [lines.row_of(line, names) for line in await registry.journal(person)]
    return tab(request, "admin/journal.html", f"{HERE}/journal", lines=rows)


ROUTES = (
    web.get(HERE, kiosks.show),
    web.post(f"{HERE}/guichets", kiosks.open_enrolment),
    web.get(HERE + "/guichets/{id}/revoquer", kiosks.ask_revoke),
    web.post(HERE + "/guichets/{id}/revoquer", kiosks.revoke),
    web.get(f"{HERE}/comptes", accounts.show),
    web.post(f"{HERE}/comptes", accounts.open_account),
    web.get(HERE + "/comptes/{id}/lien", accounts.ask_link),
    web.post(HERE + "/comptes/{id}/lien", accounts.give_link),
    web.get(HERE + "/comptes/{id}/desactiver", accounts.ask_disable),
    web.post(HERE + "/comptes/{id}/desactiver", accounts.disable),
    *waking.ROUTES,
    *people.ROUTES,
    *places.ROUTES,
    *organisations.ROUTES,
    *brought.ROUTES,
    *house.ROUTES,
    *voices.ROUTES,
    *languages.ROUTES,
    web.get(HERE + "/organismes/{id}/noms", naming.show),
    web.post(HERE + "/organismes/{id}/noms", naming.change),
    web.get(HERE + "/organismes/{id}/rubriques", headings.show),
    web.post(HERE + "/organismes/{id}/rubriques", headings.change),
    *agenda.ROUTES,
    *tour.ROUTES,
    *shared_rooms.ROUTES,
    web.get(figures.PATH, figures.show),
    web.get(f"{figures.PATH}.csv", figures.download),
    web.get(distances.PATH, distances.show),
    web.get(distances.PATH + "/{id}", distances.edit),
    web.post(distances.PATH + "/{id}", distances.change),
    web.get(f"{HERE}/journal", journal),
)
