"""The pictures of one part are made again beside those of the ring."""

from pathlib import Path

import pytest

from .browser.pictures import Album, listed, written

RING = ("/relais", "a test[desk]", "relais-01.webp")
HOST = ("/relais", "chaque page : host", "relais-host.webp")
GONE = ("/compte", "a test", "compte-01.webp")


def test_what_is_listed_is_read_again() -> None:
    assert written(listed([RING, HOST, GONE])) == [GONE, RING, HOST]


def test_a_part_made_again_stays_among_the_others_and_what_is_gone_is_no_more(
    tmp_path: Path,
) -> None:
    (tmp_path / "pages.md").write_text(listed([RING, HOST, GONE]))
    for _, _, name in (RING, HOST):
        (tmp_path / name).touch()
    Album(tmp_path, kept=[HOST]).index()
    assert written((tmp_path / "pages.md").read_text()) == [RING, HOST]


@pytest.mark.parametrize("folder", [None, "here"])
def test_without_a_picture_nothing_is_written(tmp_path: Path, folder: str | None) -> None:
    Album(None if folder is None else tmp_path).index()
    assert list(tmp_path.iterdir()) == []
