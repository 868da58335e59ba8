import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from signaling.documents import MAX_BYTES, Inbox, Outbox, seal, unseal
from signaling.errors import BadDocument
from signaling.protocol import CHUNK_BYTES, DocumentKind

KEY, NONCE = bytes(range(32)), b"8 bytes!"


def sealed(data: bytes, document: str = "d1"):
    return seal(KEY, document, DocumentKind.SCAN, "application/pdf", NONCE, data)


def carried(manifest, pieces) -> Inbox:
    inbox = Inbox(manifest)
    for name in inbox.missing():
        assert inbox.received(name, pieces[name])
    return inbox


@settings(max_examples=20)
@given(st.integers(1, 3 * CHUNK_BYTES), st.binary(min_size=1, max_size=64))
def test_what_was_sealed_is_what_is_opened(size, seed):
    data = (seed * (size // len(seed) + 1))[:size]
    manifest, pieces = sealed(data)
    assert carried(manifest, pieces).open(KEY) == data
    assert data not in b"".join(pieces.values()) or len(data) < 4


def test_the_key_of_another_visit_opens_nothing():
    manifest, pieces = sealed(b"secret" * 100)
    with pytest.raises(BadDocument):
        unseal(bytes(32), manifest, pieces)


def test_a_piece_moved_dropped_or_lent_to_another_document_is_refused():
    manifest, pieces = sealed(b"x" * (2 * CHUNK_BYTES + 5))
    swapped = manifest.model_copy(update={"chunks": manifest.chunks[::-1]})
    dropped = manifest.model_copy(update={"chunks": manifest.chunks[:-1]})
    lent = manifest.model_copy(update={"document": "d2"})
    for wrong in (swapped, dropped, lent):
        with pytest.raises(BadDocument):
            unseal(KEY, wrong, pieces)


def test_an_altered_piece_is_not_kept():
    manifest, pieces = sealed(b"page")
    name = manifest.chunks[0].sha256
    inbox = Inbox(manifest)
    assert not inbox.received(name, pieces[name][:-1] + b"\x00")
    assert inbox.missing() == [name]


def test_after_a_cut_only_what_is_missing_is_sent_again():
    data = bytes(n % 251 for n in range(4 * CHUNK_BYTES))
    manifest, pieces = sealed(data)
    outbox = Outbox()
    outbox.add(manifest, pieces)
    names = [chunk.sha256 for chunk in manifest.chunks]
    assert [m.document for m in outbox.manifests()] == ["d1"]
    assert outbox.wanted("d1", tuple(names[2:])) == [(n, pieces[n]) for n in names[2:]]
    assert outbox.wanted("unknown", tuple(names)) == []
    outbox.done("d1")
    assert outbox.manifests() == []


def test_an_empty_or_too_large_document_is_refused():
    for size in (0, MAX_BYTES + 1):
        with pytest.raises(BadDocument):
            sealed(bytes(size))


@pytest.mark.parametrize("nonce", ["", "AAA", "AAAA", "A" * 64])
def test_a_nonce_that_is_none_is_a_bad_document(nonce):
    manifest, pieces = sealed(b"page")
    with pytest.raises(BadDocument):
        unseal(KEY, manifest.model_copy(update={"nonce": nonce}), pieces)
