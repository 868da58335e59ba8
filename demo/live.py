"""A local page that shows the kiosk's two screens as they are painted, and who may sign in."""

import asyncio
import html
import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

from devices.virtual.display import DOCUMENT, FACE, VirtualDisplay

from .program import ROOT
from .stage import Stage

FRAMES_A_SECOND = 5
BOUNDARY = "picture"
PEOPLE = {
    "secretaire.hannapes": "Secrétaire de la mairie d’Hannapes",
    "hote.wassigny": "Hôte du PEL de Wassigny",
    "conseil.msa": "Conseil de la MSA de Picardie",
    "conseil.missionlocale": "Conseil de la mission locale de Thiérache",
    "conseil.caf": "Conseil de la CAF de l’Aisne",
    "conseil.cpam": "Conseil de la CPAM de l’Aisne",
    "conseil.prefecture": "Conseil de la sous-préfecture de Vervins",
    "supervision.msa": "Supervision de la MSA de Picardie",
    "technique": "Service technique",
    "admin": "Administrateur",
}
STEPS = (
    "<b>La mairie</b>, <code>secretaire.hannapes</code>, inscrit un usager pour la MSA de Picardie,"
    " au PEL de Wassigny. Aux heures fermées, la page choisit un créneau : remettez « Maintenant »,"
    " puis envoyez.",
    "<b>La conseillère</b>, <code>conseil.msa</code>, accepte la demande : <kbd>A</kbd>.",
    "<b>L’accueil</b>, <code>hote.wassigny</code>, appuie sur « Installer l’usager » : regardez les"
    " deux écrans.",
    "<b>La conseillère</b> appelle : <kbd>P</kbd>. Elle numérise la feuille posée sur la vitre :"
    " <kbd>N</kbd>, et la garde : <kbd>G</kbd>. Elle imprime un PDF au guichet : <kbd>I</kbd>.",
    "Elle termine : <kbd>F</kbd>. Il ne reste rien de la visite au guichet.",
)
"A visit, by whoever tries."
FONTS = ROOT / "counsellor" / "static" / "fonts"
STYLE = """
@font-face { font-family: "Atkinson Hyperlegible";
       src: url(/fonts/atkinson-hyperlegible-latin-400-normal.woff2); }
@font-face { font-family: "Atkinson Hyperlegible"; font-weight: 700;
       src: url(/fonts/atkinson-hyperlegible-latin-700-normal.woff2); }
body { margin: 0; padding: 2rem; background: #fbf7f0; color: #16302f;
       font: 18px/1.5 "Atkinson Hyperlegible", system-ui, sans-serif; }
h1, h2 { color: #0a3b3f; line-height: 1.2; }
.screens { display: grid; grid-template-columns: repeat(auto-fit, minmax(22rem, 1fr));
       gap: 1.5rem; }
figure { margin: 0; } img { width: 100%; border-radius: .75rem; background: #0a3b3f;
       aspect-ratio: 16 / 10; box-shadow: 0 2px 12px #16302f33; }
figcaption { padding: .5rem 0; } table { border-collapse: collapse; background: white; }
td, th { padding: .5rem 1rem; border: 1px solid #ddd5c7; text-align: left; }
ol { padding-left: 1.5rem; max-width: 60rem; } li { margin: .4rem 0; }
kbd { border: 1px solid #16302f; border-radius: .3rem; padding: 0 .4rem; font: inherit; }
code { background: #e4f0f0; padding: .1rem .4rem; border-radius: .3rem; }
"""


@asynccontextmanager
async def live(stage: Stage, port: int) -> AsyncIterator[str]:
    """Serve the page on the loopback interface; gives its address."""
    app = web.Application()
    app.router.add_get("/", lambda _: _page(stage))
    app.router.add_get("/face", lambda request: _stream(request, stage, FACE))
    app.router.add_get("/document", lambda request: _stream(request, stage, DOCUMENT))
    app.router.add_static("/fonts", FONTS)
    runner = web.AppRunner(app, shutdown_timeout=1, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", port).start()
        yield f"http://localhost:{port}/"
    finally:
        await runner.cleanup()


async def _page(stage: Stage) -> web.Response:
    rows = "".join(
        f"<tr><td>{html.escape(what)}</td><td><code>{html.escape(login)}</code></td>"
        f"<td><code>{html.escape(stage.password)}</code></td></tr>"
        for login, what in PEOPLE.items()
    )
    screens = "".join(
        f"<figure><img src='/{path}' alt='{name}'><figcaption>{name}</figcaption></figure>"
        for path, name in (("face", "Écran visage"), ("document", "Écran des documents"))
    )
    steps = "".join(f"<li>{step}</li>" for step in STEPS)
    body = (
        "<!doctype html><html lang='fr'><meta charset='utf-8'>"
        "<meta name='viewport' content='width=device-width'>"
        f"<title>Démonstration – Vis-à-vis</title><style>{STYLE}</style><main>"
        f"<h1>Le guichet de Wassigny, en direct</h1><div class='screens'>{screens}</div>"
        "<h2>Jouer une visite</h2><p>La conseillère dans une fenêtre, la mairie puis l’accueil dans"
        " une fenêtre privée : un navigateur n’a qu’une personne connectée à la fois.</p>"
        f"<ol>{steps}</ol>"
        f"<h2>Se connecter</h2><p>Pages et console : <a href='{stage.url}'>{stage.url}</a></p>"
        "<table><tr><th scope='col'>Personne</th><th scope='col'>Identifiant</th>"
        f"<th scope='col'>Mot de passe</th></tr>{rows}</table></main>"
    )
    return web.Response(text=body, content_type="text/html")


async def _stream(request: web.Request, stage: Stage, monitor: str) -> web.StreamResponse:
    """JPEG after JPEG, for as long as somebody looks (RFC 2046's multipart, as cameras do it)."""
    display = stage.devices.display
    kind = f"multipart/x-mixed-replace; boundary={BOUNDARY}"
    response = web.StreamResponse(headers={"Content-Type": kind, "Cache-Control": "no-store"})
    await response.prepare(request)
    while True:
        picture = await asyncio.to_thread(_jpeg, display, monitor)
        head = f"--{BOUNDARY}\r\nContent-Type: image/jpeg\r\nContent-Length: {len(picture)}\r\n\r\n"
        try:
            await response.write(head.encode() + picture + b"\r\n")
        except ConnectionResetError:
            return response
        await asyncio.sleep(1 / FRAMES_A_SECOND)


def _jpeg(display: VirtualDisplay, monitor: str) -> bytes:
    file = io.BytesIO()
    display.picture(monitor).save(file, "JPEG", quality=85)
    return file.getvalue()
