"""Is the server reached, does its certificate hold, do both clocks agree? Blocking."""

import http
import http.client
import socket
import ssl
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from devices.findings import Details, Finding, Level

ID, TITLE = "server.reach", "Serveur"
CERTIFICATE, CERTIFICATE_TITLE = "server.certificate", "Certificat du serveur"
CLOCK, CLOCK_TITLE = "server.clock", "Heure du serveur"
SECONDS = 8.0
DAYS_LEFT = 14
SKEW_WARNING, SKEW_FAULT = 30.0, 300.0

# X509_V_ERR_* of openssl-verification-options(1).
NOT_YET_VALID, EXPIRED = 9, 10
OTHER_NAME = (62, 64)


@dataclass(frozen=True)
class Answer:
    """What a server that is reached tells of itself."""

    date: datetime | None
    certificate_ends: datetime | None


class Unreached(Exception):
    """Holds the finding that says why."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.sentence)
        self.finding = finding


def reach(server: str, authority: str | None) -> tuple[list[Finding], bool]:
    """Findings, and whether it makes sense to ask the server more."""
    try:
        context = trusted(authority)
        answer = ask(server, context)
    except Unreached as error:
        return [error.finding], False
    now = datetime.now(UTC)
    found = [Finding(ID, TITLE, Level.OK, f"{server} répond.", "", {"server": server})]
    if answer.certificate_ends is not None:
        found.append(judge_certificate((answer.certificate_ends - now).days))
    if answer.date is not None:
        found.append(judge_skew((now - answer.date).total_seconds()))
    return found, True


def trusted(authority: str | None) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cafile=authority)
    except (OSError, ValueError) as error:
        raise Unreached(
            _fault(
                CERTIFICATE,
                CERTIFICATE_TITLE,
                f"Le certificat de l’autorité locale ne se lit pas : {authority}.",
                "Copiez-le du serveur et corrigez « authority » dans les réglages.",
                {"detail": type(error).__name__},
            )
        ) from None


def ask(server: str, context: ssl.SSLContext) -> Answer:
    """One request. Raises :exc:`Unreached`."""
    parts = urlsplit(server)
    host = parts.hostname or ""
    if parts.scheme != "https" or not host:
        sentence = f"L’adresse du serveur « {server} » ne commence pas par https://."
        raise Unreached(_fault(ID, TITLE, sentence, "Corrigez « server » dans les réglages.", {}))
    try:
        link = http.client.HTTPSConnection(host, parts.port, timeout=SECONDS, context=context)
        try:
            link.request("GET", "/health")
            certificate = link.sock.getpeercert() if link.sock is not None else None
            response = link.getresponse()
            date = response.getheader("Date")
        finally:
            link.close()
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise Unreached(explain(error, server, host)) from None
    if response.status != http.HTTPStatus.OK:
        sentence = f"« {host} » répond, mais ce n’est pas un serveur Vis-à-vis en bonne santé."
        remedy = "Vérifiez l’adresse ; sur le serveur, lancez « visavis doctor --server »."
        raise Unreached(_fault(ID, TITLE, sentence, remedy, {"status": response.status}))
    return Answer(_date(date), _end_of(certificate))


def _date(header: str | None) -> datetime | None:
    try:
        date = parsedate_to_datetime(header or "")
    except ValueError:
        return None
    return date if date.tzinfo else date.replace(tzinfo=UTC)


def _end_of(certificate: "ssl._PeerCertRetDictType | None") -> datetime | None:
    end = certificate.get("notAfter") if certificate else None
    if not isinstance(end, str):
        return None
    return datetime.fromtimestamp(ssl.cert_time_to_seconds(end), UTC)


def explain(error: Exception, server: str, host: str) -> Finding:
    """Why a connection failed, in the technician's words."""
    details: Details = {"server": server, "detail": type(error).__name__}
    if isinstance(error, ssl.SSLCertVerificationError):
        return _explain_certificate(error, host, details)
    cases: list[tuple[type[Exception], str, str]] = [
        (
            ssl.SSLError,
            f"{server} répond, mais pas en HTTPS.",
            "Vérifiez l’adresse et le port du serveur.",
        ),
        (
            socket.gaierror,
            f"Le nom « {host} » est introuvable.",
            "Vérifiez le câble ou la box, puis l’orthographe du nom dans les réglages.",
        ),
        (
            ConnectionRefusedError,
            f"La machine « {host} » est là, mais le serveur n’y répond pas.",
            "Sur le serveur : « systemctl status visavis-server ». Vérifiez aussi le port.",
        ),
        (
            TimeoutError,
            f"« {host} » ne répond pas.",
            "Vérifiez le câble, la box et le pare-feu de la mairie.",
        ),
    ]
    for kind, sentence, remedy in cases:
        if isinstance(error, kind):
            return _fault(ID, TITLE, sentence, remedy, details)
    sentence = f"Le serveur « {host} » n’est pas joignable."
    return _fault(ID, TITLE, sentence, "Vérifiez le câble, la box et l’adresse.", details)


def _explain_certificate(
    error: ssl.SSLCertVerificationError, host: str, details: Details
) -> Finding:
    details["verify_code"] = error.verify_code
    sentence = f"Le certificat de « {host} » n’est signé par aucune autorité connue du guichet."
    remedy = "Si le serveur a sa propre autorité, donnez son certificat dans « authority »."
    if error.verify_code == EXPIRED:
        sentence = f"Le certificat de « {host} » est périmé, ou l’horloge du guichet avance."
        remedy = "Vérifiez la date du guichet (« date »), puis renouvelez le certificat."
    elif error.verify_code == NOT_YET_VALID:
        sentence = (
            f"Le certificat de « {host} » n’est pas encore valable : l’horloge retarde-t-elle ?"
        )
        remedy = "Vérifiez la date du guichet (« date »)."
    elif error.verify_code in OTHER_NAME:
        sentence = f"Le certificat du serveur n’est pas au nom de « {host} »."
        remedy = (
            "Employez dans les réglages le nom écrit dans le certificat, ou faites-en un autre."
        )
    return _fault(CERTIFICATE, CERTIFICATE_TITLE, sentence, remedy, details)


def judge_certificate(days: int) -> Finding:
    details = {"days_left": days}
    if days < DAYS_LEFT:
        sentence = f"Le certificat du serveur expire dans {days} jours."
        remedy = "Renouvelez-le sur le serveur."
        return Finding(CERTIFICATE, CERTIFICATE_TITLE, Level.WARNING, sentence, remedy, details)
    seen = f"Valable encore {days} jours."
    return Finding(CERTIFICATE, CERTIFICATE_TITLE, Level.OK, seen, "", details)


def judge_skew(seconds: float) -> Finding:
    """`seconds` is this clock minus the server's; RFC 9110 6.6.1 gives it to the second."""
    details = {"skew_s": round(seconds)}
    if abs(seconds) < SKEW_WARNING:
        return Finding(CLOCK, CLOCK_TITLE, Level.OK, "La même qu’ici.", "", details)
    way = "avance" if seconds > 0 else "retarde"
    level = Level.FAULT if abs(seconds) >= SKEW_FAULT else Level.WARNING
    sentence = f"L’horloge du guichet {way} de {_duration(abs(seconds))} sur celle du serveur."
    remedy = "Synchronisez les deux horloges : « timedatectl set-ntp true »."
    return Finding(CLOCK, CLOCK_TITLE, level, sentence, remedy, details)


def _duration(seconds: float) -> str:
    units: list[tuple[int, str]] = [(86400, "jours"), (3600, "heures"), (60, "minutes")]
    for size, name in units:
        if seconds >= 2 * size:
            return f"{seconds / size:.0f} {name}"
    return f"{seconds:.0f} secondes"


def _fault(id: str, title: str, sentence: str, remedy: str, details: Details) -> Finding:
    return Finding(id, title, Level.FAULT, sentence, remedy, details)
