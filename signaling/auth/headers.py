"""What every answer says to the browser: only our own files, nothing inline, nobody frames us."""

from aiohttp import web

from .web import SETTINGS

POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self'",
        "connect-src 'self'",
        "img-src 'self' blob: data:",
        "media-src 'self' blob:",
        "font-src 'self'",
        "worker-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "form-action 'self'",
        # Strings become no programs: counsellor/static/trusted.js alone names one.
        "require-trusted-types-for 'script'",
        "trusted-types visavis",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    # Not "no-referrer": a form of ours would then post with "Origin: null" (Fetch, 3.2).
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": ", ".join(
        # The console shows a window of the counsellor's: "display-capture" is that.
        ("camera=(self)", "microphone=(self)", "display-capture=(self)", "geolocation=()")
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}


async def add(request: web.Request, response: web.StreamResponse) -> None:
    """For `app.on_response_prepare`: error pages and sockets pass here too."""
    response.headers.update(HEADERS)
    ours = request.path.startswith(("/static/", "/vendor/"))
    response.headers.setdefault("Cache-Control", "no-cache" if ours else "no-store")
    response.headers["Server"] = "Vis-a-vis"
    settings = request.app[SETTINGS]
    # Not for the local authority's "localhost": RFC 6797, 8.2 would bind every port of that name.
    if settings.tls and settings.certificate is not None:
        response.headers["Strict-Transport-Security"] = "max-age=31536000"
