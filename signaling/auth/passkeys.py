"""Passkeys (WebAuthn 3): what is asked of a browser, and whether its answer is right.

Nothing is stored here. An answer is good for one challenge, one site, one key; the caller uses
each challenge once. User verification (a finger, a face, a PIN) is always required: that is why
a passkey is enough alone.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass

import webauthn
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from .errors import WrongPasskey

LONGEST_ANSWER = 16_384
"Characters; an attestation we do not ask for is what makes them long."
NOT_AN_ANSWER = (WebAuthnException, ValueError, LookupError, TypeError, AttributeError)


@dataclass(frozen=True)
class Site:
    """Under which name the server was reached (the "relying party"), and from which pages."""

    name: str
    origins: tuple[str, ...]


@dataclass(frozen=True)
class Asked:
    challenge: str
    "base64url; keep it until the answer."
    options: str
    "JSON for the browser's ``PublicKeyCredential.parse…OptionsFromJSON``."


@dataclass(frozen=True)
class Made:
    credential: str
    public_key: str
    sign_count: int


def ask_new(site: Site, account: str, login: str, name: str, known: Iterable[str]) -> Asked:
    """Ask for a new key of `account`; `known` are credentials that it has already."""
    options = webauthn.generate_registration_options(
        rp_id=site.name,
        rp_name="Vis-à-vis",
        # WebAuthn 14.6.1: the handle must tell nothing of the person.
        user_id=hashlib.sha256(account.encode()).digest(),
        user_name=login,
        user_display_name=name,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=_descriptors(known),
    )
    return Asked(bytes_to_base64url(options.challenge), webauthn.options_to_json(options))


def made(site: Site, challenge: str, answer: str) -> Made:
    """The key that the browser made. Raises :exc:`WrongPasskey`."""
    try:
        found = webauthn.verify_registration_response(
            credential=_answer(answer),
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=site.name,
            expected_origin=list(site.origins),
            require_user_verification=True,
        )
    except NOT_AN_ANSWER as error:
        raise WrongPasskey(type(error).__name__) from None
    credential = bytes_to_base64url(found.credential_id)
    return Made(credential, bytes_to_base64url(found.credential_public_key), found.sign_count)


def ask(site: Site, known: Iterable[str] = ()) -> Asked:
    """Ask for a proof; without `known` the browser offers every key that it has for us."""
    options = webauthn.generate_authentication_options(
        rp_id=site.name,
        allow_credentials=_descriptors(known) or None,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return Asked(bytes_to_base64url(options.challenge), webauthn.options_to_json(options))


def credential_of(answer: str) -> str:
    """Which key answers, before anything is believed of it."""
    credential = _answer(answer).get("id")
    if not isinstance(credential, str):
        raise WrongPasskey("no id")
    return credential


def verified(site: Site, challenge: str, answer: str, public_key: str, sign_count: int) -> int:
    """The key's new count. Raises :exc:`WrongPasskey`.

    WebAuthn 3, 7.2, 22: a count that does not grow "is a signal, but not proof, that the
    authenticator may be cloned": such a key is refused.
    """
    try:
        found = webauthn.verify_authentication_response(
            credential=_answer(answer),
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=site.name,
            expected_origin=list(site.origins),
            credential_public_key=base64url_to_bytes(public_key),
            credential_current_sign_count=sign_count,
            require_user_verification=True,
        )
    except NOT_AN_ANSWER as error:
        raise WrongPasskey(type(error).__name__) from None
    return found.new_sign_count


def _answer(text: str) -> dict[str, object]:
    if len(text) > LONGEST_ANSWER:
        raise WrongPasskey("too long")
    try:
        fields = json.loads(text)
    except (ValueError, RecursionError):
        raise WrongPasskey("not JSON") from None
    if not isinstance(fields, dict):
        raise WrongPasskey("no answer")
    return fields


def _descriptors(known: Iterable[str]) -> list[PublicKeyCredentialDescriptor]:
    return [PublicKeyCredentialDescriptor(id=base64url_to_bytes(each)) for each in known]
