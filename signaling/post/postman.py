"""Carries what waits in the database, each second or so; what fails waits and is tried again.

Several servers may share one database: each letter is claimed before it is sent, by one of them.
"""

import asyncio
import logging
from collections.abc import Awaitable
from dataclasses import dataclass, field

from ..attendance import Staffing
from ..core.commands import AnnounceAppointment, Journal
from ..core.reminding import Channel, Kind
from ..deeds import Deed
from ..office import Office
from ..settings import Settings
from ..store import alerts, appointments, places, reminders
from ..store.records import Appointment, Organisation, Reminder
from .sending import NotSent, Sms, Smtp
from .words import Meeting, alert, letter, short_message

log = logging.getLogger(__name__)

ROUND_SECONDS = 1.0
AGAIN_SECONDS = 60.0
CLAIM_SECONDS = 120.0
"Longer than a letter may take; then it is anybody's again."
MOST_TRIES = 5
"Then the mairie calls: half an hour later at the most."


@dataclass
class Postman:
    office: Office
    smtp: Smtp | None
    sms: Sms | None
    apart: float
    "Seconds between two alerts to one organisation."
    console: str
    "Address of the counsellors' page."
    _round: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def run(self) -> None:
        """Until cancelled. A round that fails is told, and the next one tries again."""
        while True:
            try:
                await self.tick()
            except Exception as error:  # noqa: BLE001 a supervised border: the post goes on
                log.error("%s in the post", type(error).__name__)
            await asyncio.sleep(ROUND_SECONDS)

    async def tick(self) -> None:
        async with self._round:
            await self._carry()

    async def _carry(self) -> None:
        now = self.office.clock()
        async with self.office.store.reading() as tx:
            to_alert = await alerts.due(tx, now, self.apart)
            to_tell = await reminders.due(tx, now)
        for body in to_alert:
            await self._alert(body)
        for reminder in to_tell:
            await self._tell(reminder)

    async def _alert(self, body: Organisation) -> None:
        if not await self._claims_alert(body):
            return
        alone = self.office.attendance.staffing(body.id) is Staffing.NOBODY
        sent = None
        if alone and body.alert_email and self.smtp is not None:
            sent = await self._sent(self.smtp.send(body.alert_email, alert(self.console)))

        async def act(deed: Deed) -> None:
            if sent is None:
                await alerts.drop(deed.tx, body.id)
            elif sent:
                await alerts.sent(deed.tx, body.id, deed.now)
                await deed.carry_out([Journal("organisation_alerted", body.id)])
            else:
                await alerts.put_off(deed.tx, body.id, deed.now + AGAIN_SECONDS)

        await self.office.do("server", act)
        if sent:
            await self._show_waiting(body.id)

    async def _show_waiting(self, organisation: str) -> None:
        """The mairies read that the organisation was alerted."""
        async with self.office.store.reading() as tx:
            going_on = await appointments.open_of_organisation(tx, organisation)
        waits = [one for one in going_on if one.answer_by is not None]
        await self.office.say([AnnounceAppointment(one.id) for one in waits])

    async def _tell(self, reminder: Reminder) -> None:
        async with self.office.store.reading() as tx:
            record = await appointments.by_id(tx, reminder.appointment)
        if record is None or (reminder.kind != Kind.WITHDRAWN and self._is_past(record)):
            await self._done(reminder)
        elif reminder.channel == Channel.CALL:
            if not reminder.tries:  # it came due just now: the mairie's page shows it
                await self._turn(reminder)
        elif record.at is not None:
            await self._send(reminder, record, record.at)

    def _is_past(self, record: Appointment) -> bool:
        return record.at is None or record.at <= self.office.clock()

    async def _send(self, reminder: Reminder, record: Appointment, at: float) -> None:
        if not await self._claims(reminder):
            return
        meeting = await self._meeting(reminder, record, at)
        if reminder.channel == Channel.EMAIL and self.smtp is not None and record.email:
            sent = await self._sent(self.smtp.send(record.email, letter(meeting)))
        elif reminder.channel == Channel.SMS and self.sms is not None and record.telephone:
            sent = await self._sent(self.sms.send(record.telephone, short_message(meeting)))
        else:
            await self._turn(reminder)
            return
        if sent:
            await self._done(reminder, f"{reminder.kind}_sent")
        elif reminder.tries + 1 >= MOST_TRIES:
            await self._turn(reminder)
        else:
            await self._put_off(reminder)

    async def _claims(self, reminder: Reminder) -> bool:
        async with self.office.store.writing() as tx:
            now = self.office.clock()
            return await reminders.claim(tx, reminder, now, now + CLAIM_SECONDS)

    async def _claims_alert(self, body: Organisation) -> bool:
        async with self.office.store.writing() as tx:
            now = self.office.clock()
            return await alerts.claim(tx, body.id, now, self.apart, now + CLAIM_SECONDS)

    async def _meeting(self, reminder: Reminder, record: Appointment, at: float) -> Meeting:
        async with self.office.store.reading() as tx:
            relay = await places.relay(tx, record.relay)
            mairie = await places.mairie(tx, record.mairie)
        assert relay is not None, "a foreign key holds it"
        assert mairie is not None, "a foreign key holds it"
        return Meeting(at, record.mode, relay, mairie.name, Kind(reminder.kind))

    async def _done(self, reminder: Reminder, what: str | None = None) -> None:
        async def act(deed: Deed) -> None:
            await reminders.done(deed.tx, reminder.id, deed.now)
            if what is not None:
                await deed.carry_out([Journal(what, reminder.appointment)])

        await self.office.do("server", act)

    async def _turn(self, reminder: Reminder) -> None:
        """To the mairie, which calls."""

        async def act(deed: Deed) -> None:
            await reminders.by_hand(deed.tx, reminder)
            await deed.carry_out([AnnounceAppointment(reminder.appointment)])

        await self.office.do("server", act)

    async def _put_off(self, reminder: Reminder) -> None:
        async def act(deed: Deed) -> None:
            later = deed.now + AGAIN_SECONDS * (reminder.tries + 1)
            await reminders.failed(deed.tx, reminder, later)

        await self.office.do("server", act)

    async def _sent(self, sending: Awaitable[None]) -> bool:
        try:
            await sending
        except NotSent as error:
            log.warning("a letter was not sent: %s", error)
            return False
        return True


def postman(settings: Settings, office: Office) -> Postman:
    smtp = None if settings.mail is None else Smtp(settings.mail)
    sms = None if settings.sms is None else Sms(settings.sms)
    port = "" if settings.port == 443 else f":{settings.port}"
    origin = settings.origins[0] if settings.origins else f"https://{settings.hostnames[0]}{port}"
    return Postman(office, smtp, sms, settings.alert_minutes * 60, f"{origin}/console")
