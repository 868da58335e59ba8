"""An administrator marks a language as reviewed, and takes the mark back."""

from dataclasses import dataclass

from aiohttp import web

from ..core import staff
from ..core.commands import Journal
from ..core.person import Person
from ..deeds import Deed
from ..errors import Conflict, NotFound
from ..office import Office, by_account
from ..store import accounts, languages
from ..store.languages import Review
from . import Language, known


@dataclass(frozen=True)
class Standing:
    """A language, and who read it."""

    language: Language
    review: Review | None = None
    by: str = ""
    "Display name."

    @property
    def reviewed(self) -> bool:
        return self.language.is_reviewed(self.review)

    @property
    def changed(self) -> frozenset[str]:
        """Marks of the lines that are other ones since the review."""
        if self.review is None:
            return frozenset()
        return self.language.marks - self.review.marks


@dataclass(frozen=True)
class Reviewing:
    office: Office

    async def standing(self, person: Person) -> list[Standing]:
        staff.may_administrate(person)
        async with self.office.store.reading() as tx:
            reviews = {review.code: review for review in await languages.every(tx)}
            names = await accounts.display_names(tx)
        found = ((one, reviews.get(one.code)) for one in known().values())
        return [Standing(one, mark, names.get(mark.by, "") if mark else "") for one, mark in found]

    async def mark(self, person: Person, language: Language, edition: str) -> None:
        """`edition` is what was read. Raises :exc:`Conflict` where it is not said any more."""
        staff.may_administrate(person)
        if edition != language.edition:
            raise Conflict("other sentences were read")

        async def act(deed: Deed) -> None:
            review = Review(language.code, language.marks, person.account, deed.now)
            await languages.keep(deed.tx, review)
            await deed.carry_out([Journal("language_reviewed", language.code)])

        await self.office.do(by_account(person.account), act)

    async def unmark(self, person: Person, language: Language) -> None:
        staff.may_administrate(person)

        async def act(deed: Deed) -> None:
            if not await languages.remove(deed.tx, language.code):
                raise NotFound("review")
            await deed.carry_out([Journal("language_withdrawn", language.code)])

        await self.office.do(by_account(person.account), act)


REVIEWING: web.AppKey[Reviewing] = web.AppKey("reviewing", Reviewing)
