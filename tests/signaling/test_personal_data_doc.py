"""`docs/donnees-personnelles.md` lists every personal field of the schema, and no other."""

import re
from pathlib import Path

from signaling.settings import Settings
from signaling.store.schema import metadata

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "donnees-personnelles.md").read_text()
ROW = re.compile(r"^\| `(\w+\.\w+)` \| (.+?) \| (.+?) \| (.+?) \|$", re.MULTILINE)


def test_the_page_lists_the_personal_fields_of_the_schema() -> None:
    told = [field for field, _, _, _ in ROW.findall(PAGE)]
    assert sorted(told) == sorted(
        f"{table.name}.{column.name}"
        for table in metadata.sorted_tables
        for column in table.columns
        if "personal" in column.info
    )


def test_no_field_has_the_name_of_a_personal_one_without_being_marked() -> None:
    names = re.compile(r"(first_|display_)?name|telephone|motive|login|e?mail|address|birth")
    unmarked = {
        f"{table.name}.{column.name}"
        for table in metadata.sorted_tables
        for column in table.columns
        if names.fullmatch(column.name) and "personal" not in column.info
    }
    of_places = {"organisation.name", "mairie.name", "kiosk.name", "motive.name", "house.name"}
    assert unmarked == of_places | {f"relay.{part}" for part in ("name", "address", "telephone")}


def test_the_retention_that_the_page_promises_is_the_default() -> None:
    days = Settings.model_fields["retention_days"].default
    told = {until for field, _, _, until in ROW.findall(PAGE) if field.startswith("appointment.")}
    assert told == {f"{days} jours après la visite"}


def test_every_column_of_a_request_is_told_with_its_purpose() -> None:
    told = set(re.findall(r"`appointment\.(\w+)`", PAGE))
    assert told == {column.name for column in metadata.tables["appointment"].columns}


def test_every_table_that_hangs_on_a_request_is_told() -> None:
    found = {"appointment"}
    for table in metadata.sorted_tables:  # what is pointed at comes first
        if found & {key.column.table.name for key in table.foreign_keys}:
            found.add(table.name)
    told = set(re.findall(r"`(\w+)(?:\.\w+)?`", PAGE))
    assert found <= told
