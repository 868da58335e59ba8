"""A call that is passed on: what of a visit's papers goes along."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.session import Session, sweep
from signaling import protocol as wire

NAMES = st.sampled_from(["d1", "d2", "d3", "d4", "d5"])


@given(st.sets(NAMES), st.lists(NAMES, unique=True))
def test_a_receiver_gets_what_was_released_and_is_there_and_nothing_else(there, released):
    """Whatever lay in the visit before, and whatever was asked for."""
    with tempfile.TemporaryDirectory() as folder:
        before = Session("v1", Path(folder))
        for name in there:
            before.keep_shown(name, f"contents of {name}".encode())
            before.keep_page(name, b"a preview")
            before.keep_scan(name, b"a page")
        releases = [wire.Release(document=name, into=f"new-{name}") for name in released]
        got = before.released(releases)
        after = Session("v1", Path(folder))
        for name, data in got.items():
            after.keep_shown(name, data)
        before.wipe()
        assert after.key != before.key
        assert not before.directory.exists()
        expected = {f"new-{name}": f"contents of {name}".encode() for name in there & {*released}}
        assert got == expected
        assert {path.name for path in after.directory.iterdir()} == {
            f"show-{name}" for name in expected
        }
        for name in there:
            assert after.shown(name) is None
        sweep(Path(folder))
        assert list(Path(folder).iterdir()) == []


def test_what_cannot_be_looked_at_counts_as_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = Session("v1", tmp_path)

    def unreadable(_: Path) -> bool:
        raise OSError

    with monkeypatch.context() as disk:
        disk.setattr(Path, "exists", unreadable)
        assert session.left()
    assert not session.left()
