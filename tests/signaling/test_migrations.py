"""Migrations are one line: two that follow the same one would stop every server at its start."""

from alembic.script import ScriptDirectory

from signaling.store.migrate import FOLDER


def test_one_migration_alone_has_nothing_after_it() -> None:
    heads = ScriptDirectory(str(FOLDER)).get_heads()
    assert len(heads) == 1, f"{heads}: let one of them follow the other"
