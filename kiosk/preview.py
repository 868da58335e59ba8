"""Writes `signaling/languages/sentences.json`: what the kiosks show and say, in each language.

An administrator reads it beside the French before a language is offered to residents.
``python -m kiosk.preview`` after each change of a sentence; a test fails where it was forgotten.
"""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import polib

from .core.registry import State, registry
from .core.scene import Scene
from .core.sentences import FRENCH, Language
from .core.text import Name, Text, Wording, of_organisation, together, written
from .core.tongues import scene_in
from .languages import HERE, PARTS, languages

TARGET = Path(__file__).parent.parent / "signaling" / "languages" / "sentences.json"
NAMES = ("Relais de Wassigny", "MSA", "Mme Exemple")
"Of nobody."
FIELDS: Mapping[str, Name] = {
    "counsellor": together(NAMES[2]),
    "organisation": of_organisation(NAMES[1]),
    "organisation_name": NAMES[1],
    "count": "3",
}
"For what is said where no scene of the registry says it."
MOMENTS = {
    State.WELCOME: "L’accueil",
    State.SOMEONE_THERE: "Quelqu’un arrive",
    State.APPOINTMENT_FOUND: "Le rendez-vous est trouvé",
    State.KEPT_WAITING: "En avance, l’attente",
    State.WAITING: "L’attente",
    State.CALLED_ELSEWHERE: "Appelé à un autre guichet",
    State.NOT_NOW: "Personne ne reçoit maintenant",
    State.INSTALLED: "Assis au guichet",
    State.PREPARING: "L’appareil se prépare",
    State.RINGING: "L’appel arrive",
    State.IN_CALL: "Pendant l’appel",
    State.COMPANY: "Une autre personne rejoint l’appel",
    State.TRANSFER: "L’appel est passé à un autre organisme",
    State.HOLD: "L’appel attend",
    State.SCANNING_GESTURE: "Poser une feuille",
    State.SCANNING: "La feuille est lue",
    State.SHOWN: "Un papier à l’écran",
    State.PRINTING: "L’impression",
    State.PAPER_FAULT: "Un souci d’imprimante",
    State.HOST_CALLED: "L’accueil est appelé",
    State.BY_PHONE: "Au téléphone",
    State.LINK_LOST: "La liaison est coupée",
    State.OPINION: "L’avis",
    State.GOODBYE: "Au revoir",
    State.FORGOTTEN_PAPER: "Un papier oublié",
    State.FREE_ACCESS: "En libre accès",
    State.OUT_OF_ORDER: "Hors service",
    State.CLOSED: "Fermé",
    State.SERVICE: "Un technicien est là",
}
OTHERS = "Aussi"
NAME_ALONE = re.compile(r"\{\w+\}")
Line = dict[str, Any]


def written_out() -> str:
    found = [_language(one) for one in languages() if one is not FRENCH]
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def _language(language: Language) -> dict[str, Any]:
    moments = [
        {"name": MOMENTS[state], "lines": [one for scene in made for one in _of(scene, language)]}
        for state, made in registry(*NAMES).items()
    ]
    moments.append({"name": OTHERS, "lines": list(_others(language))})
    head = polib.pofile(str(HERE / f"{language.code}.po")).metadata
    return {
        "code": language.code,
        "name": language.name,
        "french": head["X-Name-In-French"],
        "right_to_left": language.right_to_left,
        "moments": [one for one in _once(moments) if one["lines"]],
    }


def texts(scene: Scene) -> Iterator[tuple[str, bool]]:
    """What it writes, then what it says; of names alone nothing."""
    face, document = scene.face, scene.document
    shown = face.title, face.subtitle, document.sentence, document.board, document.band
    for text in (*shown, *document.hours, *(button.words for button in document.buttons)):
        yield text, False
    yield scene.voice.text, True


def _of(scene: Scene, language: Language) -> Iterator[Line]:
    for (french, spoken), (said, _) in zip(
        texts(scene), texts(scene_in(scene, language)), strict=True
    ):
        if isinstance(french, Text) and not all(map(_is_a_name, french.wordings)):
            yield {"french": french, "said": said, "spoken": spoken}


def _is_a_name(one: Wording) -> bool:
    if one.part == "name":
        return False  # an hour, that each language writes in its way
    return NAME_ALONE.fullmatch(getattr(FRENCH.sentence(one.key), one.part)) is not None


def _others(language: Language) -> Iterator[Line]:
    known = {
        (one.key, one.part)
        for made in registry(*NAMES).values()
        for scene in made
        for text, _ in texts(scene)
        if isinstance(text, Text)
        for one in text.wordings
    }
    for key, sentence in FRENCH.sentences.items():
        for part in PARTS:
            if not getattr(sentence, part) or (key, part) in known:
                continue
            if not _is_a_name(Wording(key, part)):
                french, said = (written(one, key, part, FIELDS) for one in (FRENCH, language))
                yield {"french": french, "said": said, "spoken": part == "spoken"}


def _once(moments: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """A sentence of several scenes is read once."""
    known: set[tuple[str, str]] = set()
    for moment in moments:
        lines = []
        for line in moment["lines"]:
            if (pair := (line["french"], line["said"])) not in known:
                known.add(pair)
                lines.append(line)
        yield {**moment, "lines": lines}


if __name__ == "__main__":
    TARGET.write_text(written_out(), encoding="utf-8")
