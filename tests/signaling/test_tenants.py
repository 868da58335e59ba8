"""Every key carries its organisation: no table is outside, but those that say why."""

import signaling.store  # its tables
from signaling.store.schema import metadata

SHARED = {
    "organisation": "it is the key",
    "mairie": "of the collectivité; an appointment names both",
    "relay": "of the collectivité: twelve communes share it",
    "kiosk": "of a relay: every organisation calls it, a visit names one",
    "enrolment": "of a kiosk to come",
    "room": "of a relay",
    "room_kiosk": "of a relay",
    "van": "of a relay",
    "tour_stop": "of a relay",
    "daybook_entry": "of a relay; only that something arrived",
    "examination": "of a kiosk: of devices, of nobody",
    "journey": "between a mairie and a relay or an organisation's agency",
    "free_access": "of a relay, between visits: of no organisation; names nobody",
    "free_count": "of a relay; says nothing of anybody",
    "house": "what the collectivité says of itself",
    "relay_card": "of a relay, that lends it; leads to a case, names nobody",
    "voice": "of the collectivité: a line of the kiosk, said by somebody of it",
    "reviewed_language": "of the collectivité: sentences of the kiosk that somebody of it read",
    "journal": "of the collectivité, without a name; an administrator alone reads it",
    "account": "of an organisation, a mairie or a relay, by its roles",
    "account_role": "of an account",
    "session": "of an account",
    "passkey": "of an account",
    "totp": "of an account",
    "recovery_code": "of an account",
    "feed": "of an account; says nothing of residents",
    "step": "of an account, or of nobody yet",
    "invitation": "of an account",
}
"Tables that hold nothing of a resident, and why they are of no organisation."


def carried() -> set[str]:
    """Tables whose rows lead to one organisation: by a column, or by a row that has one."""
    assert signaling.store
    found = {"organisation"}
    while True:
        more = {
            table.name
            for table in metadata.sorted_tables
            for column in table.columns
            for key in column.foreign_keys
            if key.column.table.name in found and not column.nullable
        }
        if more <= found:
            return found
        found |= more


def test_every_table_leads_to_one_organisation_or_says_why_not() -> None:
    outside = {table.name for table in metadata.sorted_tables} - carried()
    assert outside == set(SHARED) - {"organisation"}


def test_nothing_of_a_resident_is_outside_of_an_organisation() -> None:
    residents = {"appointment", "visit", "call", "document", "chunk", "note", "guest", "reminder"}
    residents.add("waiting")
    assert residents <= carried()
