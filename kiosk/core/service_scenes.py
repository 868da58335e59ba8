"""What a kiosk shows to residents while a technician works at it."""

from .pictures import Picture
from .scene import Scene, SceneId
from .sentences import FRENCH, Language
from .wording import still


def service(language: Language = FRENCH) -> Scene:
    behind, picture = Picture.NIGHT, Picture.OUT_OF_ORDER
    return still(SceneId.SERVICE, behind, picture, language, bright=False)
