"""Who does not read misses nothing: what a scene writes, its voice says."""

import re
import unicodedata

import pytest

from kiosk.core.registry import State, every_scene, registry
from kiosk.core.scenes import Scene

NAMES = "Relais de Wassigny", "MSA", "Mme Exemple"
EVERY = every_scene(*NAMES)
COME = {scene.document.sentence for scene in registry(*NAMES)[State.COMPANY]}
"Who else is there was said as they came: :mod:`tests.kiosk.core.test_company`."
SMALL = 4
"Letters: shorter words carry no news."
SHARED = 0.5


def words(text: str) -> set[str]:
    """Their beginnings: a verb has many endings."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return {word[:5] for word in re.findall(r"\w+", plain) if len(word) >= SMALL}


@pytest.mark.parametrize("scene", EVERY, ids=lambda scene: scene.voice.id)
def test_what_the_document_screen_writes_is_said(scene: Scene) -> None:
    written, said = words(scene.document.sentence), words(scene.voice.text)
    if scene.document.sentence in COME:
        return
    assert len(written & said) >= SHARED * len(written), written - said
