"""A line of the journal in French. The stable codes stay in the database."""

from collections.abc import Mapping
from dataclasses import dataclass

from ..store.records import Line

WORDS = {
    "permanence_published": "Permanence publiée",
    "permanence_withdrawn": "Permanence retirée",
    "permanence_excepted": "Jour d’une permanence changé",
    "absence_written": "Absence notée",
    "absence_removed": "Absence retirée",
    "stop_added": "Halte du bus ajoutée",
    "stop_removed": "Halte du bus retirée",
    "room_added": "Salle ajoutée",
    "room_changed": "Salle modifiée",
    "room_removed": "Salle retirée",
    "agenda_settled": "Durées et délais de l’agenda changés",
    "feed_opened": "Adresse de calendrier créée",
    "feed_revoked": "Adresse de calendrier révoquée",
    "slot_booked": "Créneau réservé",
    "slot_freed": "Créneau libéré",
    "slot_wished": "Souhait de venir plus tôt",
    "slot_offered": "Créneau plus tôt proposé",
    "slot_declined": "Créneau plus tôt laissé",
    "queue_joined": "Numéro donné, sans rendez-vous",
    "queue_called": "Numéro appelé",
    "queue_withdrawn": "N’attend plus, sans rendez-vous",
    "queue_left": "Parti sans être reçu",
    "appointment_advanced": "Rendez-vous avancé",
    "signed_in": "Connexion",
    "account_opened": "Compte créé",
    "account_changed": "Compte modifié",
    "account_closed": "Compte désactivé",
    "account_reopened": "Compte réactivé",
    "password_changed": "Mot de passe changé",
    "organisation_opened": "Organisme ajouté",
    "organisation_changed": "Organisme réglé",
    "house_changed": "Page d’accueil changée",
    "voice_recorded": "Phrase du guichet enregistrée",
    "language_reviewed": "Langue du guichet relue, proposée",
    "language_withdrawn": "Langue du guichet retirée",
    "voice_removed": "Enregistrement d’une phrase retiré",
    "motives_changed": "Motifs changés",
    "form_added": "Formulaire ajouté",
    "form_withdrawn": "Formulaire retiré",
    "relay_opened": "Relais ajouté",
    "relay_changed": "Relais modifié",
    "mairie_opened": "Mairie ajoutée",
    "mairie_changed": "Mairie modifiée",
    "kiosk_renamed": "Guichet renommé",
    "passkey_added": "Clé d’accès ajoutée",
    "passkey_removed": "Clé d’accès retirée",
    "passkey_refused": "Clé d’accès refusée",
    "application_added": "Application de codes installée",
    "application_removed": "Application de codes retirée",
    "recovery_codes_made": "Codes de secours imprimés",
    "second_refused": "Code refusé",
    "link_made": "Lien d’accès créé",
    "link_used": "Lien d’accès employé",
    "enrolment_opened": "Code de guichet créé",
    "kiosk_enrolled": "Guichet mis en service",
    "kiosk_revoked": "Guichet révoqué",
    "examination_asked": "Examen du guichet demandé",
    "kiosk_examined": "Guichet examiné",
    "kiosk_out_of_order": "Guichet en panne, accueil appelé",
    "kiosk_out_of_order_seen": "Panne vue par l’accueil",
    "kiosk_in_order": "Guichet remis en marche",
    "service_asked": "Mode technicien demandé",
    "service_began": "Mode technicien ouvert",
    "service_ended": "Mode technicien fermé",
    "appointment_sent": "Demande envoyée",
    "appointment_received": "Demande reçue",
    "appointment_accepted": "Demande acceptée",
    "appointment_proposed": "Autre moment proposé",
    "appointment_proposal_taken": "Moment proposé accepté",
    "appointment_proposal_declined": "Moment proposé refusé",
    "appointment_corrected": "Demande corrigée",
    "appointment_unanswered": "Demande sans réponse",
    "organisation_alerted": "Organisme alerté par courriel",
    "resident_told": "Usager prévenu par téléphone",
    "confirmation_sent": "Confirmation envoyée",
    "reminder_sent": "Rappel envoyé",
    "appointment_called_back": "Usager rappelé",
    "appointment_installed": "Usager installé",
    "appointment_not_called": "Usager venu, non appelé",
    "appointment_honoured": "Rendez-vous honoré",
    "appointment_cancelled": "Demande annulée",
    "appointment_withdrawn": "Rendez-vous annulé par l’organisme",
    "resident_came": "Usager venu, sans réseau",
    "resident_left": "Usager reparti, sans réseau",
    "appointment_no_show": "Usager absent",
    "visit_installed": "Visite ouverte",
    "visit_in_call": "Visite en appel",
    "visit_by_phone": "Visite par téléphone",
    "visit_closing": "Visite en clôture",
    "visit_wiped": "Guichet effacé",
    "visit_wipe_unconfirmed": "Effacement non confirmé",
    "visit_ended": "Visite terminée",
    "call_placed": "Appel lancé",
    "call_answered": "Appel décroché",
    "scan_asked": "Numérisation demandée",
    "print_asked": "Impression demandée",
    "print_cancel_asked": "Impression annulée",
    "print_seen_asked": "Papier vu par le conseiller",
    "print_keep_asked": "Feuille gardée par le conseiller",
    "scan_keep_asked": "Document demandé",
    "document_announced": "Document annoncé",
    "resident_arrived_host": "Usager arrivé, installé par l’accueil",
    "resident_arrived_slip": "Usager arrivé, par le code de sa fiche",
    "resident_arrived_card": "Usager arrivé, par sa carte de relais",
    "resident_arrived_presence": "Usager arrivé, vu par la caméra à l’heure",
    "call_line_good": "Appel terminé : la liaison était bonne",
    "call_line_fair": "Appel terminé : la liaison était moyenne",
    "call_line_poor": "Appel terminé : la liaison était mauvaise",
    "check_in_unknown": "Fiche ou carte inconnue montrée au guichet",
    "resident_gone": "Plus personne devant le guichet",
    "resident_back": "Usager de nouveau devant le guichet",
    "resident_stays": "Usager là, dit le conseiller",
    "resident_left_visit": "Usager parti, visite terminée",
    "relay_card_linked": "Carte de relais confiée",
    "relay_card_taken_back": "Carte de relais reprise",
    "paper_left_glass": "Papier oublié sur la vitre",
    "paper_left_tray": "Papier oublié dans l’imprimante",
    "paper_left_glass_tray": "Papiers oubliés sur la vitre et dans l’imprimante",
    "paper_taken_back": "Papier oublié repris",
    "host_coming": "Accueil en route",
    "host_unanswered": "Accueil sans réponse",
    "host_call_ended": "Accueil plus appelé",
    "free_wiped": "Guichet effacé (libre accès)",
    "free_wipe_unconfirmed": "Effacement non confirmé (libre accès)",
    "free_letter_sent": "Courriel envoyé (libre accès)",
    "free_letter_not_sent": "Courriel non envoyé (libre accès)",
    "distances_changed": "Distances changées",
    "naming_changed": "Nom des fichiers changé",
    "headings_changed": "Rubriques des notes changées",
    "notes_read": "Notes lues",
    "note_written": "Note écrite",
    "note_removed": "Note retirée",
    "note_erased": "Note effacée",
    "appointment_next_taken": "Prochain rendez-vous pris",
    "appointment_moved": "Rendez-vous déplacé",
    "appointment_taken_over": "Rendez-vous repris par un collègue",
}
FAMILIES = {
    "call_ended_": "Appel terminé",
    "call_refused_": "Appel refusé",
    "host_called_": "Accueil appelé",
    "free_opened_": "Libre accès ouvert",
    "free_done_": "Libre accès servi",
    "free_fault_": "Panne en libre accès",
    "free_closed_": "Libre accès fermé",
}
HOW = {
    "password": "par mot de passe",
    "passkey": "par clé d’accès",
    "password+application": "par mot de passe et application",
    "password+recovery": "par mot de passe et code de secours",
}
WHO = {"account": "compte", "kiosk": "guichet", "server": "serveur"}


@dataclass(frozen=True)
class Row:
    at: float
    what: str
    who: str
    about: str
    detail: str | None


def row_of(line: Line, names: Mapping[str, str]) -> Row:
    """`names` tells agents' logins and kiosks' names by identifier; residents have none here."""
    kind, _, id = line.who.partition(":")
    how = HOW.get(line.detail or "", line.detail)
    who = f"{WHO.get(kind, kind)} {names.get(id, id)}".strip()
    return Row(line.at, french(line.what), who, names.get(line.about, line.about), how)


def french(what: str) -> str:
    """A code without words is shown as it is: better than nothing."""
    for prefix, words in FAMILIES.items():
        if what.startswith(prefix):
            return f"{words} ({what.removeprefix(prefix)})"
    return WORDS.get(what, what)
