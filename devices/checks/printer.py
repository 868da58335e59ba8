"""The queue takes jobs, and the printer itself says that it can print."""

import os
from typing import Any

from ..errors import DeviceError
from ..findings import Finding, Level
from ..printer import FAULTS
from ..printer.ipp import IppPrinter, words
from ..printer.truth import IDLE, STOPPED, fault_of
from . import absent, at_fault

QUEUE, PRINTER = "printer.queue", "printer.paper"
QUEUE_TITLE, PRINTER_TITLE = "File d’impression", "Imprimante"
CUPS_PORT = 631
LOW = {
    # printer-state-reasons (RFC 8011 5.4.12) that stop nothing yet.
    "media-low": ("Il reste peu de papier.", "Remettez du papier A4 dans le bac."),
    "toner-low": ("Il reste peu d’encre.", "Préparez une cartouche."),
    "marker-supply-low": ("Il reste peu d’encre.", "Préparez une cartouche."),
    "output-area-almost-full": ("Le bac de sortie est presque plein.", "Videz-le."),
    "output-area-full": ("Le bac de sortie est plein.", "Videz-le."),
}


def check(queue: str, uri: str) -> list[Finding]:
    if not queue:
        return [absent(PRINTER, PRINTER_TITLE, "aucune imprimante")]
    return [check_queue(queue), check_printer(uri)]


def check_queue(queue: str) -> Finding:
    """CUPS is asked over IPP too: it is a printer like another."""
    try:
        state = IppPrinter(queue_uri(queue)).state()
    except DeviceError as error:
        return Finding(
            QUEUE,
            QUEUE_TITLE,
            Level.FAULT,
            "Le service d’impression CUPS ne répond pas.",
            "Relancez-le : « systemctl restart cups ».",
            {"detail": error.detail},
        )
    return judge_queue(queue, state)


def queue_uri(queue: str) -> str:
    """On the cupsd that CUPS_SERVER names, as for the driver; a socket's cupsd listens here too."""
    server = os.environ.get("CUPS_SERVER", "")
    host, _, port = server.partition(":")
    if not host or host.startswith("/"):
        host, port = "localhost", ""
    return f"ipp://{host}:{port if port.isdigit() else CUPS_PORT}/printers/{queue}"


def judge_queue(queue: str, state: dict[str, Any]) -> Finding:
    details = {"queue": queue, "reasons": words(state.get("printer-state-reasons"))}
    if not state:
        sentence = f"La file d’impression « {queue} » n’existe pas."
        remedy = "Lancez « visavis setup » pour la créer ou en choisir une autre."
        return Finding(QUEUE, QUEUE_TITLE, Level.FAULT, sentence, remedy, details)
    if state.get("printer-is-accepting-jobs") is False:
        sentence = f"La file d’impression « {queue} » refuse les documents."
        remedy = f"Rouvrez-la : « cupsaccept {queue} »."
        return Finding(QUEUE, QUEUE_TITLE, Level.FAULT, sentence, remedy, details)
    if state.get("printer-state") == STOPPED:
        sentence = f"La file d’impression « {queue} » est arrêtée."
        remedy = f"Relancez-la : « cupsenable {queue} »."
        return Finding(QUEUE, QUEUE_TITLE, Level.FAULT, sentence, remedy, details)
    return Finding(QUEUE, QUEUE_TITLE, Level.OK, f"« {queue} » attend des documents.", "", details)


def check_printer(uri: str) -> Finding:
    if not uri:
        return Finding(
            PRINTER,
            PRINTER_TITLE,
            Level.WARNING,
            "L’adresse IPP de l’imprimante n’est pas réglée : "
            "on ne saura pas si le papier est vraiment sorti.",
            "Lancez « visavis setup » et choisissez une imprimante réseau ou USB sans pilote.",
        )
    try:
        return judge_printer(uri, IppPrinter(uri).state())
    except DeviceError as error:
        return at_fault(PRINTER, PRINTER_TITLE, error, uri=uri)


def judge_printer(uri: str, state: dict[str, Any]) -> Finding:
    reasons = words(state.get("printer-state-reasons"))
    known = state.get("printer-state")
    details = {"uri": uri, "state": known, "reasons": reasons}
    if not isinstance(known, int):
        sentence = "Cette adresse répond, mais ce n’est pas celle d’une imprimante."
        remedy = "Lancez « visavis setup » pour retrouver l’imprimante."
        return Finding(PRINTER, PRINTER_TITLE, Level.FAULT, sentence, remedy, details)
    if fault := fault_of(tuple(reasons), known):
        error = FAULTS[fault]("printer", ", ".join(reasons))
        return at_fault(PRINTER, PRINTER_TITLE, error, uri=uri)
    for reason in map(base_of, reasons):
        if found := told_in_passing(reason):
            return Finding(PRINTER, PRINTER_TITLE, Level.WARNING, *found, details)
    return Finding(PRINTER, PRINTER_TITLE, Level.OK, "Prête, avec du papier.", "", details)


def base_of(reason: str) -> str:
    """RFC 8011 5.4.12: a reason may end in its severity."""
    base, _, severity = reason.rpartition("-")
    return base if severity in ("error", "warning", "report") else reason


def told_in_passing(reason: str) -> tuple[str, str] | None:
    """What a printer reports that stops no job: a spare tray that is empty, little ink left."""
    if reason in LOW:
        return LOW[reason]
    if fault := fault_of((reason,), IDLE):
        return FAULTS[fault]("printer").sentence, FAULTS[fault].remedy
    return None
