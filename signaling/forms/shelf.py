"""The forms that an organisation brought: checked, kept, offered to its counsellors, withdrawn.

Other organisations' do not exist for a counsellor. A kiosk serves all of them: it fetches the one
that a console named to it, by an identifier that nobody guesses.
"""

from dataclasses import dataclass, field

from ..auth.tokens import new_id
from ..core import staff
from ..core.commands import Journal
from ..core.person import Person
from ..deeds import Deed
from ..errors import NotFound
from ..office import Office, by_account
from ..parties import AtKiosk, Party
from ..protocol import FormMapping, FormOffered
from ..store import brought
from ..store.brought import BroughtForm
from .intake import Found, Intake, NotTaken

MOST_FORMS = 40
"Of one organisation."
TOO_MANY = f"{MOST_FORMS} formulaires au plus : retirez-en un."
SAME = "Ce formulaire est déjà là : retirez l’ancien d’abord."


@dataclass
class Shelf:
    office: Office
    intake: Intake = field(default_factory=Intake)

    async def brought(self, person: Person, organisation: str) -> list[BroughtForm]:
        staff.may_settle(person, organisation)
        async with self.office.store.reading() as tx:
            return await brought.of_organisation(tx, organisation)

    async def one(self, person: Person, organisation: str, id: str) -> BroughtForm:
        """Raises :exc:`NotFound`."""
        for form in await self.brought(person, organisation):
            if form.id == id:
                return form
        raise NotFound("form")

    async def bring(
        self,
        person: Person,
        organisation: str,
        pdf: bytes,
        title: str,
        number: str = "",
        motives: tuple[str, ...] = (),
    ) -> BroughtForm:
        """Check it, then keep it. Raises :exc:`NotTaken` with why, in French."""
        staff.may_settle(person, organisation)
        found, clean = await self.intake.check(pdf)
        form = BroughtForm(
            id=new_id("form"),
            organisation=organisation,
            title=title,
            number=number,
            motives=motives,
            fingerprint=found.fingerprint,
            found=found.model_dump_json(),
            added_at=self.office.clock(),
            size=len(clean),
            calculates=found.scripts,
        )

        async def act(deed: Deed) -> None:
            known = await brought.of_organisation(deed.tx, organisation)
            if len(known) >= MOST_FORMS:
                raise NotTaken(TOO_MANY)
            if any((one.title, one.fingerprint) == (title, form.fingerprint) for one in known):
                raise NotTaken(SAME)
            await brought.add(deed.tx, form, clean)
            await deed.carry_out([Journal("form_added", form.id)])

        await self.office.do(by_account(person.account), act)
        return form

    async def withdraw(self, person: Person, organisation: str, id: str) -> None:
        """A call that fills it goes on: the kiosk has it."""
        staff.may_settle(person, organisation)

        async def act(deed: Deed) -> None:
            form = await brought.by_id(deed.tx, id)
            if form is None or form.organisation != organisation:
                raise NotFound("form")
            await brought.remove(deed.tx, id)
            await deed.carry_out([Journal("form_withdrawn", id)])

        await self.office.do(by_account(person.account), act)

    # -- for those who fill them ---

    async def offered(self, organisation: str) -> tuple[FormOffered, ...]:
        async with self.office.store.reading() as tx:
            known = await brought.of_organisation(tx, organisation)
        return tuple(
            FormOffered(
                form=one.id, title=one.title, number=one.number or None, motives=one.motives
            )
            for one in known
        )

    async def pdf(self, party: Party, id: str) -> bytes | None:
        async with self.office.store.reading() as tx:
            form = await brought.by_id(tx, id)
            theirs = form is not None and _reaches(party, form)
            return await brought.pdf_of(tx, id) if theirs else None

    async def mapping(self, party: Party, fingerprint: str) -> FormMapping | None:
        async with self.office.store.reading() as tx:
            known = await brought.by_fingerprint(tx, fingerprint)
        for form in known:
            if _reaches(party, form) and (words := words_of(form)) is not None:
                return words
        return None


def found_in(form: BroughtForm) -> Found:
    return Found.model_validate_json(form.found)


def words_of(form: BroughtForm) -> FormMapping | None:
    return found_in(form).mapping(form.id, form.title, form.number)


def _reaches(party: Party, form: BroughtForm) -> bool:
    return isinstance(party, AtKiosk) or party.organisation == form.organisation


__all__ = ["NotTaken", "Shelf", "found_in", "words_of"]
