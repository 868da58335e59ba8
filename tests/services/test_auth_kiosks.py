"""Kiosks: let in once by a one-time code, then known by the key that they prove."""

import asyncio
import base64

import aiohttp
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from signaling import protocol as wire
from signaling.auth.kiosks import key_digits
from signaling.core.visit import WIPE_SECONDS
from signaling.errors import NotFound
from signaling.keys import OFFICE
from signaling.protocol import CallState, VisitState
from signaling.sockets_kiosk import AtCounter
from signaling.store import kiosks, visits

from .serving import RELAY, Ear, Kiosk, serving, until


async def test_a_code_enrols_one_kiosk_once() -> None:
    async with serving() as served:
        admin = await served.person("admin")
        token = await served.registry.open_enrolment(admin, RELAY, "Guichet de la salle")
        first, second = (Kiosk("", Ed25519PrivateKey.generate()) for _ in range(2))
        status, body = await served.enrol(first, token)
        assert (status, body["name"]) == (201, "Guichet de la salle")
        assert body["digits"] == key_digits(first.public)
        status, body = await served.enrol(second, token)
        assert (status, body["code"]) == (403, "wrong_code")
        async with served.store.reading() as tx:
            assert len(await kiosks.all_kiosks(tx)) == 1


async def test_of_many_kiosks_with_one_code_one_wins() -> None:
    async with serving() as served:
        admin = await served.person("admin")
        token = await served.registry.open_enrolment(admin, RELAY, "Guichet")
        rivals = [Kiosk("", Ed25519PrivateKey.generate()) for _ in range(8)]
        done = await asyncio.gather(*(served.enrol(rival, token) for rival in rivals))
        assert sorted(status for status, _ in done) == [201] + [403] * 7


async def test_a_late_forged_or_unproven_code_enrols_nobody() -> None:
    async with serving() as served:
        admin = await served.person("admin")
        late = await served.registry.open_enrolment(admin, RELAY, "Guichet")
        served.clock.now += 15 * 60
        kiosk = Kiosk("", Ed25519PrivateKey.generate())
        assert (await served.enrol(kiosk, late))[0] == 403
        assert (await served.enrol(kiosk, "A" * 22))[0] == 403
        token = await served.registry.open_enrolment(admin, RELAY, "Guichet")
        thief = Kiosk("", Ed25519PrivateKey.generate())
        stolen = {
            "token": token,
            "key": kiosk.public,
            "signature": thief.sign(wire.enrolment_bytes(token)),
        }
        for body in (stolen, stolen | {"key": "AAAA"}, stolen | {"key": ""}, {}, []):
            async with served.browser().post("/kiosk/enrol", json=body) as answer:
                assert answer.status in (400, 403)
        async with served.store.reading() as tx:
            assert await kiosks.all_kiosks(tx) == []
        assert (await served.enrol(kiosk, token))[0] == 201, "the code was not used up by a thief"


async def test_codes_cannot_be_searched_from_one_address() -> None:
    async with serving() as served:
        kiosk = Kiosk("", Ed25519PrivateKey.generate())
        for _ in range(10):
            assert (await served.enrol(kiosk, "A" * 22))[0] == 403
        assert (await served.enrol(kiosk, "A" * 22))[0] == 429


async def test_a_kiosk_that_cannot_prove_its_key_stays_outside() -> None:
    async with serving() as served:
        kiosk = await served.enrolled()
        stranger = Kiosk("", Ed25519PrivateKey.generate())

        async def try_in(key: str, sign_as: Kiosk, change: bytes = b"", server: str = "") -> str:
            ear = Ear(await served.browser().ws_connect("/ws/kiosk"))
            asked = await ear.expect(wire.Challenge)
            assert len(base64.b64decode(asked.nonce)) == 32
            signed = wire.challenge_bytes(asked.nonce, server or asked.server) + change
            await ear.say(wire.KioskHello(key=key, signature=sign_as.sign(signed)))
            error = await ear.expect(wire.Error)
            await ear.expect_closed()
            return error.code

        assert await try_in(kiosk.public, stranger) == "not_allowed"
        assert await try_in(stranger.public, stranger) == "not_allowed"
        assert await try_in(kiosk.public, kiosk, change=b"x") == "not_allowed"
        assert await try_in(kiosk.public, kiosk, server="ailleurs.example") == "not_allowed"
        assert not served.app[OFFICE].presence.is_there(kiosk.id)


async def test_a_signature_seen_once_opens_no_other_socket() -> None:
    async with serving() as served:
        kiosk = await served.enrolled()
        ear = Ear(await served.browser().ws_connect("/ws/kiosk"))
        asked = await ear.expect(wire.Challenge)
        signature = kiosk.sign(wire.challenge_bytes(asked.nonce, asked.server))
        hello = wire.KioskHello(key=kiosk.public, signature=signature)
        await ear.say(hello)
        await ear.expect(wire.KioskWelcome)
        again = Ear(await served.browser().ws_connect("/ws/kiosk"))
        await again.expect(wire.Challenge)
        await again.say(hello)
        assert (await again.expect(wire.Error)).code == "not_allowed"


async def test_a_revoked_kiosk_is_put_out_and_stays_out() -> None:
    async with serving() as served:
        kiosk = await served.enrolled()
        ear, _ = await served.connect(kiosk)
        admin = await served.person("admin")
        await served.registry.revoke_kiosk(admin, kiosk.id)
        await ear.expect_closed()
        await until(lambda: not served.app[OFFICE].presence.is_there(kiosk.id))
        again = Ear(await served.browser().ws_connect("/ws/kiosk"))
        asked = await again.expect(wire.Challenge)
        signature = kiosk.sign(wire.challenge_bytes(asked.nonce, asked.server))
        await again.say(wire.KioskHello(key=kiosk.public, signature=signature))
        assert (await again.expect(wire.Error)).code == "not_allowed"
        with pytest.raises(NotFound):
            await served.registry.revoke_kiosk(admin, kiosk.id)


async def test_revoking_a_kiosk_in_a_visit_ends_that_visit_first() -> None:
    async with serving() as served:
        console, ear, kiosk, visit, _ = await served.in_call()
        await served.registry.revoke_kiosk(await served.person("admin"), kiosk.id)
        assert (await ear.expect(wire.VisitClose)).visit == visit
        await ear.expect_closed()
        async with asyncio.timeout(10):
            while (await console.expect(wire.CallChanged)).call.state is not CallState.ENDED:
                pass
        served.clock.now += WIPE_SECONDS + 1
        await served.watch.tick()
        async with served.store.reading() as tx:
            known = await visits.by_id(tx, visit)
        assert known is not None
        assert known.state is VisitState.ENDED


async def test_a_kiosk_revoked_while_it_comes_in_does_not_stay(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with serving() as served:
        kiosk, admin = await served.enrolled(), await served.person("admin")
        welcomed = AtCounter._welcome

        async def revoked_meanwhile(counter: AtCounter) -> list[wire.Message]:
            said = await welcomed(counter)
            await served.registry.revoke_kiosk(admin, kiosk.id)
            return said

        monkeypatch.setattr(AtCounter, "_welcome", revoked_meanwhile)
        ear, _ = await served.connect(kiosk)
        await ear.expect_closed()
        await until(lambda: not served.app[OFFICE].presence.is_there(kiosk.id))


async def test_a_kiosk_reached_under_a_name_that_is_not_ours_is_refused() -> None:
    async with serving() as served:
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            await served.browser().ws_connect("/ws/kiosk", headers={"Host": "ailleurs.example"})
        assert refused.value.status == 403
