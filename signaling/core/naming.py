"""How an organisation names the files that its counsellors take away. Pure.

A rule is text with :data:`WORDS` in braces: ``{date}_{nom}_{prenom}_{piece}``. The console fills
them in (`counsellor/static/naming.js`), makes the result safe for any computer, and adds the
ending of the file.
"""

import re

WORDS = {
    "date": "le jour, comme 2026-11-25",
    "nom": "le nom de l’usager",
    "prenom": "son prénom",
    "piece": "le nom du document",
    "motif": "le motif du rendez-vous",
    "organisme": "le nom de l’organisme",
    "relais": "le nom du relais",
}
"What may stand in braces, and what it becomes."
DEFAULT = "{date}_{nom}_{prenom}_{piece}"
MOST = 120
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]')


def whats_wrong(rule: str) -> str | None:
    """A French sentence, or None for a rule that serves."""
    unknown = sorted(set(re.findall(r"\{(.*?)\}", rule)) - set(WORDS))
    if len(rule) > MOST:
        return f"C’est trop long : {MOST} caractères au plus."
    if unknown:
        return f"« {unknown[0]} » n’est pas un des mots possibles."
    if "{piece}" not in rule:
        return "Gardez {piece} : sans lui, deux fichiers auraient le même nom."
    if re.search(r"[{}]", re.sub(r"\{\w+\}", "", rule)):
        return "Une accolade est seule : chaque mot en a deux."
    if _FORBIDDEN.search(rule):
        return 'Un nom de fichier ne contient aucun de ces signes : \\ / : * ? " < > |'
    return None
