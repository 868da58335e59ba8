"""Settings of a kiosk: a TOML file, then the environment (``VISAVIS_KIOSK_...``) over it.

`visavis setup` writes the file; `docs/reglages.md` is generated from the descriptions.
"""

import os
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

DEFAULT_FILE = Path("/etc/visavis/kiosk.toml")


class KioskSettings(BaseSettings):
    """Each description is a French sentence for the technician."""

    model_config = SettingsConfigDict(env_prefix="VISAVIS_KIOSK_", extra="forbid", frozen=True)

    server: str = Field(
        "https://localhost:8443", description="Adresse HTTPS du serveur, sans chemin."
    )
    authority: Path | None = Field(
        None, description="Certificat de l'autorité locale du serveur, si elle n'est pas publique."
    )
    state_directory: Path = Field(
        Path("/var/lib/visavis-kiosk"), description="Dossier de la clé du guichet."
    )
    runtime_directory: Path = Field(
        Path("/run/visavis-kiosk"),
        description="Dossier en mémoire (tmpfs) des pages de la visite ; effacé à sa fin.",
    )
    camera: str = Field(
        "/dev/video0",
        description="Caméra : `/dev/videoN`, `file:CHEMIN` (une vidéo en boucle), "
        "ou vide s'il n'y en a pas.",
    )
    camera_height: Annotated[Literal[480, 720], BeforeValidator(int)] = Field(
        480,
        description="Lignes de l'image demandée à la caméra, 25 fois par seconde : 480 (640 × 480) "
        "ou 720 (1280 × 720) ; une caméra qui a moins donne ce qu'elle a, une vidéo est jouée "
        "telle quelle. 720 seulement sur une ligne d'au moins 1,5 Mbit/s en envoi et un processeur "
        "de quatre cœurs ; sinon, laissez 480.",
    )
    scanner: str = Field(
        "", description="Nom SANE du scanner (`scanimage -L`), ou vide s'il n'y en a pas."
    )
    scanner_options: dict[str, str | int | float] = Field(
        default_factory=dict,
        description="Options SANE propres à ce scanner, par leur nom (`scanimage -A`).",
    )
    scanner_corner: Literal["top_left", "top_right", "bottom_left", "bottom_right"] = Field(
        "top_left", description="Coin de la vitre où se pose la feuille, vu de l'usager."
    )
    scanner_feeder: Literal["", "up", "down"] = Field(
        "",
        description="Chargeur de feuilles du scanner : vide s'il n'y en a pas, `up` ou `down` "
        "selon que le texte se met vers le haut ou vers le bas.",
    )
    connect_early: bool = Field(
        True,
        description="La liaison avec la console se fait pendant l'annonce de l'appel, fermée : ni "
        "image ni son n'y passent avant la fin de l'annonce. `false` : seulement après elle.",
    )
    upload_kbps: Annotated[int, Field(ge=50)] = Field(
        200,
        description="Débit laissé aux documents vers le serveur, en kbit/s : le reste de la ligne "
        "est au son et à l'image.",
    )
    packet_reports: bool = Field(
        True,
        description="Les deux bouts d'un appel se disent quand chaque paquet est arrivé, et le "
        "guichet en tire ce que la ligne porte. `false` : il suit l'avis de la console.",
    )
    printer: str = Field("", description="File CUPS de l'imprimante, ou vide s'il n'y en a pas.")
    printer_uri: str = Field(
        "", description="Adresse IPP de l'imprimante elle-même, à qui l'on demande la vérité."
    )
    print_jobs: Annotated[int, Field(ge=1, le=50)] = Field(
        5, description="Impressions permises pendant une visite."
    )
    print_pages: Annotated[int, Field(ge=1, le=200)] = Field(
        30, description="Pages permises dans une impression, tous exemplaires compris."
    )
    print_megabytes: Annotated[int, Field(ge=1, le=20)] = Field(
        20, description="Taille permise d'un document à imprimer, en mégaoctets."
    )
    card_reader: bool = Field(False, description="Un lecteur de cartes PC/SC est branché.")
    opinion_card: bool = Field(
        False,
        description="Une carte sans contact est posée près du lecteur : à la question de la fin, "
        "l'usager peut la poser quand le visage de son choix est agrandi. Sans effet sur un écran "
        "tactile, où il touche le visage.",
    )
    presence: bool = Field(
        False,
        description="La caméra dit si quelqu'un est devant le guichet, et lit le code des fiches ; "
        "aucune image n'est gardée ni envoyée. Affichez d'abord `docs/affiche-camera.html`.",
    )
    gone_seconds: Annotated[float, Field(ge=1)] = Field(
        60,
        description="Sans personne devant le guichet pendant une visite, secondes avant de "
        "demander au conseiller si l'usager est parti.",
    )
    left_seconds: Annotated[float, Field(ge=2)] = Field(
        300,
        description="Secondes sans personne après lesquelles la visite se termine d'elle-même, "
        "si le conseiller n'a rien dit.",
    )
    sleep_minutes: Annotated[float, Field(ge=0)] = Field(
        10,
        description="Minutes sans personne, entre deux visites, avant que les écrans "
        "s'éteignent ; 0 pour jamais.",
    )
    closes: bool = Field(
        True,
        description="Hors des heures où quelqu'un reçoit (les permanences publiées ; à défaut de "
        "8 h à 19 h, du lundi au samedi), le guichet dit qu'il est fermé et ses écrans dorment. "
        "Une visite installée par l'accueil commence à toute heure.",
    )
    microphone: str = Field(
        "", description="Source PipeWire du microphone ; vide pour celle par défaut."
    )
    speaker: str = Field(
        "", description="Sortie PipeWire du haut-parleur ; vide pour celle par défaut."
    )
    handset: str = Field(
        "",
        description="Sortie PipeWire du combiné, ou vide : dès qu'il est branché, le haut-parleur "
        "se tait.",
    )
    handset_microphone: str = Field(
        "", description="Source PipeWire du micro du combiné ; vide pour garder celui du guichet."
    )
    induction_loop: str = Field(
        "",
        description="Sortie PipeWire de l'amplificateur de la boucle magnétique, ou vide : elle "
        "reçoit toujours le son du haut-parleur, à son propre niveau.",
    )
    induction_loop_percent: Annotated[int, Field(ge=1, le=150)] = Field(
        80, description="Niveau fixe de la boucle magnétique, en pour cent."
    )
    face_screen: str = Field(
        "",
        description="L'écran visage, comme `visavis setup` l'écrit : ce qu'il dit de lui-même "
        "(marque, modèle, numéro de série), puis `@` et la sortie où il était branché ; ou la "
        "sortie seule ; vide pour le premier.",
    )
    document_screen: str = Field(
        "", description="L'écran des documents, écrit de même ; vide pour l'autre."
    )
    screens: Annotated[int, Field(ge=1, le=2)] = Field(
        2, description="Nombre d'écrans du guichet ; sur un seul, les deux scènes se partagent."
    )
    motion: bool = Field(
        True,
        description="Les dessins bougent doucement ; `false` les laisse immobiles, pour qui le "
        "mouvement gêne.",
    )
    touch: bool = Field(
        False,
        description="L'écran des documents est tactile : un grand bouton par organisme y donne un "
        "numéro à qui vient sans rendez-vous, et le conseiller peut y ouvrir un clavier à qui ne "
        "parle pas.",
    )
    keyboard: str = Field(
        "",
        description="Clavier réservé à qui ne parle pas : son identité USB (`046d:c31c`, lue par "
        "`lsusb`) ou son chemin (`/dev/input/by-id/…`). Il n'est écouté que si le conseiller "
        "l'ouvre, pendant l'appel ; tout autre clavier reste mort.",
    )
    voice_directory: Path | None = Field(
        None, description="Dossier des phrases enregistrées par une voix humaine (WAV)."
    )
    piper_voice: Path | None = Field(
        None,
        description="Voix du programme piper (fichier `.onnx`), pour les phrases que "
        "personne n'a lues ; sans elle, espeak-ng.",
    )
    examination_at: Annotated[str, Field(pattern=r"^(([01]\d|2[0-3]):[0-5]\d)?$")] = Field(
        "07:00",
        description="Heure (`HH:MM`) à laquelle le guichet s'examine chaque matin, une heure avant "
        "l'ouverture ; vide pour ne le faire que sur demande.",
    )
    pixels_per_mm: float | None = Field(
        None, description="Mesure de l'écran des documents, faite avec une carte bancaire."
    )

    face_pixels_per_mm: float | None = Field(
        None,
        ge=1,
        le=20,
        description="Mesure de l'écran visage, en points par millimètre : le conseiller y paraît "
        "grandeur nature (une tête de 20 à 25 cm). Sans elle, son image remplit l'écran.",
    )

    @property
    def screen_roles(self) -> dict[str, str]:
        """As `kiosk.screens` takes them."""
        named = {"face": self.face_screen, "document": self.document_screen}
        return {role: screen for role, screen in named.items() if screen}

    @property
    def key_file(self) -> Path:
        """Where the kiosk's key lies: a systemd credential, or the state directory."""
        credentials = os.environ.get("CREDENTIALS_DIRECTORY")
        given = Path(credentials) / "kiosk.key" if credentials else None
        if given is not None and given.exists():
            return given
        return self.state_directory / "kiosk.key"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """What is passed wins over the environment, the environment over the file."""
        file = Path(os.environ.get("VISAVIS_KIOSK_CONFIG", DEFAULT_FILE))
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, file)
