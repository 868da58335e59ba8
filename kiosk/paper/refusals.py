"""Why a document may not go to the printer, for the counsellor who sent it.

::

    DocumentRefused
    ├── UnknownKind       neither PDF nor JPEG nor PNG, by its first bytes
    ├── TooBig            in bytes
    ├── TooLong           in pages
    ├── Locked            its author wants a password
    ├── Unreadable        broken, or made to break its reader
    ├── OnlyXfa           a form that only one vendor's program draws
    ├── NoFields          to be filled, but nothing in it can be
    └── TooHeavy          it takes more time or memory than it may

They travel from the process that reads documents like a device's errors do: `code` is stable,
`sentence` and `remedy` are said in the console; `detail` holds nothing of the document: a limit,
or the name of an error.
"""

from devices.errors import Refused


class DocumentRefused(Refused):
    code = "document_refused"
    template = "Ce document ne peut pas être imprimé."
    remedy = "Enregistrez-le de nouveau en PDF, puis recommencez."


class UnknownKind(DocumentRefused):
    code = "document_unknown_kind"
    template = "Ce fichier n’est ni un PDF ni une image JPEG ou PNG."


class TooBig(DocumentRefused):
    code = "document_too_big"
    remedy = "Envoyez seulement les pages utiles."

    @property
    def sentence(self) -> str:
        return f"Ce fichier est trop gros : {self.detail} Mo au plus."


class TooLong(DocumentRefused):
    code = "document_too_long"
    remedy = "Envoyez seulement les pages utiles."

    @property
    def sentence(self) -> str:
        return f"Ce document a trop de pages : {self.detail} au plus."


class Locked(DocumentRefused):
    code = "document_locked"
    template = "Ce PDF est protégé par un mot de passe."
    remedy = "Ouvrez-le avec son mot de passe, imprimez-le en PDF, puis envoyez ce nouveau fichier."


class Unreadable(DocumentRefused):
    code = "document_unreadable"
    template = "Ce fichier est abîmé : il ne s’ouvre pas."
    remedy = "Enregistrez-le de nouveau, ou demandez-en un autre exemplaire."


class OnlyXfa(DocumentRefused):
    code = "document_only_xfa"
    template = "Ce formulaire ne s’ouvre qu’avec Adobe Reader."
    remedy = "Ouvrez-le dans Adobe Reader, imprimez-le en PDF, puis envoyez ce nouveau fichier."


class NoFields(DocumentRefused):
    code = "document_no_fields"
    template = "Ce PDF n’a pas de case à remplir à l’écran."
    remedy = "Imprimez-le tel quel, ou cherchez sa version à remplir."


class TooHeavy(DocumentRefused):
    code = "document_too_heavy"
    template = "Ce document est trop lourd à préparer."
    remedy = "Envoyez moins de pages à la fois, ou des images plus petites."


BY_CODE: dict[str, type[DocumentRefused]] = {
    kind.code: kind
    for kind in (UnknownKind, TooBig, TooLong, Locked, Unreadable, OnlyXfa, NoFields, TooHeavy)
}
