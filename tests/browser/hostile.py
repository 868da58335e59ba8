"""Hostile texts in every field that the database keeps for people to read.

Each table with such fields gets, for each payload, one more row whose fields are that payload:
a new table or column is tried without a line here.
"""

from collections.abc import Iterator

import sqlalchemy as sa

from signaling.store import Store
from signaling.store.schema import metadata

from .filled import key_of

MARK = "9e1f"
"In every payload, so that a page that shows one is known."
PAYLOADS = tuple(
    text.replace("#", MARK)
    for text in (
        "<script>executed('#')</script>",
        "\"><img src=x onerror=executed('#')>",
        "' autofocus onfocus=executed('#') '",
        "<svg/onload=executed('#')>",
        "</textarea></title><script>executed('#')</script>",
        "javascript:executed('#')",
        "{{ executed('#') }}${executed('#')}",
        "</script><script>executed('#')//",
        "&lt;script&gt;executed('#')",
        '=HYPERLINK("https://ailleurs.example","#")',
        "@SUM(1+1)*cmd|' /C calc'!A#",
        "#\r\nBcc: tous@ailleurs.example\r\n\r\n",
    )
)
NOT_FOR_PEOPLE = frozenset(
    {
        "state", "reason", "key", "token_hash", "password_hash", "sha256", "manifest", "month",
        "outcome", "role", "login", "call", "mode", "needs",
        "kind", "school", "weekdays", "first", "last", "day", "target", "room", "motive_id",
        "found", "fingerprint", "withdrawn_why", "deed", "stage", "fault", "code", "why",
        "report", "colour", "kiosk_language", "marks",
    }
)  # fmt: skip
"Columns that hold what the product itself wrote: a text of a stranger never comes there."
NO_COPY = frozenset({"visit", "call", "house"})
"A kiosk and a console have one open row of these; the house is one: see :mod:`.filled`."
ELSEWHERE = frozenset(
    {
        # Of a call, a free access or a key that somebody holds: their own tests show them.
        "guest", "free_access", "passkey",
        # No page shows them: the product wrote them, or they wait to become something else.
        "enrolment", "voice", "relay_card", "step", "totp", "arrival", "reminder", "summons",
    }
)  # fmt: skip
"Tables that the crawl has no row of."


def fields_of(table: sa.Table) -> list[sa.Column[str]]:
    """What a person wrote and another reads."""
    return [
        column
        for column in table.columns
        if isinstance(column.type, sa.String)
        and not column.primary_key
        and not column.foreign_keys
        and column.name not in NOT_FOR_PEOPLE
    ]


def hostile_tables() -> list[tuple[sa.Table, list[sa.Column[str]]]]:
    found = [(table, fields_of(table)) for table in metadata.sorted_tables]
    return [(table, fields) for table, fields in found if fields and table.name not in NO_COPY]


async def poison(store: Store) -> int:
    """Returns how many fields took a payload; a payload is cut at its column's length."""
    taken = 0
    async with store.writing() as tx:
        for table, fields in hostile_tables():
            row = (await tx.execute(sa.select(table).limit(1))).mappings().first()
            if row is None:
                assert table.name in ELSEWHERE, f"{table.name}: no true row, nothing was tried"
                continue
            for number, payload in enumerate(PAYLOADS):
                values = dict(row) | dict(_own(table, row, number))
                values |= {field.name: payload[: _length(field)] for field in fields}
                await tx.execute(sa.insert(table).values(values))
                taken += len(fields)
    return taken


def _own(table: sa.Table, row: sa.RowMapping, number: int) -> Iterator[tuple[str, object]]:
    """What must differ from one row to another."""
    single = [key for key in table.primary_key.columns if not key.foreign_keys]
    unique = [column for column in table.columns if column.unique]
    for column in _numbered(table):
        yield column.name, number + 1000
    for column in {*single, *unique}:
        if table.name == "kiosk" and column.name == "key":
            yield column.name, key_of(number + 1000)
        elif isinstance(column.type, sa.Integer):
            yield column.name, None
        else:
            yield column.name, f"{row[column.name]}-{MARK}-{number}"[: _length(column)]


def _numbered(table: sa.Table) -> Iterator[sa.Column[int]]:
    """The number that tells rows of one place apart, as that of a ticket."""
    for index in table.indexes:
        if index.unique and len(index.columns) > 1:
            yield from (each for each in index.columns if isinstance(each.type, sa.Integer))


def _length(column: "sa.Column[str]") -> int | None:
    return column.type.length if isinstance(column.type, sa.String) else None
