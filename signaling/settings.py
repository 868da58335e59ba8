"""Settings of the server: a TOML file, then the environment, then systemd's credentials.

The file is the one that `VISAVIS_CONFIG` names, or /etc/visavis/visavis.toml. A variable
`VISAVIS_PORT` overrides `port` of the file; a file `port` in the credentials directory
(systemd.exec(5), LoadCredential=) comes between the two. `docs/reglages.md` is generated from
the descriptions below.
"""

import os
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SecretsSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from .core.person import Role
from .mail import Gateway, Mail, Security, is_template
from .turn import Relay, mistakes

CONFIG = Path("/etc/visavis/visavis.toml")


class Settings(BaseSettings):
    model_config = SettingsConfigDict(
        env_prefix="VISAVIS_", extra="forbid", frozen=True, validate_default=True
    )

    host: str = Field("127.0.0.1", description="Adresse sur laquelle le serveur écoute.")
    port: Annotated[int, Field(ge=0, le=65535)] = Field(
        8443, description="Port sur lequel le serveur écoute ; 0 en choisit un libre."
    )
    hostnames: tuple[str, ...] = Field(
        ("localhost",),
        description="Noms sous lesquels on joint le serveur, sans port. Consoles et guichets ne "
        "sont admis que sous ceux-là ; avec l'autorité locale, les adresses de la machine "
        "s'y ajoutent.",
    )
    data_dir: Path = Field(
        Path("/var/lib/visavis"),
        description="Dossier des données : base SQLite, documents scellés, autorité locale.",
    )
    database: SecretStr | None = Field(
        None,
        description="Adresse de la base au format de SQLAlchemy "
        "(postgresql+psycopg://...). Sans elle, un fichier SQLite dans le dossier des données.",
    )
    tls: bool = Field(
        True,
        description="Servir en HTTPS. À ne couper que derrière un serveur mandataire qui s'en "
        "charge.",
    )
    certificate: Path | None = Field(
        None,
        description="Certificat du serveur (PEM, chaîne complète). Sans lui, le serveur crée sa "
        "propre autorité locale.",
    )
    certificate_key: Path | None = Field(None, description="Clé privée du certificat (PEM).")
    proxies: tuple[IPv4Network | IPv6Network, ...] = Field(
        (),
        description="Réseaux des serveurs mandataires dont l'en-tête X-Forwarded-For est cru.",
    )
    origins: tuple[str, ...] = Field(
        (),
        description="Origines supplémentaires admises pour les consoles, par exemple "
        "https://guichet.example.fr:8443. Celles de la liste des noms le sont déjà.",
    )
    turn_urls: tuple[str, ...] = Field(
        (),
        description="Adresses du passage du son et de l'image (TURN), la meilleure d'abord "
        "(turn:guichet.example.fr:3478, turn:guichet.example.fr:3478?transport=tcp, "
        "turns:guichet.example.fr:443). Sans elles, un appel ne passe que par un chemin direct.",
    )
    turn_secret: SecretStr | None = Field(
        None,
        description="Secret partagé avec ce passage, d'où viennent ses accès de cinq minutes. "
        "L'installation le tire au sort dans /etc/credstore/turn_secret.",
    )
    turn_realm: Annotated[str, Field(pattern=r"^[A-Za-z0-9.-]{1,100}$")] = Field(
        "visavis", description="Nom du domaine (« realm ») qu'annonce le passage."
    )
    turn_port: Annotated[int, Field(ge=1, le=65535)] = Field(
        3478, description="Port sur lequel le passage écoute, en UDP et en TCP."
    )
    turn_addresses: tuple[IPv4Address | IPv6Address, ...] = Field(
        (),
        description="Adresses de cette machine où le passage fait se rejoindre les appels, une par "
        "famille. Sans elles, celle de sa route vers l'extérieur.",
    )
    turn_public_address: IPv4Address | None = Field(
        None,
        description="Adresse publique du passage, s'il est derrière une traduction d'adresses.",
    )
    metrics_token: SecretStr | None = Field(
        None,
        description="Jeton (Bearer) de qui lit les chiffres du serveur à /metrics, au format de "
        "Prometheus. Sans lui, cette page n'existe pas.",
    )
    session_hours: Annotated[float, Field(gt=0, le=24)] = Field(
        10, description="Durée d'une connexion, en heures : après, il faut se reconnecter."
    )
    session_idle_hours: Annotated[float, Field(gt=0, le=24)] = Field(
        3,
        description="Durée sans activité, en heures, après laquelle la connexion est fermée. Une "
        "console dont le conseiller n'est pas absent, ou la page ouverte d'un accueil, attend "
        "d'être sonnée : c'est une activité. Ni cette limite ni la précédente ne coupent une "
        "visite : elles attendent sa fin.",
    )
    second_factor: tuple[Role, ...] = Field(
        (Role.COUNSELLOR, Role.SUPERVISOR, Role.TECHNICIAN, Role.ADMINISTRATOR),
        description="Rôles auxquels un mot de passe seul ne suffit pas : il leur faut une clé "
        "d'accès, ou le mot de passe et le code d'une application. Parmi secretary, host, "
        "counsellor, supervisor, technician, administrator. Qui n'en a pas encore n'atteint que "
        "« Mon compte ».",
    )
    invitation_hours: Annotated[float, Field(gt=0, le=336)] = Field(
        72, description="Durée de validité d'un lien d'invitation ou de secours, en heures."
    )
    enrolment_minutes: Annotated[float, Field(gt=0, le=60)] = Field(
        15, description="Durée de validité d'un code d'enrôlement de guichet, en minutes."
    )
    forms_dir: Path | None = Field(
        None,
        description="Dossier de formulaires à ajouter à ceux du produit : un PDF, et à côté un "
        "fichier TOML qui nomme ses cases. Voir [formulaires.md](formulaires.md).",
    )
    calendar: Path | None = Field(
        None,
        description="Fichier TOML des vacances scolaires et des jours de fermeture, à la place de "
        "celui du produit. Voir [exploitation.md](exploitation.md).",
    )
    school_zone: Literal["A", "B", "C"] = Field(
        "B", description="Zone des vacances scolaires (Amiens et Lille sont en zone B)."
    )
    smtp_host: str = Field(
        "",
        description="Serveur qui prend les courriels. Vide : le guichet n'en envoie aucun.",
    )
    smtp_port: Annotated[int, Field(ge=1, le=65535)] = Field(
        587, description="Port de ce serveur : 587 (starttls), 465 (tls) ou 25."
    )
    smtp_security: Literal["starttls", "tls", "none"] = Field(
        "starttls",
        description="Chiffrement avec ce serveur. `none` ne convient qu'à un serveur de cette "
        "machine.",
    )
    smtp_user: str = Field("", description="Identifiant sur ce serveur, s'il en demande un.")
    smtp_password: SecretStr | None = Field(None, description="Mot de passe sur ce serveur.")
    smtp_from: str = Field(
        "", description="Adresse d'où partent les courriels ; sans elle, aucun ne part."
    )
    sms_url: str = Field(
        "",
        description="Adresse (https) de la passerelle qui envoie les SMS. Vide : aucun n'est "
        "envoyé.",
    )
    sms_body: str = Field(
        '{"to": "{number}", "text": "{text}"}',
        description="Ce qu'attend cette passerelle, en JSON ; `{number}` devient le numéro "
        "(+33612345678), `{text}` le message.",
    )
    sms_authorization: SecretStr | None = Field(
        None, description="En-tête Authorization de cette passerelle, comme « Bearer ... »."
    )
    alert_minutes: Annotated[float, Field(ge=1, le=1440)] = Field(
        15,
        description="Durée, en minutes, pendant laquelle un organisme sans console ouverte n'est "
        "pas alerté une seconde fois.",
    )
    reminder_hours: Annotated[float, Field(ge=1, le=168)] = Field(
        24, description="Combien d'heures avant le rendez-vous part le rappel."
    )
    retention_days: Annotated[int, Field(ge=1, le=180)] = Field(
        30,
        description="Nombre de jours après la visite (ou après la date prévue) au bout desquels "
        "un rendez-vous est effacé.",
    )
    note_days: Annotated[int, Field(ge=1, le=366)] = Field(
        90,
        description="Nombre de jours au bout desquels une note de conseiller est effacée, si elle "
        "n’a pas été réécrite ; elle l’est toujours avec le dernier rendez-vous de son dossier.",
    )

    @field_validator("turn_urls")
    @classmethod
    def _are_addresses(cls, urls: tuple[str, ...]) -> tuple[str, ...]:
        if wrong := list(mistakes(urls)):
            raise ValueError(f"no address of a relay: {', '.join(wrong)}")
        return urls

    @field_validator("sms_body")
    @classmethod
    def _holds_both(cls, body: str) -> str:
        if not is_template(body):
            raise ValueError("no JSON with {number} and {text}")
        return body

    @field_validator("sms_url")
    @classmethod
    def _is_https(cls, url: str) -> str:
        if url and not url.startswith(("https://", "http://localhost:", "http://127.0.0.1:")):
            raise ValueError("the gateway is reached by https")
        return url

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        file = Path(os.environ.get("VISAVIS_CONFIG") or CONFIG)
        toml = TomlConfigSettingsSource(settings_cls, toml_file=file)
        credentials = os.environ.get("CREDENTIALS_DIRECTORY")
        if not credentials:
            return init_settings, env_settings, toml
        # Credentials are named after the field alone: LoadCredential=database:/etc/...
        secrets = SecretsSettingsSource(settings_cls, secrets_dir=credentials, env_prefix="")
        return init_settings, env_settings, secrets, toml

    @property
    def database_url(self) -> str:
        if self.database is not None:
            return self.database.get_secret_value()
        return f"sqlite+aiosqlite:///{self.data_dir.absolute() / 'visavis.db'}"

    @property
    def relay(self) -> Relay | None:
        """None without its addresses, or without its secret."""
        if not self.turn_urls or self.turn_secret is None:
            return None
        return Relay(self.turn_urls, self.turn_secret.get_secret_value())

    @property
    def mail(self) -> Mail | None:
        """None without its server, or without the address it writes from."""
        if not self.smtp_host or not self.smtp_from:
            return None
        password = "" if self.smtp_password is None else self.smtp_password.get_secret_value()
        return Mail(
            self.smtp_host,
            self.smtp_port,
            Security(self.smtp_security),
            self.smtp_from,
            self.smtp_user,
            password,
        )

    @property
    def sms(self) -> Gateway | None:
        if not self.sms_url:
            return None
        secret = self.sms_authorization
        authorization = "" if secret is None else secret.get_secret_value()
        return Gateway(self.sms_url, self.sms_body, authorization)

    @property
    def vault_file(self) -> Path:
        """The key that seals the secrets of applications of codes."""
        return self.data_dir / "access.key"

    @property
    def documents_dir(self) -> Path:
        return self.data_dir / "documents"

    @property
    def tls_dir(self) -> Path:
        """Of the local authority."""
        return self.data_dir / "tls"
