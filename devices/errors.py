"""What can go wrong with a device, for the person in front of the console.

::

    DeviceError
    ├── Missing       unplugged, not found, not answering
    │   └── SwitchedOff   nobody is at its address
    ├── Busy          it works for somebody else
    ├── Jammed        a sheet is stuck
    ├── NoDocument    nothing to scan
    │   └── FeederEmpty
    ├── CoverOpen
    ├── NoPaper, TonerEmpty, TrayMissing, Paused     of a printer
    ├── AccessDenied  this account may not use it
    ├── Refused       it cannot do what was asked
    ├── Cancelled     we asked it to stop
    ├── IoFailed      it answers nonsense, or not at all
    ├── TimedOut      it hung; its process was killed
    └── Crashed       its process died

:attr:`DeviceError.code` is stable and travels on the wire with the sentence. `detail` is
technical (a driver's status text) and may be logged; it never holds anything of a person.
"""

NOUNS = {
    "scanner": "le scanner",
    "printer": "l’imprimante",
    "card": "le lecteur de carte",
    "camera": "la caméra",
    "microphone": "le micro",
    "speaker": "le haut-parleur",
    "document": "le contrôle des documents",
    "pages": "le traitement des pages",
}


class DeviceError(Exception):
    """A device did not do its part. Tell the person :attr:`sentence` and :attr:`remedy`."""

    code = "device_failed"
    template = "{Device} ne fonctionne pas."
    remedy = "Vérifiez que l’appareil est branché et allumé, puis recommencez."

    def __init__(self, device: str = "", detail: str = "") -> None:
        super().__init__(device, detail)
        self.device = device
        "A key of :data:`NOUNS`."
        self.detail = detail

    @property
    def sentence(self) -> str:
        noun = NOUNS.get(self.device, "l’appareil")
        return self.template.format(device=noun, Device=noun[0].upper() + noun[1:])

    def __str__(self) -> str:
        return f"{self.sentence} ({self.code}{': ' + self.detail if self.detail else ''})"


class Missing(DeviceError):
    code = "device_missing"
    template = "{Device} est introuvable."


class SwitchedOff(Missing):
    code = "device_off"
    template = "{Device} est hors tension."
    remedy = "Allumez l’appareil, attendez une minute, puis recommencez."


class Busy(DeviceError):
    code = "device_busy"
    template = "{Device} travaille déjà."
    remedy = "Attendez la fin du travail en cours, puis recommencez."


class Jammed(DeviceError):
    code = "device_jammed"
    template = "Une feuille est coincée dans {device}."
    remedy = "Ouvrez l’appareil, retirez doucement la feuille, refermez, puis recommencez."


class NoDocument(DeviceError):
    code = "no_document"
    template = "{Device} ne trouve pas de feuille."
    remedy = "Posez la feuille sur la vitre, face imprimée contre la vitre, puis recommencez."


class FeederEmpty(NoDocument):
    code = "feeder_empty"
    template = "Le chargeur de feuilles est vide."
    remedy = "Faites mettre les feuilles dans le chargeur, bien au fond, puis recommencez."


class CoverOpen(DeviceError):
    code = "cover_open"
    template = "{Device} a son capot ouvert."
    remedy = "Fermez le capot, puis recommencez."


class NoPaper(DeviceError):
    code = "no_paper"
    template = "{Device} n’a plus de papier."
    remedy = "Remettez du papier A4 dans le bac."


class TonerEmpty(DeviceError):
    code = "toner_empty"
    template = "{Device} n’a plus d’encre."
    remedy = "Changez la cartouche."


class TrayMissing(DeviceError):
    code = "tray_missing"
    template = "Le bac à papier n’est pas en place dans {device}."
    remedy = "Remettez le bac en place."


class Paused(DeviceError):
    code = "device_paused"
    template = "{Device} est en pause."
    remedy = "Appuyez sur sa touche de reprise."


class AccessDenied(DeviceError):
    code = "device_access_denied"
    template = "Le guichet n’a pas le droit d’utiliser {device}."
    remedy = "Le technicien doit donner ce droit au compte du guichet."


class Refused(DeviceError):
    code = "device_refused"
    template = "{Device} refuse cette demande."
    remedy = "Vérifiez le document ou les réglages de l’appareil."


class Cancelled(DeviceError):
    code = "device_cancelled"
    template = "Le travail a été annulé."
    remedy = "Recommencez si besoin."


class IoFailed(DeviceError):
    code = "device_io_failed"
    template = "{Device} ne communique plus correctement."
    remedy = "Éteignez puis rallumez l’appareil, attendez une minute, puis recommencez."


class TimedOut(DeviceError):
    code = "device_timed_out"
    template = "{Device} n’a pas répondu à temps."
    remedy = "Éteignez puis rallumez l’appareil, attendez une minute, puis recommencez."


class Crashed(DeviceError):
    code = "device_crashed"
    template = "Le programme qui pilote {device} s’est arrêté ; il redémarre tout seul."
    remedy = "Recommencez dans quelques secondes."
