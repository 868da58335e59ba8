"""Every route: whose it is, and by which key what it names belongs to somebody.

A route without its row fails `test_matrix_routes`; so does a row without its route.
"""

from dataclasses import dataclass

from signaling.core.person import Role

SECRETARY, HOST, COUNSELLOR = Role.SECRETARY, Role.HOST, Role.COUNSELLOR
SUPERVISOR, TECHNICIAN, ADMIN = Role.SUPERVISOR, Role.TECHNICIAN, Role.ADMINISTRATOR
ANYBODY: frozenset[Role | None] = frozenset({*Role, None})
"None is somebody who is not signed in."
EVERYBODY: frozenset[Role | None] = frozenset(Role)
"Who is signed in, whoever it is."


@dataclass(frozen=True)
class Row:
    who: frozenset[Role | None]
    "Past the door."
    key: str = ""
    """By what the thing that the address (or the form) names is held: a mairie, a relay, an
    organisation, an account. Of another one it does not exist. Empty where nothing is named."""
    all_of: frozenset[Role | None] = frozenset()
    "Roles for whom everybody's are their own."


def _row(*who: Role, key: str = "", all_of: tuple[Role, ...] = ()) -> Row:
    return Row(frozenset(who), key, frozenset(all_of))


OPEN, OURS = Row(ANYBODY), Row(EVERYBODY)
KIOSKS = _row(ADMIN, TECHNICIAN)
ONE_KIOSK = _row(ADMIN, TECHNICIAN, key="kiosk", all_of=(ADMIN, TECHNICIAN))
PEOPLE = _row(ADMIN, SUPERVISOR)
ONE_PERSON = _row(ADMIN, SUPERVISOR, key="account", all_of=(ADMIN,))
ONE_ORGANISATION = _row(ADMIN, SUPERVISOR, key="organisation", all_of=(ADMIN,))
REQUEST = _row(SECRETARY, key="appointment")
MAIRIE, ROOM, CONSOLE = _row(SECRETARY), _row(HOST), _row(COUNSELLOR)
ADDRESS = "/administration"

ROWS: dict[str, Row] = {
    "GET /static": OPEN,
    "GET /vendor/{path}": OPEN,
    "GET /static/{edition}/{path}": OPEN,
    "GET /health": OPEN,
    "GET /metrics": OPEN,  # of who holds a token of its own; see test_metrics
    "GET /logo.png": OPEN,
    "GET /": OPEN,
    "GET /aide": OURS,
    "GET /aide/{guide}": OURS,
    # -- the way in, and one's own account
    "GET /connexion": OPEN,
    "POST /connexion": OPEN,
    "GET /connexion/second": OPEN,
    "POST /connexion/second": OPEN,
    "POST /connexion/cle/demande": OPEN,
    "POST /connexion/cle": OPEN,
    "POST /deconnexion": OPEN,
    "GET /invitation": OPEN,
    "GET /ws/guest": OPEN,
    "GET /acces/{token}": OPEN,
    "POST /acces/{token}": OPEN,
    "POST /acces/{token}/cle/demande": OPEN,
    "POST /acces/{token}/cle": OPEN,
    "GET /compte": OURS,
    "POST /compte/cles/demande": OURS,
    "POST /compte/cles": OURS,
    "GET /compte/cles/{id}/retirer": Row(EVERYBODY, "passkey"),
    "POST /compte/cles/{id}/retirer": Row(EVERYBODY, "passkey"),
    "POST /compte/application/debut": OURS,
    "GET /compte/application": OURS,
    "POST /compte/application": OURS,
    "GET /compte/application/retirer": OURS,
    "POST /compte/application/retirer": OURS,
    "POST /compte/codes": OURS,
    "GET /compte/mot-de-passe": OURS,
    "POST /compte/mot-de-passe": OURS,
    "GET /compte/calendriers": OURS,
    "POST /compte/calendriers": OURS,
    "POST /compte/calendriers/{id}/revoquer": Row(EVERYBODY, "feed"),
    "GET /agenda/{secret}.ics": OPEN,
    "GET /compte/absences": CONSOLE,
    "POST /compte/absences": CONSOLE,
    "POST /compte/absences/{id}/retirer": _row(COUNSELLOR, key="away"),
    # -- the mairie
    "GET /secretariat": MAIRIE,
    "POST /secretariat": MAIRIE,
    "GET /secretariat/liste": MAIRIE,
    "GET /secretariat/suivi": MAIRIE,
    "GET /secretariat/flux": MAIRIE,
    "POST /secretariat/doublon": MAIRIE,
    "GET /secretariat/{id}": REQUEST,
    "GET /secretariat/{id}/fiche": REQUEST,
    "GET /secretariat/{id}/annuler": REQUEST,
    "POST /secretariat/{id}/annuler": REQUEST,
    "GET /secretariat/{id}/absent": REQUEST,
    "POST /secretariat/{id}/absent": REQUEST,
    "GET /secretariat/{id}/modifier": REQUEST,
    "POST /secretariat/{id}/modifier": REQUEST,
    "POST /secretariat/{id}/accepter": REQUEST,
    "POST /secretariat/{id}/refuser": REQUEST,
    "POST /secretariat/{id}/rappele": REQUEST,
    "POST /secretariat/{id}/plus-tot": REQUEST,
    "POST /secretariat/{id}/plus-tot/non": REQUEST,
    "POST /secretariat/{id}/creneau/prendre": REQUEST,
    "POST /secretariat/{id}/creneau/laisser": REQUEST,
    "POST /secretariat/creneaux": MAIRIE,
    "POST /secretariat/creneaux/liste": MAIRIE,
    # -- the relay
    "GET /relais": ROOM,
    "GET /relais/vue": ROOM,
    "GET /relais/flux": ROOM,
    "GET /relais/appels": ROOM,
    "POST /relais/appels/{id}/arrive": _row(HOST, key="visit"),
    "POST /relais/appels/{id}/regle": _row(HOST, key="visit"),
    "GET /relais/file": ROOM,
    "POST /relais/file": ROOM,
    "POST /relais/file/{id}/retirer": _row(HOST, key="waiting"),
    "POST /relais/file/{id}/parti": _row(HOST, key="waiting"),
    "POST /relais/installer": _row(HOST, key="appointment"),
    "GET /relais/visites/{id}/terminer": _row(HOST, key="visit"),
    "POST /relais/visites/{id}/terminer": _row(HOST, key="visit"),
    "GET /relais/guichets/{id}/libre": _row(HOST, key="kiosk"),
    "POST /relais/guichets/{id}/libre": _row(HOST, key="kiosk"),
    "POST /relais/guichets/{id}/examen": _row(HOST, key="kiosk"),
    "POST /relais/guichets/{id}/vu": _row(HOST, key="kiosk"),
    "GET /relais/libre/{id}": _row(HOST, key="free"),
    "GET /relais/libre/{id}/vue": _row(HOST, key="free"),
    "POST /relais/libre/{id}": _row(HOST, key="free"),
    "GET /relais/libre/{id}/fichier": _row(HOST, key="free"),
    "POST /relais/libre/{id}/fichier": _row(HOST, key="free"),
    "POST /relais/libre/{id}/fermer": _row(HOST, key="free"),
    # -- a kiosk in free access: its own token alone, whoever is signed in
    "GET /libre/{free}/{document}/{sha256}": Row(frozenset(), "free"),
    "PUT /libre/{free}/courrier": Row(frozenset(), "free"),
    # -- a kiosk that measures its line: its own token alone
    "GET /kiosk/line": Row(frozenset()),
    "POST /kiosk/line": Row(frozenset()),
    "GET /kiosk/relay": Row(frozenset()),
    "GET /relais/salles": ROOM,
    "GET /relais/usagers/{id}/carte": _row(HOST, key="appointment"),
    "POST /relais/usagers/{id}/carte": _row(HOST, key="appointment"),
    "POST /relais/usagers/{id}/carte/reprendre": _row(HOST, key="appointment"),
    "GET /relais/carnet": ROOM,
    "GET /relais/carnet/programme.js": ROOM,
    "GET /relais/carnet/jours": ROOM,
    "POST /relais/carnet/faits": ROOM,
    # -- the organisation's counsellors, and kiosks
    "GET /console": CONSOLE,
    "GET /ws/console": CONSOLE,
    "GET /ws/kiosk": OPEN,
    "POST /kiosk/enrol": OPEN,
    "GET /forms": CONSOLE,
    "GET /forms/{form}.pdf": CONSOLE,
    "GET /forms/mappings/{fingerprint}": CONSOLE,
    "PUT /documents/{visit}/{document}/{sha256}": _row(COUNSELLOR, key="print"),
    "GET /documents/{visit}/{document}/{sha256}": _row(COUNSELLOR, key="scan"),
    # -- lines that a human voice reads: a kiosk's own token alone
    "GET /kiosk/voix/{sha256}": Row(frozenset(), "kiosk"),
    # -- administration
    f"GET {ADDRESS}/voix": _row(ADMIN),
    f"GET {ADDRESS}/voix/{{language}}/{{line}}": _row(ADMIN),
    f"POST {ADDRESS}/voix/{{language}}/{{line}}": _row(ADMIN),
    f"GET {ADDRESS}/voix/{{language}}/{{line}}/son": _row(ADMIN),
    f"GET {ADDRESS}/voix/{{language}}/{{line}}/retirer": _row(ADMIN),
    f"POST {ADDRESS}/voix/{{language}}/{{line}}/retirer": _row(ADMIN),
    f"GET {ADDRESS}/langues": _row(ADMIN),
    f"GET {ADDRESS}/langues/{{language}}": _row(ADMIN),
    f"POST {ADDRESS}/langues/{{language}}/relue": _row(ADMIN),
    f"POST {ADDRESS}/langues/{{language}}/retirer": _row(ADMIN),
    f"GET {ADDRESS}": KIOSKS,
    f"POST {ADDRESS}/guichets": KIOSKS,
    f"GET {ADDRESS}/guichets/{{id}}/revoquer": ONE_KIOSK,
    f"POST {ADDRESS}/guichets/{{id}}/revoquer": ONE_KIOSK,
    f"GET {ADDRESS}/comptes": PEOPLE,
    f"POST {ADDRESS}/comptes": PEOPLE,
    f"GET {ADDRESS}/comptes/{{id}}/lien": ONE_PERSON,
    f"POST {ADDRESS}/comptes/{{id}}/lien": ONE_PERSON,
    f"GET {ADDRESS}/comptes/{{id}}/modifier": ONE_PERSON,
    f"POST {ADDRESS}/comptes/{{id}}/modifier": ONE_PERSON,
    f"GET {ADDRESS}/comptes/{{id}}/rouvrir": ONE_PERSON,
    f"POST {ADDRESS}/comptes/{{id}}/rouvrir": ONE_PERSON,
    f"GET {ADDRESS}/comptes/{{id}}/desactiver": ONE_PERSON,
    f"POST {ADDRESS}/comptes/{{id}}/desactiver": ONE_PERSON,
    f"GET {ADDRESS}/lieux": PEOPLE,
    f"GET {ADDRESS}/lieux/{{kind}}/nouveau": _row(ADMIN),
    f"POST {ADDRESS}/lieux/{{kind}}/nouveau": _row(ADMIN),
    f"GET {ADDRESS}/lieux/{{kind}}/{{id}}": _row(ADMIN, key="mairie", all_of=(ADMIN,)),
    f"POST {ADDRESS}/lieux/{{kind}}/{{id}}": _row(ADMIN, key="mairie", all_of=(ADMIN,)),
    f"GET {ADDRESS}/guichets/{{id}}/nom": ONE_KIOSK,
    f"GET {ADDRESS}/guichets/{{id}}/examen": ONE_KIOSK,
    f"POST {ADDRESS}/guichets/{{id}}/examen": ONE_KIOSK,
    f"POST {ADDRESS}/guichets/{{id}}/technique": ONE_KIOSK,
    f"POST {ADDRESS}/guichets/{{id}}/technique/fin": ONE_KIOSK,
    f"POST {ADDRESS}/guichets/{{id}}/nom": ONE_KIOSK,
    f"GET {ADDRESS}/organismes/{{id}}": ONE_ORGANISATION,
    f"POST {ADDRESS}/organismes/{{id}}": ONE_ORGANISATION,
    f"POST {ADDRESS}/organismes/{{id}}/motifs": ONE_ORGANISATION,
    f"GET {ADDRESS}/organismes/{{id}}/motifs/{{motive}}": ONE_ORGANISATION,
    f"POST {ADDRESS}/organismes/{{id}}/motifs/{{motive}}": ONE_ORGANISATION,
    f"POST {ADDRESS}/organismes/{{id}}/motifs/{{motive}}/monter": ONE_ORGANISATION,
    f"GET {ADDRESS}/organismes/{{id}}/motifs/{{motive}}/retirer": ONE_ORGANISATION,
    f"POST {ADDRESS}/organismes/{{id}}/motifs/{{motive}}/retirer": ONE_ORGANISATION,
    f"GET {ADDRESS}/organismes/{{id}}/agenda": ONE_ORGANISATION,
    f"POST {ADDRESS}/organismes/{{id}}/agenda/permanences": ONE_ORGANISATION,
    f"POST {ADDRESS}/organismes/{{id}}/agenda/permanences/{{permanence}}/retirer": ONE_ORGANISATION,
    f"POST {ADDRESS}/organismes/{{id}}/agenda/permanences/{{permanence}}/jour": ONE_ORGANISATION,
    f"POST {ADDRESS}/organismes/{{id}}/agenda/absences": ONE_ORGANISATION,
    f"POST {ADDRESS}/organismes/{{id}}/agenda/absences/{{absence}}/retirer": ONE_ORGANISATION,
    f"POST {ADDRESS}/organismes/{{id}}/agenda/durees": ONE_ORGANISATION,
    f"GET {ADDRESS}/organismes/{{id}}/noms": ONE_ORGANISATION,
    f"POST {ADDRESS}/organismes/{{id}}/noms": ONE_ORGANISATION,
    f"GET {ADDRESS}/organismes/{{id}}/formulaires": ONE_ORGANISATION,
    f"POST {ADDRESS}/organismes/{{id}}/formulaires": ONE_ORGANISATION,
    f"GET {ADDRESS}/organismes/{{id}}/formulaires/{{form}}": ONE_ORGANISATION,
    f"GET {ADDRESS}/organismes/{{id}}/formulaires/{{form}}/retirer": ONE_ORGANISATION,
    f"POST {ADDRESS}/organismes/{{id}}/formulaires/{{form}}/retirer": ONE_ORGANISATION,
    f"GET {ADDRESS}/organismes/{{id}}/rubriques": ONE_ORGANISATION,
    f"POST {ADDRESS}/organismes/{{id}}/rubriques": ONE_ORGANISATION,
    f"GET {ADDRESS}/relais/{{id}}/salles": _row(ADMIN, key="relay", all_of=(ADMIN,)),
    f"GET {ADDRESS}/salles/{{id}}": _row(ADMIN, key="relay", all_of=(ADMIN,)),
    f"POST {ADDRESS}/salles/{{id}}": _row(ADMIN, key="relay", all_of=(ADMIN,)),
    f"GET {ADDRESS}/salles/{{id}}/{{room}}": _row(ADMIN, key="relay", all_of=(ADMIN,)),
    f"POST {ADDRESS}/salles/{{id}}/{{room}}": _row(ADMIN, key="relay", all_of=(ADMIN,)),
    f"POST {ADDRESS}/salles/{{id}}/{{room}}/retirer": _row(ADMIN, key="relay", all_of=(ADMIN,)),
    f"GET {ADDRESS}/bus/{{id}}": _row(ADMIN, key="relay", all_of=(ADMIN,)),
    f"POST {ADDRESS}/bus/{{id}}": _row(ADMIN, key="relay", all_of=(ADMIN,)),
    f"POST {ADDRESS}/bus/{{id}}/{{stop}}/retirer": _row(ADMIN, key="relay", all_of=(ADMIN,)),
    f"GET {ADDRESS}/statistiques": PEOPLE,
    f"GET {ADDRESS}/statistiques.csv": PEOPLE,
    f"GET {ADDRESS}/distances": _row(ADMIN),
    f"GET {ADDRESS}/distances/{{id}}": _row(ADMIN, key="mairie", all_of=(ADMIN,)),
    f"POST {ADDRESS}/distances/{{id}}": _row(ADMIN, key="mairie", all_of=(ADMIN,)),
    f"GET {ADDRESS}/accueil": _row(ADMIN),
    f"POST {ADDRESS}/accueil": _row(ADMIN),
    f"GET {ADDRESS}/journal": _row(ADMIN),
}
