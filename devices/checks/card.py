"""The card service answers, and a reader is plugged in."""

import os
import socket
from contextlib import closing

from ..errors import DeviceError, Missing
from ..findings import Finding, Level
from . import absent, at_fault

ID, TITLE = "card", "Lecteur de cartes"
SOCKET = "/run/pcscd/pcscd.comm"
"pcsc-lite's; systemd listens there and starts pcscd at the first knock."


def check(expected: bool) -> list[Finding]:
    if not expected:
        return [absent(ID, TITLE, "aucun lecteur de cartes")]
    if not service_answers():
        return [
            Finding(
                ID,
                TITLE,
                Level.FAULT,
                "Le service des cartes (pcscd) ne répond pas.",
                "Relancez-le : « systemctl restart pcscd.socket ».",
            )
        ]
    from ..card.pcsc import PcscReader

    try:
        with closing(PcscReader()) as reader:
            reader.probe()
    except Missing:
        sentence = "Le service des cartes répond, mais aucun lecteur n’est branché."
        remedy = "Branchez le lecteur, puis recommencez."
        return [Finding(ID, TITLE, Level.FAULT, sentence, remedy)]
    except DeviceError as error:
        return [at_fault(ID, TITLE, error)]
    return [Finding(ID, TITLE, Level.OK, "Un lecteur est branché.")]


def service_answers() -> bool:
    path = os.environ.get("PCSCLITE_CSOCK_NAME", SOCKET)
    with socket.socket(socket.AF_UNIX) as link:
        link.settimeout(3)
        return link.connect_ex(path) == 0
