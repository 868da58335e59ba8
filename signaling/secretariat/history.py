"""What happened to a request, as its mairie may read it: steps and hours, never who at the body."""

from collections.abc import Iterable
from dataclasses import dataclass

from ..store.records import Line

STEPS = {
    "appointment_sent": "Envoyée",
    "appointment_received": "Reçue",
    "appointment_accepted": "Acceptée",
    "appointment_proposed": "Autre moment proposé",
    "appointment_proposal_taken": "Moment proposé accepté par la mairie",
    "appointment_proposal_declined": "Moment proposé refusé par la mairie",
    "appointment_moved": "Déplacée",
    "appointment_advanced": "Avancée, sur un créneau libéré",
    "slot_booked": "Créneau réservé",
    "slot_wished": "Souhaite venir plus tôt",
    "slot_offered": "Créneau plus tôt proposé",
    "slot_declined": "Créneau plus tôt laissé",
    "slot_freed": "Créneau libéré",
    "appointment_corrected": "Corrigée",
    "appointment_unanswered": "Sans réponse : à rappeler",
    "resident_told": "Personne prévenue par la mairie",
    "confirmation_sent": "Confirmation envoyée",
    "reminder_sent": "Rappel envoyé",
    "appointment_called_back": "Personne rappelée par la mairie",
    "appointment_installed": "Usager installé",
    "appointment_honoured": "Visite terminée",
    "appointment_not_called": "Venu, personne n’a appelé : à rappeler",
    "resident_came": "Usager venu au relais, sans réseau : à rappeler",
    "resident_left": "Usager reparti",
    "appointment_cancelled": "Annulée",
    "appointment_withdrawn": "Annulée par l’organisme",
    "appointment_no_show": "Absence notée",
}


@dataclass(frozen=True)
class Step:
    at: float
    words: str


def steps_of(journal: Iterable[Line]) -> list[Step]:
    return [Step(line.at, STEPS[line.what]) for line in journal if line.what in STEPS]
