"""The call of this kiosk, from its announcement to its end: what the attendant decides of it."""

import asyncio
import logging
from typing import TYPE_CHECKING

from signaling import protocol as wire

from .conversation import Conversation, farewell
from .core import events as e
from .media.offer import BadSdp

if TYPE_CHECKING:
    from .app import Kiosk

log = logging.getLogger(__name__)


class Calling:
    """One for the kiosk's life; each method waits for nothing."""

    def __init__(self, kiosk: "Kiosk") -> None:
        self._kiosk = kiosk
        self.conversation: Conversation | None = None
        self.closing: asyncio.Task[None] | None = None
        "The end of the last call."

    def prepare(self, asked: e.PrepareCall) -> None:
        kiosk, call = self._kiosk, asked.call
        if kiosk.desk is None:  # its session could not be opened
            kiosk.put(e.CallFailed(call))
            return
        kiosk.hardware.outgoing.prefer_motion = kiosk.attendant.comfort.motion
        self.conversation = Conversation(
            kiosk.hardware,
            kiosk.desk.session.key,
            lost=lambda: kiosk.put(e.CallFailed(call)),
            flows=lambda flows: self._flows(call, flows),
            heard=lambda message: kiosk._on_desk(lambda desk: desk.hear(message)),
            opened=lambda: kiosk._on_desk(lambda desk: desk.renew()),
            taken=lambda: kiosk.put(e.CallTaken(call)),
            over=farewell(kiosk.link.send, call),
        )
        kiosk._spawn(self._connect(self.conversation, asked, self.closing))

    def answer(self, call: str) -> None:
        self._kiosk._spawn(self._answer(self.conversation, call, self.closing))

    def repair(self, asked: e.RepairCall | e.TakeOver) -> None:
        """Another connection, of the same console or of the one that takes the call over."""
        self._kiosk._spawn(self._repair(self.conversation, asked))

    def say(self, message: wire.Message) -> None:
        """To the console, on the data channel."""
        if self.conversation is not None:
            self.conversation.say(message)

    def close(self) -> None:
        conversation, self.conversation = self.conversation, None
        self._kiosk._on_desk(lambda desk: desk.rest())
        self._kiosk.link.hurry(False)
        if conversation is not None:
            self.closing = self._kiosk._spawn(conversation.close())

    async def _connect(
        self, conversation: Conversation, asked: e.PrepareCall, before: asyncio.Task[None] | None
    ) -> None:
        """While the call is announced."""
        try:
            await conversation.prepare(asked.sdp, asked.ice_servers)
            if not self._kiosk.settings.connect_early:
                return
            if before is not None:
                await asyncio.wait([before])
            answer = await conversation.connect()
        except BadSdp as error:
            self._not_answered(asked.call, error)
        else:
            self._kiosk.link.send(wire.EarlyAnswer(call=asked.call, sdp=answer))

    async def _answer(
        self, conversation: Conversation | None, call: str, before: asyncio.Task[None] | None
    ) -> None:
        if conversation is None:
            return  # its preparation said so
        if before is not None:
            await asyncio.wait([before])
        try:
            answer = await conversation.answer()
        except BadSdp as error:
            self._not_answered(call, error)
        else:
            self._kiosk.link.send(wire.Answer(call=call, sdp=answer))

    async def _repair(
        self, conversation: Conversation | None, asked: e.RepairCall | e.TakeOver
    ) -> None:
        if conversation is None:
            return
        repairs = isinstance(asked, e.RepairCall)
        connect = conversation.repair if repairs else conversation.take_over
        try:
            answer = await connect(asked.sdp, asked.ice_servers)
        except BadSdp as error:
            log.warning("no other connection: %s", error)
        else:
            self._kiosk.link.send(asked.answered(answer))

    def _not_answered(self, call: str, error: BadSdp) -> None:
        log.warning("call not answered: %s", error)
        self._kiosk.put(e.CallFailed(call))

    def _flows(self, call: str, flows: bool) -> None:
        self._kiosk.link.hurry(not flows)
        self._kiosk.put(e.LinkReturned(call) if flows else e.LinkFellSilent(call))
