"""What the two screens write and what the kiosk says, in one place, language by language.

French sentences follow the rules of plain language ("facile à lire et à comprendre"): one idea
per sentence, known words, the present, "vous". A sentence that is shown has at most 15 words; a
line that is spoken may say a little more, for those who do not read. Texts hold the fields
``{counsellor}``, ``{organisation}`` (with its preposition: "de la MSA") and ``{relay}``.

A second language is a second :class:`Language`, read of a file of `kiosk/languages`; nothing else
changes.
"""

from types import MappingProxyType

from .arrival_sentences import FRENCH_ARRIVAL
from .free_sentences import FREE
from .grammar import FRENCH_GRAMMAR
from .language import Language as Language
from .language import speakable as speakable
from .language import together as together
from .lobby_sentences import FRENCH_LOBBY
from .reply_sentences import FRENCH_REPLY
from .room_sentences import FRENCH_ROOM
from .sentence import NBSP as NBSP
from .sentence import Sentences as Sentences
from .service_sentences import FRENCH_SERVICE

_ARTICLES = {
    "msa": "de la ",
    "caf": "de la ",
    "cpam": "de la ",
    "carsat": "de la ",
    "mission": "de la ",
    "mairie": "de la ",
    "maison": "de la ",
    "préfecture": "de la ",
    "sous-préfecture": "de la ",
    "chambre": "de la ",
    "département": "du ",
    "conseil": "du ",
    "conciliateur": "du ",
    "centre": "du ",
    "ccas": "du ",
    "point": "du ",
    "service": "du ",
    "tribunal": "du ",
    "agence": "de l’",
    "assurance": "de l’",
    "adil": "de l’",
    "association": "de l’",
    "udaf": "de l’",
    "urssaf": "de l’",
    "finances": "des ",
    "impôts": "des ",
}

_FR: dict[str, Sentences] = {
    "welcome": Sentences(
        title="Bienvenue",
        subtitle="{relay}",
        shown="Installez-vous. Vous n’avez rien à toucher.",
        spoken="Bonjour et bienvenue. Installez-vous. Vous n’avez rien à toucher.",
    ),
    "today": Sentences(shown="Rendez-vous aujourd’hui", spoken=""),
    "today.van": Sentences(shown="Aujourd’hui, {place}", spoken=""),
    "today.said": Sentences(
        shown="",
        spoken="Rendez-vous aujourd’hui à {hours}. Installez-vous. Vous n’avez rien à toucher.",
    ),
    "today.van.said": Sentences(
        shown="",
        spoken="Nous sommes à {place}. Rendez-vous à {hours}. Installez-vous. "
        "Vous n’avez rien à toucher.",
    ),
    "today.more": Sentences(shown="et {count} autres", spoken=""),
    "installed": Sentences(
        title="{counsellor}",
        subtitle="{organisation_name}",
        shown="{counsellor}, {organisation}, va vous appeler.",
        spoken="{counsellor}, {organisation}, va vous appeler. Vous n’avez rien à toucher.",
    ),
    "installed.anyone": Sentences(
        title="{organisation_name}",
        shown="Une personne {organisation} va vous appeler.",
        spoken="Une personne {organisation} va vous appeler. Vous n’avez rien à toucher.",
    ),
    "announcing": Sentences(
        title="{counsellor}",
        subtitle="{organisation_name}",
        shown="{counsellor}, {organisation}, vous appelle. Vous n’avez rien à toucher.",
        spoken="{counsellor}, {organisation}, vous appelle.",
    ),
    "announcing.again": Sentences(
        title="{counsellor}",
        subtitle="{organisation_name}",
        shown="L’appel reprend avec {counsellor}.",
        spoken="L’appel reprend.",
    ),
    "in_call": Sentences(
        title="{counsellor}",
        subtitle="{organisation_name}",
        shown="Vous parlez avec {counsellor}, {organisation}.",
        spoken="Vous pouvez parler. {counsellor} vous voit et vous entend.",
    ),
    "in_call.beside": Sentences(shown="Vous parlez avec {counsellor}.", spoken=""),
    "in_call.back": Sentences(
        title="{counsellor}",
        subtitle="{organisation_name}",
        shown="Vous parlez avec {counsellor}, {organisation}.",
        spoken="{counsellor} est de retour. Vous pouvez parler.",
    ),
    "on_hold": Sentences(
        title="Un instant",
        subtitle="L’appel va reprendre",
        shown="{counsellor} revient dans un instant. Personne ne vous voit ni ne vous entend.",
        spoken="{counsellor} revient dans un instant. Personne ne vous voit ni ne vous entend. "
        "Restez là, vous n’avez rien à toucher.",
    ),
    "opinion": Sentences(
        shown=f"Êtes-vous content de cette visite{NBSP}? Dites-le{NBSP}: oui, moyen, ou non.",
        spoken=f"Êtes-vous content de cette visite{NBSP}? Vous pouvez dire oui, moyen, ou non. "
        "Vous pouvez aussi ne rien dire.",
    ),
    "opinion.touch": Sentences(
        shown=f"Êtes-vous content{NBSP}? Dites-le, ou touchez un visage.",
        spoken=f"Êtes-vous content de cette visite{NBSP}? Dites oui, moyen ou non, "
        "ou touchez un visage. Vous pouvez aussi ne rien dire.",
    ),
    "opinion.card": Sentences(
        shown=f"Êtes-vous content{NBSP}? Dites-le, ou posez la carte au bon visage.",
        spoken=f"Êtes-vous content de cette visite{NBSP}? Dites oui, moyen ou non, "
        "ou posez la carte quand le bon visage est grand. Vous pouvez aussi ne rien dire.",
    ),
    "opinion.thanks": Sentences(
        shown="Merci, c’est noté. Votre conseiller ne voit pas votre réponse.",
        spoken="Merci, c’est noté. Votre conseiller ne voit pas votre réponse.",
    ),
    "opinion.good": Sentences(shown="Oui", spoken=""),
    "opinion.fair": Sentences(shown="Moyen", spoken=""),
    "opinion.poor": Sentences(shown="Non", spoken=""),
    "guest_comes.interpreter": Sentences(
        shown="{guest}, interprète, vous rejoint.",
        spoken="{guest}, interprète, vous rejoint. Cette personne vous entend et vous voit.",
    ),
    "guest_comes.sign_language": Sentences(
        shown="{guest}, interprète en langue des signes, vous rejoint.",
        spoken="{guest}, interprète en langue des signes, vous rejoint. "
        "Cette personne vous entend et vous voit.",
    ),
    "guest_comes.relative": Sentences(
        shown="{guest}, votre proche, vous rejoint.",
        spoken="{guest}, votre proche, vous rejoint. Cette personne vous entend et vous voit.",
    ),
    "guest_comes.guardian": Sentences(
        shown="{guest}, pour votre tutelle ou curatelle, vous rejoint.",
        spoken="{guest}, pour votre tutelle ou curatelle, vous rejoint. "
        "Cette personne vous entend et vous voit.",
    ),
    "guest_comes.social_worker": Sentences(
        shown="{guest}, du service social, vous rejoint.",
        spoken="{guest}, du service social, vous rejoint. Cette personne vous entend et vous voit.",
    ),
    "guest_comes.companion": Sentences(
        shown="{guest}, qui vous accompagne, vous rejoint.",
        spoken="{guest}, qui vous accompagne, vous rejoint. "
        "Cette personne vous entend et vous voit.",
    ),
    "guest_leaves": Sentences(
        shown="{guest} n’est plus là.",
        spoken="{guest} n’est plus là, et ne vous entend plus.",
    ),
    "guest_comes.colleague": Sentences(
        shown="{guest}, {organisation}, vous rejoint.",
        spoken="{guest}, {organisation}, vous rejoint. Cette personne vous entend et vous voit.",
    ),
    "taking_over": Sentences(
        shown="{counsellor}, {organisation}, prend la suite.",
        spoken="{counsellor}, {organisation}, prend la suite. Vous n’avez rien à toucher.",
    ),
    "guests_there.one": Sentences(shown="{guest} est là aussi.", spoken=""),
    "guests_there.two": Sentences(shown="{guest} et {other} sont là.", spoken=""),
    "guests_there.more": Sentences(shown="{guest} et {count} autres sont là.", spoken=""),
    "scan_gesture": Sentences(
        shown="Posez la feuille sur la vitre, texte vers le bas. Mettez-la dans le coin marqué.",
        spoken="Posez la feuille sur la vitre du scanner, texte vers le bas. "
        "Mettez la feuille dans le coin marqué. Ensuite, ne touchez plus à rien.",
    ),
    "scan_gesture.top_left": Sentences(
        shown="Posez la feuille sur la vitre, texte vers le bas. Mettez-la en haut à gauche.",
        spoken="Posez la feuille sur la vitre du scanner, texte vers le bas. "
        "Mettez la feuille dans le coin, en haut à gauche. Ensuite, ne touchez plus à rien.",
    ),
    "scan_gesture.top_right": Sentences(
        shown="Posez la feuille sur la vitre, texte vers le bas. Mettez-la en haut à droite.",
        spoken="Posez la feuille sur la vitre du scanner, texte vers le bas. "
        "Mettez la feuille dans le coin, en haut à droite. Ensuite, ne touchez plus à rien.",
    ),
    "scan_gesture.bottom_left": Sentences(
        shown="Posez la feuille sur la vitre, texte vers le bas. Mettez-la en bas à gauche.",
        spoken="Posez la feuille sur la vitre du scanner, texte vers le bas. "
        "Mettez la feuille dans le coin, en bas à gauche. Ensuite, ne touchez plus à rien.",
    ),
    "scan_gesture.bottom_right": Sentences(
        shown="Posez la feuille sur la vitre, texte vers le bas. Mettez-la en bas à droite.",
        spoken="Posez la feuille sur la vitre du scanner, texte vers le bas. "
        "Mettez la feuille dans le coin, en bas à droite. Ensuite, ne touchez plus à rien.",
    ),
    "sign_gesture": Sentences(
        shown="Signez la feuille, puis posez-la sur la vitre, face vers le bas.",
        spoken="Prenez la feuille imprimée et signez-la. Puis posez-la sur la vitre du scanner, "
        "le texte vers le bas. Ensuite, ne touchez plus à rien.",
    ),
    "feed_gesture": Sentences(
        shown="Mettez vos feuilles dans le chargeur, face vers le haut.",
        spoken="Mettez vos feuilles dans le chargeur, sur le dessus du scanner. "
        "Tournez le texte vers le haut. Ensuite, ne touchez plus à rien.",
    ),
    "feed_gesture.down": Sentences(
        shown="Mettez vos feuilles dans le chargeur, face vers le bas.",
        spoken="Mettez vos feuilles dans le chargeur, sur le dessus du scanner. "
        "Tournez le texte vers le bas. Ensuite, ne touchez plus à rien.",
    ),
    "scanning": Sentences(
        shown="La machine lit votre feuille. Attendez un" + NBSP + "peu.",
        spoken="La machine lit votre feuille. Attendez un peu.",
    ),
    "page_shown": Sentences(
        shown="Voici votre feuille.",
        spoken="Voici votre feuille, à l’écran.",
    ),
    "snapshot": Sentences(
        shown="On prend une photo. Ne bougez pas.",
        spoken="On prend une photo. Ne bougez pas.",
    ),
    "page_shown.snapshot": Sentences(
        shown="Voici la photo.",
        spoken="Voici la photo, à l’écran.",
    ),
    "shared": Sentences(
        shown="Regardons ce papier ensemble.",
        spoken="Regardons ensemble le papier à l’écran. Vous n’avez rien à toucher.",
    ),
    "window": Sentences(
        shown="Regardons cette page ensemble.",
        spoken="Regardons ensemble la page à l’écran. Vous n’avez rien à toucher.",
    ),
    "printing": Sentences(
        shown="Une feuille pour vous s’imprime.",
        spoken="Une feuille pour vous s’imprime. Attendez un peu.",
    ),
    "print_out": Sentences(
        shown="Prenez votre feuille.",
        spoken="Votre feuille est prête. Prenez votre feuille dans l’imprimante.",
    ),
    "paper_fault": Sentences(
        shown="L’imprimante a un souci. Nous nous en occupons.",
        spoken="L’imprimante a un souci. Nous nous en occupons. Vous n’avez rien à faire.",
    ),
    "paper_fault.no_paper": Sentences(
        shown="Il n’y a plus de papier. Nous nous en occupons.",
        spoken="Il n’y a plus de papier. Nous nous en occupons. Vous n’avez rien à faire.",
    ),
    "paper_fault.jam": Sentences(
        shown="Le papier est coincé. Nous nous en occupons.",
        spoken="Le papier est coincé dans l’imprimante. Nous nous en occupons. "
        "Vous n’avez rien à faire.",
    ),
    "paper_fault.cover_open": Sentences(
        shown="L’imprimante est ouverte. Nous nous en occupons.",
        spoken="L’imprimante est ouverte. Nous nous en occupons. Vous n’avez rien à faire.",
    ),
    "paper_fault.toner_empty": Sentences(
        shown="Il n’y a plus d’encre. Nous nous en occupons.",
        spoken="Il n’y a plus d’encre dans l’imprimante. Nous nous en occupons. "
        "Vous n’avez rien à faire.",
    ),
    "paper_fault.tray_missing": Sentences(
        shown="Le bac à papier est retiré. Nous nous en occupons.",
        spoken="Le bac à papier est retiré. Nous nous en occupons. Vous n’avez rien à faire.",
    ),
    "paper_fault.paused": Sentences(
        shown="L’imprimante est en pause. Nous nous en occupons.",
        spoken="L’imprimante est en pause. Nous nous en occupons. Vous n’avez rien à faire.",
    ),
    "paper_fault.off": Sentences(
        shown="L’imprimante est éteinte. Nous nous en occupons.",
        spoken="L’imprimante est éteinte. Nous nous en occupons. Vous n’avez rien à faire.",
    ),
    "paper_fault.unreachable": Sentences(
        shown="L’imprimante ne répond pas. Nous nous en occupons.",
        spoken="L’imprimante ne répond pas. Nous nous en occupons. Vous n’avez rien à faire.",
    ),
    "host.called": Sentences(
        title="Un instant",
        subtitle="L’accueil est prévenu",
        shown="L’accueil est prévenu. Une personne va venir.",
        spoken="L’accueil est prévenu. Une personne va venir vous aider. "
        "Restez là, vous n’avez rien à toucher.",
    ),
    "host.coming": Sentences(
        title="On arrive",
        subtitle="Une personne vient vous aider",
        shown="Une personne de l’accueil vient vous aider.",
        spoken="Une personne de l’accueil vient vous aider. Elle arrive.",
    ),
    "by_phone": Sentences(
        title="{counsellor}",
        subtitle="{organisation_name}",
        shown="{counsellor}, {organisation}, vous rappelle au téléphone. Restez là.",
        spoken="{counsellor}, {organisation}, vous rappelle au téléphone. "
        "Restez là, et répondez quand il sonne.",
    ),
    "by_phone.anyone": Sentences(
        title="{organisation_name}",
        shown="Une personne {organisation} vous rappelle au téléphone. Restez là.",
        spoken="Une personne {organisation} vous rappelle au téléphone. "
        "Restez là, et répondez quand il sonne.",
    ),
    "goodbye": Sentences(
        title="Au revoir",
        subtitle="et merci de votre visite",
        shown="C’est fini. Reprenez vos papiers.",
        spoken="C’est fini. Reprenez vos papiers, sur la vitre et dans l’imprimante. "
        "Au revoir et merci.",
    ),
    "goodbye.taken_back": Sentences(
        title="Merci",
        subtitle="et au revoir",
        shown="Vous avez repris vos papiers. Au revoir.",
        spoken="Merci. Vous avez repris vos papiers. Au revoir.",
    ),
    "forgotten.glass": Sentences(
        title="Un oubli" + NBSP + "?",
        subtitle="Regardez sur la vitre",
        shown="Vous avez oublié une feuille sur la vitre. Reprenez-la.",
        spoken="Attention, vous avez oublié une feuille sur la vitre du scanner. "
        "Reprenez votre feuille, s’il vous plaît.",
    ),
    "forgotten.tray": Sentences(
        title="Un oubli" + NBSP + "?",
        subtitle="Regardez l’imprimante",
        shown="Vous avez oublié une feuille dans l’imprimante. Prenez-la.",
        spoken="Attention, vous avez oublié une feuille dans l’imprimante. "
        "Prenez votre feuille, s’il vous plaît.",
    ),
    "forgotten.glass.tray": Sentences(
        title="Un oubli" + NBSP + "?",
        subtitle="Vitre et imprimante",
        shown="Reprenez vos feuilles, sur la vitre et dans l’imprimante.",
        spoken="Attention, vous avez oublié des feuilles, sur la vitre et dans l’imprimante. "
        "Reprenez vos feuilles, s’il vous plaît.",
    ),
    "link_lost": Sentences(
        title="Un instant",
        subtitle="L’image va revenir",
        shown="La liaison est coupée. Restez là. Nous rappelons.",
        spoken="La liaison est coupée. Ne partez pas. Nous rappelons, vous n’avez rien à toucher.",
    ),
}

FRENCH = Language(
    code="fr",
    right_to_left=False,
    sentences=MappingProxyType(
        _FR | FRENCH_ARRIVAL | FRENCH_LOBBY | FREE | FRENCH_REPLY | FRENCH_ROOM | FRENCH_SERVICE
    ),
    articles=MappingProxyType(_ARTICLES),
    of="de ",
    of_before_vowel="d’",
    name="Français",
    grammar=FRENCH_GRAMMAR,
)
