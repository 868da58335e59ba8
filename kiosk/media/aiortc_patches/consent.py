"""Consent to send, as RFC 7675 says: a call lives while any answer is younger than 30 s.

aioice 0.13 gives each check one try of half a second and closes after six in a row: a round trip
over 500 ms for half a minute, as a bloated uplink has, ends the call (aioice issue 58). Here a
check is answered whenever its answer comes, as long as consent lasts.
"""

import asyncio
import random
from dataclasses import dataclass

from aioice import ice, stun

INTERVAL_S = 5.0
LIFETIME_S = 30.0
'RFC 7675, 5.1: "Consent expires after 30 seconds."'


@dataclass
class Consent:
    """What the other end allowed on one component, on the loop's clock."""

    valid_at: float

    @property
    def expires_at(self) -> float:
        return self.valid_at + LIFETIME_S


class Check:
    """One request waiting for its answer; stands among a protocol's transactions."""

    def __init__(
        self, consent: Consent, pair: ice.CandidatePair, request: stun.Message, key: bytes
    ) -> None:
        self.consent, self.key, self.sent_at = consent, key, _now()
        self.id, self.protocol, self.address = (
            request.transaction_id,
            pair.protocol,
            pair.remote_addr,
        )

    def response_received(self, message: stun.Message, address: tuple[str, int]) -> None:
        # RFC 7675, 5.1: a valid answer comes from where the request went, and is authenticated.
        if (
            address == self.address
            and message.message_class == stun.Class.RESPONSE
            and message.check_message_integrity(self.key)
        ):
            self.consent.valid_at = _now()
            self.forget()

    def forget(self) -> None:
        self.protocol.transactions.pop(self.id, None)


original = ice.Connection.query_consent


async def query_consent(self: ice.Connection) -> None:
    """Stands for `Connection.query_consent`; closes the connection when consent expires."""
    consents: dict[int, Consent] = {}
    checks: list[Check] = []
    due = _now() + _interval()
    try:
        while True:
            now = _now()
            for component in self._nominated:
                consents.setdefault(component, Consent(now))
            expiry = min((each.expires_at for each in consents.values()), default=due)
            if consents and now >= expiry:
                break
            if now >= due:
                # RFC 7675, 5.1: "a new cryptographically strong STUN transaction ID" each time;
                # the one sent 4 to 6 s later is the retransmission.
                checks = [each for each in checks if not _over(each, now)]
                checks += [_ask(self, pair, consents[n]) for n, pair in self._nominated.items()]
                due = now + _interval()
            await asyncio.sleep(max(0.0, min(due, expiry) - _now()))
    finally:
        for check in checks:
            check.forget()
    self._query_consent_task = None
    await self.close()


def _now() -> float:
    return asyncio.get_running_loop().time()


def _interval() -> float:
    # RFC 7675, 5.1: "between 0.8 and 1.2 times the basic period".
    return INTERVAL_S * (0.8 + 0.4 * random.random())


def _ask(connection: ice.Connection, pair: ice.CandidatePair, consent: Consent) -> Check:
    assert connection.remote_password is not None
    key = connection.remote_password.encode()
    request = connection.build_request(pair, nominate=False)
    request.add_message_integrity(key)
    check = Check(consent, pair, request, key)
    pair.protocol.transactions[check.id] = check  # type: ignore[assignment]
    pair.protocol.send_stun(request, pair.remote_addr)
    return check


def _over(check: Check, now: float) -> bool:
    if now - check.sent_at < LIFETIME_S:
        return check.id not in check.protocol.transactions
    check.forget()
    return True


def apply() -> None:
    ice.Connection.query_consent = query_consent  # type: ignore[method-assign]
