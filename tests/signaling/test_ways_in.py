"""What the ways in are made of, without a server: figures, sealed secrets, codes on paper."""

import base64
import hmac
import json
from pathlib import Path

import pyotp
import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given
from hypothesis import strategies as st

from signaling.auth import paper, passkeys, totp
from signaling.auth.errors import WrongPasskey
from signaling.auth.passkeys import Site
from signaling.auth.vault import Vault
from signaling.pages.qr import svg

SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
"RFC 6238, appendix B: the twenty bytes of its test vectors."
HERE = Site("guichet.example.fr", ("https://guichet.example.fr:8443",))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inside: (
        st.lists(inside, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "rawId", "response", "type", "clientDataJSON", "signature"])
            | st.text(max_size=5),
            inside,
            max_size=6,
        )
    ),
    max_leaves=12,
)


@pytest.mark.parametrize(
    ("now", "code"), [(59, "287082"), (1111111109, "081804"), (20000000000, "353130")]
)
def test_the_figures_are_those_of_the_rfc(now: int, code: str) -> None:
    assert totp.step_of(SECRET, code, now) == now // 30


def test_figures_of_the_step_before_and_after_are_taken_and_no_others() -> None:
    now, maker = 1_795_348_800, pyotp.TOTP(SECRET)
    right = [late for late in range(-3, 4) if totp.step_of(SECRET, maker.at(now + 30 * late), now)]
    assert right == [-1, 0, 1]


@given(st.text(max_size=12))
def test_anything_typed_is_either_right_or_wrong(typed: str) -> None:
    totp.step_of(SECRET, typed, 1_795_348_800)
    assert len(paper.hash_of_code(typed)) == 64


@given(JSON)
def test_any_answer_of_a_browser_is_verified_or_refused(answer: object) -> None:
    text, challenge = json.dumps(answer), passkeys.ask(HERE).challenge
    for attempt in (
        lambda: passkeys.made(HERE, challenge, text),
        lambda: passkeys.verified(HERE, challenge, text, "AAAA", 0),
    ):
        with pytest.raises(WrongPasskey):
            attempt()


def test_a_handle_tells_nothing_of_the_person() -> None:
    asked = json.loads(passkeys.ask_new(HERE, "account-1", "conseil.msa", "D", ()).options)
    assert "account-1" not in json.dumps(asked)
    assert asked["authenticatorSelection"]["userVerification"] == "required"
    assert asked["attestation"] == "none"


def test_a_secret_opens_for_its_owner_and_with_its_key_alone(tmp_path: Path) -> None:
    vault = Vault(tmp_path / "access.key")
    sealed = vault.seal("account-1", SECRET)
    assert SECRET not in sealed
    assert Vault(tmp_path / "access.key").open("account-1", sealed) == SECRET
    assert vault.open("account-2", sealed) is None
    assert Vault(tmp_path / "other.key").open("account-1", sealed) is None


def test_each_purpose_has_a_key_of_its_own_and_none_is_that_of_the_file(tmp_path: Path) -> None:
    vault = Vault(tmp_path / "access.key")
    slip, card = vault.code("slip", "a"), vault.code("relay card", "a")
    master = vault.file.read_bytes()
    straight = {hmac.digest(master, text, "sha256") for text in (b"a", b"slip\0a")}
    assert len({slip, card, vault.code("slip", "b"), *straight}) == 5
    assert vault.code("slip", "a") == Vault(vault.file).code("slip", "a") == slip
    # RFC 5869 by hand: one block is 32 bytes.
    drawn = hmac.digest(bytes(32), master, "sha256")
    key = hmac.digest(drawn, b"visavis code slip\x01", "sha256")
    assert slip == hmac.digest(key, b"a", "sha256")


def test_what_the_key_of_the_file_sealed_itself_still_opens(tmp_path: Path) -> None:
    vault = Vault(tmp_path / "access.key")
    vault.code("slip", "a")  # the file is made
    sealed = AESGCM(vault.file.read_bytes()).encrypt(bytes(12), SECRET.encode(), b"account-1")
    stored = base64.b64encode(bytes(12) + sealed).decode()
    assert vault.open("account-1", stored) == SECRET
    assert vault.open("account-2", stored) is None


def test_a_code_on_paper_may_be_typed_in_any_way() -> None:
    codes = paper.new_codes()
    assert len(set(codes)) == 10
    for code in codes:
        assert paper.hash_of_code(code.upper().replace("-", " – ")) == paper.hash_of_code(code)


def test_the_code_of_an_application_is_drawn_in_the_page_and_named() -> None:
    drawn = svg(totp.address(SECRET, "<b>", "Vis-à-vis"), "Code <QR>")
    assert drawn.startswith('<svg role="img"')
    assert "<title>Code &lt;QR&gt;</title>" in drawn
    assert "style=" not in drawn
