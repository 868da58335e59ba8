"""Who keeps accounts, kiosks and settings."""

import pytest

from signaling.admin.frame import TABS
from signaling.core import staff
from signaling.core.person import Person, Role
from signaling.errors import NotAllowed, NotFound
from signaling.pages import permissions

ADMIN = Person("admin", "A", frozenset({Role.ADMINISTRATOR}))
TECHNICIAN = Person("technique", "T", frozenset({Role.TECHNICIAN}))
MSA = Person("msa", "S", frozenset({Role.SUPERVISOR}), organisation="msa")
COUNSELLOR = Person("conseil", "C", frozenset({Role.COUNSELLOR}), organisation="msa")
NOBODY = Person("personne", "P", frozenset({Role.SUPERVISOR}))
"A supervisor of nothing."


def test_a_supervisor_keeps_the_people_of_the_own_organisation_and_nobody_else():
    staff.may_keep(MSA, {Role.COUNSELLOR}, "msa")
    staff.may_keep(MSA, {Role.COUNSELLOR, Role.SUPERVISOR}, "msa")
    for roles, organisation in (
        ({Role.COUNSELLOR}, "caf"),
        ({Role.COUNSELLOR, Role.ADMINISTRATOR}, "msa"),
        ({Role.HOST}, None),
        (set(), "msa"),
    ):
        with pytest.raises(NotFound):
            staff.may_keep(MSA, roles, organisation)


def test_a_supervisor_gives_no_role_beyond_the_organisation():
    staff.may_open(MSA, {Role.COUNSELLOR}, "msa")
    for roles, organisation in (({Role.ADMINISTRATOR}, "msa"), ({Role.COUNSELLOR}, "caf")):
        with pytest.raises(NotAllowed):
            staff.may_open(MSA, roles, organisation)


def test_a_supervisor_without_an_organisation_keeps_nobody():
    with pytest.raises(NotAllowed):
        staff.may_keep_accounts(NOBODY)
    assert not staff.keeps(NOBODY, {Role.COUNSELLOR}, None)


def test_kiosks_are_for_technicians_and_administrators():
    staff.may_keep_kiosks(TECHNICIAN)
    staff.may_keep_kiosks(ADMIN)
    for person in (MSA, COUNSELLOR):
        with pytest.raises(NotAllowed):
            staff.may_keep_kiosks(person)
    with pytest.raises(NotAllowed):
        staff.may_keep_accounts(TECHNICIAN)


def test_an_organisation_is_settled_by_its_supervisor():
    staff.may_settle(MSA, "msa")
    staff.may_settle(ADMIN, "caf")
    with pytest.raises(NotFound):
        staff.may_settle(MSA, "caf")
    with pytest.raises(NotAllowed):
        staff.may_settle(COUNSELLOR, "msa")


def test_every_role_says_what_it_may_do_what_not_and_whom_to_ask():
    assert set(permissions.DUTIES) == set(Role)
    for duty in permissions.DUTIES.values():
        assert duty.may
        assert duty.never
        assert duty.ask


def test_every_page_of_the_administration_is_among_what_its_roles_may_do():
    words = {
        "Guichets": "guichet",
        "Comptes": "comptes",
        "Lieux et organismes": "organisme",
        "Page d’accueil": "page d’accueil",
    }
    for tab in TABS:
        for role in tab.roles:
            told = " ".join(permissions.DUTIES[role].may)
            assert words.get(tab.name, tab.name.lower()) in told, (tab.name, role)
